"""Addresses of the site: how state is written into them and how what people write by hand is read.

A certification is written by slug; its code in any case, or its slug in another case, is understood and sent on.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from lib import site
from lib.certs import FACETS, Filters
from lib.clock import today
from lib.lifecycle import STATUS_WORDS
from lib.memory import while_alive
from lib.store import Tables

CERT_KEYS = ("id", "have", "take", "study")
Pairs = list[tuple[str, str]]


def canonical(pairs: Pairs, tables: Tables) -> Pairs:
    """Query pairs with known names in their canonical form; what is not known stays as it was written."""
    return [(key, _canonical(key, value, tables)) for key, value in pairs]


def _canonical(key: str, value: str, tables: Tables) -> str:
    if key in CERT_KEYS:
        written, colon, told = value.partition(":")  # what is held may carry its month, what is studied its hours
        return f"{cert_id(written, tables) or written}{colon}{told}"
    names = vocabulary(tables).get(key)
    folded = value.strip().casefold()
    return next((name for name in names if name.casefold() == folded), value) if names else value


def cert_id(written: str, tables: Tables) -> str | None:
    """The slug of a certification written by slug or by any of its codes, in any case; None if there is none."""
    return _ids(tables).get(written.strip().casefold())


@while_alive(1)
def _ids(tables: Tables) -> dict[str, str]:
    certs = tables["certs"]
    known = {code.casefold(): slug for slug, codes in zip(certs["id"], certs["codes"], strict=True) for code in codes}
    return known | {slug: slug for slug in certs["id"]}


@while_alive(1)
def vocabulary(tables: Tables) -> Mapping[str, Sequence[str]]:
    """The values that each shared filter knows, in the order in which they are offered."""
    return {
        "vendor": tables["vendors"]["vendor"].tolist(),
        "tier": tables["tiers"]["tier"].tolist(),
        "focus": tables["focuses"]["focus"].tolist(),
        "status": list(STATUS_WORDS),
    }


@while_alive(1)
def languages(tables: Tables) -> list[str]:
    """Every exam language that is named for some certification, in alphabetical order."""
    return sorted({language for named in tables["certs"]["languages"] for language in named})


def address(page: site.Page, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """The path and query of a page in a state, e.g. `/explore?vendor=AWS`."""
    path = "" if page is site.HOME else page.path
    query = urlencode(list(pairs))
    return f"/{path}?{query}" if query else f"/{path}"


def following(filters: Filters, on: date) -> Pairs:
    """The pairs that a link to another page carries, so that the shared filters and the day follow the reader."""
    chosen = [(facet, value) for facet in FACETS for value in getattr(filters, facet)]
    return chosen + ([("as_of", on.isoformat())] if on != today() else [])
