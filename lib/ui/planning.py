"""The planner's controls, in the order of thought: where I am, where I want to go, what I have, my limits."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from lib import asking, links, standing, values
from lib.html import prose
from lib.planner import Answer, Plan, Request, Step
from lib.text import capital, css_string, sentence, span
from lib.ui import data, frame, state

GOALS = {"role": "Role: ", "outcome": "", "verdict": ""}
HOLD = "held"


def controls(one: Request, shown: Plan | None) -> None:
    """Draw them with what the address says; a change goes to the address."""
    titles = _titles()
    tables = data.tables()
    _choice("I am", "from", one.background, asking.paths(tables, "sequence"), titles, "anyone", 310)
    goals = asking.paths(tables, "role", "outcome", "verdict")
    usual = "what suits me" if one.background is None else "the usual sequence"
    _choice("I want", "goal", one.goal, goals, titles, usual, 340)
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
    st.html(f"<style>.st-key-limits button p::after{{content:{css_string(_limits_set(one))}}}</style>")
    with st.popover("Limits", key="limits", on_change="rerun") as panel:
        if panel.open:
            _insisted(one)
            _limits(one, titles)
            _hours(one, shown)


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
    )


def _write_held(months: Mapping[str, date | None]) -> None:
    _put_held({cert: months.get(cert) for cert in st.session_state[HOLD]})


def _put_held(held: Mapping[str, date | None]) -> None:
    _put("have", replace(asking.DEFAULT, have=tuple(sorted(held.items()))))


def _put(key: str, request: Request) -> None:
    """Write one repeated key of a request's address."""
    state.put(key, [value for name, value in asking.pairs(request) if name == key] or None)


def _limits_set(one: Request) -> str:
    """How many of the limits inside are set. Not in the label: a popover whose label changes closes."""
    inside = {"start", "by", "cloud", "most", "beta", "language", "employer", "vouchers", "overlap", "chance", "worked"}
    inside |= {"horizon", "study", "take"}
    number = len({key for key, _ in asking.pairs(one) if key in inside})
    return f" · {number} set" if number else ""


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
    codes = standing.codes(data.tables())
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


def _insisted(one: Request) -> None:
    """What a reader insists on, to be let go."""
    codes = standing.codes(data.tables())
    if one.take:
        state.control(
            st.multiselect, "I insist on", list(one.take), None, codes.get, key="take", now=list(one.take), default=[]
        )


def _hours(one: Request, shown: Plan | None) -> None:
    """Hours of study of the reader's own, for the exams of the plan and for those that have them already."""
    codes, hours = standing.codes(data.tables()), dict(one.hours)
    planned = {step.cert_id: step for step in shown.steps} if shown else {}
    left, right = st.columns(2)
    for place, cert in enumerate([*dict.fromkeys([*planned, *hours])][: asking.MOST_OWN]):
        with (left, right)[place % 2]:
            _study(cert, codes.get(cert, cert), planned.get(cert), hours)


def _study(cert: str, code: str, step: Step | None, hours: Mapping[str, float]) -> None:
    """The hours of study for one exam; emptied, ours count again."""
    key = f"study_{cert}"
    st.session_state[key] = hours.get(cert)
    ours = span(step.hours_low, step.hours_high, "hours") if step else ""
    st.number_input(
        f"Study for {code} (hours)",
        min_value=float(asking.STUDY[0]),
        max_value=float(asking.STUDY[1]),
        value=None,
        step=5.0,
        format="%g",
        key=key,
        placeholder=f"ours: {ours}" if ours else "ours",
        on_change=_write_study,
        args=(cert, dict(hours)),
    )


def _write_study(cert: str, hours: Mapping[str, float]) -> None:
    told = {**hours, cert: st.session_state[f"study_{cert}"]}
    own = sorted((one, number) for one, number in told.items() if number is not None)
    _put("study", replace(asking.DEFAULT, hours=tuple(own)))


def notes(answer: Answer) -> None:
    """What was left out of the request, and why, a sentence each."""
    if answer.notes:
        said = " ".join(sentence(capital(one)) for one in answer.notes)
        st.html(f"<p class='cw-notes' role='status'>{prose(said)}</p>")
