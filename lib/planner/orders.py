"""The orders in which a set of exams can be sat: all that no other order beats in everything that still counts.

The order matters: a pass can bring a voucher for a later exam, an exam passed can save hours of study for the next one,
an exam opens or ends on a day, and a step may ask for months of work after the steps before. Five exams have 120
orders, and an exam may have two windows, so the orders are not tried one by one.

The method is dynamic programming over subsets. Whatever the order, what can follow depends on which exams are done
and on a few numbers: the day of the last exam, the cost, the deviation from the preferred order, the vouchers at hand,
and the days from which months of work count. A label holds these numbers for one way to have done a subset. Where one
label is at least as good as another in all of them, every continuation of the other is possible after the one too, no
later and at no higher cost, so the other is dropped. The labels of the full set then contain every best order.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lib.planner.problem import Cost, Item, SearchProblem, Slot

RECOMMENDED = 3
"""The deviation for an exam that comes before one recommended first; for one out of the preferred order it is 1."""


class ScheduledExam(NamedTuple):
    """One exam of an order: its item, the index of its window, its day (ordinal), days of study, the share covered."""

    item: int
    window: int
    day: int
    study_days: int
    covered: float


class Label(NamedTuple):
    """One way to have sat a subset of the exams.

    `day` is the day (ordinal) of the last exam. `deviation` counts what is out of the preferred order. `vouchers` are
    those at hand, by pool. `work_from` has for each step that asks for months of work the day from which they count.
    `trail` are the exams in order.
    """

    day: int
    cost: Cost
    deviation: int
    vouchers: tuple[int, ...]
    work_from: tuple[int, ...]
    trail: tuple[ScheduledExam, ...]


def orders(problem: SearchProblem, chosen: Sequence[int]) -> list[Label]:
    """Every order of the chosen items that no other one beats in everything at once; empty where none is possible."""
    full = (1 << len(chosen)) - 1
    start = Label(problem.begins - 1, (0, 0), 0, problem.vouchers, problem.work_from, ())
    labels: list[list[Label]] = [[] for _ in range(full + 1)]
    labels[0] = [start]
    masks, stages = _masks(chosen), [problem.stage(item) for item in chosen]
    # A subset is a smaller number than any subset that contains it, so its labels are complete when its turn comes.
    for subset in range(full):
        if not labels[subset]:
            continue
        passed = masks[subset]
        for place, item in enumerate(chosen):
            if subset >> place & 1 or not _is_allowed(problem, item, stages[place], passed):
                continue
            covered = _covered_share(problem, item, chosen, subset)
            for label in labels[subset]:
                for longer in _next_labels(problem, item, stages[place], label, passed, covered):
                    _add_unless_dominated(labels[subset | 1 << place], longer)
    return labels[full]


def _masks(chosen: Sequence[int]) -> list[int]:
    """For every subset of places among the chosen items, the mask of those items."""
    masks = [0]
    for item in chosen:
        masks += [mask | 1 << item for mask in masks]
    return masks


def _is_allowed(problem: SearchProblem, item: int, stage: int, passed: int) -> bool:
    """Whether what has to come first is passed: prerequisites and, on an ordered path, the earlier steps."""
    if any((clause.mask & passed).bit_count() < clause.needed for clause in problem.items[item].requires):
        return False
    if not problem.ordered or stage < 0:
        return True
    return all(clause.mask & passed for clause in problem.clauses if clause.stage < stage)


def _covered_share(problem: SearchProblem, item: int, chosen: Sequence[int], subset: int) -> float:
    """The largest share of an item that one exam passed before covers. Shares are not added: they may be the same."""
    if not problem.overlap:
        return 0.0
    shares = [problem.covers(earlier, item) for place, earlier in enumerate(chosen) if subset >> place & 1]
    return max([problem.items[item].covered_by_held, *shares])


def _next_labels(
    problem: SearchProblem, item_index: int, stage: int, label: Label, passed: int, covered: float
) -> Iterator[Label]:
    """Labels for sitting an item next: one for each window with a possible day, on the first such day.

    A later day in the same window is never better: it costs the same and delays what follows.
    """
    item = problem.items[item_index]
    days = problem.study_days(item_index, covered)
    ready = max(label.day + 1 + days, _work_done(problem, stage, label.work_from))
    # Items are numbered in the preferred order: each one with a higher number that is passed already is out of order.
    out_of_order = (passed >> item_index).bit_count() + RECOMMENDED * (item.recommends & ~passed).bit_count()
    for slot in item.slots:
        day = max(ready, slot.opens)
        if day > slot.closes or day > problem.limits.latest:
            continue
        net, vouchers = _payment(item, slot, label.vouchers)
        cost = (label.cost[0] + slot.unknown, label.cost[1] + net)
        if _is_over_budget(problem, cost):
            continue
        work_from = _work_from(problem, stage, label.work_from, day)
        exam = ScheduledExam(item_index, slot.window, day, days, covered)
        yield Label(day, cost, label.deviation + out_of_order, vouchers, work_from, (*label.trail, exam))


def _is_over_budget(problem: SearchProblem, cost: Cost) -> bool:
    """Whether a cost is above the budget, or cannot be shown not to be because a price is not published."""
    budget = problem.limits.budget
    return budget is not None and (cost[0] > 0 or cost[1] > budget)


def _payment(item: Item, slot: Slot, vouchers: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """The net price of an exam, and the vouchers at hand after its pass: as in the ledger of `lib.cost.ledger`."""
    if item.voucher_pool is None or item.voucher_share is None:
        return slot.price + slot.retake, vouchers
    uses_one = bool(slot.voucher and vouchers[item.voucher_pool])
    remaining = list(vouchers)
    # Each pass brings a voucher. An exam that uses one leaves the number as it is.
    remaining[item.voucher_pool] += 0 if uses_one else 1
    return (round(slot.price * item.voucher_share) if uses_one else slot.price) + slot.retake, tuple(remaining)


def _work_from(problem: SearchProblem, stage: int, work_from: tuple[int, ...], day: int) -> tuple[int, ...]:
    """The days from which months of work count, once an exam of a step is passed: later steps count from its day."""
    if not work_from or stage < 0:
        return work_from
    steps = [step for step, _ in problem.work_steps]
    return tuple(max(first, day) if stage < step else first for first, step in zip(work_from, steps, strict=True))


def _work_done(problem: SearchProblem, stage: int, work_from: tuple[int, ...]) -> int:
    """The first day (ordinal) on which the months of work that a step asks for are over; 0 where it asks for none."""
    worked, latest = max(0, problem.months_worked), problem.limits.latest
    # After the last possible day nothing can be sat, with or without the months, which may go beyond the calendar.
    days = [
        _months_after(first, max(0, months - worked)) if first <= latest else first
        for first, (step, months) in zip(work_from, problem.work_steps, strict=True)
        if step == stage
    ]
    return max(days, default=0)


@lru_cache(maxsize=4096)
def _months_after(ordinal: int, months: int) -> int:
    return (date.fromordinal(ordinal) + relativedelta(months=months)).toordinal()


def _add_unless_dominated(labels: list[Label], new: Label) -> None:
    """Add a label unless one is at least as good in everything; drop those that it is at least as good as."""
    if any(_dominates(label, new) for label in labels):
        return
    labels[:] = [label for label in labels if not _dominates(new, label)]
    labels.append(new)


def _dominates(label: Label, rival: Label) -> bool:
    """Whether a label is at least as good as a rival in everything that a continuation depends on."""
    return (
        label.day <= rival.day
        and label.cost <= rival.cost
        and label.deviation <= rival.deviation
        and all(a >= b for a, b in zip(label.vouchers, rival.vouchers, strict=True))
        and all(a <= b for a, b in zip(label.work_from, rival.work_from, strict=True))
    )
