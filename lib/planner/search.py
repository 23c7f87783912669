"""The exact search: which exams to take, by branch and bound. In which order they are taken is up to `orders`.

A request asks for several steps, and each step is met by any one of some certifications, which may require others. The
search takes a step that is not met, tries each certification for it, and goes on until every step and prerequisite is
met. Four ideas keep the tree of choices small and the result exact:

1. It branches on the step with the fewest choices, because a narrow tree has fewer nodes.
2. A certification that has been tried for a step is barred from the branches after it. These give the plans without it,
   so each set of exams comes up once and not once for each order in which it can be chosen.
3. A branch whose bound (see `bounds`) is no better than a plan already found is skipped with all that is behind it.
   Branches with the best bounds come first, so that good plans are found early.
4. A set from which an exam can be left out, with every step and prerequisite still met, is no plan.

The search gives the frontier of cost against weeks, or the best plan by one key. What the reader wishes (branches asked
for, the preferred cloud) comes before any cost, but is never a limit. Past its limit of nodes the search keeps the best
plans found so far, and the bounds of the branches that it skipped say how much better a plan could still be.

Example: `a` ($60) and `c` ($70) take 14 hours of study each, `b` ($150) takes 7. Step 1 asks for `a` or `b`, step 2 for
`b` or `c`. At 7 hours a week `a` and `c` cost $130 and take 5 weeks, `b` alone costs $150 and takes 2 weeks: neither
beats the other. `a` with `b` is no plan, because `b` meets both steps.

    >>> from lib.planner.problem import MICRO, Clause, Item, Limits, SearchProblem, Slot
    >>> facts = [("a", 60, 14), ("b", 150, 7), ("c", 70, 14)]
    >>> slots = [Slot(0, 1, 999, 0, dollars * MICRO, 0, voucher=False) for _, dollars, _ in facts]
    >>> items = tuple(Item(name, (slot,), hours, 0, 0) for (name, _, hours), slot in zip(facts, slots))
    >>> steps = (Clause(0b011, stage=1), Clause(0b110, stage=2))
    >>> problem = SearchProblem(items, steps, lambda i, j: 0.0, Limits(999), begins=1, longest=999, hours_week=7.0)
    >>> for plan in Search(problem).frontier():
    ...     print([items[exam.item].id for exam in plan.trail], plan.cost[1] // MICRO, "dollars", plan.week, "weeks")
    ['a', 'c'] 130 dollars 5 weeks
    ['b'] 150 dollars 2 weeks
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from lib.planner.bounds import Bound, Bounds, Missed, bits, missed_wishes, unmet, week_of
from lib.planner.orders import Label, ScheduledExam, orders
from lib.planner.problem import Clause, Cost, SearchProblem

NODES = 20_000
"""Nodes of one search before it stops: choices looked at, and exams put in order; less than a second."""

MOST_HOURS = 80
"""The most hours of study a week that are still proposed."""


class Candidate(NamedTuple):
    """One plan of the search. The first six fields are those of its `Bound`, so that keys can compare the two.

    `missed` are the wishes that it does not grant. `week` and `day` (ordinal) are those of the last exam. `deviation`
    is the distance from what the article would take first and from the preferred order. `breadth` is the number of
    vendors and focus areas, negative. `trail` are the exams in order.
    """

    missed: Missed
    cost: Cost
    week: int
    day: int
    deviation: int
    breadth: int
    trail: tuple[ScheduledExam, ...]


Clauses = tuple[Clause, ...]
Key = Callable[[Candidate | Bound], tuple[object, ...]]
"""What plans are compared by: the smallest is the best. The key of a bound is never above that of a plan behind it."""


@dataclass
class Search:
    """A search on one problem, with what it learns on the way.

    `nodes` have been looked at so far; `limit` is how many each call may look at. `open` are the bounds of what the
    limit cut off, empty after an exact search. `candidates` are the plans of each set of exams, by the clauses to meet.
    """

    problem: SearchProblem
    nodes: int = 0
    limit: int = NODES
    open: list[Bound] = field(default_factory=list)
    candidates: dict[Clauses, dict[tuple[int, ...], list[Candidate]]] = field(default_factory=dict)

    def frontier(self) -> list[Candidate]:
        """The plans that no other plan beats in both cost and weeks, cheapest first; empty where nothing fits."""
        points: list[Candidate] = []
        required = [_required(self.problem)]
        for plan in self._plans(required, lambda bound: any(_beats(point, bound) for point in points)):
            if not any(_beats(point, plan) for point in points):
                points[:] = [point for point in points if not _beats(plan, point)]
                points.append(plan)
        return sorted(points, key=cheapest)

    def best(self, key: Key, *, with_optional: bool = False) -> Candidate | None:
        """The best plan by a key; None where nothing fits. `with_optional`: optional steps may be taken too."""
        best: list[Candidate] = []  # none or one; a list, so that the bounds are compared with the best so far
        selections = _selections(self.problem) if with_optional else [_required(self.problem)]
        for plan in self._plans(selections, lambda bound: bool(best) and key(bound) >= key(best[0])):
            if not best or key(plan) < key(best[0]):
                best[:] = [plan]
        return best[0] if best else None

    def has_plan(self) -> bool:
        """Whether there is a plan at all."""
        return next(self._plans([_required(self.problem)], lambda _: False), None) is not None

    def _plans(self, selections: Sequence[Clauses], is_beaten: Callable[[Bound], bool]) -> Iterator[Candidate]:
        """The plans for each selection of clauses, without those that a bound shows to be beaten.

        `is_beaten` is asked again at every branch: the more plans are found, the more branches it lets the search skip.
        """
        stop = self.nodes + self.limit
        for clauses in selections:
            yield from _Branching(self, replace(self.problem, clauses=clauses), is_beaten, stop).plans((), 0)


@dataclass
class _Branching:
    """The tree of choices: one clause a level, one certification a branch."""

    search: Search
    problem: SearchProblem
    is_beaten: Callable[[Bound], bool]
    stop: int

    def __post_init__(self) -> None:
        self.bounds = Bounds(self.problem)
        self.candidates = self.search.candidates.setdefault(self.problem.clauses, {})

    def plans(self, chosen: tuple[int, ...], barred: int) -> Iterator[Candidate]:
        """Every plan that continues a partial choice without the items that are barred."""
        clause = _next_clause(self.problem, chosen)
        if clause is None:
            yield from self._in_order(chosen)
            return
        for bound, item in sorted(self._branches(clause, chosen, barred)):
            # The item's own branch is searched with what is barred so far; it is barred from the branches after it.
            barred_here, barred = barred, barred | 1 << item
            if self.is_beaten(bound):
                continue
            if self.search.nodes >= self.stop:
                self.search.open.append(bound)
                continue
            yield from self.plans((*chosen, item), barred_here)

    def _branches(self, clause: Clause, chosen: tuple[int, ...], barred: int) -> Iterator[tuple[Bound, int]]:
        """The items that may meet a clause next and keep the limits, each with the bound of the plans behind it."""
        limits = self.problem.limits
        for item in bits(clause.mask & ~barred & ~sum(1 << number for number in chosen)):
            self.search.nodes += 1
            bound = self.bounds.of((*chosen, item), barred)
            if bound is None or bound.day > limits.latest:
                continue
            # A price that is not published cannot be shown to fit a budget.
            if limits.budget is None or (bound.cost[0] == 0 and bound.cost[1] <= limits.budget):
                yield bound, item

    def _in_order(self, chosen: tuple[int, ...]) -> Iterator[Candidate]:
        """The plans of a set of exams, one for each order that matters; worked out once for all calls of a search."""
        exams = tuple(sorted(chosen))
        if exams not in self.candidates:
            labels = orders(self.problem, exams) if _is_minimal(self.problem, exams) else []
            self.search.nodes += len(exams)
            self.candidates[exams] = [_candidate(self.problem, exams, label) for label in labels]
        yield from self.candidates[exams]


def _next_clause(problem: SearchProblem, chosen: tuple[int, ...]) -> Clause | None:
    """The clause to branch on, None where all are met.

    Of the steps that are not met it is the one with the fewest choices; prerequisites come after all steps, since an
    exam taken for a step may meet them.
    """
    mask = sum(1 << item for item in chosen)
    if open_steps := unmet(problem.clauses, mask):
        return min(open_steps, key=lambda clause: (clause.mask.bit_count(), clause.stage))
    return next(iter(unmet([clause for item in chosen for clause in problem.items[item].requires], mask)), None)


def _is_minimal(problem: SearchProblem, chosen: tuple[int, ...]) -> bool:
    """Whether no item can be left out, and no vendor has more exams than its limit."""
    limit = problem.limits.per_vendor
    vendors = [problem.items[item].vendor for item in chosen]
    if limit is not None and any(vendors.count(vendor) > limit for vendor in set(vendors)):
        return False
    return not any(_is_complete(problem, [item for item in chosen if item != spare]) for spare in chosen)


def _is_complete(problem: SearchProblem, chosen: Sequence[int]) -> bool:
    """Whether some items meet every step and every prerequisite of theirs."""
    requirements = [clause for item in chosen for clause in problem.items[item].requires]
    return not unmet([*problem.clauses, *requirements], sum(1 << item for item in chosen))


def _candidate(problem: SearchProblem, chosen: tuple[int, ...], label: Label) -> Candidate:
    items = [problem.items[item] for item in chosen]
    vendors, focuses = {item.vendor for item in items}, {item.focus for item in items}
    # Of plans that are otherwise equal, the one with more vendors is preferred.
    deviation = label.deviation + sum(item.deviation for item in items) + len(items) - len(vendors)
    missed = missed_wishes(problem, sum(1 << item for item in chosen))
    week, breadth = week_of(problem, label.day), len(vendors) + len(focuses)
    return Candidate(missed, label.cost, week, label.day, deviation, -breadth, label.trail)


def _required(problem: SearchProblem) -> Clauses:
    """The steps that have to be met: all but the optional ones, and an optional one if a branch of it is asked for."""
    return tuple(clause for clause in problem.clauses if not clause.optional or clause.mask & problem.requested)


def _selections(problem: SearchProblem) -> list[Clauses]:
    """The required steps with every selection of the optional ones, those with the most steps first."""
    required = _required(problem)
    optional = [clause for clause in problem.clauses if clause not in required]
    chosen = [extra for number in range(len(optional), -1, -1) for extra in combinations(optional, number)]
    return [tuple(sorted((*required, *extra), key=lambda clause: clause.stage)) for extra in chosen]


def _beats(plan: Candidate | Bound, rival: Candidate | Bound) -> bool:
    """Whether a plan leaves a rival no place on the frontier: it grants more wishes, or as many and is as good.

    As good means at most the cost and the weeks of the rival. With both equal it is neither later in days, nor on the
    same day farther from the preferred choices.
    """
    if plan.missed != rival.missed:
        return plan.missed < rival.missed
    if plan.cost > rival.cost or plan.week > rival.week:
        return False
    is_better = plan.cost < rival.cost or plan.week < rival.week
    return is_better or (plan.day, plan.deviation) <= (rival.day, rival.deviation)


def fewest_hours(hours_now: float, is_enough: Callable[[int], bool]) -> int:
    """The fewest whole hours a week, above those of now, that are enough; 0 where MOST_HOURS are not.

    Found by halving the range: if some hours are enough, more are enough as well.
    """
    low, high = int(min(hours_now, MOST_HOURS)) if hours_now > 0 else 0, MOST_HOURS
    if low >= high or not is_enough(high):
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high


def cheapest(plan: Candidate | Bound) -> tuple[object, ...]:
    """The key for the lowest net price (unpublished prices count before any sum), then for the fewest weeks."""
    return plan.missed, plan.cost, plan.week, plan.day, plan.deviation


def fastest(plan: Candidate | Bound) -> tuple[object, ...]:
    """The key for the fewest weeks, then for the lowest net price."""
    return plan.missed, plan.week, plan.cost, plan.day, plan.deviation


def broadest(plan: Candidate | Bound) -> tuple[object, ...]:
    """The key for the most vendors and focus areas, then for the lowest net price, then for the fewest weeks."""
    return plan.missed, plan.breadth, plan.cost, plan.week, plan.day, plan.deviation
