"""What the calendar has overtaken, and what nobody has checked for a year. `make stale` prints it."""

import sys
from datetime import date, datetime, timedelta

import pandas as pd

from lib.store import DATA, DataProblem, Tables, read
from lib.text import day

YEAR = timedelta(days=365)
Row = tuple[str, str, pd.Timestamp]


def stale(tables: Tables, *, on: date) -> pd.DataFrame:
    """Facts that need another look: `what` (certification or source), `why`, `since`; oldest first.

    Overtaken: a beta whose announced general availability has passed, an announced start or last day that has
    passed since the status was observed. Unchecked: a record or a figure last seen more than 365 days before.
    """
    rows = [*_overtaken(tables["certs"], on), *_unchecked(tables["certs"], tables["facts"], on)]
    return pd.DataFrame(rows, columns=["what", "why", "since"]).sort_values(["since", "what"], ignore_index=True)


def _overtaken(certs: pd.DataFrame, on: date) -> list[Row]:
    now = pd.Timestamp(on)
    said = {
        "general_from": "its announced general availability has come",
        "available_from": "its announced first day has come",
        "last_exam_day": "its last exam day has come",
    }
    return [
        (cert["code"], f"{words} since it was observed", cert[field])
        for field, words in said.items()
        for cert in certs[(certs[field] <= now) & (certs[field] > certs["observed_on"])].to_dict("records")
    ]


def _unchecked(certs: pd.DataFrame, facts: pd.DataFrame, on: date) -> list[Row]:
    limit = pd.Timestamp(on - YEAR)
    codes = dict(zip(certs["id"], certs["code"], strict=True))
    certs_left = certs[certs["checked_on"] < limit].to_dict("records")
    figures = facts[(facts["checked_on"] < limit) & ~facts["row_level"]].to_dict("records")
    records = [(cert["code"], "the whole record", cert["checked_on"]) for cert in certs_left]
    return records + [(codes[f["cert_id"]], f"{f['field']} {f['value']}", f["checked_on"]) for f in figures]


def main() -> int:
    """Print what is stale today. Returns 0 whatever there is: old facts are shown, they fail nothing."""
    try:
        found = stale(read(DATA), on=datetime.now().astimezone().date())
    except DataProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    for row in found.to_dict("records"):
        print(f"{row['what']}: {row['why']} ({day(row['since'])})")
    print(f"{len(found)} to look at again" if len(found) else "nothing is stale")
    return 0


if __name__ == "__main__":
    sys.exit(main())
