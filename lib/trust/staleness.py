"""Stale facts: overtaken by the calendar, or not checked for a year. `make stale` prints them."""

import sys
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lib.catalogue import snapshot
from lib.catalogue.status import today
from lib.tables.store import DATA, DataProblem, Tables, read
from lib.text import day

YEAR = timedelta(days=365)
StaleFact = tuple[str, str, pd.Timestamp]
"""What the fact is on, why it is stale, and since when."""


def stale_facts(tables: Tables, *, on: date) -> pd.DataFrame:
    """Facts to look at again: `what` (certification, role or source), `why`, `since`; oldest first.

    A fact is overtaken when a day that was announced at its last observation has come: general availability, the last
    day of a beta, the first day or the last exam day. A record or a figure is unchecked when it was last seen more than
    365 days before.
    """
    rows = [*_overtaken(tables["certs"], on), *_unchecked(tables, on)]
    return pd.DataFrame(rows, columns=["what", "why", "since"]).sort_values(["since", "what"], ignore_index=True)


def _overtaken(certs: pd.DataFrame, on: date) -> list[StaleFact]:
    now = pd.Timestamp(on)
    reasons = {
        "general_from": "its announced general availability has come",
        "beta_until": "the last day of its beta has come",
        "available_from": "its announced first day has come",
        "last_exam_day": "its last exam day has come",
    }
    return [
        (cert["code"], f"{words} since it was observed", cert[field])
        for field, words in reasons.items()
        for cert in certs[(certs[field] <= now) & (certs[field] > certs["observed_on"])].to_dict("records")
    ]


def _unchecked(tables: Tables, on: date) -> list[StaleFact]:
    limit = pd.Timestamp(on - YEAR)
    codes = snapshot.codes(tables)

    def old(name: str) -> list[dict[str, Any]]:
        rows = tables[name][tables[name]["checked_on"] < limit].to_dict("records")
        return [{str(column): cell for column, cell in row.items()} for row in rows]

    records = [(cert["code"], "the whole record", cert["checked_on"]) for cert in old("certs")]
    old_facts = [fact for fact in old("facts") if not fact["row_level"]]
    figures = [(codes[fact["cert_id"]], f"{fact['field']} {fact['value']}", fact["checked_on"]) for fact in old_facts]
    pay = [
        (row["role_name"], f"pay of {row['year']} from {row['source']}", row["checked_on"]) for row in old("salaries")
    ]
    sources = [(row["title"], "the source", row["checked_on"]) for row in old("sources") if not row["url"]]
    return records + figures + pay + sources


def main() -> int:
    """Print the stale facts of today. Returns 0 however many there are, and 1 only where the tables cannot be read."""
    try:
        facts = stale_facts(read(DATA), on=today())
    except DataProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    for row in facts.to_dict("records"):
        print(f"{row['what']}: {row['why']} ({day(row['since'])})")
    print(f"{len(facts)} to look at again" if len(facts) else "nothing is stale")
    return 0


if __name__ == "__main__":
    sys.exit(main())
