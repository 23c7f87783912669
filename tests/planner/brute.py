"""Every plan of a small catalogue, found by trying everything: what the search is compared with.

The rules are applied to dates, and prices are those of the ledger itself, one plan at a time. Nothing of the search is
used.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations, permutations, product
from math import ceil
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lib.cost.ledger import Sitting, Terms, ledger
from lib.planner.hours_saved import coverage
from lib.planner.items import hours_of
from lib.planner.planning_context import LONGEST
from tests.planner.worlds import ON


class TriedPlan(NamedTuple):
    """One plan: missed wishes, cost (unknown prices, dollars), weeks, last day, breadth (negative), exams with days."""

    missed: tuple[int, int]
    cost: tuple[int, float]
    week: int
    ends: date
    breadth: int
    exams: tuple[tuple[str, date], ...]


def plans(context, *, optional=False):
    """Every plan that keeps all hard rules; with `optional`, those that take optional steps as well."""
    demands = [demand for demand in context.demands if demand.held is None]
    required = [demand for demand in demands if not demand.step.optional or is_requested(context, demand)]
    extra = [demand for demand in demands if demand not in required] if optional else []
    for selection in subsets(extra):
        needed = [demand for demand in demands if demand in required or demand in selection]
        for chosen in subsets(sorted(context.windows)):
            if is_minimal(context, needed, chosen):
                yield from plans_of(context, needed, chosen)


def is_requested(context, demand):
    """Whether the reader asks for a branch of a step that can be planned."""
    return any(cert_id in context.request.take and cert_id in context.windows for cert_id in demand.cert_ids)


def subsets(members):
    return chain.from_iterable(combinations(members, size) for size in range(len(members) + 1))


def is_complete(context, needed, chosen):
    """Whether every step is met, and every prerequisite by what is held or chosen."""
    held = {*context.holding.valid, *chosen}
    blocks = [block for cert_id in chosen for block in context.catalogue.certs[cert_id].requires]
    return all(demand.cert_ids & set(chosen) for demand in needed) and all(
        sum(cert_id in held for cert_id in block.choices) >= block.n for block in blocks
    )


def is_minimal(context, needed, chosen):
    """Whether the exams are complete, none of them can be left out, and no vendor is above its limit."""
    if not is_complete(context, needed, chosen):
        return False
    if any(is_complete(context, needed, [cert_id for cert_id in chosen if cert_id != spare]) for spare in chosen):
        return False
    vendors, limit = [context.catalogue.certs[cert_id].vendor for cert_id in chosen], context.request.vendor_limit
    return limit is None or all(vendors.count(vendor) <= limit for vendor in vendors)


def plans_of(context, needed, chosen):
    """The plans of a set of exams: every order and every choice of windows that keeps the calendar and the budget."""
    for order in permutations(chosen):
        if is_in_order(context, needed, order):
            for windows in product(*(context.windows[cert_id] for cert_id in order)):
                yield from dated_plan(context, needed, order, windows)


def is_in_order(context, needed, order):
    """Whether prerequisites and, on an ordered path, earlier steps come first."""
    certs = context.catalogue.certs
    for place, exam in enumerate(order):
        before = set(order[:place])
        held = before | set(context.holding.valid)
        if any(sum(cert_id in held for cert_id in block.choices) < block.n for block in certs[exam].requires):
            return False
        own = first_step(needed, exam)
        earlier = [demand for demand in needed if context.path.ordered and own is not None and demand.step.number < own]
        if not all(demand.cert_ids & before for demand in earlier):
            return False
    return True


def first_step(needed, cert_id):
    """The number of the first step that a certification meets; None for a prerequisite."""
    return min((demand.step.number for demand in needed if cert_id in demand.cert_ids), default=None)


def dated_plan(context, needed, order, windows):
    """The plan with each exam on its first possible day; nothing where one has no such day or a limit is broken."""
    request, exams, free = context.request, [], context.begins
    for cert_id, window in zip(order, windows, strict=True):
        study = study_days(context, cert_id, [earlier for earlier, _ in exams])
        if study is None:
            return
        day = max(free + timedelta(days=study), window.opens, day_after_work(context, needed, cert_id, exams))
        if day > last_day(context, cert_id, window):
            return
        exams.append((cert_id, day))
        free = day + timedelta(days=1)
    ends = max((day for _, day in exams), default=context.begins - timedelta(days=1))
    if exams and ((request.by and ends > request.by) or ends > context.begins + timedelta(days=LONGEST)):
        return
    cost = cost_of(context, exams, windows)
    binds = request.budget is not None and not request.employer_pays
    if binds and (cost[0] or cost[1] > request.budget + 1e-6):
        return
    week = ceil(((ends - context.begins).days + 1) / 7)
    yield TriedPlan(missed_wishes(context, needed, order), cost, week, ends, breadth(context, order), tuple(exams))


def study_days(context, cert_id, before):
    """Days of study for an exam after others; None where there are no hours for it."""
    request, share = context.request, coverage(context.catalogue)
    if request.hours_week <= 0:
        return None
    covered = max((share(earlier, cert_id) for earlier in [*before, *context.holding.valid]), default=0.0)
    hours = hours_of(context.catalogue.certs[cert_id], request)[0] * (1 - request.overlap * covered)
    return max(1, ceil(7 * hours / request.hours_week - 1e-9))


def day_after_work(context, needed, cert_id, exams):
    """The day on which the months of work that a step asks for are over: counted from the earlier steps' exams."""
    own = first_step(needed, cert_id)
    months = next((demand.step.after_months for demand in needed if demand.step.number == own), 0)
    if not months:
        return date.min
    held = [
        context.holding.valid[demand.held] or context.begins
        for demand in context.demands
        if demand.held and demand.step.number < own
    ]
    passed = [day for earlier, day in exams if (first := first_step(needed, earlier)) is not None and first < own]
    since = max([*held, *passed], default=context.begins)
    return since + relativedelta(months=max(0, months - context.request.worked))


def last_day(context, cert_id, window):
    """The last day to sit an exam, with time for a second try where one is allowed for."""
    rule = context.catalogue.retakes.get(context.catalogue.certs[cert_id].vendor)
    wait = rule.days[0] if rule and context.request.chance < 1 and window.closes < date.max else 0
    return window.closes - timedelta(days=wait)


def cost_of(context, exams, windows):
    """The fees of the exams by the ledger: how many are unknown, and the sum of the others in dollars."""
    certs, request = context.catalogue.certs, context.request
    held = [Sitting(cert_id, earned or ON) for cert_id, earned in context.holding.valid.items()]
    priced = {sitting.cert_id: certs[sitting.cert_id].exam for sitting in held} | {
        cert_id: replace(certs[cert_id].exam, price_usd=window.price_usd, beta=window.beta)
        for (cert_id, _), window in zip(exams, windows, strict=True)
    }
    lasting = {cert_id: replace(exam, validity_months=None, never_expires=True) for cert_id, exam in priced.items()}
    terms = Terms(0, request.chance, request.vouchers)
    entries = ledger([Sitting(*exam) for exam in exams], lasting, context.catalogue.vouchers, terms, held)
    unknown = {entry.cert_id for entry in entries if entry.net_usd is None}
    return len(unknown), round(sum(entry.net_usd or 0.0 for entry in entries), 4)


def missed_wishes(context, needed, order):
    """The branches asked for that are not taken, and the steps that are not on the preferred cloud."""
    request, certs = context.request, context.catalogue.certs
    offered = {cert_id for demand in context.demands for cert_id in demand.cert_ids}
    possible = [cert_id for cert_id in request.take if cert_id in offered and cert_id in context.windows]
    off_cloud = [
        demand
        for demand in needed
        if any(certs[cert_id].vendor == request.cloud for cert_id in demand.cert_ids)
        and not any(certs[cert_id].vendor == request.cloud for cert_id in demand.cert_ids & set(order))
    ]
    return len([cert_id for cert_id in possible if cert_id not in order]), len(off_cloud)


def breadth(context, order):
    """The number of vendors and focus areas, negative: less is better."""
    chosen = [context.catalogue.certs[cert_id] for cert_id in order]
    return -len({cert.vendor for cert in chosen}) - len({cert.focus for cert in chosen})
