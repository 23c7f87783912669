"""All orders of a few exams that matter: which are cheapest, soonest, most to the taste, none beaten in everything.

Dynamic programming over the subsets that are done. A label is one way to have done a subset; of two labels the one
that is not better in anything that can still count is dropped, so that what remains holds every best order.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lib.planner.problem import Cost, Item, Problem, Slot

RECOMMENDED = 3
"""How much an exam before what is recommended first weighs, in places of the preferred order."""


class Sat(NamedTuple):
    """One exam of an order: the item, which of its windows, its day (ordinal), days of study, the share covered."""

    item: int
    window: int
    day: int
    days: int
    covered: float


class Label(NamedTuple):
    """One way to have sat a subset: the last day, the cost, how far from the preferred order, vouchers, trail."""

    day: int
    cost: Cost
    taste: int
    purses: tuple[int, ...]
    since: tuple[int, ...]
    trail: tuple[Sat, ...]


def orders(problem: Problem, chosen: Sequence[int]) -> list[Label]:
    """Every order of the chosen items that nothing beats in everything at once; empty where none is possible."""
    full = (1 << len(chosen)) - 1
    start = Label(problem.begins - 1, (0, 0), 0, problem.purses, problem.since, ())
    reached: list[list[Label]] = [[] for _ in range(full + 1)]
    reached[0] = [start]
    masks, stages = _masks(chosen), [problem.stage(item) for item in chosen]
    for done in range(full):
        if not reached[done]:
            continue
        held = masks[done]
        for place, item in enumerate(chosen):
            if done >> place & 1 or not _allowed(problem, item, stages[place], held):
                continue
            covered = _covered(problem, item, chosen, done)
            for label in reached[done]:
                for found in _sat(problem, item, stages[place], label, held, covered):
                    _keep(reached[done | 1 << place], found)
    return reached[full]


def _masks(chosen: Sequence[int]) -> list[int]:
    """For every subset by place, the same subset by item."""
    masks = [0]
    for item in chosen:
        masks += [mask | 1 << item for mask in masks]
    return masks


def _allowed(problem: Problem, item: int, stage: int, done: int) -> bool:
    """Whether what has to come first is done: its prerequisites and, on an ordered path, the earlier steps."""
    if any((block.mask & done).bit_count() < block.n for block in problem.items[item].blocks):
        return False
    if not problem.ordered or stage < 0:
        return True
    return all(clause.mask & done for clause in problem.clauses if clause.stage < stage)


def _covered(problem: Problem, item: int, chosen: Sequence[int], done: int) -> float:
    """The largest share of an item that one exam passed before covers."""
    if not problem.overlap:
        return 0.0
    shares = [problem.covers(other, item) for place, other in enumerate(chosen) if done >> place & 1]
    return max(shares, default=0.0) if not problem.items[item].known else max([problem.items[item].known, *shares])


def _sat(problem: Problem, item: int, stage: int, label: Label, done: int, covered: float) -> Iterator[Label]:
    """Every way to sit an item next: one for each window in which there is still a day for it."""
    one = problem.items[item]
    days = problem.study_days(item, covered)
    ready = max(label.day + 1 + days, _worked(problem, stage, label.since))
    against = (done >> item).bit_count() + RECOMMENDED * (one.recommends & ~done).bit_count()
    for slot in one.slots:
        day = max(ready, slot.opens)
        if day > slot.closes or day > problem.limits.latest:
            continue
        net, purses = _paid(one, slot, label.purses)
        cost = (label.cost[0] + slot.unknown, label.cost[1] + net)
        if _too_dear(problem, cost):
            continue
        since = _since(problem, stage, label.since, day)
        sat = Sat(item, slot.place, day, days, covered)
        yield Label(day, cost, label.taste + against, purses, since, (*label.trail, sat))


def _too_dear(problem: Problem, cost: Cost) -> bool:
    """Whether a cost is above the budget, or cannot be shown not to be."""
    budget = problem.limits.budget
    return budget is not None and (cost[0] > 0 or cost[1] > budget)


def _paid(one: Item, slot: Slot, purses: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """What an exam costs with the vouchers at hand, and those after its pass: as in the ledger of `lib.costs`."""
    if one.purse is None or one.share is None:
        return slot.micro + slot.extra, purses
    uses = bool(slot.voucher and purses[one.purse])
    after = list(purses)
    after[one.purse] += 0 if uses else 1
    return (round(slot.micro * one.share) if uses else slot.micro) + slot.extra, tuple(after)


def _since(problem: Problem, stage: int, since: tuple[int, ...], day: int) -> tuple[int, ...]:
    """Where the hands-on months of each later step count from, once an exam of an earlier one is passed."""
    if not since or stage < 0:
        return since
    later = [step for step, _ in problem.working]
    return tuple(max(one, day) if stage < step else one for one, step in zip(since, later, strict=True))


def _worked(problem: Problem, stage: int, since: tuple[int, ...]) -> int:
    """The first day on which the months of hands-on work that a step asks for are over."""
    days = [
        _months_after(one, max(0, months - max(0, problem.worked))) if one <= problem.limits.latest else one
        for one, (later, months) in zip(since, problem.working, strict=True)
        if later == stage
    ]
    return max(days, default=0)


@lru_cache(maxsize=4096)
def _months_after(ordinal: int, months: int) -> int:
    return (date.fromordinal(ordinal) + relativedelta(months=months)).toordinal()


def _keep(kept: list[Label], found: Label) -> None:
    """Add a label unless one that is kept is at least as good in everything; drop those that it is as good as."""
    if any(_as_good(one, found) for one in kept):
        return
    kept[:] = [one for one in kept if not _as_good(found, one)]
    kept.append(found)


def _as_good(one: Label, other: Label) -> bool:
    return (
        one.day <= other.day
        and one.cost <= other.cost
        and one.taste <= other.taste
        and all(a >= b for a, b in zip(one.purses, other.purses, strict=True))
        and all(a <= b for a, b in zip(one.since, other.since, strict=True))
    )
