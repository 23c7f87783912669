"""What a reader takes away of a plan: a link that reports changes, a calendar, a text, a table; and that report."""

from functools import partial

import streamlit as st

from lib import asking, planner, standing
from lib.clock import today
from lib.html import render
from lib.planner import Answer, Plan, Request
from lib.planner.wishes import wishes
from lib.store import Tables
from lib.ui import frame, share


def control(answer: Answer, plan: Plan) -> None:
    """A popover with the link of this plan and its files; they are made when asked for. Share gives the same link."""
    frame.place().carried = {"made": today().isoformat(), "steps": planner.made_of(plan)}
    panel = st.popover("Take it away", key="takeaway", on_change="rerun")
    if not panel.open:
        return
    link = share.link(**frame.place().carried)
    panel.markdown("A link to this plan. Opened later, it also says what has changed since today.")
    panel.code(link, language=None, wrap_lines=True)
    for ending, file in planner.FILES.items():
        made, name = partial(file.made, answer, plan, link), f"certwise-plan-{frame.on()}.{ending}"
        panel.download_button(file.label, made, name, file.media, key=f"plan_{ending}", on_click="ignore")
    panel.markdown("For paper, print this page.")


def printed(request: Request, tables: Tables) -> None:
    """What paper needs to say and a screen shows elsewhere: the day, what was asked, the address."""
    asked = wishes(request, standing.catalogue(tables))
    st.html(render("plan_printed.html", on=request.on, asked=asked, address=share.link()))


def drift(asked: asking.Asked, answer: Answer, plan: Plan | None) -> None:
    """What has changed since a shared link was made, if the address is one."""
    if asked.made is None:
        return
    report = planner.drift(asked.made, asked.steps, answer, plan)
    st.html(render("plan_drift.html", made=asked.made, words=report.words))
