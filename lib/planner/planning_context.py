"""From a request to the problem that the search solves: what can be sat, when, for how much, and what has to be met."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lib.planner.catalogue import Catalogue, Cert, Path
from lib.planner.goals import Demand, Holding, demands, holding_of, path_of
from lib.planner.hours_saved import coverage
from lib.planner.items import items_of, mask_of
from lib.planner.orders import ScheduledExam
from lib.planner.problem import MICRO, Clause, Limits, SearchProblem
from lib.planner.request import PlanRequest
from lib.planner.scope import Scope
from lib.planner.windows import Window

LONGEST = 20 * 365
"""Days of the longest plan; it keeps dates within the calendar for a minute of study a week."""

RICHEST = 1e12
"""A budget, in US dollars, from which on it limits nothing."""


@dataclass(frozen=True)
class PlanningContext:
    """A request against a catalogue, and the search problem that it comes to.

    `demands` are the steps of the path; `windows` has those of each certification that can be planned, by id;
    `refused` has the certifications that a step names and that cannot be planned, with the reason.
    """

    request: PlanRequest
    catalogue: Catalogue
    path: Path
    demands: tuple[Demand, ...]
    holding: Holding
    begins: date
    windows: Mapping[str, tuple[Window, ...]]
    refused: Mapping[str, str]
    problem: SearchProblem

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The item of each certification that can be planned, by id."""
        return {item.id: place for place, item in enumerate(self.problem.items)}

    def cert(self, item: int) -> Cert:
        """The certification of an item of the problem."""
        return self.catalogue.certs[self.problem.items[item].id]

    def window(self, exam: ScheduledExam) -> Window:
        """The window in which an exam is sat."""
        return self.windows[self.problem.items[exam.item].id][exam.window]


def context_of(request: PlanRequest, catalogue: Catalogue) -> PlanningContext:
    """Derive the search problem from a request; the context keeps what it was derived from."""
    begins = max(request.start or request.on, request.on)
    holding = holding_of(request, catalogue, begins=begins)
    path = path_of(request, catalogue)
    steps = demands(path, catalogue, holding, on=request.on)
    offered = sorted({cert_id for demand in steps if demand.held is None for cert_id in demand.cert_ids})
    scope = Scope(request, catalogue, holding, begins)
    for cert_id in offered:
        scope.admits(cert_id)
    problem = _problem(request, catalogue, path, steps, holding, scope)
    return PlanningContext(request, catalogue, path, steps, holding, begins, scope.windows, scope.refused, problem)


def _problem(
    request: PlanRequest,
    catalogue: Catalogue,
    path: Path,
    steps: tuple[Demand, ...],
    holding: Holding,
    scope: Scope,
) -> SearchProblem:
    begins = scope.begins
    vouchers = _vouchers(catalogue, holding) if request.vouchers else {}
    share = coverage(catalogue) if request.overlap > 0 else _nothing
    items = items_of(scope, steps, share, list(vouchers))
    places = {item.id: place for place, item in enumerate(items)}
    open_steps = [demand for demand in steps if demand.held is None]
    work_steps = tuple(
        (demand.step.number, demand.step.after_months) for demand in open_steps if demand.step.after_months
    )
    longest = min(begins.toordinal() + LONGEST, date.max.toordinal() - LONGEST)
    requested = (cert_id for cert_id in request.take if any(cert_id in demand.cert_ids for demand in steps))
    return SearchProblem(
        items=items,
        clauses=tuple(_clause(demand, request, catalogue, places) for demand in open_steps),
        covers=lambda earlier, later: share(items[earlier].id, items[later].id),
        limits=_limits(request, longest),
        begins=begins.toordinal(),
        longest=longest,
        hours_week=request.hours_week,
        ordered=path.ordered,
        overlap=min(max(0.0, request.overlap), 1.0),
        months_worked=request.worked,
        requested=mask_of(requested, places),
        vouchers=tuple(vouchers.values()),
        work_steps=work_steps,
        work_from=tuple(_work_from(number, steps, holding, begins) for number, _ in work_steps),
    )


def _nothing(earlier: str, later: str) -> float:  # noqa: ARG001, no credit is asked for
    return 0.0


def _clause(demand: Demand, request: PlanRequest, catalogue: Catalogue, places: Mapping[str, int]) -> Clause:
    on_cloud = [cert_id for cert_id in demand.cert_ids if catalogue.certs[cert_id].vendor == request.cloud]
    mask, cloud = mask_of(demand.cert_ids, places), mask_of(on_cloud, places)
    return Clause(mask, 1, demand.step.number, demand.step.optional, cloud, prefers_cloud=bool(on_cloud))


def _limits(request: PlanRequest, longest: int) -> Limits:
    latest = min(longest, request.by.toordinal()) if request.by else longest
    budget = math.nan if request.binding_budget is None else request.binding_budget
    # A comparison with NaN is false: neither no budget nor a budget that is not a number binds.
    binds = budget < RICHEST
    return Limits(latest, round(max(budget, -1.0) * MICRO) if binds else None, request.vendor_limit)


def _vouchers(catalogue: Catalogue, holding: Holding) -> dict[str, int]:
    """The vouchers at hand, by vendor that gives them: one for each certification held."""
    vendors = [catalogue.certs[cert_id].vendor for cert_id in holding.valid]
    return {vendor: vendors.count(vendor) for vendor in sorted(catalogue.vouchers)}


def _work_from(number: int, steps: tuple[Demand, ...], holding: Holding, begins: date) -> int:
    """The day (ordinal) from which a step's months of work count by what is held.

    That is the latest month in which a certification that meets an earlier step was earned; the first day of the plan
    where its month is not known, or where none is held.
    """
    held = [demand.held for demand in steps if demand.step.number < number and demand.held is not None]
    days = [(holding.valid[cert_id] or begins).toordinal() for cert_id in held]
    return max(days, default=begins.toordinal())
