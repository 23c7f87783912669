"""Planner: what to take next, and when, from a background and a goal to a dated list of exams."""

from functools import partial

import streamlit as st

from lib import asking, site, standing
from lib.planner import findings
from lib.ui import choosing, data, facts, frame, plan, plan_pictures, planning, takeaway

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
if shown is None or not shown.steps:
    if answer.relaxations:
        facts.heading("The smallest change that works")
        st.html(data.remembered(partial(plan.relaxations, answer, following), "relaxations", *view))
    facts.heading(findings.choices_finding(answer))
    st.html(data.remembered(partial(plan.choices, answer, shown, following), "choices", *view))
    frame.done()

sheet = data.remembered(partial(plan.sheet, answer, shown, tables, following), "sheet", *view)
with st.container(key="plans", horizontal=True):
    choosing.switch(answer, shown)
    takeaway.control(answer, shown)
st.html(sheet.lead)
left, right = st.columns([7, 4], gap="large")
with left:
    plan_pictures.calendar(answer, shown, *view)
    facts.heading(findings.cost_finding(shown, request.binding_budget))
    plan_pictures.cost(answer, shown, *view)
with right:
    st.html(sheet.summary)
    if not findings.at_once(answer):
        facts.heading(findings.frontier_finding(answer))
        choosing.frontier(answer, shown, *view)

facts.heading(findings.choices_finding(answer))
st.html(sheet.choices)
facts.heading(findings.steps_finding(shown))
st.html(sheet.steps)

facts.heading(findings.renewal_finding(shown, request.months))
plan_pictures.validity(answer, shown, *view)
st.html(sheet.renewals)
st.html(sheet.rest)
