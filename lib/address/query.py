"""The parser of addresses: one for all pages, and it accepts any query string.

A part that it does not understand is ignored and named in a note; the others take effect.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from lib.address import pages, parameters, planner_query
from lib.address.domains import MAX_CHARACTERS, InvalidValue, TooManyValues
from lib.address.parameter import Parameter
from lib.catalogue import tier_map
from lib.catalogue.filtering import SORTS
from lib.catalogue.filters import Filters
from lib.cost import payback
from lib.planner import PlanRequest
from lib.tables.store import Tables
from lib.trust import provenance

MAX_NOTES = 6
FIRST_TABLE = "certs"
EMBED_KEYS = ("embed", "embed_options")
"""Query keys of Streamlit, which may stand in any address."""


@dataclass(frozen=True)
class Query:
    """An address after parsing: all filters and the day, then the values of each page's own controls.

    `on` is None if the address names no day. `notes` are about the parts that were ignored, one sentence each.
    """

    filters: Filters = field(default_factory=Filters)
    on: date | None = None
    sort: str = SORTS[0]
    view: str = parameters.VIEWS[0]
    colour: str = tier_map.COLOURS[0]
    find: str = ""
    measure: str = tier_map.MEASURES[0]
    ids: tuple[str, ...] = ()
    cert_name: str = ""
    source: str | None = None
    role: str | None = None
    assumptions: payback.BreakEvenAssumptions = field(default_factory=payback.BreakEvenAssumptions)
    group: str = provenance.GROUPS[0]
    table: str = FIRST_TABLE
    plan: planner_query.PlannerQuery = field(default_factory=planner_query.PlannerQuery)
    notes: tuple[str, ...] = ()


DEFAULT = Query()


class Ignored(NamedTuple):
    """A part of an address that was ignored: its key, the text that a message quotes (None = none), and the reason."""

    key: str
    quoted: str | None
    reason: str

    def note(self) -> str:
        """The sentence for the reader of a page."""
        if self.quoted is None:
            return self.reason
        return f"{self.quoted[:MAX_CHARACTERS]} was left out: {self.reason}."


def read(pairs: Iterable[tuple[str, str]], page: pages.Page, tables: Tables) -> Query:
    """The query that a page's address makes. For single-valued parameters, the last wins, as in the browser."""
    query, ignored = parsed(pairs, parameters.of_page(page), tables)
    return replace(query, notes=_shortened(list(dict.fromkeys(part.note() for part in ignored))))


def parsed(
    pairs: Iterable[tuple[str, str]], known_parameters: Mapping[str, Parameter], tables: Tables
) -> tuple[Query, list[Ignored]]:
    """The query of an address that can have these parameters, and the ignored parts in the order of the address."""
    query, ignored = Query(), []
    for key, value in pairs:
        if parameter := known_parameters.get(key):
            try:
                query = parameter.with_text(query, value, tables)
            except TooManyValues as problem:
                ignored.append(Ignored(key, None, str(problem)))
            except InvalidValue as problem:
                ignored.append(Ignored(key, f"{key}={value}", str(problem)))
        elif key not in EMBED_KEYS:
            ignored.append(Ignored(key, key, "this page has no such control"))
    return query, ignored


def _shortened(notes: list[str]) -> tuple[str, ...]:
    excess = len(notes) - MAX_NOTES
    return (*notes[:MAX_NOTES], f"{excess} more parts of the address were left out.") if excess > 0 else tuple(notes)


def pairs(query: Query, page: pages.Page) -> pages.Pairs:
    """The query pairs of a page's address, the inverse of `read`: in a fixed order, without defaults."""
    return [
        (key, text)
        for key, parameter in parameters.of_page(page).items()
        if (texts := parameter.texts(query)) != parameter.texts(DEFAULT)
        for text in texts
    ]


def request_pairs(request: PlanRequest) -> pages.Pairs:
    """The query pairs of a request to the planner, without its day."""
    return pairs(Query(plan=planner_query.PlannerQuery(request)), pages.PLANNER)
