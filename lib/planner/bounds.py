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
    """The least that one of some items adds: cost, days, first day; and as masks all that it may bring with it.

    `brings`: the items and what they may require; `vendors` and `focuses` of these; `blocked`: any requires something.
    """

    cost: Cost
    days: int
    opens: int
    brings: int
    vendors: int
    focuses: int
    blocked: bool


class Bounds:
    """Bounds of one problem. What an item, and the best of some items, adds at least is worked out once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.floors: dict[int, _Floor] = {}
        self.least: dict[int, _Floor] = {}

    def of(self, chosen: Sequence[int], barred: int) -> Bound | None:
        """What no plan with these items and without the barred ones can be better than; None if there is none."""
        problem, mine = self.problem, sum(1 << item for item in chosen)
        left = unmet(problem.clauses, mine)
        frees = [clause.mask & ~barred & ~mine for clause in left]
        if not all(frees):
            return None
        own, others = [self._floor(item) for item in chosen], [self._least(mask) for mask in frees]
        floors = [*own, *map(self._least, _apart(frees))] if len(frees) > 1 else [*own, *others]
        cost = sum(one.cost[0] for one in floors), sum(one.cost[1] for one in floors)
        days = sum(one.days + 1 for one in floors) if left else self._days(chosen)
        day = max([problem.begins - 1 + days, *(one.opens for one in floors)])
        may = reduce(or_, (one.brings for one in (*own, *others)), 0)
        taste = sum(problem.items[item].taste for item in chosen)
        most = self._most(chosen, (*own, *others), sum(clause.n for clause in left))
        return Bound(wish_of(problem, may), cost, week_of(problem, day), day, taste, most)

    def _days(self, chosen: Sequence[int]) -> int:
        """The least time that some items take by themselves: only they, and what is held, save hours of each other."""
        problem = self.problem
        if not problem.overlap or any(problem.items[item].blocks for item in chosen):
            return sum(self._floor(item).days + 1 for item in chosen)
        shares = [[problem.covers(one, item) for one in chosen if one != item] for item in chosen]
        known = [max([problem.items[item].known, *share]) for item, share in zip(chosen, shares, strict=True)]
        return sum(problem.study_days(item, share) + 1 for item, share in zip(chosen, known, strict=True))

    def _floor(self, item: int) -> _Floor:
        if item not in self.floors:
            self.floors[item] = _floor(self.problem, item)
        return self.floors[item]

    def _least(self, mask: int) -> _Floor:
        """The least that any one of some items adds."""
        if mask not in self.least:
            self.least[mask] = _any_of([self._floor(item) for item in bits(mask)])
        return self.least[mask]

    def _most(self, chosen: Sequence[int], floors: Sequence[_Floor], room: int) -> int:
        """The most vendors and focus areas that a plan can still come to, as a negative number: less is better.

        `room`: exams that are still needed; with requirements about, there may be more.
        """
        items = [self.problem.items[item] for item in chosen]
        blocked, most = any(one.blocked for one in floors), 0
        for mine, kinds in (
            ({one.vendor for one in items}, reduce(or_, (one.vendors for one in floors), 0)),
            ({one.focus for one in items}, reduce(or_, (one.focuses for one in floors), 0)),
        ):
            more = kinds.bit_count() - len(mine)
            most += len(mine) + (more if blocked else min(room, more))
        return -most


def _any_of(floors: Sequence[_Floor]) -> _Floor:
    brings, vendors, focuses = (
        reduce(or_, masks, 0) for masks in zip(*((one.brings, one.vendors, one.focuses) for one in floors), strict=True)
    )
    return _Floor(
        min(one.cost for one in floors),
        min(one.days for one in floors),
        min(one.opens for one in floors),
        brings,
        vendors,
        focuses,
        any(one.blocked for one in floors),
    )


def _floor(problem: Problem, item: int) -> _Floor:
    one, many = problem.items[item], len(problem.items) > EXACT_UP_TO
    cost = min(_least_cost(one, slot.micro, slot.extra, slot.voucher, slot.unknown) for slot in one.slots)
    shares = [1.0] if many else [problem.covers(other, item) for other in range(len(problem.items)) if other != item]
    covered = max([one.known, *shares]) if problem.overlap else 0.0
    opens, brings = min(slot.opens for slot in one.slots), _brings(problem, item)
    others = [problem.items[other] for other in bits(brings)]
    vendors, focuses = {1 << one.vendor for one in others}, {1 << one.focus for one in others}
    days = problem.study_days(item, covered)
    return _Floor(cost, days, opens, brings, sum(vendors), sum(focuses), bool(one.blocks))


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
