"""Break-even: the raise a year that pays a path back by a horizon. Pure arithmetic on what a reader assumes.

No source measures what a certification adds to pay, so nothing here predicts a raise. A return in percent of the cost
is never stated: it would compare one payment with a stream that has no end.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.costs import Entry, Exam, Sitting, Terms, by_kind, ledger, total
from lib.text import amount, count, day, listed, usd

MOST_HOUR, MOST_HOURS, MOST_RAISE = 1000.0, 5000.0, 1_000_000.0
MONTHS = (1, 120)
CHANCE = (1, 100)


@dataclass(frozen=True)
class Assumed:
    """What a reader assumes. `hours` None = the middle of our estimate for the path; `chance` in percent."""

    hour_usd: float = 25.0
    hours: float | None = None
    months: int = 36
    chance: int = 100
    raise_usd: float = 0.0


class Part(NamedTuple):
    """One part of what a path costs."""

    name: str
    usd: float
    why: str


class Answer(NamedTuple):
    """What a path costs until the horizon, and the raises that pay it back.

    `raise_needed_usd`: a year, before tax, to have paid `total_usd` back after `months`. `months_needed`: how long the
    assumed raise takes; None = never. `unknown`: what `total_usd` does not contain, so that both are at least.
    """

    parts: tuple[Part, ...]
    total_usd: float
    unknown: tuple[str, ...]
    months: int
    raise_needed_usd: float
    assumed_raise_usd: float
    months_needed: float | None


def entries(ids: Iterable[str], exams: Mapping[str, Exam], assumed: Assumed, *, on: date) -> tuple[Entry, ...]:
    """Every payment for a path whose exams are all passed on a day, up to the horizon, at list prices.

    See `lib.costs.ledger`; without vouchers. Raises KeyError for an exam that is not known.
    """
    return ledger([Sitting(one, on) for one in ids], exams, {}, Terms(assumed.months, assumed.chance / 100))


def study_hours(certs: pd.DataFrame, ids: Sequence[str]) -> tuple[float, float]:
    """The least and the most study time of a path by our estimate; certifications without one add nothing."""
    hours = certs.loc[certs["id"].isin(ids), ["study_hours_low", "study_hours_high"]].sum()
    return float(hours["study_hours_low"]), float(hours["study_hours_high"])


def answer(
    paid: Sequence[Entry], exams: Mapping[str, Exam], hours: tuple[float, float], assumed: Assumed, *, on: date
) -> Answer:
    """The break-even of a path: what `entries` come to, with study time at the value of an hour.

    `hours` is our estimate of the least and the most study time; its middle counts where the reader gives none.
    """
    fees, retakes, renewals = (usd_of for _, usd_of in by_kind(paid))
    studied = sum(hours) / 2 if assumed.hours is None else assumed.hours
    end = day(pd.Timestamp(on) + pd.DateOffset(months=assumed.months))
    parts = (
        Part("exam fees", fees, "list prices"),
        Part("retakes", retakes, f"expected, at a pass chance of {assumed.chance}%"),
        Part("renewals", renewals, f"those due before {end}"),
        Part("study time", studied * assumed.hour_usd, f"{studied:,g} h at {amount(assumed.hour_usd)} an hour"),
    )
    return _answer(parts, total(paid, exams).unknown, assumed)


def raise_needed(total_usd: float, months: float) -> float:
    """The raise a year that has added up to a total after some months: total / (months / 12).

    Before tax, from the first month on, without interest. Raises ValueError for a horizon that is not above zero.
    """
    if not months > 0:
        raise ValueError(f"a horizon is above zero months, not {months}")
    return total_usd / (months / 12)


def months_needed(total_usd: float, raise_usd: float) -> float | None:
    """How many months a raise a year takes to add up to a total; 0 for a total of nothing, None for never."""
    if total_usd <= 0:
        return 0.0
    return total_usd / raise_usd * 12 if raise_usd > 0 else None


def _answer(parts: tuple[Part, ...], unknown: tuple[str, ...], assumed: Assumed) -> Answer:
    together = sum(part.usd for part in parts)
    needed, months = raise_needed(together, assumed.months), months_needed(together, assumed.raise_usd)
    return Answer(parts, together, unknown, assumed.months, needed, assumed.raise_usd, months)


def curve(total_usd: float, *, longest: int) -> pd.DataFrame:
    """The raise a year that pays a total back after each month: `months` (1 to `longest`) and `raise_usd`."""
    months = list(range(1, longest + 1))
    return pd.DataFrame({"months": months, "raise_usd": [raise_needed(total_usd, one) for one in months]})


def waterfall(parts: tuple[Part, ...]) -> pd.DataFrame:
    """The parts on top of each other, in order: `name`, `usd`, `why`, `from_usd` and `to_usd` of each."""
    rows = pd.DataFrame(parts, columns=["name", "usd", "why"])
    to = rows["usd"].cumsum()
    return rows.assign(from_usd=to - rows["usd"], to_usd=to)


def finding(told: Answer, name: str) -> str:
    """The raise that pays the path of a role back by the horizon, what is not in it, what the assumed one does."""
    lacking = f" Not in it, for want of a price: {listed(list(told.unknown))}." if told.unknown else ""
    if told.total_usd == 0:
        return f"{name}: as far as is known there is nothing to pay back.{lacking}"
    least = "at least " if told.unknown else ""
    needed = f"{least}{dollars(told.raise_needed_usd)} a year"
    return f"{name}: a raise of {needed} pays the path back in {count(told.months, 'month')}.{_assumed(told)}{lacking}"


def _assumed(told: Answer) -> str:
    if not told.assumed_raise_usd or told.months_needed is None:
        return ""
    least = "at least " if told.unknown else ""
    return f" One of {usd(told.assumed_raise_usd)} takes {least}{count(math.ceil(told.months_needed), 'month')}."


def dollars(value: float) -> str:
    """Whole dollars, rounded up, so that a raise of so much does pay back; `$0` for nothing."""
    return amount(math.ceil(round(value, 6)))
