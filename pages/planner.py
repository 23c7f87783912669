"""Planner: what to take next, and when, from a background and a goal to a dated list of exams."""

import streamlit as st

from lib.address import pages, planner_query
from lib.planner import findings
from lib.ui import data, elements, figures, frame
from lib.ui.planner import export, plan, plan_figures, plan_switch, request_form

query = frame.page_query().plan
links, selection = frame.links(), query.selection
request = planner_query.request_on(query, frame.on())
answer, selected = plan.answer_and_plan(request, selection)
plan_finding = findings.plan_finding(answer, selected)
with frame.controls():
    request_form.controls(request, selected)

frame.question(pages.PLANNER.question, plan_finding)
request_form.notes(answer)
export.drift(query, answer, selected)
export.print_line(request, data.tables())
if selected is None or not selected.steps:
    if answer.relaxations:
        elements.heading("The smallest change that works")
        st.html(plan.relaxations(request, links))
    elements.heading(findings.choices_finding(answer))
    st.html(plan.choices(request, selection, links))
    frame.end_page()

content = plan.content(request, selection, links)
cost_finding = findings.cost_finding(selected, request.binding_budget)
renewal_finding = findings.renewal_finding(selected, request.months)
with st.container(key="plans", horizontal=True):
    plan_switch.switch(answer, selected)
    export.control(answer, selected)
st.html(content.lead)
figure_column, summary_column = st.columns([7, 4], gap="large")
with figure_column:
    figures.show(plan_figures.calendar(request, selection), key="gantt", alt=plan_finding)
    elements.heading(cost_finding)
    figures.show(plan_figures.cost(request, selection), key="cost_curve", alt=cost_finding)
with summary_column:
    st.html(content.summary)
    if not findings.has_one_best_plan(answer):
        elements.heading(findings.frontier_finding(answer))
        plan_switch.frontier(answer, selection)

elements.heading(findings.choices_finding(answer))
st.html(content.choices)
elements.heading(findings.steps_finding(selected))
st.html(content.steps)

elements.heading(renewal_finding)
figures.show(plan_figures.validity(request, selection), key="validity", alt=renewal_finding)
st.html(content.renewals)
st.html(content.caveats)
