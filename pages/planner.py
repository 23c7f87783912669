"""Planner: what to take next, and when, from a background and a goal to a dated list of exams."""

from functools import partial

import streamlit as st

from lib import asking, charts, site, standing
from lib.planner import findings, rows
from lib.ui import choosing, data, facts, frame, pictures, plan, planning, takeaway

asked = frame.asked().plan
tables = data.tables()
following = frame.following()
request = asking.with_day(asked, frame.on())
answer = standing.planned(tables, request)
shown = asking.chosen(answer, asked.shown)
view = (request, asked.shown, *following)
with frame.controls():
    planning.controls(request, shown)

frame.question(site.PLANNER.question, findings.plan_finding(answer, shown))
planning.notes(answer)
takeaway.drift(asked, answer, shown)
takeaway.printed(request, tables)
choices = data.remembered(partial(plan.choices, answer, shown, following), "choices", *view)
if shown is None or not shown.steps:
    if answer.relaxations:
        facts.heading("The smallest change that works")
        st.html(data.remembered(partial(plan.relaxations, answer, following), "relaxations", *view))
    facts.heading(findings.choices_finding(answer))
    st.html(choices)
    st.stop()

with st.container(key="plans", horizontal=True):
    choosing.switch(answer, shown)
    takeaway.control(answer, shown)
st.html(data.remembered(partial(plan.lead, answer, shown, tables), "lead", *view))
money = findings.cost_finding(shown, request.binding_budget)
left, right = st.columns([7, 4], gap="large")
with left:
    steps = data.remembered(partial(rows.step_rows, shown), "step_rows", *view)
    events = data.remembered(partial(rows.event_rows, shown), "event_rows", *view)
    calendar = partial(charts.gantt, steps, events)
    pictures.show(calendar, *view, key="gantt", alt=findings.plan_finding(answer, shown))
    facts.heading(money)
    paid = data.remembered(partial(rows.paid_rows, shown), "paid_rows", *view)
    pictures.show(partial(charts.cost_curve, paid, request.binding_budget), *view, key="cost_curve", alt=money)
with right:
    st.html(data.remembered(partial(plan.summary, answer, shown, tables), "summary", *view))
    if not findings.at_once(answer):
        facts.heading(findings.frontier_finding(answer))
        points = data.remembered(partial(rows.point_rows, answer, shown), "point_rows", *view)
        choosing.frontier(answer, partial(charts.frontier, points), *view, alt=findings.frontier_finding(answer))

facts.heading(findings.choices_finding(answer))
st.html(choices)
facts.heading(findings.steps_finding(shown))
st.html(data.remembered(partial(plan.steps, shown, tables, following), "steps", *view))

facts.heading(findings.renewal_finding(shown, request.months))
passes = data.remembered(partial(rows.pass_rows, answer, shown), "pass_rows", *view)
held = partial(charts.validity, passes, shown.begins, rows.horizon(shown, request.months))
pictures.show(held, *view, key="validity", alt=findings.renewal_finding(shown, request.months))
st.html(data.remembered(partial(plan.renewals, answer, shown), "renewals", *view))
st.html(data.remembered(partial(plan.rest, answer, shown, tables, following), "rest", *view))
