"""What an address asks for: one parser for every page, total over any query string.

What is not understood is left out and named in a note; the rest works.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lib import links, site
from lib.certs import FACETS, SORTS, Filters
from lib.store import Tables

VIEWS = ("cards", "table")
EARLIEST, LATEST = date(2024, 1, 1), date(2035, 12, 31)
DEAREST = 5000
LONGEST = 80
MOST_NOTES = 6
IGNORED = ("embed", "embed_options")


@dataclass(frozen=True)
class Query:
    """A reader's address, understood; `notes` names what was not, one sentence each."""

    filters: Filters = field(default_factory=Filters)
    on: date | None = None
    sort: str = SORTS[0]
    view: str = VIEWS[0]
    notes: tuple[str, ...] = ()


class _NotUnderstood(Exception):
    """Why a value cannot be used."""


def read(pairs: Iterable[tuple[str, str]], page: site.Page, tables: Tables) -> Query:
    """Understand the pairs of a query string. Of repeated single values the last one counts, as in the browser."""
    query, readers = Query(), _readers(tables)
    notes: dict[str, None] = {}
    for key, value in pairs:
        if key in readers and key in (*site.SHARED, *page.keys):
            try:
                query = readers[key](query, value)
            except _NotUnderstood as why:
                notes[_note(f"{key}={value}", str(why))] = None
        elif key not in (*page.keys, *IGNORED):
            notes[_note(key, "this page has no such control")] = None
    return replace(query, notes=_shortened(list(notes)))


def _note(what: str, why: str) -> str:
    return f"{what[:LONGEST]} was left out: {why}."


def _shortened(notes: list[str]) -> tuple[str, ...]:
    more = len(notes) - MOST_NOTES
    return (*notes[:MOST_NOTES], f"{more} more parts of the address were left out.") if more > 0 else tuple(notes)


def _readers(tables: Tables) -> dict[str, Callable[[Query, str], Query]]:
    shared = {facet: _facet(facet, options) for facet, options in links.vocabulary(tables).items()}
    return {
        **shared,
        "as_of": lambda query, value: replace(query, on=_day(value)),
        "q": lambda query, value: _filter(query, q=_words(value)),
        "price_max": lambda query, value: _filter(query, price_max=_price(value)),
        "language": lambda query, value: _filter(query, language=_one_of(value, links.languages(tables))),
        "article": lambda query, value: _filter(query, article=_switch(value)),
        "closed": lambda query, value: _filter(query, closed=_switch(value)),
        "sort": lambda query, value: replace(query, sort=_one_of(value, SORTS)),
        "view": lambda query, value: replace(query, view=_one_of(value, VIEWS)),
    }


def _filter(query: Query, **change: Any) -> Query:
    return replace(query, filters=replace(query.filters, **change))


def _facet(facet: str, options: Sequence[str]) -> Callable[[Query, str], Query]:
    def reader(query: Query, value: str) -> Query:
        chosen = {*getattr(query.filters, facet), _one_of(value, options)}
        return _filter(query, **{facet: tuple(one for one in options if one in chosen)})

    return reader


def _one_of(value: str, options: Sequence[str]) -> str:
    known = next((one for one in options if one.casefold() == value.strip().casefold()), None)
    if known is None:
        raise _NotUnderstood("it is not among the choices")
    return known


def _day(value: str) -> date:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise _NotUnderstood("a day is written YYYY-MM-DD") from None
    if found.isoformat() != value:  # 20260301 and 2026-W09-7 are ISO days too, but not to the date control
        raise _NotUnderstood("a day is written YYYY-MM-DD")
    if not EARLIEST <= found <= LATEST:
        raise _NotUnderstood(f"it is a day from {EARLIEST} to {LATEST}")
    return found


def _price(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        raise _NotUnderstood("a price is a number of dollars") from None
    if not 0 <= found <= DEAREST:
        raise _NotUnderstood(f"it is a number from 0 to {DEAREST}")
    return found


def _words(value: str) -> str:
    if len(value) > LONGEST:
        raise _NotUnderstood(f"a search has at most {LONGEST} letters")
    return value.strip()


def _switch(value: str) -> bool:
    if value.casefold() not in ("1", "true", "yes", "on"):
        raise _NotUnderstood("it is 1 or left out")
    return True


def words(filters: Filters) -> list[str]:
    """The filters that are on, each in a few words."""
    told = [value for facet in FACETS for value in getattr(filters, facet)]
    told += [f"“{filters.q}”"] if filters.q else []
    told += [f"up to ${filters.price_max:g}"] if filters.price_max is not None else []
    told += [filters.language] if filters.language else []
    told += ["the article's ten"] if filters.article else []
    return told + (["closed ones too"] if filters.closed else [])
