"""Cost vs salary: the break-even question. The answer, its figures, and all payments."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.catalogue import snapshot
from lib.cost import payback
from lib.cost.ledger import Entry, Exam, exams
from lib.cost.payback import BreakEven, BreakEvenAssumptions
from lib.design.render import Html, render
from lib.pay import roles
from lib.planner import plan_snapshot
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import UNKNOWN_PRICE, amount, day, listed, missing
from lib.views.blocks import Block, Columns, Control, Heights, Picture, heading
from lib.views.cache import cached, cached_figure

HEAD = ["What", "When", "Amount", "Why", "Source"]


class PaybackContent(NamedTuple):
    """The answer to the break-even question for one role and some assumptions.

    Attributes:
        finding: The answer in a sentence, or why there is none.
        break_even: The answer in numbers; None where the cost of the path is not known.
        hours: Our estimate of the path's study time in hours, from low to high; zeros without an answer.
        payments: All payments, with the fields of `lib.cost.ledger.Entry` as columns, in order.
        notes: What the answer rests on, and the payments as a table.
    """

    finding: str
    break_even: BreakEven | None
    hours: tuple[float, float]
    payments: pd.DataFrame
    notes: Html


@cached
def content(tables: Tables, role: str, assumptions: BreakEvenAssumptions, on: date) -> PaybackContent:
    """The answer for one role, a path."""
    certs = snapshot.certs(tables, on)
    name, costs = roles.names(tables)[role], plan_snapshot.costs(tables, on)
    cost: Row = costs[costs["path"] == role].iloc[0].to_dict()
    ids = list(cost["low_ids"])
    if missing(cost["low_usd"]):
        why = f"{listed(cost['closed'])} cannot be booked" if len(cost["closed"]) else "a price is not published"
        finding = f"{name}: what its path costs on this day is not known ({why}). Choose another role or day."
        return PaybackContent(finding, None, (0.0, 0.0), pd.DataFrame(columns=Entry._fields), Html())
    all_exams = _exams(tables, on)
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


@cached
def _exams(tables: Tables, on: date) -> Mapping[str, Exam]:
    return exams(snapshot.certs(tables, on))


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


def blocks(tables: Tables, role: str, assumptions: BreakEvenAssumptions, on: date) -> Iterator[Block]:
    """The answer as a heading, the assumptions as controls, and the curve and the waterfall side by side.

    Without an answer no assumption would change anything, so there are no controls.
    """
    payback_content = content(tables, role, assumptions, on)
    yield heading(payback_content.finding)
    if (break_even := payback_content.break_even) is None:
        return
    yield Control("assumptions", Heights(68, 236))
    case: dict[str, Any] = {"role": role, "assumptions": assumptions, "on": on}
    parts = ", ".join(f"{part.name} {amount(part.usd)}" for part in break_even.parts)
    curve = Picture("payback_curve", payback_content.finding, partial(_curve, **case))
    waterfall = Picture("cost_waterfall", f"What has to be paid back: {parts}.", partial(_waterfall, **case))
    yield Columns((1, 1), ((curve,), (waterfall,)), key="payback")
    yield payback_content.notes


def _break_even(tables: Tables, role: str, assumptions: BreakEvenAssumptions, on: date) -> BreakEven:
    break_even = content(tables, role, assumptions, on).break_even
    if break_even is None:
        raise ValueError("what the path costs is not known")
    return break_even


@cached_figure
def _curve(tables: Tables, role: str, assumptions: BreakEvenAssumptions, on: date) -> go.Figure:
    return charts.payback_curve(_break_even(tables, role, assumptions, on))


@cached_figure
def _waterfall(tables: Tables, role: str, assumptions: BreakEvenAssumptions, on: date) -> go.Figure:
    return charts.cost_waterfall(_break_even(tables, role, assumptions, on))
