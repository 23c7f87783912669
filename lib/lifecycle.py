"""Status on a day: what was observed is stored, what holds on a date is computed here.

Eight statuses, in the order in which they are decided: not yet (its first day is ahead), closed (no English exam, the
successor not general), retired (its last day has passed), not yet again (its beta is over and it is not general),
unknown (the last observation contradicts itself or is only of existence), partner-only, beta, ending (an end is
announced and ahead), active.
People see the four words active, beta, ending and retired; what is none of them says so.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

WORDS = {
    "active": "active",
    "beta": "beta",
    "ending": "ending",
    "closed": "ending",
    "retired": "retired",
    "partner-only": "active",
    "unknown": "unconfirmed",
    "not yet": "not yet",
}
STATUS_WORDS = ("active", "beta", "ending", "retired", "unconfirmed", "not yet")
BOOKABLE = ("active", "beta", "ending")
GONE = ("closed", "retired", "not yet")


def with_status(certs: pd.DataFrame, *, on: date, language: str | None = None) -> pd.DataFrame:
    """Add what holds on a day: `status`, `status_word`, `bookable`, `gone`, `last_day` and `opens_on`.

    Takes one row per certification with the lifecycle columns of the `certs` table; a language (None = English)
    picks which last day counts. Returns the same rows and order, six columns more. An unknown start counts as
    open, an unannounced end as running. `bookable` is true where anybody can book; `gone` where nobody can;
    `opens_on` is the day from which one that is not open yet can be booked (missing = not announced).
    """
    day = pd.Timestamp(on)
    other = language not in (None, "English")
    end = certs["last_exam_day_other"] if other else certs["last_exam_day"]
    ended = (end < day).to_numpy()
    observed = certs["observed_status"].to_numpy()
    successor_pending = certs["last_exam_day_other"].isna() | (certs["last_exam_day_other"] >= day)
    ahead = (certs["available_from"] > day).to_numpy()
    general = (certs["general_from"] <= day).to_numpy()
    conditions = [
        ahead,
        ended & (certs["other_languages_run"] & successor_pending).to_numpy(),
        ended,
        (certs["beta_until"] < day).to_numpy() & ~general,
        observed == "unknown",
        observed == "partner-only",
        (observed == "beta") & ~general,
        end.notna().to_numpy() | (other & certs["other_languages_run"]).to_numpy(),
    ]
    names = ["not yet", "closed", "retired", "not yet", "unknown", "partner-only", "beta", "ending"]
    status = pd.Series(np.select(conditions, names, "active"), index=certs.index, dtype=certs["observed_status"].dtype)
    return certs.assign(
        status=status,
        status_word=status.map(WORDS).astype(status.dtype),
        bookable=status.isin(BOOKABLE),
        gone=status.isin(GONE),
        last_day=end,
        opens_on=certs["available_from"].where(ahead, certs["general_from"]).where(status == "not yet"),
    )


def successors(certs: pd.DataFrame) -> dict[str, list[str]]:
    """Who takes the place of each certification that has a successor: it, that one's successor, …; nearest first.

    Takes rows with `id` and `successor`. Returns ids by id. A circle is followed once.
    """
    named = certs["successor"].notna()
    nearest = dict(zip(certs.loc[named, "id"], certs.loc[named, "successor"], strict=True))
    return {one: _chain(one, nearest) for one in nearest}


def _chain(one: str, nearest: Mapping[str, str]) -> list[str]:
    chain: list[str] = []
    while one in nearest and nearest[one] not in chain:
        one = nearest[one]
        chain.append(one)
    return chain
