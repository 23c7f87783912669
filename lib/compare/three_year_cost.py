"""The cost of each certification alone over three years: its exam and the renewals that fall due within them."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from lib.catalogue.record import Certification, records
from lib.compare.sheet import FactCell
from lib.cost import ledger
from lib.cost.ledger import Entry, Exam, Sitting, Terms, Total
from lib.text import UNKNOWN_PRICE, count, day, listed, missing, usd

TERMS = Terms()
"""Three years from the exam, passed at the first try, at list prices."""
CLOSED = "cannot be booked"


def ledgers(certs: pd.DataFrame, exams: Mapping[str, Exam], on: date) -> dict[str, tuple[Entry, ...]]:
    """The payments for each certification alone, by id, with the exam on a day or, if it opens later, when it opens.

    Takes the certifications to compare and every exam (`lib.cost.ledger.exams`). Empty for a certification that nobody
    can book and that has no known day of opening.
    """
    return {cert["id"]: _ledger(cert["id"], exams, _exam_day(cert, on)) for cert in records(certs)}


def _exam_day(cert: Certification, on: date) -> date | None:
    """The first day, from a day on, on which the exam can be taken; None where no such day is known."""
    opens = cert["opens_on"]
    if isinstance(opens, pd.Timestamp) and not missing(opens):
        return opens.date()
    return None if cert["gone"] else on


def _ledger(cert_id: str, exams: Mapping[str, Exam], exam_day: date | None) -> tuple[Entry, ...]:
    return ledger.ledger([Sitting(cert_id, exam_day)], exams, {}, TERMS) if exam_day else ()


def cost_cell(entries: Iterable[Entry], exams: Mapping[str, Exam]) -> FactCell:
    """The sum of a ledger in words, `$200`, or `at least $445` where a price is not known; the renewals as a note."""
    payments = list(entries)
    if not payments:
        return FactCell(CLOSED)
    if payments[0].net_usd is None:
        return FactCell(UNKNOWN_PRICE, is_known=False, note=_renewals(payments[1:]))
    total = ledger.total(payments, exams)
    high = None if total.unknown else total.known_usd
    return FactCell(_sum_words(total), not total.unknown, total.known_usd, high, _renewals(payments[1:]))


def _sum_words(total: Total) -> str:
    if not total.unknown:
        return usd(total.known_usd)
    return f"at least {usd(total.known_usd)}" if total.known_usd else "free to sit"


def _renewals(entries: list[Entry]) -> str:
    """The payments after the exam, in words."""
    if not entries:
        return "no renewal falls due"
    if any(entry.kind == "lapse" for entry in entries):
        return f"lapses on {day(entries[-1].day)}"
    if any(entry.net_usd is None for entry in entries):
        return "what it takes to keep is not published"
    spent = sum(entry.net_usd or 0.0 for entry in entries)
    if not spent:
        return f"with {count(len(entries), 'free renewal')}"
    return f"with {count(len(entries), 'renewal')} for {usd(spent)}"


def finding(sums: Mapping[str, FactCell], codes: Mapping[str, str]) -> str:
    """The cost of each certification over three years, as one sentence. Takes each `cost_cell` and code by id."""
    return f"Over three years {listed([f'{codes[cert_id]} {_comes_to(cell)}' for cert_id, cell in sums.items()])}."


def _comes_to(cell: FactCell) -> str:
    if cell.words == CLOSED:
        return CLOSED
    if cell.low is None:
        return "cannot be priced"
    if cell.low:
        return f"comes to {cell.words}"
    return "costs nothing" if cell.is_known else f"is {cell.words}"
