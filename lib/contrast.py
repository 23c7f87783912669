"""What sets certifications apart, two to four on any day: side by side, and in one sentence.

A certification is one row of `lib.lifecycle.with_status` as a mapping from column to value.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from lib import upkeep
from lib.certs import price_words
from lib.compare import Said, chosen, sheet
from lib.costs import Entry, exams
from lib.text import day, listed, missing

Cert = Mapping[Any, Any]


def _costs(cert: Cert) -> str:
    if missing(cert["price_usd"]):
        return "has no published price"
    return "is free" if cert["price_usd"] == 0 else f"costs {price_words(cert)}"


def _lasts(cert: Cert) -> str:
    if cert["never_expires"]:
        return "does not expire"
    months = cert["validity_months"]
    return "has no published validity" if missing(months) else f"lasts {months:g} months"


def _takes(cert: Cert) -> str:
    minutes = cert["exam_minutes"]
    return "has no published length" if missing(minutes) else f"takes {minutes:g} minutes"


SAYINGS: tuple[Callable[[Cert], str], ...] = (
    _costs,
    _lasts,
    lambda cert: f"is in tier {cert['tier']}",
    _takes,
    lambda cert: f"is about {cert['focus']}",
)
MOST_SAID = 2


def _standing(cert: Cert) -> str:
    """What has to be said first of a certification; empty for one that anybody can book."""
    last, opens = day(cert["last_day"]), day(cert["opens_on"])
    return {
        "beta": "is in beta",
        "ending": f"can be booked until {last}" if last else "ends with its successor",
        "closed": f"had its last exam in English on {last}",
        "retired": f"had its last exam on {last}",
        "partner-only": "is for the vendor's partners only",
        "unknown": "is not confirmed to be open",
        "not yet": f"opens on {opens}" if opens else f"had its last beta exam on {day(cert['beta_until'])}",
    }.get(str(cert["status"]), "")


class Contrast(NamedTuple):
    """Certifications against each other: the certifications, what each costs to keep, the sheet, and the finding.

    `ledgers` and `sums` are of three years, by id (see `lib.upkeep`); `rows` are those of `lib.compare.sheet`.
    """

    certs: pd.DataFrame
    ledgers: Mapping[str, Sequence[Entry]]
    sums: Mapping[str, Said]
    rows: pd.DataFrame
    finding: str


def contrast(every: pd.DataFrame, ids: Sequence[str], requirements: pd.DataFrame, on: date) -> Contrast:
    """Everything that sets two to four certifications apart on a day. Takes the catalogue as it stands on it."""
    certs, known = chosen(every, ids), exams(every)
    ledgers = upkeep.ledgers(certs, known, on)
    sums = {one: upkeep.said(ledgers[one], known) for one in certs["id"]}
    rows = sheet(certs, every, requirements, sums)
    return Contrast(certs, ledgers, sums, rows, finding(certs, rows))


def finding(certs: pd.DataFrame, rows: pd.DataFrame) -> str:
    """What sets the certifications apart: price and validity where these differ, else the next that does.

    Takes the certifications to compare and their `sheet`. Of one that cannot be booked only that is said.
    """
    records = certs.to_dict("records")
    running = [cert for cert in records if not cert["gone"]]
    telling = [say for say in SAYINGS if len({say(cert) for cert in running}) > 1][:MOST_SAID]
    if not telling and len(running) > 1:
        return _alike(records, rows)
    told = telling or list(SAYINGS[:MOST_SAID])
    clauses = [f"{cert['code']} {listed(_said(cert, told))}" for cert in records]
    closing = "" if running else f" {'Neither' if len(records) == 2 else 'None'} of them can be booked."
    return f"{'; '.join(clauses)}.{closing}"


def _said(cert: Cert, told: Sequence[Callable[[Cert], str]]) -> list[str]:
    first = _standing(cert)
    return [first] if cert["gone"] else [word for word in (first, *(say(cert) for say in told)) if word]


def _alike(records: Sequence[Cert], rows: pd.DataFrame) -> str:
    """For certifications that are the same in all that the finding looks at first."""
    running = [cert for cert in records if not cert["gone"]]
    first = [f"{cert['code']} {_standing(cert)}" for cert in records if _standing(cert)]
    each = "each" if len(running) == len(records) else f"each of {listed([cert['code'] for cert in running])}"
    alike = f"{each} {listed([say(running[0]) for say in SAYINGS[:MOST_SAID]])}"
    told = "; ".join([*first, alike, _apart(rows)])
    return f"{told[0].upper()}{told[1:]}."


def _apart(rows: pd.DataFrame) -> str:
    """The first facts that differ, other than the status, which has been said."""
    labels = rows.loc[rows["compares"].eq("differs") & rows["fact"].ne("status"), "label"].drop_duplicates()
    names = [label.split(" (")[0].lower() for label in labels]
    return f"they differ in {listed(names[:3])}" if names else "no known fact sets them apart"
