"""One branch of a step worked out as a whole plan: the cheapest that takes it, and what it needs to be reached."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from lib.planner.catalogue import Cert
from lib.planner.goals import Demand, Offer
from lib.planner.model import Branch, Objective, Plan, Request
from lib.planner.plans import total_of
from lib.planner.problem import Limits, Problem
from lib.planner.search import Found, Search, cheapest, fewest_hours
from lib.planner.setting import Setting
from lib.planner.windows import Window
from lib.text import count, day, usd


@dataclass(frozen=True)
class Way:
    """One window of one offer of a step, in the setting that has it."""

    step: Demand
    offer: Offer
    setting: Setting
    item: int
    place: int

    @property
    def cert(self) -> Cert:
        """The certification to sit."""
        return self.setting.cert(self.item)

    @property
    def window(self) -> Window:
        """When, and at what price."""
        return self.setting.windows[self.offer.cert_id][self.place]


EFFORT = 9_000
"""Nodes of the search for all branches of a path together; a third of a second."""


INCOMPLETE = "The path as a whole cannot be completed."
TOO_MANY = "There are too many choices to work out each as a whole plan."


@dataclass
class Effort:
    """How many nodes of the search are left for branches: one for all branches of a path."""

    left: int = EFFORT


class _Solved(NamedTuple):
    """The cheapest plan through a way; whether it keeps every limit; the hours a week that it needs, 0 = as asked."""

    found: Found
    fits: bool
    hours: int = 0


def branch_of(way: Way, request: Request, plans: Sequence[Plan], effort: Effort) -> Branch | None:
    """A branch against the first of the plans; None where its window is missed with any number of hours.

    Where the rest of the path can't be completed it has its price and day, and no total; where no effort is left, its
    price only.
    """
    solved = _solved(way, effort) if effort.left else None
    if solved is None and not effort.left:
        return _branch(way, request, plans, None, why=TOO_MANY)
    if solved is None:
        alone = _best(_alone(way), Effort())
        return _branch(way, request, plans, alone, why=INCOMPLETE) if alone else None
    found, fits, hours = solved
    total, ends, first = total_of(way.setting, found), date.fromordinal(found.day), plans[0] if plans else None
    known = first is not None and not total.unknown and not first.total.unknown
    return replace(
        _branch(way, request, plans, found, hours=hours),
        total=total,
        more_usd=total.known_usd - first.total.known_usd if first is not None and known else None,
        more_days=(ends - first.ends).days if first is not None and not hours else None,
        ends=ends,
        fits=fits,
        needs=f"{count(hours, 'hour')} a week" if hours else "",
    )


def _branch(
    way: Way, request: Request, plans: Sequence[Plan], found: Found | None, *, hours: int = 0, why: str = ""
) -> Branch:
    """What is said of a branch by itself."""
    days = [date.fromordinal(sat.day) for sat in found.trail if sat.item == way.item] if found else []
    exam_day = next(iter(days), None)
    return replace(
        blank(way.offer, way.cert, " ".join(part for part in (_words(way, exam_day), why) if part)),
        cert_id=way.cert.id,
        way="beta" if way.window.beta else "wait" if way.window.opens > request.on else "now",
        announced=way.window.announced,
        price_usd=way.window.price_usd,
        exam_day=exam_day,
        sit_by=None if way.window.closes == date.max else way.window.closes,
        taken=_taken(way, plans),
        change=_change(way, request, hours),
    )


def blank(offer: Offer, cert: Cert, words: str) -> Branch:
    """A branch of which there is nothing to say but words."""
    return Branch(
        named=offer.named,
        cert_id=None,
        code=cert.code,
        when=offer.when,
        way="closed",
        announced=False,
        price_usd=None,
        exam_day=None,
        sit_by=None,
        total=None,
        more_usd=None,
        more_days=None,
        ends=None,
        fits=False,
        taken=(),
        words=words,
        change=None,
    )


def _solved(way: Way, effort: Effort) -> _Solved | None:
    """The cheapest plan through a way: within the limits, else without them, else with more hours."""
    problem = _through(way)
    if found := _best(problem, effort):
        return _Solved(found, fits=True)
    free = _unlimited(problem)
    if free.limits != problem.limits and (found := _best(free, effort)):
        return _Solved(found, fits=False)

    def works(hours: int) -> bool:
        search = Search(replace(free, hours_week=float(hours)), limit=effort.left)
        works = search.any()
        effort.left = max(0, effort.left - search.nodes)
        return works

    hours = fewest_hours(way.setting.request.hours_week, works)
    found = _best(replace(free, hours_week=float(hours)), effort) if hours else None
    return _Solved(found, False, hours) if found else None


def _best(problem: Problem, effort: Effort) -> Found | None:
    """The cheapest plan, by what is left of the effort; None where it can't be told which that is."""
    search = Search(problem, limit=effort.left)
    found = search.best(cheapest)
    effort.left = max(0, effort.left - search.nodes)
    return None if search.open else found


def _alone(way: Way) -> Problem:
    """The problem of the step by itself, where the path as a whole isn't completed."""
    problem = _unlimited(_through(way))
    return replace(problem, clauses=tuple(one for one in problem.clauses if one.stage == way.step.step.number))


def _through(way: Way) -> Problem:
    """The problem in which a step can only be met by one window of one certification."""
    problem = way.setting.problem
    own = next(one for one in problem.clauses if one.stage == way.step.step.number)
    only = replace(own, mask=1 << way.item, optional=False, wished=False)
    clauses = tuple(only if one is own else one for one in problem.clauses)
    item = problem.items[way.item]
    slots = tuple(slot for slot in item.slots if slot.place == way.place)
    items = (*problem.items[: way.item], replace(item, slots=slots), *problem.items[way.item + 1 :])
    return replace(problem, items=items, take=problem.take & ~own.mask, clauses=clauses)


def _unlimited(problem: Problem) -> Problem:
    return replace(problem, limits=Limits(latest=problem.longest))


def _taken(way: Way, plans: Sequence[Plan]) -> tuple[Objective, ...]:
    """The names of the plans that take a way for its step."""
    number, cert_id, beta = way.step.step.number, way.offer.cert_id, way.window.beta
    return tuple(
        name
        for plan in plans
        if any(one.cert_id == cert_id and one.beta == beta and number in one.stages for one in plan.steps)
        for name in plan.names
    )


def _change(way: Way, request: Request, hours: int) -> Request:
    """The request that takes a branch: asked for by name, instead of another branch of the step."""
    take = (set(request.take) - way.step.cert_ids) | {way.offer.cert_id}
    two = len({one.beta for one in way.setting.windows[way.offer.cert_id]}) > 1
    beta = way.window.beta if two else request.beta or way.window.beta
    week = float(hours) if hours else request.hours_week
    return replace(request, take=tuple(sorted(take)), beta=beta, hours_week=week)


def _words(way: Way, exam_day: date | None) -> str:
    price, named = usd(way.window.price_usd), way.setting.catalogue.certs[way.offer.named].code
    what = f"{way.cert.code}{f', in the place of {named}' if way.offer.stands_in else ''}"
    rest = f"{price}, on {day(exam_day)}" if exam_day else price
    if way.window.beta:
        until = f"until {day(way.window.closes)}" if way.window.closes < date.max else "to a day not announced"
        return f"Sit the beta of {what}: {rest}; it runs {until}."
    if way.window.opens > way.setting.request.on:
        return f"Wait for {what}: open from {day(way.window.opens)}, as announced; {rest}."
    return f"Take {what}: {rest}."
