"""The links of a view: addresses of the site's pages that carry the view's shared filters and its day."""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date

from lib.address import pages, query
from lib.catalogue.filters import FACETS, Filters
from lib.catalogue.status import today
from lib.planner import PlanRequest


@dataclass(frozen=True)
class Links:
    """Addresses of pages with the shared filters and the day of the view that links to them.

    Today is left out: a link without a day means the day on which it is opened. Links that carry the same pairs are
    equal, whatever they were made from, so they can be part of a cache's key.

    Attributes:
        carried: The pairs that every address has behind its own.
    """

    filters: InitVar[Filters]
    day: InitVar[date]
    carried: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self, filters: Filters, day: date) -> None:
        facets = [(facet, value) for facet in FACETS for value in getattr(filters, facet)]
        as_of = [("as_of", day.isoformat())] if day != today() else []
        object.__setattr__(self, "carried", (*facets, *as_of))

    def page(self, page: pages.Page, pairs: Iterable[tuple[str, str]] = ()) -> str:
        """The address of a page with pairs of its own in front."""
        return page.address([*pairs, *self.carried])

    def certification(self, cert_id: str) -> str:
        """The page of a certification."""
        return self.page(pages.CERT, [("id", cert_id)])

    def explore(self, *, closed: bool = False, **filters: str | Sequence[str]) -> str:
        """Explore with some filters in place of those that are carried, each with a value or several.

        `closed` shows the certifications that are closed too.
        """
        own = {key: [values] if isinstance(values, str) else values for key, values in filters.items()}
        pairs = [(key, value) for key, values in own.items() for value in values]
        carried = [pair for pair in self.carried if pair[0] not in own]
        return pages.EXPLORE.address([*pairs, *carried, *([("closed", "1")] if closed else [])])

    def compare(self, ids: Iterable[str]) -> str:
        """The comparison of some certifications, in this order."""
        return self.page(pages.COMPARE, [("id", cert_id) for cert_id in ids])

    def goal(self, goal: str) -> str:
        """The planner with a goal, everything else as it is by default."""
        return self.page(pages.PLANNER, [("goal", goal)])

    def plan(self, request: PlanRequest) -> str:
        """The planner with a request; its day is the one that all links carry."""
        return self.page(pages.PLANNER, query.request_pairs(request))

    def cost_vs_salary(self, role: str | None = None) -> str:
        """Cost vs salary, with a role explained."""
        return self.page(pages.COSTS, [("role", role)] if role else [])

    def tier_map(self, colour: str) -> str:
        """The tier map in a colouring of `lib.catalogue.tier_map.COLOURS`."""
        return self.page(pages.TIER_MAP, [("colour", colour)])

    def sources(self) -> str:
        """Sources, for the certifications that the filters let through."""
        return self.page(pages.SOURCES)
