"""What the calendar has overtaken, and what nobody has checked for a year. `make stale` prints it."""

import sys
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lib import standing
from lib.clock import today
from lib.store import DATA, DataProblem, Tables, read
from lib.text import day

YEAR = timedelta(days=365)
Row = tuple[str, str, pd.Timestamp]


def stale(tables: Tables, *, on: date) -> pd.DataFrame:
    """Facts that need another look: `what` (certification or source), `why`, `since`; oldest first.

    Overtaken: a beta that is over or whose announced general availability has passed, an announced start or last day
    that has passed since the status was observed. Unchecked: a record or a figure last seen more than 365 days before.
    """
    rows = [*_overtaken(tables["certs"], on), *_unchecked(tables, on)]
    return pd.DataFrame(rows, columns=["what", "why", "since"]).sort_values(["since", "what"], ignore_index=True)


def _overtaken(certs: pd.DataFrame, on: date) -> list[Row]:
    now = pd.Timestamp(on)
    said = {
        "general_from": "its announced general availability has come",
        "beta_until": "the last day of its beta has come",
        "available_from": "its announced first day has come",
        "last_exam_day": "its last exam day has come",
    }
    return [
        (cert["code"], f"{words} since it was observed", cert[field])
        for field, words in said.items()
        for cert in certs[(certs[field] <= now) & (certs[field] > certs["observed_on"])].to_dict("records")
    ]


def _unchecked(tables: Tables, on: date) -> list[Row]:
    limit = pd.Timestamp(on - YEAR)
    codes = standing.codes(tables)

    def old(name: str) -> list[dict[str, Any]]:
        rows = tables[name]
        return [{str(k): v for k, v in row.items()} for row in rows[rows["checked_on"] < limit].to_dict("records")]

    records = [(cert["code"], "the whole record", cert["checked_on"]) for cert in old("certs")]
    old_facts = [fact for fact in old("facts") if not fact["row_level"]]
    figures = [(codes[fact["cert_id"]], f"{fact['field']} {fact['value']}", fact["checked_on"]) for fact in old_facts]
    pay = [(p["role_name"], f"pay of {p['year']} from {p['source']}", p["checked_on"]) for p in old("salaries")]
    named = [(s["title"], "the source", s["checked_on"]) for s in old("sources") if not s["url"]]
    return records + figures + pay + named


def main() -> int:
    """Print what is stale today. Returns 0 whatever there is: old facts are shown, they fail nothing."""
    try:
        found = stale(read(DATA), on=today())
    except DataProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    for row in found.to_dict("records"):
        print(f"{row['what']}: {row['why']} ({day(row['since'])})")
    print(f"{len(found)} to look at again" if len(found) else "nothing is stale")
    return 0


if __name__ == "__main__":
    sys.exit(main())
