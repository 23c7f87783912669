"""Link previews: the title, description, canonical address and image that other sites show for a link to a view."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from lib.address import pages, parameters, query
from lib.tables.store import Tables
from lib.text import day
from lib.views.preview.summary import PageSummary

TITLE_LIMIT, DESCRIPTION_LIMIT = 120, 300
"""In characters."""
PAIR_LIMIT = 100
"""Pairs of an address after these are ignored."""
KEYS_OUTSIDE_VIEW = (*query.EMBED_KEYS, "made", "steps")
"""Keys that do not make another view: how it is framed, and the day and steps that a shared link was made with."""


@dataclass(frozen=True)
class Preview:
    """The preview of a view. `address` and `image` are addresses from the site's root, `alt` describes the image."""

    title: str
    description: str
    address: str
    image: str
    alt: str


def preview(page: pages.Page, pairs: pages.Pairs, summary: PageSummary, version: str, tables: Tables) -> Preview:
    """The preview of a page in the state of a query string, from the page's summary and the version of its image.

    It names the day of a view as of another day than today, since a link stays the same for years.
    """
    pairs = view_pairs(pairs, page, tables)
    image = f"/preview/{page.path}.png?{urlencode([*pairs, ('v', version)])}"
    prefix, suffix = (f"As of {on}: ", f" (as of {on})") if (on := day(summary.on)) else ("", "")
    description = _shortened(prefix + summary.view.finding, DESCRIPTION_LIMIT)
    title = _shortened(summary.view.title, TITLE_LIMIT) + suffix
    question = summary.view.question
    alt = f"{question}{'' if question.endswith('?') else '.'} {description}"
    return Preview(title, description, page.address(pairs), image, alt)


def _shortened(words: str, limit: int) -> str:
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def view_pairs(pairs: pages.Pairs, page: pages.Page, tables: Tables) -> pages.Pairs:
    """The pairs that determine the view, each once, in their order, without those that the page does not accept.

    Of a key that cannot be repeated the last value counts, as in the browser.
    """
    candidates = [pair for pair in pairs[:PAIR_LIMIT] if pair[0] not in KEYS_OUTSIDE_VIEW]
    accepted = [pair for pair in candidates if not query.read([pair], page, tables).notes]
    last_value = dict(accepted)
    repeatable = {key for key, parameter in parameters.of_page(page).items() if parameter.max_times != 1}
    return [(key, value) for key, value in dict.fromkeys(accepted) if key in repeatable or last_value[key] == value]


def image_version(tables: Tables, on: date) -> str:
    """The version of all images: it changes with the tables, with the day, and with the code that draws."""
    return sha256(f"{tables.stamp} {on} {_code_digest()}".encode()).hexdigest()[:12]


@cache
def _code_digest() -> str:
    """A digest of all code in `lib`, read once per process."""
    modules = sorted(Path(__file__).parents[2].rglob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in modules)).hexdigest()
