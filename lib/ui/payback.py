"""Cost vs salary: the break-even question. What the reader assumes, the answer, its pictures and every payment."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import charts, payback, standing
from lib.costs import Entry, Exam, exams
from lib.html import render
from lib.payback import CHANCE, MONTHS, MOST_HOUR, MOST_HOURS, MOST_RAISE, Answer, Assumed
from lib.text import UNKNOWN_PRICE, amount, day, listed, missing
from lib.ui import data, facts, pictures, state

Row = Mapping[Any, Any]
HEAD = ["What", "When", "Amount", "Why", "Source"]


class Sheet(NamedTuple):
    """The answer to the break-even question in one state; without an answer `finding` says why."""

    finding: str
    answer: Answer | None
    hours: tuple[float, float]
    payments: pd.DataFrame
    notes: str


def sheet(role: Row, assumed: Assumed, on: date) -> Sheet:
    """The answer for one role, a row of `lib.roles.board`; made once for all readers of the same view."""
    return data.remembered(partial(_sheet, role, assumed, on), "payback", role["role"], assumed, on)


def _sheet(role: Row, assumed: Assumed, on: date) -> Sheet:
    certs = data.certs(on)
    ids = list(role["low_ids"])
    if missing(role["low_usd"]):
        why = f"{listed(role['closed'])} cannot be booked" if len(role["closed"]) else "a price is not published"
        said = f"{role['name']}: what its path costs on this day is not known ({why}). Choose another role or day."
        return Sheet(said, None, (0.0, 0.0), pd.DataFrame(columns=Entry._fields), "")
    known = data.remembered(lambda: exams(certs), "exams", on)
    paid = payback.entries(ids, known, assumed, on=on)
    hours = payback.study_hours(certs, ids)
    told = payback.answer(paid, known, hours, assumed, on=on)
    codes = [known[one].code for one in ids]
    notes = render(
        "payback.html",
        assumed=_assumed(codes, hours, assumed, on, least=not len(role["unknown"])),
        head=HEAD,
        rows=[_payment(entry, known) for entry in paid],
        titles=standing.titles(data.tables()),
    )
    return Sheet(payback.finding(told, role["name"]), told, hours, pd.DataFrame(paid, columns=Entry._fields), notes)


def _assumed(codes: Sequence[str], hours: tuple[float, float], assumed: Assumed, on: date, *, least: bool) -> list[str]:
    """What the answer rests on, in sentences. `least`: no choice without a published price could be cheaper."""
    path = f"The cheapest path{'' if least else ' of those with published prices'}, {listed(list(codes))}"
    return [
        f"{path}, with every exam passed on {day(pd.Timestamp(on))}, at list prices. Our estimate for it is "
        f"{hours[0]:,g} to {hours[1]:,g} hours of study; no vendor publishes any.",
        f"An hour at {amount(assumed.hour_usd)} and a pass chance of {assumed.chance}% are assumptions, yours to "
        "change: no vendor publishes pass rates.",
        "The raise is before tax and from the first month on, without interest. Nothing here says that a raise comes.",
    ]


def _payment(entry: Entry, known: Mapping[str, Exam]) -> dict[str, str]:
    when = day(pd.Timestamp(entry.day))
    words = {"exam": "exam", "retake allowance": "further tries", "renewal": "renewal", "lapse": "lapses"}
    what = f"{known[entry.cert_id].code}, {words[entry.kind]}"
    return {
        "what": what,
        "day": when,
        "amount": UNKNOWN_PRICE if entry.net_usd is None else amount(entry.net_usd),
        "why": entry.why,
        "source": entry.source or "",
        "words": "source",
    }


def controls(assumed: Assumed, hours: tuple[float, float]) -> None:
    """What the reader assumes, in a row."""
    first = Assumed()
    with st.container(key="assumed", horizontal=True, vertical_alignment="bottom", gap="small"):
        _number("An hour is worth ($)", (0.0, MOST_HOUR), 5.0, "hour", assumed.hour_usd, first.hour_usd)
        _number(
            "Hours of study",
            (0.0, MOST_HOURS),
            10.0,
            "hours",
            assumed.hours,
            None,
            f"{sum(hours) / 2:,g} (ours)" if sum(hours) else "",
        )
        _number("Horizon (months)", MONTHS, 6, "months", assumed.months, first.months)
        _number("Pass chance of a try (%)", CHANCE, 5, "chance", assumed.chance, first.chance)
        _number("Assumed raise ($ a year)", (0.0, MOST_RAISE), 500.0, "raise", assumed.raise_usd, first.raise_usd)


def _number(
    words: str,
    ends: tuple[float, float],
    step: float,
    key: str,
    now: float | None,
    default: float | None,
    placeholder: str = "",
) -> None:
    shown: dict[str, Any] = {"format": "%g"} if isinstance(step, float) else {}
    low, high = ends
    state.control(
        st.number_input,
        words,
        low,
        high,
        None,
        step,
        key=key,
        now=now,
        default=default,
        width=190,
        placeholder=placeholder or None,
        **shown,
    )


def draw(shown: Sheet, assumed: Assumed) -> None:
    """The answer as a heading, what it rests on to change, the curve and the waterfall side by side on a desktop.

    Without an answer there is nothing that an assumption would change, so none is asked for.
    """
    facts.heading(shown.finding)
    if shown.answer is None:
        return
    controls(assumed, shown.hours)
    with st.container(key="payback"):
        left, right = st.columns([1, 1], gap="large")
    with left:
        curve = partial(charts.payback_curve, shown.answer)
        pictures.show(curve, shown.answer, key="payback_curve", alt=shown.finding)
    with right:
        parts = ", ".join(f"{part.name} {amount(part.usd)}" for part in shown.answer.parts)
        waterfall = partial(charts.cost_waterfall, shown.answer)
        pictures.show(waterfall, shown.answer, key="cost_waterfall", alt=f"What has to be paid back: {parts}.")
    st.html(shown.notes)
