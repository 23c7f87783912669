"""A request and a catalogue as numbers that the search can work on: bits for certifications, ordinals for days.

A set of items is a whole number, its mask: bit `i` is item `i`. Money is in millionths of a dollar, as whole numbers:
sums do not depend on the order in which they are added.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf

MICRO = 1_000_000
NEVER = 10**6
"""Days that a study block takes when there is no time for it."""

Cost = tuple[int, int]
"""The number of prices that are not published, and the sum of those that are, in millionths. Compared in this order."""


@dataclass(frozen=True)
class Slot:
    """One window of a certification, with its days as ordinals and its price.

    `window` is its position among the certification's windows. `unknown` is 1 where the price is not published, and
    `price` is 0 then. `retake` is the allowance for further tries. Both are in millionths of a dollar. `voucher`: one
    may be used.
    """

    window: int
    opens: int
    closes: int
    unknown: int
    price: int
    retake: int
    voucher: bool


@dataclass(frozen=True)
class Clause:
    """A demand: at least `needed` of the items of a mask are taken. `stage` is the step of the path that it is from.

    `cloud` is the mask of those on the preferred cloud. `prefers_cloud`: the step names any on that cloud.
    """

    mask: int
    needed: int = 1
    stage: int = 0
    optional: bool = False
    cloud: int = 0
    prefers_cloud: bool = False


@dataclass(frozen=True)
class Item:
    """One certification that can be planned. The items of a problem are in the preferred order.

    `vendor` and `focus` are ordinals. `requires` are the prerequisites, each as a clause; `recommends` is the mask of
    what the vendor recommends first. `deviation`: how far the item is from the article's first choice, 0 = not at all.
    `voucher_pool`: the index of its vendor among those that give vouchers; `voucher_share`: the share of the price
    that is paid with a voucher; both None where the vendor gives none. `covered_by_held`: the largest share of its
    content that a certification held covers.
    """

    id: str
    slots: tuple[Slot, ...]
    hours: float
    vendor: int
    focus: int
    requires: tuple[Clause, ...] = ()
    recommends: int = 0
    deviation: int = 0
    voucher_pool: int | None = None
    voucher_share: float | None = None
    covered_by_held: float = 0.0


@dataclass(frozen=True)
class Limits:
    """The limits of a plan: the last day (ordinal), the budget in millionths, the most exams from one vendor."""

    latest: int
    budget: int | None = None
    per_vendor: int | None = None


@dataclass(frozen=True)
class SearchProblem:
    """Everything that the search looks at.

    `covers(i, j)` is the share of item j that item i covers. `begins` and `longest` are the first and the last day
    (ordinals) of any plan, whatever the limits. `ordered`: a step comes after the steps before it. `overlap` is the
    share of the covered hours that is saved. `requested` is the mask of the items that the reader asks for. `vouchers`
    are the vouchers at hand at the start, by pool. `work_steps` are the steps that ask for months of hands-on work
    first, with the months; `work_from` has for each of them the day (ordinal) from which the months count, as far as
    certifications that are held determine it; `months_worked`: months of work already completed.
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
    months_worked: int = 0
    requested: int = 0
    vouchers: tuple[int, ...] = ()
    work_steps: tuple[tuple[int, int], ...] = ()
    work_from: tuple[int, ...] = ()

    def stage(self, item: int) -> int:
        """The first step that an item serves, -1 for a prerequisite."""
        return min((clause.stage for clause in self.clauses if clause.mask >> item & 1), default=-1)

    def study_days(self, item: int, covered: float) -> int:
        """Days of study for an item of which a share is covered, at least 1; NEVER where there are no hours for it."""
        hours = self.items[item].hours * (1 - self.overlap * covered)
        if not self.hours_week > 0:
            return NEVER
        days = ceil(7 * hours / self.hours_week - 1e-9) if hours / self.hours_week < NEVER else inf
        return int(min(max(1, days), NEVER))
