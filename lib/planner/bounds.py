"""What a partial choice of exams comes to at least: the bounds that let the search leave branches aside."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from lib.planner.problem import Clause, Cost, Item, Problem

EXACT_UP_TO = 64
"""Certifications up to which it is worked out what each saves of each other's hours; above, all is taken as saved."""

Wish = tuple[int, int]
"""Branches that the reader asked for and does not get, and steps that are not on the preferred cloud."""


class Bound(NamedTuple):
    """What every plan that goes on from a partial choice is at least; `breadth` (negative) is the most it can have."""

    wish: Wish
    cost: Cost
    week: int
    day: int
    taste: int
    breadth: int


class _Floor(NamedTuple):
    """The least that one of some items can add: cost and days; the first day; the items and all they may require."""

    cost: Cost
    days: int
    opens: int
    brings: int


class Bounds:
    """Bounds of one problem. What an item, and the best of some items, adds at least is worked out once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.floors: dict[int, _Floor] = {}
        self.least: dict[int, _Floor] = {}

    def of(self, chosen: Sequence[int], barred: int) -> Bound | None:
        """What no plan with these items and without the barred ones can be better than; None if there is none."""
        problem, mine = self.problem, sum(1 << item for item in chosen)
        left = [clause for clause in problem.clauses if (clause.mask & mine).bit_count() < clause.n]
        frees = [clause.mask & ~barred & ~mine for clause in left]
        if not all(frees):
            return None
        own = [self._floor(item) for item in chosen]
        floors = own + [self._least(mask) for mask in _apart(frees)]
        cost = sum(one.cost[0] for one in floors), sum(one.cost[1] for one in floors)
        days = sum(one.days + 1 for one in floors)
        day = max([problem.begins - 1 + days, *(one.opens for one in floors)])
        may = reduce(or_, (one.brings for one in (*own, *map(self._least, frees))), 0)
        taste = sum(problem.items[item].taste for item in chosen)
        most = self._most(chosen, may & ~mine, sum(clause.n for clause in left))
        return Bound(wish_of(problem, may), cost, week_of(problem, day), day, taste, most)

    def _floor(self, item: int) -> _Floor:
        if item not in self.floors:
            self.floors[item] = _floor(self.problem, item)
        return self.floors[item]

    def _least(self, mask: int) -> _Floor:
        """The least that any one of some items adds."""
        if mask not in self.least:
            floors = [self._floor(item) for item in bits(mask)]
            brings = reduce(or_, (one.brings for one in floors), 0)
            days, opens = min(one.days for one in floors), min(one.opens for one in floors)
            self.least[mask] = _Floor(min(one.cost for one in floors), days, opens, brings)
        return self.least[mask]

    def _most(self, chosen: Sequence[int], rest: int, room: int) -> int:
        """The most vendors and focus areas that a plan can still come to, as a negative number: less is better."""
        mine, others = self._kinds(sum(1 << item for item in chosen)), self._kinds(rest)
        blocked = any(self.problem.items[item].blocks for item in chosen) or others[2]
        more = [len(theirs - own) for own, theirs in zip(mine[:2], others[:2], strict=True)]
        return -(len(mine[0]) + len(mine[1]) + sum(one if blocked else min(room, one) for one in more))

    def _kinds(self, mask: int) -> tuple[frozenset[int], frozenset[int], bool]:
        """The vendors and focus areas of some items, and whether any of them requires something."""
        items = [self.problem.items[item] for item in bits(mask)]
        vendors, focuses = frozenset(one.vendor for one in items), frozenset(one.focus for one in items)
        return vendors, focuses, any(one.blocks for one in items)


def _floor(problem: Problem, item: int) -> _Floor:
    one, many = problem.items[item], len(problem.items) > EXACT_UP_TO
    cost = min(_least_cost(one, slot.micro, slot.extra, slot.voucher, slot.unknown) for slot in one.slots)
    shares = [1.0] if many else [problem.covers(other, item) for other in range(len(problem.items)) if other != item]
    covered = max([one.known, *shares]) if problem.overlap else 0.0
    opens = min(slot.opens for slot in one.slots)
    return _Floor(cost, problem.study_days(item, covered), opens, _brings(problem, item))


def _least_cost(one: Item, micro: int, extra: int, voucher: bool, unknown: int) -> Cost:
    share = one.share if one.share is not None and voucher else 1.0
    return unknown, round(micro * share) + extra


def _brings(problem: Problem, item: int) -> int:
    """An item and everything that it may require, and what that may require, as a mask."""
    found, ahead = 0, 1 << item
    while ahead:
        found |= ahead
        needed = [block.mask for one in bits(ahead) for block in problem.items[one].blocks]
        ahead = reduce(or_, needed, 0) & ~found
    return found


def _apart(frees: Sequence[int]) -> Iterator[int]:
    """Of the choices of unmet clauses those of which no two share an item: each needs an exam of its own."""
    taken = 0
    for free in sorted(frees, key=lambda mask: (mask.bit_count(), mask)):
        if not free & taken:
            taken |= free
            yield free


def wish_of(problem: Problem, may: int) -> Wish:
    """Of all that is or may still be taken: branches that the reader asked for and misses, steps off the cloud."""
    missed = (problem.take & ~may).bit_count()
    return missed, sum(1 for clause in problem.clauses if clause.wished and not clause.cloud & may)


def week_of(problem: Problem, day: int) -> int:
    """The week of the plan in which a day (ordinal) lies, from 1; 0 before its first day."""
    return -(-(day - problem.begins + 1) // 7)


def unmet(clauses: Sequence[Clause], mine: int) -> list[Clause]:
    """The clauses of which not enough items are among those of a mask."""
    return [clause for clause in clauses if (clause.mask & mine).bit_count() < clause.n]


def bits(mask: int) -> Iterator[int]:
    """The items of a mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
