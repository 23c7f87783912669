"""Lower bounds: what every plan that continues a partial choice of exams costs and takes at least.

The search skips a partial choice when its bound shows that no plan behind it can be good enough. A bound may be too
low: then the search only does more work. It must never be too high: then the search would miss the best plan. So every
part of a bound takes the most favourable case: the earliest window, the lowest price, a voucher for every exam that
takes one, and as many hours saved as any other exam could save.

Example: `a` ($100), `b` ($150) and `c` ($120), 7 hours of study each. Step 1 asks for `a` or `b`, step 2 for `b` or
`c`. The lowest prices of the two steps add up to $220, but `b` meets both for $150. The steps share `b`, so one exam
may do for both, and the bound counts one of them only: $100. Once `a` is chosen, step 2 needs a second exam, `c` at
best, and the bound is exact.

    >>> from lib.planner.problem import MICRO, Clause, Item, Limits, SearchProblem, Slot
    >>> slots = [Slot(0, 1, 999, 0, dollars * MICRO, 0, voucher=False) for dollars in (100, 150, 120)]
    >>> items = tuple(Item(name, (slot,), 7.0, vendor=0, focus=0) for name, slot in zip("abc", slots))
    >>> steps = (Clause(0b011, stage=1), Clause(0b110, stage=2))
    >>> problem = SearchProblem(items, steps, lambda i, j: 0.0, Limits(999), begins=1, longest=999, hours_week=7.0)
    >>> bounds = Bounds(problem)
    >>> [bounds.of(chosen, barred=0).cost[1] // MICRO for chosen in ([], [0], [1])]
    [100, 220, 150]
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from lib.planner.problem import Clause, Cost, Item, SearchProblem, Slot

EXACT_UP_TO = 64
"""Items up to which the hours that each saves of each other are worked out; above, all hours count as saved."""

Missed = tuple[int, int]
"""The wishes of the reader that a plan does not grant: branches asked for, and steps on the preferred cloud."""


class Bound(NamedTuple):
    """What every plan that continues a partial choice has at least. `breadth` is negative: the most that is possible.

    `week` and `day` (ordinal) are those of the last exam.
    """

    missed: Missed
    cost: Cost
    week: int
    day: int
    deviation: int
    breadth: int


class _Floor(NamedTuple):
    """The least that an item, or one of some items, adds to a plan: its cost, its days of study, its first day.

    `reach` is the mask of the items and of all that they may require, `vendors` and `focuses` are the masks of those.
    `has_requirements`: one of the items requires something.
    """

    cost: Cost
    days: int
    opens: int
    reach: int
    vendors: int
    focuses: int
    has_requirements: bool


class Bounds:
    """The bounds of one problem. The floor of an item and of a set of items is worked out once."""

    def __init__(self, problem: SearchProblem) -> None:
        self.problem = problem
        self.item_floors: dict[int, _Floor] = {}
        self.mask_floors: dict[int, _Floor] = {}

    def of(self, chosen: Sequence[int], barred: int) -> Bound | None:
        """The bound of all plans with the chosen items and without the barred ones; None where there is no such plan.

        Args:
            chosen: the items taken so far.
            barred: the mask of the items that the plan must not take.
        """
        problem, taken_mask = self.problem, sum(1 << item for item in chosen)
        open_clauses = unmet(problem.clauses, taken_mask)
        choices = [clause.mask & ~barred & ~taken_mask for clause in open_clauses]
        if not all(choices):
            return None
        own, ahead = [self._item_floor(item) for item in chosen], [self._mask_floor(mask) for mask in choices]
        # One exam may meet several open steps. Only steps without a common choice need an exam each.
        floors = [*own, *map(self._mask_floor, _disjoint(choices))]
        cost = sum(floor.cost[0] for floor in floors), sum(floor.cost[1] for floor in floors)
        # One exam is studied for at a time and sat on the day after, so days add up: days of study and the exam day.
        days = sum(floor.days + 1 for floor in floors) if open_clauses else self._least_days(chosen)
        day = max([problem.begins - 1 + days, *(floor.opens for floor in floors)])
        # A wish counts as missed when nothing that the plan may still take, prerequisites included, can grant it.
        reach = reduce(or_, (floor.reach for floor in (*own, *ahead)), 0)
        deviation = sum(problem.items[item].deviation for item in chosen)
        breadth = self._breadth(chosen, (*own, *ahead), sum(clause.needed for clause in open_clauses))
        return Bound(missed_wishes(problem, reach), cost, week_of(problem, day), day, deviation, breadth)

    def _least_days(self, chosen: Sequence[int]) -> int:
        """The least days of some items that meet every step: only they, and what is held, save hours of each other.

        With requirements among them more exams may come, and these may save more hours: then each has its own floor.
        """
        problem = self.problem
        if not problem.overlap or any(problem.items[item].requires for item in chosen):
            return sum(self._item_floor(item).days + 1 for item in chosen)
        shares = [[problem.covers(earlier, item) for earlier in chosen if earlier != item] for item in chosen]
        covered = [max([problem.items[item].covered_by_held, *own]) for item, own in zip(chosen, shares, strict=True)]
        return sum(problem.study_days(item, share) + 1 for item, share in zip(chosen, covered, strict=True))

    def _item_floor(self, item: int) -> _Floor:
        if item not in self.item_floors:
            self.item_floors[item] = _item_floor(self.problem, item)
        return self.item_floors[item]

    def _mask_floor(self, mask: int) -> _Floor:
        """The least that any one item of a mask adds."""
        if mask not in self.mask_floors:
            self.mask_floors[mask] = _least_of([self._item_floor(item) for item in bits(mask)])
        return self.mask_floors[mask]

    def _breadth(self, chosen: Sequence[int], floors: Sequence[_Floor], room: int) -> int:
        """The most vendors and focus areas that a plan can still have, as a negative number: less is better.

        `room` is the number of exams that the open steps need. Each adds at most one vendor and one focus area; where
        something is required there may be more exams, and every kind in reach counts.
        """
        items = [self.problem.items[item] for item in chosen]
        has_requirements, breadth = any(floor.has_requirements for floor in floors), 0
        for present, in_reach in (
            ({item.vendor for item in items}, reduce(or_, (floor.vendors for floor in floors), 0)),
            ({item.focus for item in items}, reduce(or_, (floor.focuses for floor in floors), 0)),
        ):
            new = in_reach.bit_count() - len(present)
            breadth += len(present) + (new if has_requirements else min(room, new))
        return -breadth


def _least_of(floors: Sequence[_Floor]) -> _Floor:
    """The least in each number, even where no single floor has all of them; everything that any of them reaches."""
    return _Floor(
        min(floor.cost for floor in floors),
        min(floor.days for floor in floors),
        min(floor.opens for floor in floors),
        reduce(or_, (floor.reach for floor in floors), 0),
        reduce(or_, (floor.vendors for floor in floors), 0),
        reduce(or_, (floor.focuses for floor in floors), 0),
        any(floor.has_requirements for floor in floors),
    )


def _item_floor(problem: SearchProblem, number: int) -> _Floor:
    item, is_large = problem.items[number], len(problem.items) > EXACT_UP_TO
    # Which exams come before this one is still open, so it has the largest saving that any of them could bring.
    shares = (problem.covers(earlier, number) for earlier in range(len(problem.items)) if earlier != number)
    covered = max([item.covered_by_held, *([1.0] if is_large else shares)]) if problem.overlap else 0.0
    reach = _reach(problem, number)
    reached = [problem.items[other] for other in bits(reach)]
    return _Floor(
        min(_least_cost(item, slot) for slot in item.slots),
        problem.study_days(number, covered),
        min(slot.opens for slot in item.slots),
        reach,
        sum({1 << item.vendor for item in reached}),
        sum({1 << item.focus for item in reached}),
        bool(item.requires),
    )


def _least_cost(item: Item, slot: Slot) -> Cost:
    """The cost of an exam in a window, with a voucher where it takes one: whether one is at hand is still open."""
    share = item.voucher_share if item.voucher_share is not None and slot.voucher else 1.0
    return slot.unknown, round(slot.price * share) + slot.retake


def _reach(problem: SearchProblem, item: int) -> int:
    """The mask of an item, everything that it may require, and everything that this may require in turn."""
    reach, new = 0, 1 << item
    while new:
        reach |= new
        required = [clause.mask for number in bits(new) for clause in problem.items[number].requires]
        new = reduce(or_, required, 0) & ~reach
    return reach


def _disjoint(masks: Sequence[int]) -> Iterator[int]:
    """Masks of which no two share an item, picked greedily, those with the fewest items first.

    A small mask shares items with few others, so many can be picked. Any such selection gives a valid bound.
    """
    union = 0
    for mask in sorted(masks, key=lambda mask: (mask.bit_count(), mask)):
        if not mask & union:
            union |= mask
            yield mask


def missed_wishes(problem: SearchProblem, reach: int) -> Missed:
    """Branches asked for that are not in a mask, and steps on the preferred cloud that nothing in it meets there."""
    branches = (problem.requested & ~reach).bit_count()
    return branches, sum(1 for clause in problem.clauses if clause.prefers_cloud and not clause.cloud & reach)


def week_of(problem: SearchProblem, day: int) -> int:
    """The week of the plan that a day (ordinal) is in, from 1; 0 before its first day."""
    return -(-(day - problem.begins + 1) // 7)


def unmet(clauses: Sequence[Clause], chosen: int) -> list[Clause]:
    """The clauses that the items of a mask do not meet."""
    return [clause for clause in clauses if (clause.mask & chosen).bit_count() < clause.needed]


def bits(mask: int) -> Iterator[int]:
    """The items of a mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
