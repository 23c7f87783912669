"""The pictures of a plan: each from the plan to a figure, by way of its frame, when nobody has seen it yet."""

from collections.abc import Hashable
from functools import partial

import plotly.graph_objects as go

from lib import charts
from lib.planner import Answer, Plan, findings, rows
from lib.ui import pictures


def calendar(answer: Answer, plan: Plan, *view: Hashable) -> None:
    """Study and exams on the calendar."""
    pictures.show(partial(_gantt, plan), *view, key="gantt", alt=findings.plan_finding(answer, plan))


def _gantt(plan: Plan) -> go.Figure:
    return charts.gantt(rows.step_rows(plan), rows.event_rows(plan))


def cost(answer: Answer, plan: Plan, *view: Hashable) -> None:
    """What is paid as the plan goes on."""
    budget = answer.request.binding_budget
    alt = findings.cost_finding(plan, budget)
    pictures.show(partial(_cost_curve, plan, budget), *view, key="cost_curve", alt=alt)


def _cost_curve(plan: Plan, budget: float | None) -> go.Figure:
    return charts.cost_curve(rows.paid_rows(plan), budget)


def validity(answer: Answer, plan: Plan, *view: Hashable) -> None:
    """How long what is held and what the plan gives holds."""
    months = answer.request.months
    alt = findings.renewal_finding(plan, months)
    pictures.show(partial(_validity, answer, plan, months), *view, key="validity", alt=alt)


def _validity(answer: Answer, plan: Plan, months: int) -> go.Figure:
    return charts.validity(rows.pass_rows(answer, plan), plan.begins, rows.horizon(plan, months))


def frontier(answer: Answer, plan: Plan) -> go.Figure:
    """The choices between cost and time."""
    return charts.frontier(rows.point_rows(answer, plan))
