"""What a link to a view says of it where the link is shown: title, description, canonical address, image."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from lib import links, query, site
from lib.answers import Answer
from lib.certs import FACETS
from lib.store import Tables
from lib.text import day

LONGEST_TITLE, LONGEST_DESCRIPTION = 120, 300
MOST_PAIRS = 100
MANY = frozenset({*FACETS, *links.CERT_KEYS})
"""Keys that an address may have several times; `id` on Compare alone."""

NOT_OF_THE_VIEW = (*query.IGNORED, "made", "steps")
"""Keys that do not make it another view: how it is framed, and what a shared link says of the day it was made on."""


@dataclass(frozen=True)
class Preview:
    """How a view is shown where its link is. `address` and `image` are from the root of the site."""

    title: str
    description: str
    address: str
    image: str
    alt: str


def preview(page: site.Page, pairs: links.Pairs, answer: Answer, version: str, tables: Tables) -> Preview:
    """The preview of a page in the state of a query string, to which `answer` is the page's answer.

    An answer of another day than today says its day: a link stays the same for years.
    """
    known = understood(pairs, page, tables)
    image = f"/preview/{page.path}.png?{urlencode([*known, ('v', version)])}"
    stated, bracketed = (f"As of {on}: ", f" (as of {on})") if (on := day(answer.on)) else ("", "")
    said = _cut(stated + answer.finding, LONGEST_DESCRIPTION)
    title = _cut(answer.title, LONGEST_TITLE) + bracketed
    alt = f"{answer.question}{'' if answer.question.endswith('?') else '.'} {said}"
    return Preview(title, said, links.address(page, known), image, alt)


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def understood(pairs: links.Pairs, page: site.Page, tables: Tables) -> links.Pairs:
    """The pairs that make the view, each once, in their order: without those that the page leaves out.

    Of a key that has one value the last counts, as in the browser.
    """
    wanted = [pair for pair in pairs[:MOST_PAIRS] if pair[0] not in NOT_OF_THE_VIEW]
    known = [pair for pair in wanted if not query.read([pair], page, tables).notes]
    last, many = dict(known), MANY if page is site.COMPARE else MANY - {"id"}
    return [(key, value) for key, value in dict.fromkeys(known) if key in many or last[key] == value]


def version(tables: Tables, on: date) -> str:
    """What tells images of the same view apart: changes with the tables, the day and the code that draws."""
    return sha256(f"{tables.stamp} {on} {_code()}".encode()).hexdigest()[:12]


@cache
def _code() -> str:
    """A digest of the code of this product, as it was when it was first asked for."""
    ours = sorted(Path(__file__).parent.rglob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in ours)).hexdigest()
