"""One branch of a step as a whole plan: the cheapest plan that takes it, and what it needs to be reached in time.

A reader who looks at another choice of a step wants to know what the whole plan comes to with it, because vouchers,
saved hours and dates of the other exams change as well. So a branch is not priced by itself: the step's choices are
narrowed down to one window of one certification, and the search runs on that narrower problem. It runs up to three
times, with less in the way each time, until there is a plan:

1. within the limits of the request: the branch fits;
2. without them: the branch is beyond a limit, and the plan shows by how much;
3. with more hours of study a week: the window closes too early otherwise, and the plan says how many hours it needs.

Where even that gives no plan, the step is searched for alone, which gives the branch a price and a day at least. All
branches of a path share one budget of nodes, so that a long path cannot take many times as long as its plan.

Example: a step asks for `a` ($100, 28 hours of study) or `b` ($130, 14 hours). The cheapest plan takes `a`; the branch
`b` costs $30 more and is done 14 days sooner.

    >>> from lib.cost.ledger import Exam
    >>> from lib.planner.catalogue import Catalogue, Choice, Path, PathStep
    >>> from lib.planner.plans import plan_of
    >>> from lib.planner.planning_context import context_of
    >>> certs = {
    ...     name: Cert(name, name, name, "Vendor", "Tier", 1, "Focus", Exam(name, name, "Vendor", price),
    ...                hours_low=hours, hours_high=hours)
    ...     for name, price, hours in (("a", 100.0, 28.0), ("b", 130.0, 14.0))
    ... }
    >>> step = PathStep(1, (Choice(cert="a"), Choice(cert="b")))
    >>> request = PlanRequest(on=date(2026, 6, 15), goal="path", hours_week=7.0)
    >>> context = context_of(request, Catalogue(certs, {"path": Path("path", "outcome", "Path", (step,))}))
    >>> first = plan_of(context, Search(context.problem).best(cheapest), ["cheapest"])
    >>> demand = context.demands[0]
    >>> chosen = OfferWindow(demand, demand.offers[1], context, item=context.places["b"], index=0)
    >>> branch = branch_of(chosen, request, [first], NodeBudget())
    >>> first.cert_ids, branch.cert_id, branch.more_usd, branch.more_days
    (('a',), 'b', 30.0, -14)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from lib.planner.catalogue import Cert
from lib.planner.goals import Demand, Offer
from lib.planner.model import Branch, Objective, Plan
from lib.planner.planning_context import PlanningContext
from lib.planner.plans import total_of
from lib.planner.problem import Limits, SearchProblem
from lib.planner.request import PlanRequest
from lib.planner.search import Candidate, Search, cheapest, fewest_hours
from lib.planner.windows import Window
from lib.text import count, day, usd


@dataclass(frozen=True)
class OfferWindow:
    """One window of one offer of a step, in the context that has it: what a branch is made of.

    `item` is the item of the offered certification, `index` the position of the window among its windows.
    """

    demand: Demand
    offer: Offer
    context: PlanningContext
    item: int
    index: int

    @property
    def stage(self) -> int:
        """The number of the step."""
        return self.demand.step.number

    @property
    def cert(self) -> Cert:
        """The certification to sit."""
        return self.context.cert(self.item)

    @property
    def window(self) -> Window:
        """When it can be sat, and at what price."""
        return self.context.windows[self.offer.cert_id][self.index]


BRANCH_NODES = 9_000
"""Nodes of the search for all branches of a path together; a third of a second."""


INCOMPLETE = "The path as a whole cannot be completed."
TOO_MANY = "There are too many choices to work out each as a whole plan."


@dataclass
class NodeBudget:
    """The nodes of the search that may still be spent on branches: one budget for all branches of a path."""

    nodes: int = BRANCH_NODES


class _Solution(NamedTuple):
    """The cheapest plan with a branch, whether it keeps every limit, the hours a week that it needs (0 = as asked)."""

    candidate: Candidate
    fits: bool
    hours: int = 0


def branch_of(chosen: OfferWindow, request: PlanRequest, plans: Sequence[Plan], budget: NodeBudget) -> Branch | None:
    """A branch against the first of the plans; None where its window is missed with any number of hours.

    Where the rest of the path cannot be completed, the branch has a price and a day, and no total. Where no nodes are
    left in the budget, it has a price only.
    """
    solution = _solution(chosen, budget) if budget.nodes else None
    if solution is None and not budget.nodes:
        return _branch(chosen, request, plans, None, note=TOO_MANY)
    if solution is None:
        # The branch itself may be open, and another step closed: then a search for this step alone gives a plan.
        alone = _cheapest(_alone(chosen), NodeBudget())
        return _branch(chosen, request, plans, alone, note=INCOMPLETE) if alone else None
    candidate, fits, hours = solution
    total, ends = total_of(chosen.context, candidate), date.fromordinal(candidate.day)
    first = plans[0] if plans else None
    is_priced = first is not None and not total.unknown and not first.total.unknown
    return replace(
        _branch(chosen, request, plans, candidate, hours=hours),
        total=total,
        more_usd=total.known_usd - first.total.known_usd if first is not None and is_priced else None,
        # A plan that is studied for with other hours a week is no fair comparison in time.
        more_days=(ends - first.ends).days if first is not None and not hours else None,
        ends=ends,
        fits=fits,
        needs=f"{count(hours, 'hour')} a week" if hours else "",
    )


def _branch(
    chosen: OfferWindow,
    request: PlanRequest,
    plans: Sequence[Plan],
    candidate: Candidate | None,
    *,
    hours: int = 0,
    note: str = "",
) -> Branch:
    """The branch itself: its price, its dates, its words; without what the whole plan comes to."""
    days = [date.fromordinal(exam.day) for exam in candidate.trail if exam.item == chosen.item] if candidate else []
    exam_day = next(iter(days), None)
    return replace(
        blank(chosen.offer, chosen.cert, " ".join(part for part in (_words(chosen, exam_day), note) if part)),
        cert_id=chosen.cert.id,
        way="beta" if chosen.window.beta else "wait" if chosen.window.opens > request.on else "now",
        announced=chosen.window.announced,
        price_usd=chosen.window.price_usd,
        exam_day=exam_day,
        sit_by=None if chosen.window.closes == date.max else chosen.window.closes,
        taken=_objectives(chosen, plans),
        change=_change(chosen, request, hours),
    )


def blank(offer: Offer, cert: Cert, words: str) -> Branch:
    """A branch that nobody can take, with words and nothing else."""
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


def _solution(chosen: OfferWindow, budget: NodeBudget) -> _Solution | None:
    """The cheapest plan with a branch: within the limits, else without them, else with more hours a week."""
    problem = _narrowed(chosen)
    if candidate := _cheapest(problem, budget):
        return _Solution(candidate, fits=True)
    free = _unlimited(problem)
    if free.limits != problem.limits and (candidate := _cheapest(free, budget)):
        return _Solution(candidate, fits=False)

    def is_enough(hours: int) -> bool:
        search = Search(replace(free, hours_week=float(hours)), limit=budget.nodes)
        has_plan = search.has_plan()
        budget.nodes = max(0, budget.nodes - search.nodes)
        return has_plan

    hours = fewest_hours(chosen.context.request.hours_week, is_enough)
    candidate = _cheapest(replace(free, hours_week=float(hours)), budget) if hours else None
    return _Solution(candidate, False, hours) if candidate else None


def _cheapest(problem: SearchProblem, budget: NodeBudget) -> Candidate | None:
    """The cheapest plan within the budget; None where there is none, or where the budget does not prove which it is."""
    search = Search(problem, limit=budget.nodes)
    candidate = search.best(cheapest)
    budget.nodes = max(0, budget.nodes - search.nodes)
    return None if search.open else candidate


def _alone(chosen: OfferWindow) -> SearchProblem:
    """The problem of the step by itself, without limits."""
    problem = _unlimited(_narrowed(chosen))
    return replace(problem, clauses=tuple(clause for clause in problem.clauses if clause.stage == chosen.stage))


def _narrowed(chosen: OfferWindow) -> SearchProblem:
    """The problem in which only one window of one certification meets the step.

    Wishes about this step do not count here, since the branch may be another one than the reader asks for.
    """
    problem = chosen.context.problem
    own = next(clause for clause in problem.clauses if clause.stage == chosen.stage)
    only = replace(own, mask=1 << chosen.item, optional=False, prefers_cloud=False)
    clauses = tuple(only if clause is own else clause for clause in problem.clauses)
    item = problem.items[chosen.item]
    slots = tuple(slot for slot in item.slots if slot.window == chosen.index)
    items = (*problem.items[: chosen.item], replace(item, slots=slots), *problem.items[chosen.item + 1 :])
    return replace(problem, items=items, requested=problem.requested & ~own.mask, clauses=clauses)


def _unlimited(problem: SearchProblem) -> SearchProblem:
    """The problem without budget, last day and vendor limit."""
    return replace(problem, limits=Limits(latest=problem.longest))


def _objectives(chosen: OfferWindow, plans: Sequence[Plan]) -> tuple[Objective, ...]:
    """The names of the plans that take the branch for its step."""
    cert_id, beta = chosen.offer.cert_id, chosen.window.beta
    return tuple(
        name
        for plan in plans
        if any(step.cert_id == cert_id and step.beta == beta and chosen.stage in step.stages for step in plan.steps)
        for name in plan.names
    )


def _change(chosen: OfferWindow, request: PlanRequest, hours: int) -> PlanRequest:
    """The request that takes a branch: its certification is asked for, instead of any other branch of the step."""
    take = (set(request.take) - chosen.demand.cert_ids) | {chosen.offer.cert_id}
    # Of a certification that has a beta and a regular window, the switch for betas decides which one is taken.
    has_both = len({window.beta for window in chosen.context.windows[chosen.offer.cert_id]}) > 1
    beta = chosen.window.beta if has_both else request.beta or chosen.window.beta
    hours_week = float(hours) if hours else request.hours_week
    return replace(request, take=tuple(sorted(take)), beta=beta, hours_week=hours_week)


def _words(chosen: OfferWindow, exam_day: date | None) -> str:
    offer, window = chosen.offer, chosen.window
    price, named = usd(window.price_usd), chosen.context.catalogue.certs[offer.named].code
    exam = f"{chosen.cert.code}{f', in the place of {named}' if offer.stands_in else ''}"
    terms = f"{price}, on {day(exam_day)}" if exam_day else price
    if window.beta:
        until = f"until {day(window.closes)}" if window.closes < date.max else "to a day not announced"
        return f"Sit the beta of {exam}: {terms}; it runs {until}."
    if window.opens > chosen.context.request.on:
        return f"Wait for {exam}: open from {day(window.opens)}, as announced; {terms}."
    return f"Take {exam}: {terms}."
