"""Our own HTML, rendered from the templates in `lib/design/templates/`.

Every value is escaped: data is text, also in attributes.
"""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lib import text
from lib.design.theme import css_name

CODE = re.compile(r"\b[A-Z0-9]+(?:-[A-Z0-9]+)+\b")


class Html(str):
    """HTML that Streamlit sends as it is. It would dedent a plain string first, which takes 2 ms for a long table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self


def prose(words: str) -> Markup:
    """Running text as escaped HTML, with exam codes kept on one line."""
    return Markup(CODE.sub(r"<span class='cw-num'>\g<0></span>", text.escaped(words)))  # noqa: S704, escaped above


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_templates.filters |= {"usd": text.usd, "day": text.day, "prose": prose}
_templates.filters |= {"sentence": text.sentence, "capital": text.capital}
_templates.tests["missing"] = text.missing
_templates.globals |= {"colour": lambda meaning, word: f"var({css_name(meaning, word)})", "count": text.count}


def render(template: str, **values: object) -> Html:
    """A template filled with values. Raises jinja2.UndefinedError if the template uses a value that is not passed."""
    return Html(_templates.get_template(template).render(values).strip())
