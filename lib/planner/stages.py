"""The article's path step by step, its choices open: what each branch costs, and when it is done, as a whole plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from lib.planner.branches import NodeBudget, OfferWindow, blank, branch_of
from lib.planner.explain import choice_words
from lib.planner.goals import Demand, Offer
from lib.planner.model import Branch, Plan, Stage
from lib.planner.planning_context import PlanningContext, context_of
from lib.planner.windows import why_over
from lib.text import count


class _BranchInputs(NamedTuple):
    """The context of the request, the same with betas allowed, the plans, their exams, and the nodes left to spend."""

    context: PlanningContext
    with_betas: PlanningContext
    plans: Sequence[Plan]
    planned: frozenset[str]
    budget: NodeBudget


def stages(context: PlanningContext, plans: Sequence[Plan]) -> tuple[Stage, ...]:
    """Every step of the path, in its order, with every branch: those that plans take first, then by cost and time."""
    betas = context if context.request.beta else context_of(replace(context.request, beta=True), context.catalogue)
    planned = frozenset(cert_id for plan in plans for cert_id in plan.cert_ids)
    inputs = _BranchInputs(context, betas, plans, planned, NodeBudget())
    return tuple(_stage(demand, inputs) for demand in context.demands)


def _stage(demand: Demand, inputs: _BranchInputs) -> Stage:
    branches = [_held(inputs.context, demand)] if demand.held else [*_branches(demand, inputs)]
    step, words = demand.step, choice_words(inputs.context, demand)
    return Stage(step.number, step.why, words, step.optional, step.after_months, demand.held, tuple(branches))


def _held(context: PlanningContext, demand: Demand) -> Branch:
    offer = next(offer for offer in demand.offers if offer.cert_id == demand.held)
    cert = context.catalogue.certs[offer.cert_id]
    return replace(blank(offer, cert, f"You hold {cert.code}."), way="held", cert_id=cert.id)


def _branches(demand: Demand, inputs: _BranchInputs) -> Iterator[Branch]:
    """The branches that can be taken, in order; then the named certifications that have none.

    Those of the plans are worked out first, while nodes are left to spend.
    """
    named = [offer for offer in demand.offers if not offer.stands_in]
    first = sorted(named, key=lambda offer: offer.cert_id not in inputs.planned)
    branches = [branch for offer in first for branch in _of_named(offer, demand, inputs)]
    yield from sorted(branches, key=_order)
    reached = {branch.named for branch in branches}
    for offer in named:
        if offer.named not in reached and not offer.set_id:
            yield _closed(inputs.context, offer)


def _of_named(offer: Offer, demand: Demand, inputs: _BranchInputs) -> Iterator[Branch]:
    """The branches of a named certification: itself, and what stands in where it isn't reached or a plan takes it."""
    own = [*_of_offer(offer, demand, inputs)]
    yield from own
    reached = any(not branch.needs for branch in own)
    for successor in demand.offers:
        is_due = successor.cert_id in inputs.planned or not reached
        if successor.stands_in and successor.named == offer.named and is_due:
            yield from _of_offer(successor, demand, inputs)


def _of_offer(offer: Offer, demand: Demand, inputs: _BranchInputs) -> Iterator[Branch]:
    windows = _offer_windows(offer, demand, inputs)
    branches = (branch_of(window, inputs.context.request, inputs.plans, inputs.budget) for window in windows)
    return (branch for branch in branches if branch)


def _offer_windows(offer: Offer, demand: Demand, inputs: _BranchInputs) -> Iterator[OfferWindow]:
    """Every window of an offer: betas in the context that allows them, the others in the one of the request."""
    for context, beta in ((inputs.context, False), (inputs.with_betas, True)):
        item = context.places.get(offer.cert_id)
        if item is not None:
            for slot in context.problem.items[item].slots:
                window = OfferWindow(demand, offer, context, item, slot.window)
                if window.window.beta == beta:
                    yield window


def _order(branch: Branch) -> tuple[object, ...]:
    total = branch.total
    cost = (len(total.unknown), total.known_usd) if total else (0, 0.0)
    return not branch.taken, not branch.fits, cost, branch.ends or date.max, branch.code


def _closed(context: PlanningContext, offer: Offer) -> Branch:
    cert = context.catalogue.certs[offer.named]
    why = why_over(cert, language=context.request.language, on=context.begins) or context.refused.get(cert.id, "")
    chain = context.catalogue.stands_in(cert.id)
    successors = "no successor is known" if not chain else f"{count(len(chain), 'successor')} cannot be planned either"
    return blank(offer, cert, f"{cert.code} is closed: {why or 'no day is left for it'}; {successors}.")
