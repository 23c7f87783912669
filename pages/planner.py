"""Planner: what to take next, and when, from a background and a goal to a dated list of exams."""

from functools import partial

import streamlit as st

from lib import asking, charts, site, standing
from lib.planner import findings, rows
from lib.ui import data, facts, frame, pictures, plan, planning, takeaway

asked = frame.asked().plan
on = frame.on()
tables = data.tables()
following = frame.following()
with frame.controls():
    planning.controls(asked)

request = asking.with_day(asked, on)
answer = standing.planned(tables, request)
shown = asking.chosen(answer, asked.shown)
view = (request, asked.shown, *following)

frame.question(site.PLANNER.question, findings.plan_finding(answer, shown))
planning.notes(answer)
takeaway.drift(asked, answer, shown)
if shown is None or not shown.steps:
    if answer.relaxations:
        facts.heading("The smallest change that works")
        st.html(data.remembered(partial(plan.relaxations, answer, following), "relaxations", *view))
    st.html(data.remembered(partial(plan.choices, answer.stages, shown, following), "choices", *view))
    st.stop()

steps = data.remembered(partial(rows.step_rows, shown), "step_rows", *view)
events = data.remembered(partial(rows.event_rows, shown), "event_rows", *view)
money = findings.cost_finding(shown, request.binding_budget)
trade = findings.frontier_finding(answer)
left, right = st.columns([7, 4], gap="large")
with left:
    planning.switch(answer, shown)
    calendar = partial(charts.gantt, steps, events)
    pictures.show(calendar, *view, key="gantt", alt=findings.plan_finding(answer, shown))
    facts.heading(money)
    paid = data.remembered(partial(rows.paid_rows, shown), "paid_rows", *view)
    pictures.show(partial(charts.cost_curve, paid, request.binding_budget), *view, key="cost_curve", alt=money)
with right:
    st.html(data.remembered(partial(plan.summary, answer, shown, tables), "summary", *view))
    takeaway.control(answer, shown)
    facts.heading(trade)
    if len(answer.frontier) > 1:
        points = data.remembered(partial(rows.point_rows, answer, shown), "point_rows", *view)
        planning.frontier(partial(charts.frontier, points), *view, alt=trade)

facts.heading(findings.choices_finding(answer))
st.html(data.remembered(partial(plan.choices, answer.stages, shown, following), "choices", *view))
facts.heading(findings.steps_finding(shown))
st.html(data.remembered(partial(plan.steps, shown, tables, following), "steps", *view))

facts.heading(findings.renewal_finding(shown, request.months))
held = partial(charts.validity, steps, events, rows.horizon(shown, request.months))
pictures.show(held, *view, key="validity", alt=findings.renewal_finding(shown, request.months))
st.html(data.remembered(partial(plan.renewals, shown, tables), "renewals", *view))
st.html(data.remembered(partial(plan.rest, answer, shown, tables, following), "rest", *view))
