"""The planner's part of an address: the request, and which of its plans to show."""

from dataclasses import dataclass, field, replace
from datetime import date

from lib.planner import Plan, PlanAnswer, PlanRequest

DEFAULT_REQUEST = PlanRequest(on=date.min)


@dataclass(frozen=True)
class PlannerQuery:
    """The planner's part of an address: the request, the plan to show, and the plan that a shared link was made with.

    The address has no day of its own for `request`: `request_on` sets it. `selection` is an objective or the number of
    a point on the frontier, as text; empty for the first plan. `made_on` and `steps` come with a shared link: the day
    on which it was made, and the exams and prices of its plan.
    """

    request: PlanRequest = field(default_factory=lambda: DEFAULT_REQUEST)
    selection: str = ""
    made_on: date | None = None
    steps: str = ""


def request_on(query: PlannerQuery, on: date) -> PlanRequest:
    """The request of an address as of a day."""
    return replace(query.request, on=on)


def selected_plan(answer: PlanAnswer, selection: str) -> Plan | None:
    """The plan at that point of the frontier, or the one that is best at that objective; else the planner's first.

    None if no plan fits.
    """
    if selection.isdecimal() and int(selection) < len(answer.frontier):
        return answer.frontier[int(selection)].plan
    return next((plan for plan in answer.plans if selection in plan.names), answer.best)
