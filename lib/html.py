"""Our own HTML, from the templates in `lib/templates/`. Every value is escaped: data is text, also in attributes."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lib import text
from lib.theme import css_name

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_templates.filters |= {"usd": text.usd, "day": text.day}
_templates.tests["missing"] = text.missing
_templates.globals |= {"colour": lambda meaning, word: f"var({css_name(meaning, word)})", "count": text.count}


def render(template: str, **values: object) -> str:
    """A template filled with values. Raises jinja2.UndefinedError for a value that it asks for and does not get."""
    return _templates.get_template(template).render(values)
