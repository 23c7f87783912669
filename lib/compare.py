"""Two to four certifications side by side: each fact in one row, which of them differ, where each was seen.

A certification is one row of `lib.lifecycle.with_status` as a mapping from column to value; frames keep the order in
which the certifications were asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from lib import detail
from lib.certs import price_words
from lib.text import count, day, listed, missing, span

Cert = Mapping[Any, Any]
UNKNOWN = "not published"
ORDER = {"differs": 0, "open": 1, "same": 2}


class Said(NamedTuple):
    """One fact of one certification: in words, and as numbers where a bar can stand for it.

    `known` is false where no source says it; `low` and `high` are the ends of a range, equal for one figure.
    """

    words: str
    known: bool = True
    low: float | None = None
    high: float | None = None
    note: str = ""


def chosen(certs: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The rows of some certifications, in the order of `ids`; ids that are not there are left out."""
    rows = certs[certs["id"].isin(ids)]
    place = {one: number for number, one in enumerate(ids)}
    return rows.assign(_place=rows["id"].map(place)).sort_values("_place").drop(columns="_place").reset_index(drop=True)


def _text(value: object) -> Said:
    return Said(UNKNOWN, known=False) if missing(value) else Said(str(value), not str(value).endswith(UNKNOWN))


def _figure(value: float | None, unit: str) -> Said:
    return Said(UNKNOWN, known=False) if missing(value) else Said(f"{value:g} {unit}", True, value, value)


def _price(cert: Cert) -> Said:
    price = cert["price_usd"]
    if missing(price):
        return Said(price_words(cert), known=False)
    note = "last price, while it could be booked" if cert["status"] in ("closed", "retired") else ""
    return Said(price_words(cert), True, float(price), float(price), note)


def _validity(cert: Cert) -> Said:
    return Said("does not expire") if cert["never_expires"] else _figure(cert["validity_months"], "months")


def _renewal(cert: Cert) -> Said:
    """What is said of the certification's renewal, else its vendor's rule.

    What was said once it had retired does not hold on a day on which it runs.
    """
    share, way = cert["renewal_share"], cert["renewal_way"]
    over = cert["observed_status"] == "retired" and not cert["gone"]
    if not (missing(cert["renewal"]) or over):
        return Said(cert["renewal"])
    if cert["never_expires"]:
        return Said("none needed")
    if missing(way):
        return Said(UNKNOWN, known=False)
    costs = {0.0: ", free", 1.0: ", at the full list price"}
    return Said(f"by {way}{'' if missing(share) else costs.get(share, f', at {share:.0%} of the list price')}")


def _questions(cert: Cert) -> Said:
    return _text(span(cert["questions_low"], cert["questions_high"], "questions"))


def _languages(cert: Cert) -> Said:
    if not missing(cert["language_count"]):
        return Said(f"{cert['language_count']:g} languages")
    return Said(", ".join(cert["languages"])) if len(cert["languages"]) else Said("not named; taken as English", False)


def _experience(cert: Cert) -> Said:
    said, months = cert["recommended_experience"], cert["recommended_months"]
    return _text(said if missing(months) or not missing(said) else count(int(months), "month"))


def _study(cert: Cert) -> Said:
    low, high = cert["study_hours_low"], cert["study_hours_high"]
    return Said(span(low, high, "hours"), True, low, high) if span(low, high, "h") else Said("not classified", False)


def standing(cert: Cert) -> str:
    """Whether it can be booked on the day, in a few words that follow `Can it be booked:`."""
    last, general, opens = day(cert["last_day"]), day(cert["general_from"]), day(cert["opens_on"])
    return {
        "active": "yes",
        "beta": f"yes, as a beta; general from {general}" if general else "yes, as a beta",
        "ending": f"yes, until {last}" if last else "yes, until its successor is general",
        "closed": f"no: last exam in English on {last}",
        "retired": f"no: last exam on {last}",
        "partner-only": "by employees of the vendor's partners only",
        "unknown": "not confirmed",
        "not yet": f"no: opens on {opens}" if opens else f"no: its beta ended on {day(cert['beta_until'])}",
    }[str(cert["status"])]


FACTS: dict[str, tuple[str, Callable[[Cert], Said]]] = {
    "price_usd": ("Price of one exam", _price),
    "three_years": ("Cost over three years", lambda cert: cert["three_years"]),
    "status": ("Can it be booked", lambda cert: Said(standing(cert), cert["status"] != "unknown")),
    "validity_months": ("Valid for", _validity),
    "exam_minutes": ("Length of the exam", lambda cert: _figure(cert["exam_minutes"], "minutes")),
    "study": ("Study time (our estimate)", _study),
    "tier": ("Tier (ours)", lambda cert: _text(cert["tier"])),
    "focus": ("Focus (ours)", lambda cert: _text(cert["focus"])),
    "audience": ("Audience", lambda cert: _text(cert["audience"])),
    "required": ("Required first", lambda cert: cert["required"]),
    "recommended_months": ("Recommended experience", _experience),
    "renewal": ("Renewal", _renewal),
    "questions": ("Questions", _questions),
    "passing_score": ("Passing score", lambda cert: _text(cert["passing_score"])),
    "vendor_level": ("The vendor's own level", lambda cert: _text(cert["vendor_level"])),
    "languages": ("Exam languages", _languages),
    "proof_project": ("Project to pair it with", lambda cert: _text(cert["proof_project"])),
}
"""Facts in the order of the sheet: what people call them, and what is said of one certification."""

BARS = ("price_usd", "three_years", "exam_minutes", "study")
"""Facts whose numbers are drawn, each on a scale of its own that starts at zero."""


def sheet(
    certs: pd.DataFrame, every: pd.DataFrame, requirements: pd.DataFrame, three_years: Mapping[str, Said]
) -> pd.DataFrame:
    """Every fact of every certification: one row for each of both, facts in the order of FACTS, differing ones first.

    Takes the certifications to compare (see `chosen`), the whole catalogue for the names of what is required first,
    the `requirements` table and what three years cost by id.
    Returns `fact`, `label`, `id`, `code`, `words`, `known`, `low`, `high` and `note`; `compares`: "differs" where two
    known figures are not the same, "same" where all are known and the same, "open" where too little is known; and
    for facts of BARS `start` and `end`, in percent of the largest of the row.
    """
    known = [
        {**cert, "three_years": three_years[cert["id"]], "required": _required(requirements, cert, every)}
        for cert in certs.to_dict("records")
    ]
    rows = [
        {"fact": fact, "label": label, "id": cert["id"], "code": cert["code"], **said(cert)._asdict()}
        for fact, (label, said) in FACTS.items()
        for cert in known
    ]
    columns = ["fact", "label", "id", "code", *Said._fields]
    frame = pd.DataFrame(rows, columns=columns)
    compares = {str(fact): _compares(group) for fact, group in frame.groupby("fact")}
    frame = frame.assign(compares=frame["fact"].map(compares), **_bars(frame))
    return frame.sort_values("compares", key=lambda column: column.map(ORDER), kind="stable", ignore_index=True)


def _required(requirements: pd.DataFrame, cert: Cert, every: pd.DataFrame) -> Said:
    words = detail.requirements(requirements, cert, every)
    return Said(words.lower() if words == "None" else words, not words.startswith("Not known"))


def _compares(group: pd.DataFrame) -> str:
    words = set(group.loc[group["known"], "words"].str.casefold())
    if len(words) > 1:
        return "differs"
    return "same" if group["known"].all() else "open"


def _bars(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """From zero to a figure; of a range from its lower end, and of a sum known only from below up to that."""
    low, high = rows["low"].astype(float), rows["high"].astype(float).fillna(rows["low"].astype(float))
    top = high.groupby(rows["fact"]).transform("max").where(rows["fact"].isin(BARS))
    top = top.where(top > 0)
    start = low.where(low < high, 0.0)
    return {"start": (100 * start / top).round(1), "end": (100 * high / top).round(1)}


def prices(certs: pd.DataFrame, *, top: float | None = None) -> pd.DataFrame:
    """What each certification costs: `id`, `code`, `words`, `known` and `end`, in percent of `top` or of the dearest.

    Takes certifications on a day. `end` is missing for a price that is not known, and where all are free.
    """
    said = [_price(cert) for cert in certs.to_dict("records")]
    rows = certs[["id", "code"]].assign(words=[one.words for one in said], known=[one.known for one in said])
    most = certs["price_usd"].max() if top is None else top
    return rows.assign(end=(100 * certs["price_usd"] / most).round(1) if most else float("nan"))


def sourced(rows: pd.DataFrame, facts: pd.DataFrame, *, on_article_day: bool = False) -> pd.DataFrame:
    """Add to the rows of a `sheet` where a figure was seen, if not with its record, and what other sources say.

    Takes the `facts` table. Adds `source`, `kind` and `checked_on`, missing where the record's own stand for the
    figure, and `also`: differing figures in words, empty where there are none. A status is computed for the day, so
    what was observed of it on other days does not differ from it.
    """
    seen = [
        {"id": cert_id, "fact": field, **_seen(group)}
        for cert_id in rows["id"].drop_duplicates()
        for field, group in detail.figures(facts, cert_id, on_article_day=on_article_day).groupby("field")
        if field != "status"
    ]
    columns = ["id", "fact", "source", "kind", "checked_on", "also"]
    return rows.merge(pd.DataFrame(seen, columns=columns), how="left", on=["id", "fact"]).fillna({"also": ""})


def _seen(group: pd.DataFrame) -> dict[str, object]:
    """Of one figure's rows, the preferred one first: its own source, if it has one, and what the others say."""
    first = group.iloc[0]
    own = not missing(first["value"]) and not first["row_level"]
    others = [words for words in dict.fromkeys(group["words"]) if words != first["words"]]
    return {name: first[name] if own else None for name in ("source", "kind", "checked_on")} | {"also": listed(others)}


def invitation(every: pd.DataFrame, ids: Sequence[str]) -> str:
    """What is asked of a reader who has chosen none or one."""
    if not ids:
        return "Choose two to four certifications, or start from one of these comparisons."
    code = every.loc[every["id"] == ids[0], "code"].iloc[0]
    return f"{code} against which other? Choose one, or take one of these, the nearest first."
