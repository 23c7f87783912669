"""The article's path step by step, its choices open: what each branch costs, and when it is done, as a whole plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from lib.planner.branches import NodeBudget, OfferWindow, blank, branch_of
from lib.planner.explain import choice_words
from lib.planner.goals import Demand, Offer
from lib.planner.model import Branch, Plan, Stage
from lib.planner.setting import Setting, setting_of
from lib.planner.windows import why_over
from lib.text import count


class _Context(NamedTuple):
    """The setting of the request, the same with betas allowed, the plans, their exams, and the nodes left to spend."""

    setting: Setting
    with_betas: Setting
    plans: Sequence[Plan]
    planned: frozenset[str]
    budget: NodeBudget


def stages(setting: Setting, plans: Sequence[Plan]) -> tuple[Stage, ...]:
    """Every step of the path, in its order, with every branch: those that plans take first, then by cost and time."""
    betas = setting if setting.request.beta else setting_of(replace(setting.request, beta=True), setting.catalogue)
    planned = frozenset(cert_id for plan in plans for cert_id in plan.cert_ids)
    context = _Context(setting, betas, plans, planned, NodeBudget())
    return tuple(_stage(demand, context) for demand in setting.demands)


def _stage(demand: Demand, context: _Context) -> Stage:
    branches = [_held(context.setting, demand)] if demand.held else [*_branches(demand, context)]
    step, words = demand.step, choice_words(context.setting, demand)
    return Stage(step.number, step.why, words, step.optional, step.after_months, demand.held, tuple(branches))


def _held(setting: Setting, demand: Demand) -> Branch:
    offer = next(offer for offer in demand.offers if offer.cert_id == demand.held)
    cert = setting.catalogue.certs[offer.cert_id]
    return replace(blank(offer, cert, f"You hold {cert.code}."), way="held", cert_id=cert.id)


def _branches(demand: Demand, context: _Context) -> Iterator[Branch]:
    """The branches that can be taken, in order; then the named certifications that have none.

    Those of the plans are worked out first, while nodes are left to spend.
    """
    named = [offer for offer in demand.offers if not offer.stands_in]
    first = sorted(named, key=lambda offer: offer.cert_id not in context.planned)
    branches = [branch for offer in first for branch in _of_named(offer, demand, context)]
    yield from sorted(branches, key=_order)
    reached = {branch.named for branch in branches}
    for offer in named:
        if offer.named not in reached and not offer.set_id:
            yield _closed(context.setting, offer)


def _of_named(offer: Offer, demand: Demand, context: _Context) -> Iterator[Branch]:
    """The branches of a named certification: itself, and what stands in where it isn't reached or a plan takes it."""
    own = [*_of_offer(offer, demand, context)]
    yield from own
    reached = any(not branch.needs for branch in own)
    for successor in demand.offers:
        is_due = successor.cert_id in context.planned or not reached
        if successor.stands_in and successor.named == offer.named and is_due:
            yield from _of_offer(successor, demand, context)


def _of_offer(offer: Offer, demand: Demand, context: _Context) -> Iterator[Branch]:
    windows = _offer_windows(offer, demand, context)
    branches = (branch_of(window, context.setting.request, context.plans, context.budget) for window in windows)
    return (branch for branch in branches if branch)


def _offer_windows(offer: Offer, demand: Demand, context: _Context) -> Iterator[OfferWindow]:
    """Every window of an offer: betas in the setting that allows them, the others in the one of the request."""
    for setting, beta in ((context.setting, False), (context.with_betas, True)):
        item = setting.places.get(offer.cert_id)
        if item is not None:
            for slot in setting.problem.items[item].slots:
                window = OfferWindow(demand, offer, setting, item, slot.window)
                if window.window.beta == beta:
                    yield window


def _order(branch: Branch) -> tuple[object, ...]:
    total = branch.total
    cost = (len(total.unknown), total.known_usd) if total else (0, 0.0)
    return not branch.taken, not branch.fits, cost, branch.ends or date.max, branch.code


def _closed(setting: Setting, offer: Offer) -> Branch:
    cert = setting.catalogue.certs[offer.named]
    why = why_over(cert, language=setting.request.language, on=setting.begins) or setting.refused.get(cert.id, "")
    chain = setting.catalogue.stands_in(cert.id)
    successors = "no successor is known" if not chain else f"{count(len(chain), 'successor')} cannot be planned either"
    return blank(offer, cert, f"{cert.code} is closed: {why or 'no day is left for it'}; {successors}.")
