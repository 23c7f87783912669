"""A plan to take along: a link that reports changes, files, paper."""

from functools import partial

import streamlit as st

from lib import planner
from lib.catalogue.status import today
from lib.design.render import render
from lib.planner import Plan, PlanAnswer, PlanRequest, plan_snapshot
from lib.planner.wishes import wishes
from lib.tables.store import Tables
from lib.ui import frame, share


def control(answer: PlanAnswer, plan: Plan) -> None:
    """Draw a popover with the link of this plan and its files, and give Share the same link.

    A file is made when the reader presses its button.
    """
    frame.page_context().link_additions = {"made": today().isoformat(), "steps": planner.link_steps(plan)}
    panel = st.popover("Take it away", key="takeaway", on_change="rerun")
    if not panel.open:
        return
    link = share.link(**frame.page_context().link_additions)
    panel.markdown("A link to this plan. Opened later, it also says what has changed since today.")
    panel.code(link, language=None, wrap_lines=True)
    for ending, file in planner.FILES.items():
        make_file, name = partial(file.contents, answer, plan, link), f"certwise-plan-{frame.on()}.{ending}"
        panel.download_button(file.label, make_file, name, file.media, key=f"plan_{ending}", on_click="ignore")
    panel.markdown("For paper, print this page.")


def print_line(request: PlanRequest, tables: Tables) -> None:
    """Draw a line that only paper shows: the day, the reader's wishes and the address, which a screen has elsewhere."""
    wish_words = wishes(request, plan_snapshot.catalogue(tables))
    st.html(render("plan_printed.html", on=request.on, asked=wish_words, address=share.link()))
