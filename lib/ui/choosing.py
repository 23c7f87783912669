"""Which of the plans is shown: a switch between the named ones, and the frontier, whose points are plans."""

from collections.abc import Hashable
from functools import partial

import streamlit as st

from lib.planner import Answer, Plan, findings
from lib.ui import pictures, plan, plan_pictures, state


def switch(answer: Answer, shown: Plan) -> None:
    """The named plans to switch between; a single one is named in words."""
    offered = {one.names[0]: plan.switch_words(one) for one in answer.plans}
    if len(offered) < 2:
        st.html("<p class='cw-note'>This plan is the cheapest, the fastest and the broadest at once.</p>")
        return
    state.control(
        st.pills,
        "Plan",
        list(offered),
        format_func=lambda name: offered.get(name, name),
        key="plan",
        now=next((name for name in offered if name in shown.names), None),
        default=next(iter(offered)),
        label_visibility="collapsed",
        wrap=True,
    )


def frontier(answer: Answer, shown: Plan, *view: Hashable) -> None:
    """The frontier; a click on a point shows its plan."""
    pick = partial(_pick, answer.plans[0].names[0])
    build = partial(plan_pictures.frontier, answer, shown)
    alt = findings.frontier_finding(answer)
    pictures.show(build, *view, key="frontier", alt=alt, on_select=pick, selection_mode="points")


def _pick(default: str) -> None:
    points = st.session_state["frontier"].selection.points
    if points and (picked := points[0].get("customdata")):
        state.put("plan", None if picked == default else picked)
