"""A request and a catalogue as numbers that the search can work on: bits for certifications, ordinals for days.

Money is in millionths of a dollar, as whole numbers: sums don't depend on the order in which they are made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf

MICRO = 1_000_000
NEVER = 10**6
"""Days that a study block takes when there is no time for it."""

Cost = tuple[int, int]
"""How many prices are not published, and the sum of those that are, in millionths. Compared in this order."""


@dataclass(frozen=True)
class Slot:
    """A window in ordinals, with its price; `unknown` is 1 where it is not published. `voucher`: one may be used.

    `extra`: the allowance for retakes. `place`: which of the certification's windows it is.
    """

    place: int
    opens: int
    closes: int
    unknown: int
    micro: int
    extra: int
    voucher: bool


@dataclass(frozen=True)
class Clause:
    """`n` of the items of a mask are to be taken. `cloud`: those on the preferred cloud; `wished`: it has any there."""

    mask: int
    n: int = 1
    stage: int = 0
    optional: bool = False
    cloud: int = 0
    wished: bool = False


@dataclass(frozen=True)
class Item:
    """One certification that may be sat. Masks are over the problem's items, which stand in the preferred order.

    `share`: what a voucher leaves to pay, None = none; `purse`: place of its vendor among those with vouchers.
    `known`: the share of it that held ones cover. `taste`: how far it is from what the article would take first.
    """

    id: str
    slots: tuple[Slot, ...]
    hours: float
    vendor: int
    focus: int
    blocks: tuple[Clause, ...] = ()
    recommends: int = 0
    taste: int = 0
    purse: int | None = None
    share: float | None = None
    known: float = 0.0


@dataclass(frozen=True)
class Limits:
    """What binds: the last day (ordinal), the budget in millionths, the most exams from one vendor."""

    latest: int
    budget: int | None = None
    per_vendor: int | None = None


@dataclass(frozen=True)
class Problem:
    """Everything that the search looks at. `covers(i, j)`: which share of item j item i covers.

    `longest`: the last day (ordinal) of any plan, whatever the limits. `working`: the steps that ask for months of
    hands-on work first, with the months; `since`: the day (ordinal) from which those count, as far as held
    certifications tell. `purses`: vouchers at hand at the start. `take`: items that the reader asks for.
    """

    items: tuple[Item, ...]
    clauses: tuple[Clause, ...]
    covers: Callable[[int, int], float]
    limits: Limits
    begins: int
    longest: int
    hours_week: float
    ordered: bool = False
    overlap: float = 0.0
    worked: int = 0
    take: int = 0
    purses: tuple[int, ...] = ()
    working: tuple[tuple[int, int], ...] = ()
    since: tuple[int, ...] = ()

    def stage(self, item: int) -> int:
        """The first step that an item serves, -1 for a prerequisite."""
        return min((clause.stage for clause in self.clauses if clause.mask >> item & 1), default=-1)

    def study_days(self, item: int, covered: float) -> int:
        """Days of study for an item of which others cover a share; NEVER where there are no hours for it."""
        hours = self.items[item].hours * (1 - self.overlap * covered)
        if not self.hours_week > 0:
            return NEVER
        found = ceil(7 * hours / self.hours_week - 1e-9) if hours / self.hours_week < NEVER else inf
        return int(min(max(1, found), NEVER))
