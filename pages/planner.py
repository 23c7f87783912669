"""Planner: what to take next, and when, from a background and a goal to a dated list of exams."""

from functools import partial

from lib.address import planner_query
from lib.ui import data, drawing, frame
from lib.ui.planner import export, plan_controls, request_form
from lib.views.planner import view
from lib.views.planner.plan import answer_and_plan

query, tables = frame.page_query(), data.tables()
request = planner_query.request_on(query.plan, frame.on())
answer, selected = answer_and_plan(tables, request, query.plan.selection)
with frame.controls():
    request_form.controls(request, selected)

controls = {
    "print_line": partial(export.print_line, request, tables),
    "plans": partial(plan_controls.row, answer, selected),
    "frontier": partial(plan_controls.frontier, answer, query.plan.selection),
}
drawing.draw(view.view(tables, query, frame.on()), controls)
