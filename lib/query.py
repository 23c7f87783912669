"""What an address asks for: one parser for every page, total over any query string.

What is not understood is left out and named in a note; the rest works.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from lib import asking, board, links, payback, roles, site, trust, values
from lib.certs import FACETS, SORTS, Filters
from lib.store import Tables
from lib.tables import TABLES

VIEWS = ("cards", "table")
DEAREST = 5000
MOST_NOTES = 6
FIRST_TABLE = "certs"
MOST_COMPARED = 4
IGNORED = ("embed", "embed_options")


@dataclass(frozen=True)
class Query:
    """A reader's address, understood; `notes` names what was not, one sentence each."""

    filters: Filters = field(default_factory=Filters)
    on: date | None = None
    sort: str = SORTS[0]
    view: str = VIEWS[0]
    colour: str = board.COLOURS[0]
    find: str = ""
    measure: str = board.MEASURES[0]
    ids: tuple[str, ...] = ()
    source: str | None = None
    role: str | None = None
    assumed: payback.Assumed = field(default_factory=payback.Assumed)
    group: str = trust.GROUPS[0]
    table: str = FIRST_TABLE
    plan: asking.Asked = field(default_factory=asking.Asked)
    notes: tuple[str, ...] = ()


class Left(NamedTuple):
    """A part of an address that was left out: its key, what was written (None = it needs no naming), and why."""

    key: str
    what: str | None
    why: str

    def note(self) -> str:
        """One sentence for the reader of a page."""
        return self.why if self.what is None else f"{self.what[: values.LONGEST]} was left out: {self.why}."


def read(pairs: Iterable[tuple[str, str]], page: site.Page, tables: Tables) -> Query:
    """Understand the pairs of a query string. Of repeated single values the last one counts, as in the browser."""
    query, left = parsed(pairs, page, tables)
    return replace(query, notes=_shortened(list(dict.fromkeys(one.note() for one in left))))


def parsed(pairs: Iterable[tuple[str, str]], page: site.Page, tables: Tables) -> tuple[Query, list[Left]]:
    """The same without notes, and what was left out, in the order of the address."""
    query, readers = Query(), _readers(tables)
    readers |= {"id": _compared(tables)} if page is site.COMPARE else {}
    readers |= _planning(tables) if page is site.PLANNER else {}
    left: list[Left] = []
    for key, value in pairs:
        if key in readers and key in (*site.SHARED, *page.keys):
            try:
                query = readers[key](query, value)
            except values.TooMany as why:
                left.append(Left(key, None, str(why)))
            except values.NotUnderstood as why:
                left.append(Left(key, f"{key}={value}", str(why)))
        elif key not in (*page.keys, *IGNORED):
            left.append(Left(key, key, "this page has no such control"))
    return query, left


def _shortened(notes: list[str]) -> tuple[str, ...]:
    more = len(notes) - MOST_NOTES
    return (*notes[:MOST_NOTES], f"{more} more parts of the address were left out.") if more > 0 else tuple(notes)


def _readers(tables: Tables) -> dict[str, Callable[[Query, str], Query]]:
    shared = {facet: _facet(facet, options) for facet, options in links.vocabulary(tables).items()}
    return {
        **shared,
        "as_of": lambda query, value: replace(query, on=values.day(value)),
        "q": lambda query, value: _filter(query, q=values.words(value)),
        "price_max": lambda query, value: _filter(
            query, price_max=values.number(value, "a price", "dollars", (0, DEAREST))
        ),
        "language": lambda query, value: _filter(query, language=values.one_of(value, links.languages(tables))),
        "article": lambda query, value: _filter(query, article=values.switch(value)),
        "closed": lambda query, value: _filter(query, closed=values.switch(value)),
        "sort": lambda query, value: replace(query, sort=values.one_of(value, SORTS)),
        "view": lambda query, value: replace(query, view=values.one_of(value, VIEWS)),
        "colour": lambda query, value: replace(query, colour=values.one_of(value, board.COLOURS)),
        "find": lambda query, value: replace(query, find=values.words(value)),
        "measure": lambda query, value: replace(query, measure=values.one_of(value, board.MEASURES)),
        "source": lambda query, value: replace(query, source=_pay_source(value, tables)),
        "role": lambda query, value: replace(query, role=values.one_of(value, list(roles.names(tables)))),
        "group": lambda query, value: replace(query, group=values.one_of(value, trust.GROUPS)),
        "table": lambda query, value: replace(query, table=values.one_of(value, list(TABLES))),
        **_assumptions(),
    }


def _planning(tables: Tables) -> dict[str, Callable[[Query, str], Query]]:
    """Readers of what the planner is asked."""

    def read_by(reader: asking.Reader) -> Callable[[Query, str], Query]:
        return lambda query, value: replace(query, plan=reader(query.plan, value))

    return {key: read_by(reader) for key, reader in asking.readers(tables).items()}


def _assumptions() -> dict[str, Callable[[Query, str], Query]]:
    """Readers of what a reader of the break-even question assumes."""
    wholes = (("months", "a horizon", "months", payback.MONTHS), ("chance", "a pass chance", "percent", payback.CHANCE))
    numbers = (
        ("hour", "hour_usd", "the value of an hour", "dollars", payback.MOST_HOUR),
        ("hours", "hours", "study time", "hours", payback.MOST_HOURS),
        ("raise", "raise_usd", "a raise", "dollars", payback.MOST_RAISE),
    )
    readers = {key: _assumption(key, partial(values.whole, what=w, unit=u, ends=e)) for key, w, u, e in wholes}
    return readers | {
        key: _assumption(name, partial(values.number, what=w, unit=u, ends=(0, most)))
        for key, name, w, u, most in numbers
    }


def _assumption(name: str, understood: Callable[[str], float]) -> Callable[[Query, str], Query]:
    def reader(query: Query, value: str) -> Query:
        change: dict[str, Any] = {name: understood(value)}
        return replace(query, assumed=replace(query.assumed, **change))

    return reader


def _filter(query: Query, **change: Any) -> Query:
    return replace(query, filters=replace(query.filters, **change))


def _facet(facet: str, options: Sequence[str]) -> Callable[[Query, str], Query]:
    def reader(query: Query, value: str) -> Query:
        chosen = {*getattr(query.filters, facet), values.one_of(value, options)}
        return _filter(query, **{facet: tuple(one for one in options if one in chosen)})

    return reader


def _compared(tables: Tables) -> Callable[[Query, str], Query]:
    def reader(query: Query, value: str) -> Query:
        cert_id = links.cert_id(value, tables)
        if cert_id is None:
            raise values.NotUnderstood("there is no such certification")
        if cert_id in query.ids:
            return query
        if len(query.ids) == MOST_COMPARED:
            raise values.TooMany(f"The first {MOST_COMPARED} certifications are compared; the others were left out.")
        return replace(query, ids=(*query.ids, cert_id))

    return reader


def _pay_source(value: str, tables: Tables) -> str:
    if value.strip().casefold() in {source.casefold() for source in tables["sources"]["source"]} - {
        source.casefold() for source in roles.sources(tables)
    }:
        raise values.NotUnderstood("this source says nothing of what the roles pay")
    return values.one_of(value, [*roles.sources(tables), roles.ALL])


def words(filters: Filters) -> list[str]:
    """The filters that are on, each in a few words."""
    told = [value for facet in FACETS for value in getattr(filters, facet)]
    told += [f"“{filters.q}”"] if filters.q else []
    told += [f"up to ${filters.price_max:g}"] if filters.price_max is not None else []
    told += [filters.language] if filters.language else []
    told += ["the article's ten"] if filters.article else []
    return told + (["closed ones too"] if filters.closed else [])
