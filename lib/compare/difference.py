"""The differences between two to four certifications on a day: side by side, and in one sentence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from lib.catalogue.filtering import price_words
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_of
from lib.compare import three_year_cost
from lib.compare.sheet import FactCell, chosen, sheet
from lib.cost.ledger import Entry, exams
from lib.text import listed, missing


def _price_clause(cert: Certification) -> str:
    if missing(cert["price_usd"]):
        return "has no published price"
    return "is free" if cert["price_usd"] == 0 else f"costs {price_words(cert)}"


def _validity_clause(cert: Certification) -> str:
    if cert["never_expires"]:
        return "does not expire"
    months = cert["validity_months"]
    return "has no published validity" if missing(months) else f"lasts {months:g} months"


def _length_clause(cert: Certification) -> str:
    minutes = cert["exam_minutes"]
    return "has no published length" if missing(minutes) else f"takes {minutes:g} minutes"


CLAUSES: tuple[Callable[[Certification], str], ...] = (
    _price_clause,
    _validity_clause,
    lambda cert: f"is in tier {cert['tier']}",
    _length_clause,
    lambda cert: f"is about {cert['focus']}",
)
"""The clauses of the finding about one certification, the most important first."""
MAX_CLAUSES = 2


def _booking_clause(cert: Certification) -> str:
    """The first clause about a certification, on limits of booking; empty where anybody can book it without an end."""
    status = status_of(cert)
    return status.words(cert, status.clause)


class Contrast(NamedTuple):
    """Two to four certifications compared.

    Attributes:
        certs: The certifications, in the order of the reader.
        ledgers: The payments over three years, by id (see `lib.compare.three_year_cost`).
        sums: What they add up to, by id.
        rows: The rows of `lib.compare.sheet.sheet`.
        finding: The difference in one sentence.
    """

    certs: pd.DataFrame
    ledgers: Mapping[str, Sequence[Entry]]
    sums: Mapping[str, FactCell]
    rows: pd.DataFrame
    finding: str


def contrast(all_certs: pd.DataFrame, ids: Sequence[str], requirements: pd.DataFrame, on: date) -> Contrast:
    """The comparison of two to four certifications. Takes the catalogue as of the day and the `requirements` table."""
    certs, exams_by_id = chosen(all_certs, ids), exams(all_certs)
    ledgers = three_year_cost.ledgers(certs, exams_by_id, on)
    sums = {cert_id: three_year_cost.cost_cell(ledgers[cert_id], exams_by_id) for cert_id in certs["id"]}
    rows = sheet(certs, all_certs, requirements, sums)
    return Contrast(certs, ledgers, sums, rows, finding(certs, rows))


def finding(certs: pd.DataFrame, rows: pd.DataFrame) -> str:
    """The difference in one sentence: the first two of CLAUSES in which the certifications differ.

    Takes the certifications to compare and their `sheet`. Of a certification that nobody can book, the sentence states
    only that.
    """
    compared = records(certs)
    running = [cert for cert in compared if not cert["gone"]]
    differing = [clause for clause in CLAUSES if len({clause(cert) for cert in running}) > 1][:MAX_CLAUSES]
    if not differing and len(running) > 1:
        return _alike(compared, rows)
    selected = differing or list(CLAUSES[:MAX_CLAUSES])
    sentences = [f"{cert['code']} {listed(_clauses(cert, selected))}" for cert in compared]
    closing = "" if running else f" {'Neither' if len(compared) == 2 else 'None'} of them can be booked."
    return f"{'; '.join(sentences)}.{closing}"


def _clauses(cert: Certification, selected: Sequence[Callable[[Certification], str]]) -> list[str]:
    first = _booking_clause(cert)
    return [first] if cert["gone"] else [words for words in (first, *(clause(cert) for clause in selected)) if words]


def _alike(compared: Sequence[Certification], rows: pd.DataFrame) -> str:
    """The finding for certifications that differ in none of CLAUSES."""
    running = [cert for cert in compared if not cert["gone"]]
    booking = [f"{cert['code']} {_booking_clause(cert)}" for cert in compared if _booking_clause(cert)]
    each = "each" if len(running) == len(compared) else f"each of {listed([cert['code'] for cert in running])}"
    alike = f"{each} {listed([clause(running[0]) for clause in CLAUSES[:MAX_CLAUSES]])}"
    sentence = "; ".join([*booking, alike, _differing_facts(rows)])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _differing_facts(rows: pd.DataFrame) -> str:
    """The first three facts that differ, without the status, which the sentence has stated already."""
    labels = rows.loc[rows["compares"].eq("differs") & rows["fact"].ne("status"), "label"].drop_duplicates()
    names = [label.split(" (")[0].lower() for label in labels]
    return f"they differ in {listed(names[:3])}" if names else "no known fact sets them apart"
