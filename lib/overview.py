"""What the Overview says beside its picks: what ended and starts around a day, and how many there are of what."""

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from lib.certs import codes
from lib.planner.goals import VERDICT
from lib.text import count, day, listed, usd_range

MONTHS = 9
WORDS = {
    "ended": "retired",
    "closed": "closed in English",
    "ends": "has its last exam day",
    "ends elsewhere": "has its last exam day in other languages",
    "beta over": "ends its beta",
    "general": "leaves beta",
    "beta": "opens as a beta",
    "starts": "opens",
}
NOT_BOOKABLE = {
    "retired": "retired",
    "closed": "closed in English",
    "not yet": "not open yet",
    "partner-only": "for partners only",
    "unknown": "unconfirmed",
}
"""Why a certification cannot be booked by anybody, after `is`."""

ENDED = ("ended", "closed")
EVENTS = ("day", "kind", "code", "id", "successor", "words")


def events(certs: pd.DataFrame, *, on: date) -> pd.DataFrame:
    """What happens to certifications within nine months of a day, before and after, oldest first.

    Takes certifications on the day (`lib.lifecycle.with_status`). One row an event: `day`, `kind` (one of WORDS),
    `code`, `id`, `successor` (code, of what has ended; missing = none) and `words`. A last day that is ahead `ends`;
    where other languages run on, English is `closed` and what `ended` is the last of them; a beta that becomes general
    is an announcement.
    """
    now, window = pd.Timestamp(on), pd.DateOffset(months=MONTHS)
    found = [
        certs.assign(day=day, kind=kind)[["day", "kind", "code", "id", "successor"]] for kind, day in _days(certs, now)
    ]
    rows = pd.concat(found, ignore_index=True)
    rows = rows[rows["day"].between(now - window, now + window)].sort_values(["day", "kind", "code"], ignore_index=True)
    rows["successor"] = rows["successor"].map(codes(certs)).where(rows["kind"].isin(ENDED))
    words = [f"{code} {WORDS[kind]}" for code, kind in zip(rows["code"], rows["kind"], strict=True)]
    return rows.assign(words=words)[list(EVENTS)]


def _days(certs: pd.DataFrame, now: pd.Timestamp) -> Iterator[tuple[str, pd.Series]]:
    """Each kind of event with its day for each certification, missing where there is none."""
    last, other, runs_on = certs["last_day"], certs["last_exam_day_other"], certs["other_languages_run"]
    final = last.where(~runs_on, other)
    beta = certs["observed_status"] == "beta"
    yield "ended", final.where(final < now)
    yield "closed", last.where(runs_on & (last < now))
    yield "ends", last.where(last >= now)
    yield "ends elsewhere", other.where(runs_on & (other >= now))
    yield "beta over", certs["beta_until"]
    yield "general", certs["general_from"]
    yield "beta", certs["available_from"].where(beta)
    yield "starts", certs["available_from"].where(~beta)


def finding(certs: pd.DataFrame, article: str) -> str:
    """One or two sentences: how many can be booked, and what has become of those that the article names.

    `article` is what it is called, see `lib.standing.article`.
    """
    bookable = certs[certs["bookable"]]
    said = f"{count(len(bookable), 'exam')} you can book"
    said += f" from {count(bookable['vendor'].nunique(), 'vendor')}" if len(bookable) else ""
    named = certs[certs["in_article"]]
    others = named[~named["bookable"]]
    if named.empty:
        return f"{said}."
    if others.empty:
        return f"{said}. All {len(named)} that {article} names are among them."
    verb = "is" if len(others) == 1 else "are"
    whole = f"{len(others)} of the {len(named)} that {article} names {verb} not"
    return f"{said}. {whole}: {_which(others)}."


def _which(others: pd.DataFrame) -> str:
    told = [
        f"{listed(sorted(rows['code']))} {'is' if len(rows) == 1 else 'are'} {word}"
        for word, rows in others.groupby(others["status"].map(NOT_BOOKABLE))
    ]
    return listed(sorted(told, key=len, reverse=True))


def timeline_finding(rows: pd.DataFrame, *, on: date) -> str:
    """One sentence about the events: how many ended, and what comes next. What has no known date is in neither."""
    now = pd.Timestamp(on)
    if rows.empty:
        return f"No change within {MONTHS} months of {day(on)} is known by its date."
    past, ahead = rows[rows["day"] < now], rows[rows["day"] >= now]
    ended = past.loc[past["kind"].isin(ENDED), "id"].nunique()
    begun = int(past["kind"].isin(["beta", "starts"]).sum())
    said = f"In the {MONTHS} months before, {ended or 'none'} ended and {begun or 'none'} started"
    return f"{said}; next: {_next(ahead)}." if len(ahead) else f"{said}; no dated change is known ahead."


def _next(ahead: pd.DataFrame) -> str:
    first = ahead[ahead["day"] == ahead["day"].iloc[0]]
    return f"{listed(first['words'].tolist())} on {day(first['day'].iloc[0])}"


def glance(certs: pd.DataFrame, *, tiers: Sequence[str], vendors: Sequence[str]) -> pd.DataFrame:
    """How many can be booked by vendor and tier: vendors as rows, most first, tiers as columns in order.

    Vendors with nothing that can be booked are left out.
    """
    rows = certs[certs["bookable"]]
    counts = pd.crosstab(rows["vendor"], rows["tier"]).reindex(index=list(vendors), columns=list(tiers), fill_value=0)
    counts = counts[counts.sum(axis=1) > 0]
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def glance_finding(counts: pd.DataFrame) -> str:
    """One sentence about the counts by vendor and tier: who has most, and how many vendors have every tier."""
    if counts.empty:
        return "Nothing can be booked."
    sums = counts.sum(axis=1)
    first = sums[sums == sums.max()].index.tolist()
    whole = counts.index[(counts > 0).all(axis=1)].tolist()
    most = f"{_have(first)} most: {count(int(sums.max()), 'exam')}{' each' if len(first) > 1 else ''}"
    return f"{most}. {_have(whole) if whole else 'No vendor has'} one in every tier."


def _have(vendors: Sequence[str]) -> str:
    return f"{listed(vendors)} {'has' if len(vendors) == 1 else 'have'}"


def verdict_finding(costs: pd.DataFrame) -> str:
    """One sentence: what the article's one recommendation costs on the day, and what that leaves out.

    Takes `lib.path_costs.path_costs`. Empty without that path.
    """
    rows = costs[costs["path"] == VERDICT]
    if rows.empty:
        return ""
    path = rows.iloc[0]
    if pd.isna(path["low_usd"]):
        unknown = len(path["unknown"]) > 0
        why = "a price is not published" if unknown else "a step has nothing to book"
        return f"What the article's one recommendation costs is not known: {why}."
    price = usd_range(path["low_usd"], path["high_usd"])
    return f"The article's one recommendation costs {price} without its optional step{_left_out(path)}."


def _left_out(path: pd.Series) -> str:
    """Choices that can be booked and that the range does not hold."""
    betas, unknown = list(path["betas"]), list(path["unknown"])
    told = [f"{listed(betas)} at {'its' if len(betas) == 1 else 'their'} beta price"] if betas else []
    told += [f"{listed(unknown)} (price not published)"] if unknown else []
    return f"; {listed(told)} {'is' if len(betas + unknown) == 1 else 'are'} not in it" if told else ""
