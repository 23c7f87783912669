"""The Overview beside its picks: events around a day, counts by vendor and tier, and the cost of the verdict."""

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from lib.catalogue.filtering import codes_by_id
from lib.catalogue.paths import VERDICT
from lib.catalogue.status import reasons
from lib.text import UNKNOWN_PRICE, count, day, listed, usd_range

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
ENDED = ("ended", "closed")
EVENTS = ("day", "kind", "code", "id", "successor", "words")


def events(certs: pd.DataFrame, *, on: date) -> pd.DataFrame:
    """The events of certifications within nine months before and after a day, oldest first.

    An exam that runs on in other languages has two ends. The end in English is `closed` once it has passed and `ends`
    while it is ahead; the end in other languages is `ended` or `ends elsewhere`. The day of `general` is as announced.

    Args:
        certs: The certifications on the day, as `lib.catalogue.status.with_status` gives them.
        on: The day.

    Returns:
        One row per event: `day`, `kind` (a key of WORDS), `code`, `id`, `successor` (its code, for events that end an
        exam; missing = none) and `words`. Sorted by day, kind and code.
    """
    now, window = pd.Timestamp(on), pd.DateOffset(months=MONTHS)
    frames = [
        certs.assign(day=day, kind=kind)[["day", "kind", "code", "id", "successor"]] for kind, day in _days(certs, now)
    ]
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[rows["day"].between(now - window, now + window)].sort_values(["day", "kind", "code"], ignore_index=True)
    rows["successor"] = rows["successor"].map(codes_by_id(certs)).where(rows["kind"].isin(ENDED))
    words = [f"{code} {WORDS[kind]}" for code, kind in zip(rows["code"], rows["kind"], strict=True)]
    return rows.assign(words=words)[list(EVENTS)]


def _days(certs: pd.DataFrame, now: pd.Timestamp) -> Iterator[tuple[str, pd.Series]]:
    """Each kind of event with its day for each certification, missing where the certification has no such event."""
    last, elsewhere, runs_on = certs["last_day"], certs["last_exam_day_other"], certs["other_languages_run"]
    final = last.where(~runs_on, elsewhere)
    beta = certs["observed_status"] == "beta"
    yield "ended", final.where(final < now)
    yield "closed", last.where(runs_on & (last < now))
    yield "ends", last.where(last >= now)
    yield "ends elsewhere", elsewhere.where(runs_on & (elsewhere >= now))
    yield "beta over", certs["beta_until"]
    yield "general", certs["general_from"]
    yield "beta", certs["available_from"].where(beta)
    yield "starts", certs["available_from"].where(~beta)


def finding(certs: pd.DataFrame, article: str) -> str:
    """One or two sentences: how many exams can be booked, and which of those in the article cannot.

    `article` is the name of the article (see `lib.catalogue.snapshot.article_name`).
    """
    bookable = certs[certs["bookable"]]
    total = f"{count(len(bookable), 'exam')} you can book"
    total += f" from {count(bookable['vendor'].nunique(), 'vendor')}" if len(bookable) else ""
    in_article = certs[certs["in_article"]]
    unbookable = in_article[~in_article["bookable"]]
    if in_article.empty:
        return f"{total}."
    if unbookable.empty:
        return f"{total}. All {len(in_article)} that {article} names are among them."
    verb = "is" if len(unbookable) == 1 else "are"
    share = f"{len(unbookable)} of the {len(in_article)} that {article} names {verb} not"
    return f"{total}. {share}: {_reasons(unbookable)}."


def _reasons(unbookable: pd.DataFrame) -> str:
    """The codes with the reason why each cannot be booked, the longest clause first."""
    clauses = [
        f"{listed(sorted(rows['code']))} {'is' if len(rows) == 1 else 'are'} {reason}"
        for reason, rows in unbookable.groupby(unbookable["status"].map(reasons()))
    ]
    return listed(sorted(clauses, key=len, reverse=True))


def timeline_finding(rows: pd.DataFrame, *, on: date) -> str:
    """One sentence on `events`: how many exams ended and started, and which events come next."""
    now = pd.Timestamp(on)
    if rows.empty:
        return f"No change within {MONTHS} months of {day(on)} is known by its date."
    past, ahead = rows[rows["day"] < now], rows[rows["day"] >= now]
    ended = past.loc[past["kind"].isin(ENDED), "id"].nunique()
    begun = int(past["kind"].isin(["beta", "starts"]).sum())
    before = f"In the {MONTHS} months before, {ended or 'none'} ended and {begun or 'none'} started"
    return f"{before}; next: {_next_events(ahead)}." if len(ahead) else f"{before}; no dated change is known ahead."


def _next_events(ahead: pd.DataFrame) -> str:
    first = ahead[ahead["day"] == ahead["day"].iloc[0]]
    return f"{listed(first['words'].tolist())} on {day(first['day'].iloc[0])}"


def glance_counts(certs: pd.DataFrame, *, tiers: Sequence[str], vendors: Sequence[str]) -> pd.DataFrame:
    """How many exams can be booked, by vendor (rows, those with most first) and tier (columns, in the order given).

    Vendors without an exam that can be booked are left out.
    """
    rows = certs[certs["bookable"]]
    counts = pd.crosstab(rows["vendor"], rows["tier"]).reindex(index=list(vendors), columns=list(tiers), fill_value=0)
    counts = counts[counts.sum(axis=1) > 0]
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def glance_finding(counts: pd.DataFrame) -> str:
    """One sentence on `glance_counts`: which vendors have most exams, and which have one in every tier."""
    if counts.empty:
        return "Nothing can be booked."
    sums = counts.sum(axis=1)
    largest = sums[sums == sums.max()].index.tolist()
    complete = counts.index[(counts > 0).all(axis=1)].tolist()
    maximum = f"{_vendors_have(largest)} most: {count(int(sums.max()), 'exam')}{' each' if len(largest) > 1 else ''}"
    return f"{maximum}. {_vendors_have(complete) if complete else 'No vendor has'} one in every tier."


def _vendors_have(vendors: Sequence[str]) -> str:
    return f"{listed(vendors)} {'has' if len(vendors) == 1 else 'have'}"


def verdict_finding(costs: pd.DataFrame) -> str:
    """One sentence: the cost of the article's one recommendation on the day, and the choices that it leaves out.

    Takes `lib.cost.path_cost.path_costs`. Empty where the path is not among them.
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
    """The choices that can be booked but are not in the range."""
    betas, unknown = list(path["betas"]), list(path["unknown"])
    choices = [f"{listed(betas)} at {'its' if len(betas) == 1 else 'their'} beta price"] if betas else []
    choices += [f"{listed(unknown)} ({UNKNOWN_PRICE})"] if unknown else []
    return f"; {listed(choices)} {'is' if len(betas + unknown) == 1 else 'are'} not in it" if choices else ""
