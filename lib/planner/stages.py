"""The article's path step by step, its choices open: what each branch costs, and when it is done, as a whole plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from lib.planner.branches import Effort, Way, blank, branch_of
from lib.planner.explain import asked_by
from lib.planner.goals import Demand, Offer
from lib.planner.model import Branch, Plan, Stage
from lib.planner.setting import Setting, setting_of
from lib.planner.windows import past
from lib.text import count


class _Both(NamedTuple):
    """The setting asked for, the same with betas allowed, the plans found, their exams, and the effort left."""

    asked: Setting
    betas: Setting
    plans: Sequence[Plan]
    planned: frozenset[str]
    effort: Effort


def stages(setting: Setting, plans: Sequence[Plan]) -> tuple[Stage, ...]:
    """Every step of the path, in its order, with every branch: those that plans take first, then by cost and time."""
    betas = setting if setting.request.beta else setting_of(replace(setting.request, beta=True), setting.catalogue)
    planned = frozenset(cert_id for plan in plans for cert_id in plan.cert_ids)
    both = _Both(setting, betas, plans, planned, Effort())
    return tuple(_stage(step, both) for step in setting.demands)


def _stage(step: Demand, both: _Both) -> Stage:
    branches = [_held(both.asked, step)] if step.held else [*_branches(step, both)]
    one = step.step
    return Stage(
        one.number, one.why, asked_by(both.asked, step), one.optional, one.after_months, step.held, tuple(branches)
    )


def _held(setting: Setting, step: Demand) -> Branch:
    offer = next(one for one in step.offers if one.cert_id == step.held)
    cert = setting.catalogue.certs[offer.cert_id]
    return replace(blank(offer, cert, f"You hold {cert.code}."), way="held", cert_id=cert.id)


def _branches(step: Demand, both: _Both) -> Iterator[Branch]:
    """The branches that can be taken, in order; then the named certifications of which none can be."""
    named = [offer for offer in step.offers if not offer.stands_in]
    first = sorted(named, key=lambda offer: offer.cert_id not in both.planned)
    found = [branch for offer in first for branch in _shown(offer, step, both)]
    yield from sorted(found, key=_order)
    reached = {branch.named for branch in found}
    for offer in named:
        if offer.named not in reached and not offer.set_id:
            yield _closed(both.asked, offer)


def _shown(offer: Offer, step: Demand, both: _Both) -> Iterator[Branch]:
    """The branches of a named certification: itself, and what stands in where it isn't reached or a plan takes it."""
    own = [*_solved(offer, step, both)]
    yield from own
    reached = any(not branch.needs for branch in own)
    for other in step.offers:
        if other.stands_in and other.named == offer.named and (other.cert_id in both.planned or not reached):
            yield from _solved(other, step, both)


def _solved(offer: Offer, step: Demand, both: _Both) -> Iterator[Branch]:
    ways = _ways(offer, step, both)
    made = (branch_of(way, both.asked.request, both.plans, both.effort) for way in ways)
    return (branch for branch in made if branch)


def _ways(offer: Offer, step: Demand, both: _Both) -> Iterator[Way]:
    """Every window of an offer: betas in the setting that allows them, the others in the one that was asked for."""
    for setting, betas in ((both.asked, False), (both.betas, True)):
        item = setting.places.get(offer.cert_id)
        if item is not None:
            for slot in setting.problem.items[item].slots:
                way = Way(step, offer, setting, item, slot.place)
                if way.window.beta == betas:
                    yield way


def _order(branch: Branch) -> tuple[object, ...]:
    total = branch.total
    cost = (len(total.unknown), total.known_usd) if total else (0, 0.0)
    return not branch.taken, not branch.fits, cost, branch.ends or date.max, branch.code


def _closed(setting: Setting, offer: Offer) -> Branch:
    cert = setting.catalogue.certs[offer.named]
    why = past(cert, language=setting.request.language, on=setting.begins) or setting.refused.get(cert.id, "")
    chain = setting.catalogue.stands_in(cert.id)
    rest = "no successor is known" if not chain else f"{count(len(chain), 'successor')} cannot be planned either"
    return blank(offer, cert, f"{cert.code} is closed: {why or 'no day is left for it'}; {rest}.")
