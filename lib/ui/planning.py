"""The planner's controls, in the order of thought: where I am, where I want to go, what I have, my limits."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import streamlit as st

from lib import asking, links, values
from lib.html import prose
from lib.planner import Answer, Plan, Request
from lib.ui import data, frame, pictures, plan, state

GOALS = {"role": "Role: ", "outcome": "", "verdict": ""}
HOLD = "held"


def controls(asked: asking.Asked) -> None:
    """Draw them with what the address says; a change goes to the address."""
    one = asked.request
    titles = _titles()
    tables = data.tables()
    _choice("I am", "from", one.background, asking.paths(tables, "sequence"), titles, "anyone", 310)
    goals = asking.paths(tables, "role", "outcome", "verdict")
    usual = "what suits me" if one.background is None else "the usual sequence"
    _choice("I want", "goal", one.goal, goals, titles, usual, 280)
    _held(one)
    state.control(
        st.number_input,
        "Hours a week",
        *map(float, asking.WEEK),
        None,
        1.0,
        key="week",
        now=one.hours_week,
        default=asking.DEFAULT.hours_week,
        format="%g",
        width=110,
    )
    _money("Budget ($)", one.budget)
    with st.popover(_limits_label(one), key="limits", on_change="rerun") as panel:
        if panel.open:
            _limits(one, titles)


def _titles() -> dict[str, str]:
    rows = data.tables()["paths"]
    kinds = zip(rows["path"], rows["kind"], rows["title"], strict=True)
    return {path: f"{GOALS.get(kind, '')}{title}" for path, kind, title in kinds}


def _choice(
    label: str, key: str, now: str | None, options: list[str], titles: Mapping[str, str], nothing: str, width: int
) -> None:
    state.control(
        st.selectbox,
        label,
        options,
        None,
        lambda one: titles.get(one, one),
        key=key,
        now=now,
        default=None,
        placeholder=nothing,
        width=width,
    )


def _money(label: str, now: float | None) -> None:
    state.control(
        st.number_input,
        label,
        *map(float, asking.MONEY),
        None,
        25.0,
        key="budget",
        now=now,
        default=None,
        format="%g",
        placeholder="any",
        width=110,
    )


def _held(one: Request) -> None:
    """The certifications held. Their months are kept when another is added or dropped."""
    certs = data.certs(frame.on())
    labels = dict(zip(certs["id"], certs["label"], strict=True))
    st.session_state[HOLD] = [cert for cert, _ in one.have if cert in labels]
    st.multiselect(
        "I hold",
        list(labels),
        format_func=lambda cert: labels.get(cert, cert),
        key=HOLD,
        on_change=_write_held,
        args=(dict(one.have),),
        placeholder="none yet",
        max_selections=asking.MOST_HELD,
        width=250,
    )


def _write_held(months: Mapping[str, date | None]) -> None:
    _put_held({cert: months.get(cert) for cert in st.session_state[HOLD]})


def _put_held(held: Mapping[str, date | None]) -> None:
    request = replace(asking.DEFAULT, have=tuple(sorted(held.items())))
    state.put("have", [value for key, value in asking.pairs(request) if key == "have"] or None)


def _limits_label(one: Request) -> str:
    """How many of the limits inside are set."""
    inside = {"start", "by", "cloud", "most", "beta", "language", "employer", "vouchers", "overlap", "chance", "worked"}
    inside |= {"horizon", "study", "take"}
    number = len({key for key, _ in asking.pairs(one) if key in inside})
    return f"Limits · {number} set" if number else "Limits"


def _limits(one: Request, titles: Mapping[str, str]) -> None:
    tables = data.tables()
    left, right = st.columns(2)
    with left:
        state.control(
            st.date_input,
            "Start in the month of",
            None,
            values.EARLIEST,
            values.LATEST,
            key="start",
            now=one.start,
            default=None,
            written=lambda day: f"{day:%Y-%m}",
        )
        state.control(
            st.date_input, "Last exam by", None, values.EARLIEST, values.LATEST, key="by", now=one.by, default=None
        )
        _choice("Cloud that I prefer", "cloud", one.cloud, asking.clouds(tables), titles, "any", 300)
        state.control(
            st.number_input,
            "Most exams from one vendor",
            *asking.MOST,
            None,
            1,
            key="most",
            now=one.vendor_limit,
            default=None,
            placeholder="any",
        )
        _choice("Exam language", "language", one.language, links.languages(tables), titles, "English", 300)
        state.control(st.toggle, "Beta exams too", key="beta", now=one.beta, default=False)
        state.control(st.toggle, "My employer pays the exams", key="employer", now=one.employer_pays, default=False)
        _switched_off("Use vouchers that a pass brings", "vouchers", now=one.vouchers)
    with right:
        _percent("Study saved where exams overlap (%)", "overlap", one.overlap, asking.KNOWN, asking.DEFAULT.overlap)
        _percent("Chance to pass one try (%)", "chance", one.chance, asking.PERCENT, 1.0)
        state.control(
            st.number_input,
            "Months of hands-on work done",
            *asking.WORKED,
            None,
            1,
            key="worked",
            now=one.worked,
            default=0,
        )
        state.control(
            st.number_input,
            "Count renewals for (months)",
            *asking.MONTHS,
            None,
            12,
            key="horizon",
            now=one.months,
            default=asking.DEFAULT.months,
        )
        _earned(one)


def _percent(label: str, key: str, now: float, ends: tuple[int, int], default: float) -> None:
    state.control(st.number_input, label, *ends, None, 5, key=key, now=round(now * 100), default=round(default * 100))


def _switched_off(label: str, key: str, *, now: bool) -> None:
    """A switch that is on by default: the address says when it is off."""
    state.control(st.toggle, label, key=key, now=now, default=True, written=lambda _: "0")


def _earned(one: Request) -> None:
    """The month in which each certification that is held was earned."""
    certs = data.certs(frame.on())
    codes = dict(zip(certs["id"], certs["code"], strict=True))
    for cert, earned in one.have[: asking.MOST_OWN]:
        key = f"earned_{cert}"
        st.session_state[key] = earned
        st.date_input(
            f"{codes.get(cert, cert)} earned in the month of",
            None,
            asking.EARNED,
            values.LATEST,
            key=key,
            on_change=_write_earned,
            args=(cert, dict(one.have)),
        )


def _write_earned(cert: str, held: Mapping[str, date | None]) -> None:
    _put_held({**held, cert: st.session_state[f"earned_{cert}"]})


def notes(answer: Answer) -> None:
    """What was left out of the request, and why."""
    if answer.notes:
        st.html(f"<p class='cw-notes' role='status'>{prose(' '.join(answer.notes))}</p>")


def switch(answer: Answer, shown: Plan) -> None:
    """The named plans to switch between; a single one is named in words."""
    offered = {one.names[0]: plan.switch_words(one) for one in answer.plans}
    if len(offered) < 2:
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


def frontier(build: Callable[[], go.Figure], *made_of: Hashable, alt: str) -> None:
    """The frontier; a click on a point shows its plan."""
    pictures.show(build, *made_of, key="frontier", alt=alt, on_select=_pick, selection_mode="points")


def _pick() -> None:
    points = st.session_state["frontier"].selection.points
    if points:
        state.put("plan", str(points[0]["point_index"]))
