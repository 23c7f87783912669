"""The exact search: which exams to take, by branch and bound over the choices; in which order, see `orders`.

A plan holds only exams that serve: none can be left out with every step and every prerequisite still met. Of all such
plans the search gives the frontier of cost against time, or the broadest one; both first by what the reader wishes
(branches asked for, preferred cloud). Past its limit of nodes it gives the best found and how far off that may be.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import or_
from typing import NamedTuple

from lib.planner.orders import Label, Sat, orders
from lib.planner.problem import Clause, Cost, Item, Problem

NODES = 60_000
"""Steps of the search before it stops; about a second."""

MOST_HOURS = 80
"""Hours a week that are still proposed."""

Wish = tuple[int, int]


class Found(NamedTuple):
    """One plan: what the reader wishes and does not get, its cost, weeks and last day, distance from taste, exams."""

    wish: Wish
    cost: Cost
    week: int
    day: int
    taste: int
    breadth: int
    trail: tuple[Sat, ...]


class Bound(NamedTuple):
    """What every plan that goes on from a partial choice is at least: see Found. `breadth` is the most it can have."""

    wish: Wish
    cost: Cost
    week: int
    day: int
    taste: int
    breadth: int


@dataclass
class Search:
    """One search on one problem, and what it found out on the way. `open`: bounds of what the limit cut off."""

    problem: Problem
    nodes: int = 0
    limit: int = NODES
    open: list[Bound] = field(default_factory=list)
    known: dict[tuple[Clause, ...], dict[tuple[int, ...], list[Found]]] = field(default_factory=dict)

    def frontier(self) -> list[Found]:
        """The plans of which none is beaten in cost and time, cheapest first; empty where nothing fits."""
        kept: list[Found] = []
        for found in self._plans(_asked(self.problem), lambda bound: any(_beats(one, bound) for one in kept)):
            if not any(_beats(one, found) for one in kept):
                kept[:] = [one for one in kept if not _beats(found, one)]
                kept.append(found)
        return sorted(kept, key=cheapest)

    def best(self, key: Callable[[Found | Bound], tuple[object, ...]], *, widely: bool = False) -> Found | None:
        """The best plan by a key; `widely`: optional steps may be taken. None where nothing fits."""
        kept: list[Found] = []
        for clauses in _widened(self.problem) if widely else [_asked(self.problem)]:
            for found in self._plans(clauses, lambda bound: bool(kept) and key(bound) >= key(kept[0])):
                if not kept or key(found) < key(kept[0]):
                    kept[:] = [found]
        return kept[0] if kept else None

    def _plans(self, clauses: tuple[Clause, ...], beaten: Callable[[Bound], bool]) -> Iterator[Found]:
        """Plans that meet the clauses, without those that a bound shows to be beaten by what was found before."""
        branching = _Branching(self, self.problem.asking(clauses), beaten)
        yield from branching.plans((), 0)


@dataclass
class _Branching:
    """The tree of choices: one clause a level, one certification a branch."""

    search: Search
    problem: Problem
    beaten: Callable[[Bound], bool]

    def __post_init__(self) -> None:
        self.floors = [_floor(self.problem, item) for item in range(len(self.problem.items))]
        self.known = self.search.known.setdefault(self.problem.clauses, {})

    def plans(self, chosen: tuple[int, ...], barred: int) -> Iterator[Found]:
        """Every plan that goes on from a partial choice without the items that are barred."""
        clause = _next(self.problem, chosen)
        if clause is None:
            yield from self._ordered(chosen)
            return
        branches = [item for item in _bits(clause.mask & ~barred) if item not in chosen]
        for bound, item in sorted((self._bound((*chosen, item), barred), item) for item in branches):
            barred |= 1 << item
            if self._over(bound) or self.beaten(bound):
                continue
            if self.search.nodes >= self.search.limit:
                self.search.open.append(bound)
                continue
            self.search.nodes += 1
            yield from self.plans((*chosen, item), barred & ~(1 << item))

    def _ordered(self, chosen: tuple[int, ...]) -> Iterator[Found]:
        key = tuple(sorted(chosen))
        if not _serves(self.problem, key):
            return
        if key not in self.known:
            self.search.nodes += len(key)
            self.known[key] = [_found(self.problem, key, label) for label in orders(self.problem, key)]
        yield from self.known[key]

    def _over(self, bound: Bound) -> bool:
        limits = self.problem.limits
        dear = limits.budget is not None and (bound.cost[0] > 0 or bound.cost[1] > limits.budget)
        return dear or bound.day > limits.latest or bound.wish[0] >= _IMPOSSIBLE

    def _bound(self, chosen: tuple[int, ...], barred: int) -> Bound:
        return _bound(self.problem, self.floors, chosen, barred)


_IMPOSSIBLE = 10**6


class _Floor(NamedTuple):
    """The least that one item can add: cost and days; the first day it can be sat; it and all that it may require."""

    cost: Cost
    days: int
    opens: int
    brings: int


def _floor(problem: Problem, item: int) -> _Floor:
    one = problem.items[item]
    costs = [_least(one, slot.micro, slot.extra, slot.voucher, slot.unknown) for slot in one.slots]
    covered = max([one.known, *(row[item] for row in problem.covers)]) if problem.overlap else 0.0
    opens = min(slot.opens for slot in one.slots)
    return _Floor(min(costs), problem.study_days(item, covered), opens, _brings(problem, item))


def _brings(problem: Problem, item: int) -> int:
    """An item and everything that it may require, and what that may require, as a mask."""
    found, ahead = 0, 1 << item
    while ahead:
        found |= ahead
        needed = [block.mask for one in _bits(ahead) for block in problem.items[one].blocks]
        ahead = reduce(or_, needed, 0) & ~found
    return found


def _least(one: Item, micro: int, extra: int, voucher: bool, unknown: int) -> Cost:
    share = one.share if one.share is not None and voucher else 1.0
    return unknown, round(micro * share) + extra


def _bound(problem: Problem, floors: Sequence[_Floor], chosen: tuple[int, ...], barred: int) -> Bound:
    """What no plan with these choices and without the barred items can be better than."""
    mine = sum(1 << item for item in chosen)
    left = [clause for clause in problem.clauses if (clause.mask & mine).bit_count() < clause.n]
    apart, reach = _apart(left, mine, barred)
    if apart is None:
        return Bound((_IMPOSSIBLE, 0), (0, 0), 0, 0, 0, 0)
    needed = [[floors[item] for item in _bits(mask)] for mask in apart]
    costs = [*(floors[item].cost for item in chosen), *(min(f.cost for f in one) for one in needed)]
    days = sum(floors[item].days + 1 for item in chosen) + sum(min(f.days for f in one) + 1 for one in needed)
    opens = [floors[item].opens for item in chosen] + [min(f.opens for f in one) for one in needed]
    day = max([problem.begins - 1 + days, *opens])
    taste = sum(problem.items[item].taste for item in chosen)
    cost = sum(unknown for unknown, _ in costs), sum(micro for _, micro in costs)
    may = reduce(or_, (floors[item].brings for item in (*chosen, *_bits(reach))), 0)
    most = _most(problem, chosen, may & ~mine, left)
    return Bound(_wish(problem, may), cost, _week(problem, day), day, taste, most)


def _week(problem: Problem, day: int) -> int:
    """The week of the plan in which a day (ordinal) lies, from 1; 0 before its first day."""
    return -(-(day - problem.begins + 1) // 7)


def _apart(left: Sequence[Clause], mine: int, barred: int) -> tuple[list[int] | None, int]:
    """Unmet clauses of which no two share an item (each needs one more exam), and all that may still be taken."""
    apart: list[int] = []
    reach = taken = 0
    for clause in sorted(left, key=lambda one: one.mask.bit_count()):
        free = clause.mask & ~barred & ~mine
        if not free:
            return None, 0
        reach |= free
        if not free & taken:
            taken |= free
            apart.append(free)
    return apart, reach


def _wish(problem: Problem, may: int) -> Wish:
    """Of all that may still be taken: branches that the reader asked for and misses, steps off the preferred cloud."""
    missed = (problem.take & ~may).bit_count()
    off = sum(1 for clause in problem.clauses if clause.wished and not clause.cloud & may)
    return missed, off


def _most(problem: Problem, chosen: tuple[int, ...], rest: int, left: Sequence[Clause]) -> int:
    """The most vendors and focus areas that a plan can still come to, as a negative number: less is better."""
    mine = [problem.items[item] for item in chosen]
    vendors, focuses = {one.vendor for one in mine}, {one.focus for one in mine}
    others = [problem.items[item] for item in _bits(rest)]
    room = len(others) if any(one.blocks for one in (*mine, *others)) else sum(clause.n for clause in left)
    more = len({one.vendor for one in others} - vendors), len({one.focus for one in others} - focuses)
    return -(len(vendors) + len(focuses) + sum(min(room, one) for one in more))


def _next(problem: Problem, chosen: tuple[int, ...]) -> Clause | None:
    """The clause to branch on: of those that are not met the one with the fewest choices; None where all are met."""
    mine = sum(1 << item for item in chosen)
    unmet = [clause for clause in problem.clauses if (clause.mask & mine).bit_count() < clause.n]
    if unmet:
        return min(unmet, key=lambda one: (one.mask.bit_count(), one.stage))
    blocks = (block for item in chosen for block in problem.items[item].blocks)
    return next((block for block in blocks if (block.mask & mine).bit_count() < block.n), None)


def _serves(problem: Problem, chosen: tuple[int, ...]) -> bool:
    """Whether no item can be left out, and no vendor has more than its limit."""
    most = problem.limits.per_vendor
    vendors = [problem.items[item].vendor for item in chosen]
    if most is not None and any(vendors.count(one) > most for one in set(vendors)):
        return False
    return not any(_met(problem, [one for one in chosen if one != item]) for item in chosen)


def _met(problem: Problem, chosen: Sequence[int]) -> bool:
    mine = sum(1 << item for item in chosen)
    needed = (*problem.clauses, *(block for item in chosen for block in problem.items[item].blocks))
    return all((clause.mask & mine).bit_count() >= clause.n for clause in needed)


def _found(problem: Problem, chosen: tuple[int, ...], label: Label) -> Found:
    mine = [problem.items[item] for item in chosen]
    breadth = len({one.vendor for one in mine}) + len({one.focus for one in mine})
    taste = label.taste + sum(one.taste for one in mine) + len(mine) - len({one.vendor for one in mine})
    wish = _wish(problem, sum(1 << item for item in chosen))
    return Found(wish, label.cost, _week(problem, label.day), label.day, taste, -breadth, label.trail)


def _asked(problem: Problem) -> tuple[Clause, ...]:
    """The steps that have to be met: all but optional ones, unless the reader asks for a branch of one."""
    return tuple(clause for clause in problem.clauses if not clause.optional or clause.mask & problem.take)


def _widened(problem: Problem) -> Iterator[tuple[Clause, ...]]:
    """The same with every selection of optional steps, all of them first."""
    asked = _asked(problem)
    others = [clause for clause in problem.clauses if clause not in asked]
    for number in range(len(others), -1, -1):
        for more in combinations(others, number):
            yield tuple(sorted((*asked, *more), key=lambda clause: clause.stage))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _beats(one: Found | Bound, other: Found | Bound) -> bool:
    """Whether a plan is at least as good in cost and weeks; where it is as good in both, no later and to the taste."""
    if one.wish != other.wish:
        return one.wish < other.wish
    if one.cost > other.cost or one.week > other.week:
        return False
    return one.cost < other.cost or one.week < other.week or (one.day, one.taste) <= (other.day, other.taste)


def fewest_hours(now: float, works: Callable[[int], bool]) -> int:
    """The fewest whole hours a week, above those of now, with which something works; 0 if none up to MOST_HOURS does.

    Found by halving: what works with some hours works with more.
    """
    low, high = int(now) if now > 0 else 0, MOST_HOURS
    if low >= high or not works(high):
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle, high)
    return high


def cheapest(one: Found | Bound) -> tuple[object, ...]:
    """Net price first (unpublished prices before any sum), then weeks."""
    return one.wish, one.cost, one.week, one.day, one.taste


def fastest(one: Found | Bound) -> tuple[object, ...]:
    """Weeks first, then net price."""
    return one.wish, one.week, one.cost, one.day, one.taste


def broadest(one: Found | Bound) -> tuple[object, ...]:
    """Most vendors and focus areas first, then net price, then weeks."""
    return one.wish, one.breadth, one.cost, one.week, one.day, one.taste
