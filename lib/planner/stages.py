"""The article's path step by step, its choices open: what each branch costs, and when it is done, as a whole plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from lib.planner.catalogue import Cert
from lib.planner.goals import Demand, Offer
from lib.planner.model import Branch, Objective, Plan, Request, Stage
from lib.planner.plans import total_of
from lib.planner.problem import Limits, Problem
from lib.planner.search import Found, Search, cheapest, fewest_hours
from lib.planner.setting import Setting, setting_of
from lib.planner.windows import Window, past
from lib.text import count, day, usd

MOST_SOLVED = 40
"""Branches of one step that are worked out as whole plans; of the rest the price alone is given."""


@dataclass(frozen=True)
class _Way:
    """One window of one offer, in the setting that has it."""

    offer: Offer
    setting: Setting
    item: int
    place: int

    @property
    def cert(self) -> Cert:
        return self.setting.cert(self.item)

    @property
    def window(self) -> Window:
        return self.setting.windows[self.offer.cert_id][self.place]


def stages(setting: Setting, plans: Sequence[Plan]) -> tuple[Stage, ...]:
    """Every step of the path, in its order, with every branch: those that plans take first, then by cost and time."""
    betas = setting if setting.request.beta else setting_of(replace(setting.request, beta=True), setting.catalogue)
    return tuple(_stage(step, _Both(setting, betas, plans)) for step in setting.demands)


class _Both(NamedTuple):
    """The setting asked for, the same with betas allowed, and the plans found."""

    asked: Setting
    betas: Setting
    plans: Sequence[Plan]


def _stage(step: Demand, both: _Both) -> Stage:
    branches = [_held(both.asked, step)] if step.held else [*_branches(step, both)]
    asks = " or ".join(dict.fromkeys(_asks(both.asked, offer) for offer in step.offers if not offer.stands_in))
    one = step.step
    return Stage(one.number, one.why, asks, one.optional, one.after_months, step.held, tuple(branches))


def _asks(setting: Setting, offer: Offer) -> str:
    """What the article names: a set by its words, a certification by its code."""
    return setting.catalogue.sets[offer.set_id].title if offer.set_id else setting.catalogue.certs[offer.named].code


def _held(setting: Setting, step: Demand) -> Branch:
    offer = next(one for one in step.offers if one.cert_id == step.held)
    cert = setting.catalogue.certs[offer.cert_id]
    return _blank(offer, cert, "held", f"You hold {cert.code}.")


def _blank(offer: Offer, cert: Cert, way: str, words: str) -> Branch:
    return Branch(
        named=offer.named,
        cert_id=None if way == "closed" else cert.id,
        code=cert.code,
        when=offer.when,
        way=way,  # type: ignore[arg-type]
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


def _branches(step: Demand, both: _Both) -> Iterator[Branch]:
    """The branches that can be taken, in order; then the named certifications of which none can be."""
    named = [offer for offer in step.offers if not offer.stands_in]
    found: list[Branch] = []
    for number, offer in enumerate(named):
        found += _shown(offer, step, both, solve=number < MOST_SOLVED)
    yield from sorted(found, key=_order)
    reached = {branch.named for branch in found}
    for offer in named:
        if offer.named not in reached and not offer.set_id:
            yield _closed(both.asked, offer)


def _shown(offer: Offer, step: Demand, both: _Both, *, solve: bool) -> Iterator[Branch]:
    """The branches of a named certification: itself, and what stands in where it isn't reached or a plan takes it."""
    own = [_solved(way, step, both) for way in _ways(offer, both)] if solve else []
    yield from (branch for branch in own if branch.total)
    reached = any(branch.total and not branch.needs for branch in own)
    for other in step.offers:
        taken = any(other.cert_id in plan.cert_ids for plan in both.plans)
        if solve and other.stands_in and other.named == offer.named and (taken or not reached):
            yield from (one for one in (_solved(way, step, both) for way in _ways(other, both)) if one.total)


def _order(branch: Branch) -> tuple[object, ...]:
    total = branch.total
    cost = (len(total.unknown), total.known_usd) if total else (0, 0.0)
    return not branch.taken, not branch.fits, cost, branch.ends or date.max, branch.code


def _ways(offer: Offer, both: _Both) -> Iterator[_Way]:
    """Every window of an offer: betas in the setting that allows them, the others in the one that was asked for."""
    for setting, betas in ((both.asked, False), (both.betas, True)):
        places = [place for place, item in enumerate(setting.problem.items) if item.id == offer.cert_id]
        for place in places:
            slots = setting.problem.items[place].slots
            windows = setting.windows[offer.cert_id]
            yield from (_Way(offer, setting, place, one.place) for one in slots if windows[one.place].beta == betas)


def _solved(way: _Way, step: Demand, both: _Both) -> Branch:
    """A branch as the cheapest plan that takes it: within the limits, else without them, else with more hours."""
    found, fits, needs = _best(_through(way, step, way.setting.problem)), True, 0
    if found is None:
        found, fits = _best(_through(way, step, _unlimited(way.setting.problem))), False
    if found is None:
        found, needs = _faster(way, step)
    if found is None:
        return _closed(both.asked, way.offer)
    sat = next(one for one in found.trail if one.item == way.item)
    total = total_of(way.setting, found)
    ends, first = date.fromordinal(found.day), both.plans[0] if both.plans else None
    known = first is not None and not total.unknown and not first.total.unknown
    exam_day = date.fromordinal(sat.day)
    return replace(
        _blank(way.offer, way.cert, _kind(way, both.asked), _words(way, exam_day, needs)),
        announced=way.window.announced,
        price_usd=way.window.price_usd,
        exam_day=exam_day,
        sit_by=None if way.window.closes == date.max else way.window.closes,
        total=total,
        more_usd=total.known_usd - first.total.known_usd if first is not None and known else None,
        more_days=(ends - first.ends).days if first is not None and not needs else None,
        ends=ends,
        fits=fits,
        taken=_taken(way, step, both.plans),
        change=_change(way, step, both.asked.request, needs),
        needs=f"{count(needs, 'hour')} a week" if needs else "",
    )


def _faster(way: _Way, step: Demand) -> tuple[Found | None, int]:
    """A plan with the fewest hours a week with which the branch is reached before it closes; None, 0 if none is."""

    def tried(hours: int) -> Found | None:
        return _best(_through(way, step, replace(_unlimited(way.setting.problem), hours_week=float(hours))))

    hours = fewest_hours(way.setting.request.hours_week, lambda hours: tried(hours) is not None)
    return (tried(hours), hours) if hours else (None, 0)


def _best(problem: Problem) -> Found | None:
    return Search(problem).best(cheapest)


def _through(way: _Way, step: Demand, problem: Problem) -> Problem:
    """The problem in which a step can only be met by one window of one certification."""
    own = next(one for one in problem.clauses if one.stage == step.step.number)
    only = replace(own, mask=1 << way.item, optional=False, wished=False)
    clauses = tuple(only if one is own else one for one in problem.clauses)
    item = problem.items[way.item]
    slots = tuple(slot for slot in item.slots if slot.place == way.place)
    items = (*problem.items[: way.item], replace(item, slots=slots), *problem.items[way.item + 1 :])
    return replace(problem, items=items, take=problem.take & ~own.mask).asking(clauses)


def _unlimited(problem: Problem) -> Problem:
    return replace(problem, limits=Limits(latest=problem.longest))


def _kind(way: _Way, setting: Setting) -> str:
    if way.window.beta:
        return "beta"
    return "wait" if way.window.opens > setting.request.on else "now"


def _taken(way: _Way, step: Demand, plans: Sequence[Plan]) -> tuple[Objective, ...]:
    takes = [
        plan
        for plan in plans
        if any(
            one.cert_id == way.offer.cert_id and one.beta == way.window.beta and step.step.number in one.stages
            for one in plan.steps
        )
    ]
    return tuple(name for plan in takes for name in plan.names)


def _change(way: _Way, step: Demand, request: Request, needs: int) -> Request:
    """The request that takes a branch: asked for by name, instead of another branch of the step."""
    take = (set(request.take) - step.cert_ids) | {way.offer.cert_id}
    two = len({one.beta for one in way.setting.windows[way.offer.cert_id]}) > 1
    beta = way.window.beta if two else request.beta or way.window.beta
    return replace(
        request, take=tuple(sorted(take)), beta=beta, hours_week=float(needs) if needs else request.hours_week
    )


def _words(way: _Way, exam_day: date, needs: int) -> str:
    price, named = usd(way.window.price_usd), way.setting.catalogue.certs[way.offer.named].code
    what = f"{way.cert.code}{f', in the place of {named}' if way.offer.stands_in else ''}"
    rest = f"{price}, on {day(exam_day)}"
    hours = f" Reached in time with {count(needs, 'hour')} a week." if needs else ""
    if way.window.beta:
        until = f" until {day(way.window.closes)}" if way.window.closes < date.max else ""
        return f"Sit the beta of {what}: {rest}; it runs{until or ' to a day not announced'}.{hours}"
    if way.window.opens > way.setting.request.on:
        return f"Wait for {what}: open from {day(way.window.opens)}, as announced; {rest}.{hours}"
    return f"Take {what}: {rest}.{hours}"


def _closed(setting: Setting, offer: Offer) -> Branch:
    cert = setting.catalogue.certs[offer.named]
    why = past(cert, language=setting.request.language, on=setting.begins) or setting.refused.get(cert.id, "")
    chain = setting.catalogue.stands_in(cert.id)
    rest = "no successor is known" if not chain else f"{count(len(chain), 'successor')} cannot be planned either"
    return _blank(offer, cert, "closed", f"{cert.code} is closed: {why or 'no day is left for it'}; {rest}.")
