"""Cost vs salary: the break-even question. The reader's assumptions, the answer, its figures, and all payments."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import charts
from lib.address import pages, parameters
from lib.catalogue import snapshot
from lib.cost import payback
from lib.cost.ledger import Entry, Exam, exams
from lib.cost.payback import BreakEven, BreakEvenAssumptions
from lib.design.render import render
from lib.pay import roles
from lib.planner import plan_snapshot
from lib.tables.row import Row
from lib.text import UNKNOWN_PRICE, amount, day, listed, missing
from lib.ui import data, elements, figures, url_state

HEAD = ["What", "When", "Amount", "Why", "Source"]


class PaybackContent(NamedTuple):
    """The answer to the break-even question for one role and some assumptions.

    Attributes:
        finding: The answer in a sentence, or why there is none.
        break_even: The answer in numbers; None where the cost of the path is not known.
        hours: Our estimate of the path's study time in hours, from low to high; zeros without an answer.
        payments: All payments, with the fields of `lib.cost.ledger.Entry` as columns, in order.
        notes: HTML of what the answer rests on and of the payments as a table.
    """

    finding: str
    break_even: BreakEven | None
    hours: tuple[float, float]
    payments: pd.DataFrame
    notes: str


@data.cached
def content(role: str, assumptions: BreakEvenAssumptions, on: date) -> PaybackContent:
    """The answer for one role, a path."""
    tables, certs = data.tables(), data.certs(on)
    name, costs = roles.names(tables)[role], plan_snapshot.costs(tables, on)
    cost: Row = costs[costs["path"] == role].iloc[0].to_dict()
    ids = list(cost["low_ids"])
    if missing(cost["low_usd"]):
        why = f"{listed(cost['closed'])} cannot be booked" if len(cost["closed"]) else "a price is not published"
        finding = f"{name}: what its path costs on this day is not known ({why}). Choose another role or day."
        return PaybackContent(finding, None, (0.0, 0.0), pd.DataFrame(columns=Entry._fields), "")
    all_exams = _exams(on)
    entries = payback.entries(ids, all_exams, assumptions, on=on)
    hours = payback.study_hours(certs, ids)
    break_even = payback.break_even(entries, all_exams, hours, assumptions, on=on)
    codes = [all_exams[cert_id].code for cert_id in ids]
    notes = render(
        "payback.html",
        assumed=_assumption_words(codes, hours, assumptions, on, is_cheapest=not len(cost["unknown"])),
        head=HEAD,
        rows=[_payment(entry, all_exams) for entry in entries],
        titles=snapshot.titles(tables),
    )
    finding = payback.finding(break_even, name)
    return PaybackContent(finding, break_even, hours, pd.DataFrame(entries, columns=Entry._fields), notes)


@data.cached
def _exams(on: date) -> Mapping[str, Exam]:
    return exams(data.certs(on))


def _assumption_words(
    codes: Sequence[str], hours: tuple[float, float], assumptions: BreakEvenAssumptions, on: date, *, is_cheapest: bool
) -> list[str]:
    """What the answer rests on, in sentences.

    `is_cheapest` is false where a choice without a published price could be cheaper than the path.
    """
    path = f"The cheapest path{'' if is_cheapest else ' of those with published prices'}, {listed(list(codes))}"
    return [
        f"{path}, with every exam passed on {day(pd.Timestamp(on))}, at list prices. Our estimate for it is "
        f"{hours[0]:,g} to {hours[1]:,g} hours of study; no vendor publishes any.",
        f"An hour at {amount(assumptions.hour_usd)} and a pass chance of {assumptions.chance}% are assumptions, yours "
        "to change: no vendor publishes pass rates.",
        "The raise is before tax and from the first month on, without interest. Nothing here says that a raise comes.",
    ]


def _payment(entry: Entry, all_exams: Mapping[str, Exam]) -> dict[str, str]:
    """One payment for the template."""
    words = {"exam": "exam", "retake allowance": "further tries", "renewal": "renewal", "lapse": "lapses"}
    return {
        "what": f"{all_exams[entry.cert_id].code}, {words[entry.kind]}",
        "day": day(pd.Timestamp(entry.day)),
        "amount": UNKNOWN_PRICE if entry.net_usd is None else amount(entry.net_usd),
        "why": entry.why,
        "source": entry.source or "",
        "words": "source",
    }


def controls(assumptions: BreakEvenAssumptions, hours: tuple[float, float]) -> None:
    """Draw the reader's assumptions in a row. `hours` is our estimate of the study time, from low to high."""
    default = BreakEvenAssumptions()
    with st.container(key="assumed", horizontal=True, vertical_alignment="bottom", gap="small"):
        _number("An hour is worth ($)", 5.0, "hour", assumptions.hour_usd, default.hour_usd)
        _number(
            "Hours of study",
            10.0,
            "hours",
            assumptions.hours,
            None,
            f"{sum(hours) / 2:,g} (ours)" if sum(hours) else "",
        )
        _number("Horizon (months)", 6, "months", assumptions.months, default.months)
        _number("Pass chance of a try (%)", 5, "chance", assumptions.chance, default.chance)
        _number("Assumed raise ($ a year)", 500.0, "raise", assumptions.raise_usd, default.raise_usd)


def _number(
    label: str,
    step: float,
    key: str,
    value: float | None,
    default: float | None,
    placeholder: str = "",
) -> None:
    """Draw one assumption as a number; a whole number if `step` is an int."""
    number_format: dict[str, Any] = {"format": "%g"} if isinstance(step, float) else {}
    url_state.control(
        st.number_input,
        label,
        *parameters.limits(pages.COSTS, key),
        None,
        step,
        key=key,
        value=value,
        default=default,
        width=190,
        placeholder=placeholder or None,
        **number_format,
    )


_curve, _waterfall = figures.cached(charts.payback_curve), figures.cached(charts.cost_waterfall)


def draw(payback_content: PaybackContent, assumptions: BreakEvenAssumptions) -> None:
    """Draw the answer as a heading, the assumptions as controls, and the curve and the waterfall side by side.

    Without an answer no assumption would change anything, so there are no controls.
    """
    elements.heading(payback_content.finding)
    break_even = payback_content.break_even
    if break_even is None:
        return
    controls(assumptions, payback_content.hours)
    with st.container(key="payback"):
        curve_column, cost_column = st.columns([1, 1], gap="large")
    with curve_column:
        figures.show(_curve(break_even), key="payback_curve", alt=payback_content.finding)
    with cost_column:
        parts = ", ".join(f"{part.name} {amount(part.usd)}" for part in break_even.parts)
        figures.show(_waterfall(break_even), key="cost_waterfall", alt=f"What has to be paid back: {parts}.")
    st.html(payback_content.notes)
