"""Break-even: the yearly raise that pays a path back by a horizon. Pure arithmetic on the reader's assumptions.

No source measures what a certification adds to pay, so nothing here predicts a raise. A return in percent of the cost
is never stated: it would compare one payment with a stream that has no end.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.cost.ledger import Entry, Exam, Sitting, Terms, ledger, sums_by_kind, total
from lib.text import amount, count, day, listed, usd


@dataclass(frozen=True)
class BreakEvenAssumptions:
    """The reader's assumptions.

    Attributes:
        hour_usd: The value of an hour of study.
        hours: Hours of study; None = the middle of our estimate for the path.
        months: The horizon.
        chance: The chance to pass a try, in percent.
        raise_usd: The assumed raise a year.
    """

    hour_usd: float = 25.0
    hours: float | None = None
    months: int = 36
    chance: int = 100
    raise_usd: float = 0.0


class Part(NamedTuple):
    """One part of the cost of a path, and what it rests on."""

    name: str
    usd: float
    why: str


class BreakEven(NamedTuple):
    """The cost of a path until the horizon, and the raises that pay it back.

    Attributes:
        parts: The parts of the cost in order.
        total_usd: Their sum.
        unknown: The payments without a known price. The total does not contain them, so that with any of them the
            total, the raise and the months needed are lower bounds.
        months: The horizon.
        raise_needed_usd: The raise a year, before tax, that pays the total back after `months`.
        assumed_raise_usd: The raise a year that the reader assumes.
        months_needed: How long the assumed raise takes; None = for ever.
    """

    parts: tuple[Part, ...]
    total_usd: float
    unknown: tuple[str, ...]
    months: int
    raise_needed_usd: float
    assumed_raise_usd: float
    months_needed: float | None


def entries(
    ids: Iterable[str], exams: Mapping[str, Exam], assumed: BreakEvenAssumptions, *, on: date
) -> tuple[Entry, ...]:
    """Every payment for a path whose exams are all passed on one day, up to the horizon, at list prices.

    See `lib.cost.ledger.ledger`; without vouchers. Raises KeyError for an id that is not among `exams`.
    """
    return ledger([Sitting(cert_id, on) for cert_id in ids], exams, {}, Terms(assumed.months, assumed.chance / 100))


def study_hours(certs: pd.DataFrame, ids: Sequence[str]) -> tuple[float, float]:
    """The lower and the upper end of our estimate of a path's study hours; certifications without one add nothing."""
    hours = certs.loc[certs["id"].isin(ids), ["study_hours_low", "study_hours_high"]].sum()
    return float(hours["study_hours_low"]), float(hours["study_hours_high"])


def break_even(
    payments: Sequence[Entry],
    exams: Mapping[str, Exam],
    hours: tuple[float, float],
    assumed: BreakEvenAssumptions,
    *,
    on: date,
) -> BreakEven:
    """The break-even of a path: its payments, and its study time at the value of an hour.

    Args:
        payments: The `entries` of the path.
        exams: Every exam by id.
        hours: The ends of our estimate of study time; the middle counts where the reader assumes no hours.
        assumed: The reader's assumptions.
        on: The day of the exams.
    """
    fees, retakes, renewals = (sum_usd for _, sum_usd in sums_by_kind(payments))
    studied = sum(hours) / 2 if assumed.hours is None else assumed.hours
    end = day(pd.Timestamp(on) + pd.DateOffset(months=assumed.months))
    parts = (
        Part("exam fees", fees, "list prices"),
        Part("retakes", retakes, f"expected, at a pass chance of {assumed.chance}%"),
        Part("renewals", renewals, f"those due before {end}"),
        Part("study time", studied * assumed.hour_usd, f"{studied:,g} h at {amount(assumed.hour_usd)} an hour"),
    )
    return _break_even(parts, total(payments, exams).unknown, assumed)


def raise_needed(total_usd: float, months: float) -> float:
    """The raise a year that adds up to a total within some months: total / (months / 12).

    Before tax, from the first month on, without interest. Raises ValueError for months that are not above zero.
    """
    if not months > 0:
        raise ValueError(f"a horizon is above zero months, not {months}")
    return total_usd / (months / 12)


def months_needed(total_usd: float, raise_usd: float) -> float | None:
    """How many months a yearly raise takes to add up to a total: 0 for a total of 0, None for a raise of 0."""
    if total_usd <= 0:
        return 0.0
    return total_usd / raise_usd * 12 if raise_usd > 0 else None


def _break_even(parts: tuple[Part, ...], unknown: tuple[str, ...], assumed: BreakEvenAssumptions) -> BreakEven:
    total_usd = sum(part.usd for part in parts)
    raise_usd, months = raise_needed(total_usd, assumed.months), months_needed(total_usd, assumed.raise_usd)
    return BreakEven(parts, total_usd, unknown, assumed.months, raise_usd, assumed.raise_usd, months)


def curve(total_usd: float, *, longest: int) -> pd.DataFrame:
    """The yearly raise by the months it may take to pay a total back: `months` (1 to `longest`) and `raise_usd`."""
    months = list(range(1, longest + 1))
    return pd.DataFrame({"months": months, "raise_usd": [raise_needed(total_usd, month) for month in months]})


def waterfall(parts: tuple[Part, ...]) -> pd.DataFrame:
    """The parts stacked in order: `name`, `usd`, `why`, and the ends of the bar, `from_usd` and `to_usd`."""
    rows = pd.DataFrame(parts, columns=["name", "usd", "why"])
    to = rows["usd"].cumsum()
    return rows.assign(from_usd=to - rows["usd"], to_usd=to)


def finding(result: BreakEven, name: str) -> str:
    """The raise that pays a role's path back by the horizon, the months that the assumed raise takes, unknown prices.

    `name` is the role's.
    """
    note = f" Not in it, for want of a price: {listed(list(result.unknown))}." if result.unknown else ""
    if result.total_usd == 0:
        return f"{name}: as far as is known there is nothing to pay back.{note}"
    least = "at least " if result.unknown else ""
    needed = f"{least}{whole_dollars(result.raise_needed_usd)} a year"
    months = count(result.months, "month")
    return f"{name}: a raise of {needed} pays the path back in {months}.{_assumed_raise(result)}{note}"


def _assumed_raise(result: BreakEven) -> str:
    if not result.assumed_raise_usd or result.months_needed is None:
        return ""
    least = "at least " if result.unknown else ""
    return f" One of {usd(result.assumed_raise_usd)} takes {least}{count(math.ceil(result.months_needed), 'month')}."


def whole_dollars(value: float) -> str:
    """A sum in whole dollars, rounded up, so that a raise of that size does pay back; `$0` for zero."""
    return amount(math.ceil(round(value, 6)))
