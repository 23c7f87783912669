"""The figures of the selected plan of a request, each built from the plan by way of a frame."""

import plotly.graph_objects as go

from lib import charts
from lib.planner import PlanRequest, chart_frames
from lib.tables.store import Tables
from lib.views.cache import cached_figure
from lib.views.planner.plan import answer_with_plan


@cached_figure
def calendar(tables: Tables, request: PlanRequest, selection: str) -> go.Figure:
    """Study and exams on the calendar."""
    _, plan = answer_with_plan(tables, request, selection)
    return charts.gantt(chart_frames.step_rows(plan), chart_frames.event_rows(plan))


@cached_figure
def cost(tables: Tables, request: PlanRequest, selection: str) -> go.Figure:
    """The sum of what is paid, over time, with the budget that binds."""
    _, plan = answer_with_plan(tables, request, selection)
    return charts.cost_curve(chart_frames.paid_rows(plan), request.binding_budget)


@cached_figure
def validity(tables: Tables, request: PlanRequest, selection: str) -> go.Figure:
    """How long each pass is valid: those that the reader holds, and those of the plan."""
    answer, plan = answer_with_plan(tables, request, selection)
    horizon = chart_frames.horizon(plan, request.months)
    return charts.validity(chart_frames.pass_rows(answer, plan), plan.begins, horizon)


@cached_figure
def frontier(tables: Tables, request: PlanRequest, selection: str) -> go.Figure:
    """Cost against time, with a point for each plan that no other beats in both."""
    answer, plan = answer_with_plan(tables, request, selection)
    return charts.frontier(chart_frames.point_rows(answer, plan))
