"""Two to four certifications side by side: each fact as a row, whether it differs, and its source.

Frames keep the order in which the reader chose the certifications.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from lib.catalogue import certification
from lib.catalogue.filtering import price_words
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_of
from lib.text import count, listed, missing, span

UNKNOWN = "not published"
ORDER = {"differs": 0, "open": 1, "same": 2}


class FactCell(NamedTuple):
    """One fact of one certification, in words, and as numbers where a bar shows it.

    `is_known` is false where no source states the fact. `low` and `high` are the ends of a range, equal for a single
    figure; `high` is None for a sum known only from below.
    """

    words: str
    is_known: bool = True
    low: float | None = None
    high: float | None = None
    note: str = ""


class ComparedCertification(Certification):
    """A certification with the facts that its record alone does not give: cost over three years, prerequisites."""

    three_years: FactCell
    required: FactCell


def chosen(certs: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The rows of some certifications, in the order of `ids`; unknown ids are left out."""
    rows = certs[certs["id"].isin(ids)]
    order = rows["id"].map({cert_id: number for number, cert_id in enumerate(ids)})
    return rows.assign(_order=order).sort_values("_order").drop(columns="_order").reset_index(drop=True)


def _text(value: object) -> FactCell:
    return (
        FactCell(UNKNOWN, is_known=False) if missing(value) else FactCell(str(value), not str(value).endswith(UNKNOWN))
    )


def _figure(value: float | None, unit: str) -> FactCell:
    return FactCell(UNKNOWN, is_known=False) if missing(value) else FactCell(f"{value:g} {unit}", True, value, value)


def _price(cert: Certification) -> FactCell:
    price = cert["price_usd"]
    if missing(price):
        return FactCell(price_words(cert), is_known=False)
    note = "last price, while it could be booked" if status_of(cert).is_over else ""
    return FactCell(price_words(cert), True, float(price), float(price), note)


def _validity(cert: Certification) -> FactCell:
    return FactCell("does not expire") if cert["never_expires"] else _figure(cert["validity_months"], "months")


def _renewal(cert: Certification) -> FactCell:
    """The renewal that the certification's record states, else the vendor's rule.

    A record observed after retirement does not hold on a day on which the certification runs.
    """
    share, way = cert["renewal_share"], cert["renewal_way"]
    observed_later = cert["observed_status"] == "retired" and not cert["gone"]
    if not (missing(cert["renewal"]) or observed_later):
        return FactCell(str(cert["renewal"]))
    if cert["never_expires"]:
        return FactCell("none needed")
    if missing(way):
        return FactCell(UNKNOWN, is_known=False)
    costs = {0.0: ", free", 1.0: ", at the full list price"}
    return FactCell(f"by {way}{'' if missing(share) else costs.get(share, f', at {share:.0%} of the list price')}")


def _questions(cert: Certification) -> FactCell:
    return _text(span(cert["questions_low"], cert["questions_high"], "questions"))


def _languages(cert: Certification) -> FactCell:
    if not missing(cert["language_count"]):
        return FactCell(f"{cert['language_count']:g} languages")
    return (
        FactCell(", ".join(cert["languages"]))
        if len(cert["languages"])
        else FactCell("not named; taken as English", False)
    )


def _experience(cert: Certification) -> FactCell:
    words, months = cert["recommended_experience"], cert["recommended_months"]
    return _text(words if missing(months) or not missing(words) else count(int(months), "month"))


def _study(cert: Certification) -> FactCell:
    low, high = cert["study_hours_low"], cert["study_hours_high"]
    return (
        FactCell(span(low, high, "hours"), True, low, high)
        if span(low, high, "h")
        else FactCell("not classified", False)
    )


def booking_words(cert: Certification) -> str:
    """Whether the certification can be booked on the day, in a few words that answer `Can it be booked`."""
    status = status_of(cert)
    return status.words(cert, status.booking)


FACTS: dict[str, tuple[str, Callable[[ComparedCertification], FactCell]]] = {
    "price_usd": ("Price of one exam", _price),
    "three_years": ("Cost over three years", lambda cert: cert["three_years"]),
    "status": ("Can it be booked", lambda cert: FactCell(booking_words(cert), cert["status"] != "unknown")),
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
"""The facts in the order of the sheet: the label, and the function that gives the cell of a certification."""

BARS = ("price_usd", "three_years", "exam_minutes", "study")
"""Facts with bars, each on its own scale that starts at zero."""


def sheet(
    certs: pd.DataFrame, all_certs: pd.DataFrame, requirements: pd.DataFrame, three_years: Mapping[str, FactCell]
) -> pd.DataFrame:
    """The facts side by side: one row per fact and certification.

    Args:
        certs: The certifications to compare (see `chosen`).
        all_certs: The whole catalogue, for the codes of prerequisites.
        requirements: The `requirements` table.
        three_years: The cost over three years by id (see `lib.compare.three_year_cost`).

    Returns:
        `fact`, `label`, `id`, `code`, `words`, `known`, `low`, `high` and `note`. `compares` is "differs" where two
        known cells have different words, "same" where all are known and equal, "open" where too little is known. Facts
        of BARS have `start` and `end`, in percent of the largest figure of the fact. Rows that differ come first, then
        open ones, then equal ones, each in the order of FACTS.
    """
    compared: list[ComparedCertification] = [
        {**cert, "three_years": three_years[cert["id"]], "required": _required(requirements, cert, all_certs)}
        for cert in records(certs)
    ]
    rows = [
        {"fact": fact, "label": label, "id": cert["id"], "code": cert["code"], **cell(cert)._asdict()}
        for fact, (label, cell) in FACTS.items()
        for cert in compared
    ]
    columns = ["fact", "label", "id", "code", *FactCell._fields]
    frame = pd.DataFrame(rows, columns=columns).rename(columns={"is_known": "known"})
    compares = {str(fact): _compares(group) for fact, group in frame.groupby("fact")}
    frame = frame.assign(compares=frame["fact"].map(compares), **_bars(frame))
    return frame.sort_values("compares", key=lambda column: column.map(ORDER), kind="stable", ignore_index=True)


def _required(requirements: pd.DataFrame, cert: Certification, all_certs: pd.DataFrame) -> FactCell:
    words = certification.requirement_words(requirements, cert, all_certs)
    return FactCell(words.lower() if words == "None" else words, not words.startswith("Not known"))


def _compares(group: pd.DataFrame) -> str:
    words = set(group.loc[group["known"], "words"].str.casefold())
    if len(words) > 1:
        return "differs"
    return "same" if group["known"].all() else "open"


def _bars(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Bars from zero to the figure; for a range from its lower end, for a sum known only from below up to that sum."""
    low, high = rows["low"].astype(float), rows["high"].astype(float).fillna(rows["low"].astype(float))
    top = high.groupby(rows["fact"]).transform("max").where(rows["fact"].isin(BARS))
    top = top.where(top > 0)
    start = low.where(low < high, 0.0)
    return {"start": (100 * start / top).round(1), "end": (100 * high / top).round(1)}


def price_bars(certs: pd.DataFrame, *, top: float | None = None) -> pd.DataFrame:
    """The price of each certification as a bar: `id`, `code`, `words`, `known` and `end`.

    Takes certifications on a day. `end` is in percent of `top`, by default of the highest price; it is missing where
    the price is not known or the highest price is zero.
    """
    cells = [_price(cert) for cert in records(certs)]
    rows = certs[["id", "code"]].assign(words=[cell.words for cell in cells], known=[cell.is_known for cell in cells])
    highest = certs["price_usd"].max() if top is None else top
    return rows.assign(end=(100 * certs["price_usd"] / highest).round(1) if highest else float("nan"))


def with_sources(rows: pd.DataFrame, facts: pd.DataFrame, *, on_article_day: bool = False) -> pd.DataFrame:
    """The rows of a `sheet` with the sources of the figures and what other sources state.

    Adds `source`, `kind` and `checked_on`, missing where the figure rests on the source of the whole record, and
    `also`: the differing figures of other sources in words, empty where there are none. The status gets no sources: it
    is computed for the day, so that observations of other days do not contradict it.

    Args:
        rows: The rows of a `sheet`.
        facts: The `facts` table.
        on_article_day: Whether the sheet is of the day that the article describes (see
            `lib.catalogue.certification.figures`).
    """
    sources = [
        {"id": cert_id, "fact": field, **_source(group)}
        for cert_id in rows["id"].drop_duplicates()
        for field, group in certification.figures(facts, cert_id, on_article_day=on_article_day).groupby("field")
        if field != "status"
    ]
    columns = ["id", "fact", "source", "kind", "checked_on", "also"]
    return rows.merge(pd.DataFrame(sources, columns=columns), how="left", on=["id", "fact"]).fillna({"also": ""})


def _source(group: pd.DataFrame) -> dict[str, object]:
    """The source of one figure, if it has its own, and the differing words of other sources.

    Takes the rows of the figure, the preferred one first.
    """
    first = group.iloc[0]
    own = not missing(first["value"]) and not first["row_level"]
    different = [words for words in dict.fromkeys(group["words"]) if words != first["words"]]
    columns = {name: first[name] if own else None for name in ("source", "kind", "checked_on")}
    return columns | {"also": listed(different)}


def invitation(all_certs: pd.DataFrame, ids: Sequence[str]) -> str:
    """The request to a reader who has chosen no certification or only one."""
    if not ids:
        return "Choose two to four certifications, or start from one of these comparisons."
    code = all_certs.loc[all_certs["id"] == ids[0], "code"].iloc[0]
    return f"{code} against which other? Choose one, or take one of these, the nearest first."
