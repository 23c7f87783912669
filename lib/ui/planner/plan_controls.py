"""The choice of the plan that the page shows: a switch between the named plans, and the frontier to click on."""

from functools import partial

import streamlit as st

from lib.planner import Plan, PlanAnswer, findings
from lib.ui import data, figures, url_state
from lib.ui.planner import export
from lib.views.planner.plan import switch_words
from lib.views.planner.plan_figures import frontier as frontier_figure


def row(answer: PlanAnswer, selected: Plan) -> None:
    """Draw the switch between the plans, and beside it what takes the selected one along."""
    with st.container(key="plans", horizontal=True):
        _switch(answer, selected)
        export.control(answer, selected)


def _switch(answer: PlanAnswer, selected: Plan) -> None:
    """Draw a switch between the named plans; a sentence where one plan is all of them."""
    labels = {named.names[0]: switch_words(named) for named in answer.plans}
    if len(labels) < 2:
        st.html("<p class='cw-note'>This plan is the cheapest, the fastest and the broadest at once.</p>")
        return
    url_state.control(
        st.pills,
        "Plan",
        list(labels),
        format_func=lambda name: labels.get(name, name),
        key="plan",
        value=next((name for name in labels if name in selected.names), None),
        default=next(iter(labels)),
        label_visibility="collapsed",
        wrap=True,
    )


def frontier(answer: PlanAnswer, selection: str) -> None:
    """Draw the frontier; a click on a point shows its plan."""
    on_select = partial(_select, answer.plans[0].names[0])
    figure = frontier_figure(data.tables(), answer.request, selection)
    alt = findings.frontier_finding(answer)
    figures.show(figure, key="frontier", alt=alt, on_select=on_select, selection_mode="points")


def _select(default: str) -> None:
    """Write the plan of the point that was clicked to the address; the default plan leaves it."""
    points = st.session_state["frontier"].selection.points
    if points and (name := points[0].get("customdata")):
        url_state.put("plan", None if name == default else name)
