"""From a request to the problem that the search solves: what may be sat, when, for how much, and what has to be met."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lib.planner.catalogue import Catalogue, Cert, Path
from lib.planner.goals import Demand, Holding, demands, holding_of, path_of
from lib.planner.items import items_of, mask_of
from lib.planner.orders import Sat
from lib.planner.overlaps import covered
from lib.planner.problem import MICRO, Clause, Limits, Problem
from lib.planner.request import Request
from lib.planner.scope import Scope
from lib.planner.windows import Window

LONGEST = 20 * 365
"""Days of the longest plan; it keeps dates within the calendar for a minute of study a week."""

RICHEST = 1e12
"""A budget that binds nothing."""


@dataclass(frozen=True)
class Setting:
    """One request against one catalogue. `refused`: what a step names and cannot be planned, with the reason."""

    request: Request
    catalogue: Catalogue
    path: Path
    demands: tuple[Demand, ...]
    holding: Holding
    begins: date
    windows: Mapping[str, tuple[Window, ...]]
    refused: Mapping[str, str]
    problem: Problem

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The item of each certification that can be planned."""
        return {one.id: item for item, one in enumerate(self.problem.items)}

    def cert(self, item: int) -> Cert:
        """The certification of an item of the problem."""
        return self.catalogue.certs[self.problem.items[item].id]

    def window(self, sat: Sat) -> Window:
        """The window in which an exam is sat."""
        return self.windows[self.problem.items[sat.item].id][sat.window]


def setting_of(request: Request, catalogue: Catalogue) -> Setting:
    """Everything that follows from a request before anything is searched for."""
    begins = max(request.start or request.on, request.on)
    holding = holding_of(request, catalogue, begins=begins)
    path = path_of(request, catalogue)
    steps = demands(path, catalogue, holding, on=request.on)
    offered = sorted({one for step in steps if step.held is None for one in step.cert_ids})
    scope = Scope(request, catalogue, holding, begins)
    for cert_id in offered:
        scope.admits(cert_id)
    problem = _problem(request, catalogue, path, steps, holding, scope)
    return Setting(request, catalogue, path, steps, holding, begins, scope.windows, scope.refused, problem)


def _problem(
    request: Request,
    catalogue: Catalogue,
    path: Path,
    steps: tuple[Demand, ...],
    holding: Holding,
    scope: Scope,
) -> Problem:
    begins = scope.begins
    purses = _purses(catalogue, holding) if request.vouchers else {}
    share = covered(catalogue) if request.overlap > 0 else _nothing
    items = items_of(scope, steps, share, list(purses))
    places = {item.id: place for place, item in enumerate(items)}
    working = tuple((s.step.number, s.step.after_months) for s in steps if s.held is None and s.step.after_months)
    longest = min(begins.toordinal() + LONGEST, date.max.toordinal() - LONGEST)
    clauses = tuple(_clause(step, request, catalogue, places) for step in steps if step.held is None)
    return Problem(
        items=items,
        clauses=clauses,
        covers=lambda known, wanted: share(items[known].id, items[wanted].id),
        limits=_limits(request, longest),
        begins=begins.toordinal(),
        longest=longest,
        hours_week=request.hours_week,
        ordered=path.ordered,
        overlap=min(max(0.0, request.overlap), 1.0),
        worked=request.worked,
        take=mask_of((one for one in request.take if any(one in step.cert_ids for step in steps)), places),
        purses=tuple(purses.values()),
        working=working,
        since=tuple(_since(number, steps, holding, begins) for number, _ in working),
    )


def _nothing(known: str, wanted: str) -> float:  # noqa: ARG001, no credit is asked for
    return 0.0


def _clause(step: Demand, request: Request, catalogue: Catalogue, places: Mapping[str, int]) -> Clause:
    on_cloud = frozenset(one for one in step.cert_ids if catalogue.certs[one].vendor == request.cloud)
    mask = mask_of(step.cert_ids, places)
    return Clause(mask, 1, step.step.number, step.step.optional, mask_of(on_cloud, places), bool(on_cloud))


def _limits(request: Request, longest: int) -> Limits:
    latest = min(longest, request.by.toordinal()) if request.by else longest
    budget = math.nan if request.binding_budget is None else request.binding_budget
    binds = budget < RICHEST
    return Limits(latest, round(max(budget, -1.0) * MICRO) if binds else None, request.vendor_limit)


def _purses(catalogue: Catalogue, holding: Holding) -> dict[str, int]:
    """Vouchers at hand by vendor: one for each certification held of a vendor that gives them."""
    vendors = [catalogue.certs[one].vendor for one in holding.valid]
    return {vendor: vendors.count(vendor) for vendor in sorted(catalogue.vouchers)}


def _since(number: int, steps: tuple[Demand, ...], holding: Holding, begins: date) -> int:
    """The day from which a step's months of work count by what is held: the last of the earlier steps' months."""
    earlier = [holding.valid[step.held] for step in steps if step.step.number < number and step.held is not None]
    return max((one.toordinal() if one else begins.toordinal() for one in earlier), default=begins.toordinal())
