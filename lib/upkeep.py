"""What each certification alone costs over three years: its exam, and the renewals that fall due within them."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from lib import costs
from lib.compare import Said
from lib.costs import Entry, Exam, Sitting, Terms, Total
from lib.text import count, day, listed, missing, usd

TERMS = Terms()
"""Three years from the exam, each passed at the first try, at list prices."""
CLOSED = "cannot be booked"


def ledgers(certs: pd.DataFrame, known: Mapping[str, Exam], on: date) -> dict[str, tuple[Entry, ...]]:
    """The payments for each certification alone, sat on a day, or on its first day where that is ahead.

    Takes the certifications to compare and every exam as `lib.costs.exams` gives them. Empty for one that nobody can
    book, and of which no day is known from which anybody can.
    """
    return {cert["id"]: _ledger(cert["id"], known, _first(cert, on)) for cert in certs.to_dict("records")}


def _first(cert: Mapping[object, object], on: date) -> date | None:
    """The first day from a day on, on which it can be sat; None where none is known."""
    opens = cert["opens_on"]
    if isinstance(opens, pd.Timestamp) and not missing(opens):
        return opens.date()
    return None if cert["gone"] else on


def _ledger(cert_id: str, known: Mapping[str, Exam], sat: date | None) -> tuple[Entry, ...]:
    return costs.ledger([Sitting(cert_id, sat)], known, {}, TERMS) if sat else ()


def said(entries: Iterable[Entry], known: Mapping[str, Exam]) -> Said:
    """The sum in words: `$200`, `at least $445` where a part is not known; what it contains as a note."""
    paid = list(entries)
    if not paid:
        return Said(CLOSED)
    if paid[0].net_usd is None:
        return Said("price not published", known=False, note=_renewals(paid[1:]))
    total = costs.total(paid, known)
    high = None if total.unknown else total.known_usd
    return Said(_sum(total), not total.unknown, total.known_usd, high, _renewals(paid[1:]))


def _sum(total: Total) -> str:
    if not total.unknown:
        return usd(total.known_usd)
    return f"at least {usd(total.known_usd)}" if total.known_usd else "free to sit"


def _renewals(entries: list[Entry]) -> str:
    """What falls due after the exam."""
    if not entries:
        return "no renewal falls due"
    if any(one.kind == "lapse" for one in entries):
        return f"lapses on {day(entries[-1].day)}"
    if any(one.net_usd is None for one in entries):
        return "what it takes to keep is not published"
    spent = sum(one.net_usd or 0.0 for one in entries)
    if not spent:
        return f"with {count(len(entries), 'free renewal')}"
    return f"with {count(len(entries), 'renewal')} for {usd(spent)}"


def finding(sums: Mapping[str, Said], codes: Mapping[str, str]) -> str:
    """What each comes to over three years, or that it cannot be said. Takes `said` and the codes by id."""
    told = [f"{codes[one]} {_comes_to(sum_)}" for one, sum_ in sums.items()]
    return f"Over three years {listed(told)}."


def _comes_to(sum_: Said) -> str:
    if sum_.words == CLOSED:
        return CLOSED
    if sum_.low is None:
        return "cannot be priced"
    if sum_.low:
        return f"comes to {sum_.words}"
    return "costs nothing" if sum_.known else f"is {sum_.words}"
