"""Every plan of a small catalogue, found by trying everything: what the search is held against.

Rules are applied to dates and by the ledger itself, one plan at a time, with nothing of the search's own.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations, permutations, product
from math import ceil
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lib.costs import Sitting, Terms, ledger
from lib.planner.items import hours_of
from lib.planner.overlaps import covered
from lib.planner.setting import LONGEST
from tests.planner.worlds import ON


class Made(NamedTuple):
    """One plan: what is wished and missed, the cost (unknown prices, dollars), weeks, last day, breadth, exams."""

    wish: tuple[int, int]
    cost: tuple[int, float]
    week: int
    ends: date
    breadth: int
    exams: tuple[tuple[str, date], ...]


def plans(setting, *, optional=False):
    """Every plan that keeps all hard rules; with `optional`, those that take optional steps as well."""
    steps = [one for one in setting.demands if one.held is None]
    asked = [one for one in steps if not one.step.optional or takes(setting, one)]
    more = [one for one in steps if one not in asked] if optional else []
    for extra in subsets(more):
        needed = [one for one in steps if one in asked or one in extra]
        for chosen in subsets(sorted(setting.windows)):
            if serves(setting, needed, chosen):
                yield from sittings(setting, needed, chosen)


def takes(setting, step):
    return any(one in setting.request.take and one in setting.windows for one in step.cert_ids)


def subsets(names):
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def complete(setting, needed, chosen):
    """Every step met, every prerequisite met by what is held or chosen."""
    held = {*setting.holding.valid, *chosen}
    blocks = [block for one in chosen for block in setting.catalogue.certs[one].requires]
    return all(step.cert_ids & set(chosen) for step in needed) and all(
        sum(one in held for one in block.choices) >= block.n for block in blocks
    )


def serves(setting, needed, chosen):
    """Complete, with no exam that could be left out and no vendor above its limit."""
    if not complete(setting, needed, chosen):
        return False
    if any(complete(setting, needed, [one for one in chosen if one != left]) for left in chosen):
        return False
    vendors, most = [setting.catalogue.certs[one].vendor for one in chosen], setting.request.vendor_limit
    return most is None or all(vendors.count(one) <= most for one in vendors)


def sittings(setting, needed, chosen):
    """Every order of the exams and every choice of their windows that keeps the calendar and the budget."""
    for order in permutations(chosen):
        if in_order(setting, needed, order):
            for windows in product(*(setting.windows[one] for one in order)):
                yield from dated(setting, needed, order, windows)


def in_order(setting, needed, order):
    for place, one in enumerate(order):
        before = set(order[:place])
        held = before | set(setting.holding.valid)
        if any(sum(c in held for c in block.choices) < block.n for block in setting.catalogue.certs[one].requires):
            return False
        own = first_step(needed, one)
        earlier = [step for step in needed if setting.path.ordered and own is not None and step.step.number < own]
        if not all(step.cert_ids & before for step in earlier):
            return False
    return True


def first_step(needed, cert_id):
    return min((step.step.number for step in needed if cert_id in step.cert_ids), default=None)


def dated(setting, needed, order, windows):
    """The plan with each exam on its first possible day, if there is one for all."""
    request, exams, free = setting.request, [], setting.begins
    for one, window in zip(order, windows, strict=True):
        study = study_days(setting, one, [cert for cert, _ in exams])
        if study is None:
            return
        day = max(free + timedelta(days=study), window.opens, worked(setting, needed, one, exams))
        if day > last_day(setting, one, window):
            return
        exams.append((one, day))
        free = day + timedelta(days=1)
    ends = max((day for _, day in exams), default=setting.begins - timedelta(days=1))
    if exams and ((request.by and ends > request.by) or ends > setting.begins + timedelta(days=LONGEST)):
        return
    cost = paid(setting, exams, windows)
    binds = request.budget is not None and not request.employer_pays
    if binds and (cost[0] or cost[1] > request.budget + 1e-6):
        return
    week = ceil(((ends - setting.begins).days + 1) / 7)
    yield Made(wish(setting, needed, order), cost, week, ends, breadth(setting, order), tuple(exams))


def study_days(setting, cert_id, before):
    request, share = setting.request, covered(setting.catalogue)
    if request.hours_week <= 0:
        return None
    known = max((share(one, cert_id) for one in [*before, *setting.holding.valid]), default=0.0)
    hours = hours_of(setting.catalogue.certs[cert_id], request)[0] * (1 - request.overlap * known)
    return max(1, ceil(7 * hours / request.hours_week - 1e-9))


def worked(setting, needed, cert_id, exams):
    """The day on which the months of work that a step asks for are over: counted from the earlier steps' exams."""
    own = first_step(needed, cert_id)
    months = next((step.step.after_months for step in needed if step.step.number == own), 0)
    if not months:
        return date.min
    held = [
        setting.holding.valid[step.held] or setting.begins
        for step in setting.demands
        if step.held and step.step.number < own
    ]
    passed = [day for one, day in exams if (first := first_step(needed, one)) is not None and first < own]
    since = max([*held, *passed], default=setting.begins)
    return since + relativedelta(months=max(0, months - setting.request.worked))


def last_day(setting, cert_id, window):
    rule = setting.catalogue.retakes.get(setting.catalogue.certs[cert_id].vendor)
    wait = rule.days[0] if rule and setting.request.chance < 1 and window.closes < date.max else 0
    return window.closes - timedelta(days=wait)


def paid(setting, exams, windows):
    """What the ledger says of the exams' fees."""
    certs, request = setting.catalogue.certs, setting.request
    held = [Sitting(one, earned or ON) for one, earned in setting.holding.valid.items()]
    known = {one.cert_id: certs[one.cert_id].exam for one in held} | {
        one: replace(certs[one].exam, price_usd=window.price_usd, beta=window.beta)
        for (one, _), window in zip(exams, windows, strict=True)
    }
    known = {one: replace(exam, validity_months=None, never_expires=True) for one, exam in known.items()}
    terms = Terms(0, request.chance, request.vouchers)
    entries = ledger([Sitting(*one) for one in exams], known, setting.catalogue.vouchers, terms, held)
    unknown = {one.cert_id for one in entries if one.net_usd is None}
    return len(unknown), round(sum(one.net_usd or 0.0 for one in entries), 4)


def wish(setting, needed, order):
    request, certs = setting.request, setting.catalogue.certs
    offered = {one for step in setting.demands for one in step.cert_ids}
    missed = [one for one in request.take if one in offered and one in setting.windows and one not in order]
    off = [
        step
        for step in needed
        if any(certs[one].vendor == request.cloud for one in step.cert_ids)
        and not any(certs[one].vendor == request.cloud for one in step.cert_ids & set(order))
    ]
    return len(missed), len(off)


def breadth(setting, order):
    chosen = [setting.catalogue.certs[one] for one in order]
    return -len({one.vendor for one in chosen}) - len({one.focus for one in chosen})
