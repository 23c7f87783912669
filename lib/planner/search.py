"""The exact search: which exams to take, by branch and bound over the choices; in which order, see `orders`.

A plan holds only exams that serve: none can be left out with every step and every prerequisite still met. Of all such
plans the search gives the frontier of cost against weeks, or the broadest one; both first by what the reader wishes
(branches asked for, preferred cloud). Past its limit of nodes it gives the best found and how far off that may be.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from lib.planner.bounds import Bound, Bounds, Wish, bits, unmet, week_of, wish_of
from lib.planner.orders import Label, Sat, orders
from lib.planner.problem import Clause, Cost, Problem

NODES = 20_000
"""Nodes of one search before it stops: choices looked at, and exams put in order; less than a second."""

MOST_HOURS = 80
"""Hours a week that are still proposed."""


class Found(NamedTuple):
    """One plan: what the reader wishes and does not get, its cost, weeks and last day, distance from taste, exams."""

    wish: Wish
    cost: Cost
    week: int
    day: int
    taste: int
    breadth: int
    trail: tuple[Sat, ...]


Key = Callable[[Found | Bound], tuple[object, ...]]


@dataclass
class Search:
    """One search on one problem, and what it found out on the way. `open`: bounds of what the limit cut off."""

    problem: Problem
    nodes: int = 0
    limit: int = NODES
    open: list[Bound] = field(default_factory=list)
    known: dict[tuple[Clause, ...], dict[tuple[int, ...], list[Found]]] = field(default_factory=dict)

    def frontier(self) -> list[Found]:
        """The plans of which none is beaten in cost and weeks, cheapest first; empty where nothing fits."""
        kept: list[Found] = []
        for found in self._plans([_asked(self.problem)], lambda bound: any(_beats(one, bound) for one in kept)):
            if not any(_beats(one, found) for one in kept):
                kept[:] = [one for one in kept if not _beats(found, one)]
                kept.append(found)
        return sorted(kept, key=cheapest)

    def best(self, key: Key, *, widely: bool = False) -> Found | None:
        """The best plan by a key; `widely`: optional steps may be taken. None where nothing fits."""
        kept: list[Found] = []
        asked = _widened(self.problem) if widely else [_asked(self.problem)]
        for found in self._plans(asked, lambda bound: bool(kept) and key(bound) >= key(kept[0])):
            if not kept or key(found) < key(kept[0]):
                kept[:] = [found]
        return kept[0] if kept else None

    def any(self) -> bool:
        """Whether there is a plan at all."""
        return next(self._plans([_asked(self.problem)], lambda _: False), None) is not None

    def _plans(self, asked: Sequence[tuple[Clause, ...]], beaten: Callable[[Bound], bool]) -> Iterator[Found]:
        """Plans that meet the clauses, without those that a bound shows to be beaten by what was found before."""
        stop = self.nodes + self.limit
        for clauses in asked:
            yield from _Branching(self, replace(self.problem, clauses=clauses), beaten, stop).plans((), 0)


@dataclass
class _Branching:
    """The tree of choices: one clause a level, one certification a branch."""

    search: Search
    problem: Problem
    beaten: Callable[[Bound], bool]
    stop: int

    def __post_init__(self) -> None:
        self.bounds = Bounds(self.problem)
        self.known = self.search.known.setdefault(self.problem.clauses, {})

    def plans(self, chosen: tuple[int, ...], barred: int) -> Iterator[Found]:
        """Every plan that goes on from a partial choice without the items that are barred."""
        clause = _next(self.problem, chosen)
        if clause is None:
            yield from self._ordered(chosen)
            return
        for bound, item in sorted(self._branches(clause, chosen, barred)):
            before, barred = barred, barred | 1 << item
            if self.beaten(bound):
                continue
            if self.search.nodes >= self.stop:
                self.search.open.append(bound)
                continue
            yield from self.plans((*chosen, item), before)

    def _branches(self, clause: Clause, chosen: tuple[int, ...], barred: int) -> Iterator[tuple[Bound, int]]:
        """The items that may meet a clause next and keep the limits, each with the bound of what follows."""
        limits = self.problem.limits
        for item in bits(clause.mask & ~barred & ~sum(1 << one for one in chosen)):
            self.search.nodes += 1
            bound = self.bounds.of((*chosen, item), barred)
            if bound is None or bound.day > limits.latest:
                continue
            if limits.budget is None or (bound.cost[0] == 0 and bound.cost[1] <= limits.budget):
                yield bound, item

    def _ordered(self, chosen: tuple[int, ...]) -> Iterator[Found]:
        key = tuple(sorted(chosen))
        if key not in self.known:
            made = orders(self.problem, key) if _serves(self.problem, key) else []
            self.search.nodes += len(key)
            self.known[key] = [_found(self.problem, key, label) for label in made]
        yield from self.known[key]


def _next(problem: Problem, chosen: tuple[int, ...]) -> Clause | None:
    """The clause to branch on: of those that are not met the one with the fewest choices; None where all are met."""
    mine = sum(1 << item for item in chosen)
    if left := unmet(problem.clauses, mine):
        return min(left, key=lambda one: (one.mask.bit_count(), one.stage))
    return next(iter(unmet([block for item in chosen for block in problem.items[item].blocks], mine)), None)


def _serves(problem: Problem, chosen: tuple[int, ...]) -> bool:
    """Whether no item can be left out, and no vendor has more than its limit."""
    most = problem.limits.per_vendor
    vendors = [problem.items[item].vendor for item in chosen]
    if most is not None and any(vendors.count(one) > most for one in set(vendors)):
        return False
    return not any(_met(problem, [one for one in chosen if one != item]) for item in chosen)


def _met(problem: Problem, chosen: Sequence[int]) -> bool:
    mine = sum(1 << item for item in chosen)
    return not unmet([*problem.clauses, *(block for item in chosen for block in problem.items[item].blocks)], mine)


def _found(problem: Problem, chosen: tuple[int, ...], label: Label) -> Found:
    mine = [problem.items[item] for item in chosen]
    breadth = len({one.vendor for one in mine}) + len({one.focus for one in mine})
    taste = label.taste + sum(one.taste for one in mine) + len(mine) - len({one.vendor for one in mine})
    wish = wish_of(problem, sum(1 << item for item in chosen))
    return Found(wish, label.cost, week_of(problem, label.day), label.day, taste, -breadth, label.trail)


def _asked(problem: Problem) -> tuple[Clause, ...]:
    """The steps that have to be met: all but optional ones, unless the reader asks for a branch of one."""
    return tuple(clause for clause in problem.clauses if not clause.optional or clause.mask & problem.take)


def _widened(problem: Problem) -> list[tuple[Clause, ...]]:
    """The same with every selection of optional steps, all of them first."""
    asked = _asked(problem)
    others = [clause for clause in problem.clauses if clause not in asked]
    wider = [more for number in range(len(others), -1, -1) for more in combinations(others, number)]
    return [tuple(sorted((*asked, *more), key=lambda clause: clause.stage)) for more in wider]


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
    low, high = int(min(now, MOST_HOURS)) if now > 0 else 0, MOST_HOURS
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
