"""Questions on one certification: what it comes to, each fact with its provenance, its chain, the paths that use it.

A certification is one row of `lib.lifecycle.with_status` as a mapping from column to value.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.certs import codes, price_words
from lib.lifecycle import successors
from lib.text import count, day, listed, missing, span, usd

Cert = Mapping[str, Any]

FIELDS = {
    "price_usd": "Price of one exam",
    "exam_minutes": "Length",
    "questions": "Questions",
    "passing_score": "Passing score",
    "validity_months": "Valid for",
    "available_from": "Available from",
    "beta_until": "Last day of the beta",
    "last_exam_day": "Last exam day",
    "recommended_months": "Recommended experience",
    "status": "Status as observed",
    "domains": "Exam sections, elsewhere",
    "other": "Also said",
}
"""The figures of the detail page, in order, with what people call them."""

DAYS = ("available_from", "beta_until", "last_exam_day")
"""Figures that are days."""

ALWAYS = ("price_usd", "exam_minutes", "questions", "passing_score", "validity_months")
"""Figures that are listed even where they are not known: unknown is said, never left blank."""


def finding(cert: Cert, certs: pd.DataFrame) -> str:
    """One or two sentences: whether it can be booked, for how much, and who takes its place."""
    facts = _in_short(cert)
    words = {
        "active": f"Open for booking: {facts}.",
        "beta": f"In beta: {facts}.{_general(cert)}",
        "ending": f"Can be booked until {day(cert['last_day']) or 'its successor is general'}: {facts}.",
        "closed": f"The last exam in English was on {day(cert['last_day'])}; "
        "other languages run until its successor is general.",
        "retired": f"Retired: the last exam day was {day(cert['last_day'])}.",
        "partner-only": f"For employees of the vendor's partners only: {facts}.",
        "unknown": "Not confirmed to be open: the last observation contradicts itself or only saw that it exists.",
        "not yet": _not_yet(cert),
    }
    return " ".join([words[cert["status"]], *_successor(cert, certs)])


def _in_short(cert: Cert) -> str:
    minutes = span(cert["exam_minutes"], cert["exam_minutes"], "minutes")
    valid = (
        "never expires" if cert["never_expires"] else span(cert["validity_months"], cert["validity_months"], "months")
    )
    exam = (
        f"{price_words(cert)} for {minutes}"
        if minutes and not missing(cert["price_usd"])
        else listed([p for p in (price_words(cert), minutes) if p])
    )
    return f"{exam}; a pass {valid if cert['never_expires'] else 'is valid for ' + valid}" if valid else exam


def _not_yet(cert: Cert) -> str:
    if missing(cert["opens_on"]):
        return f"Cannot be booked now: its beta ended on {day(cert['beta_until'])}.{_general(cert)}"
    return f"Not open before {day(cert['opens_on'])}."


def _general(cert: Cert) -> str:
    announced = day(cert["general_from"])
    return (
        f" General availability is announced for {announced}."
        if announced
        else " General availability is not announced."
    )


def _successor(cert: Cert, certs: pd.DataFrame) -> list[str]:
    inside = certs.loc[certs["id"] == cert["successor"], "code"]
    if len(inside):
        code = inside.iloc[0]
        return [
            f"{code} likely takes its place; the vendor does not say so."
            if cert["successor_is_likely"]
            else f"{code} takes its place."
        ]
    if not missing(cert["successor_outside"]):
        return [f"{cert['successor_outside']} takes its place."]
    return ["No successor is known."] if cert["status"] == "retired" else []


def figures(facts: pd.DataFrame, cert_id: str, *, on_article_day: bool = False) -> pd.DataFrame:
    """Every figure of a certification: one row per figure and source, preferred ones first.

    On the article's day its own price is the preferred one.

    Takes the `facts` table. Returns `field`, `label`, `words`, `preferred`, `row_level`, `kind`, `source`,
    `checked_on` and `note`, in the order of FIELDS; a figure of ALWAYS that no source gives is one row that says so.
    """
    own = facts[(facts["cert_id"] == cert_id) & facts["field"].isin(FIELDS)]
    if on_article_day and (own["kind"] == "article").any():
        own = own.assign(preferred=(own["field"] != "price_usd") & own["preferred"] | (own["kind"] == "article"))
    known = set(own.loc[own["preferred"], "field"])
    lacking = [field for field in ALWAYS if field not in known]
    unknown = pd.DataFrame({"field": lacking, "preferred": True, "row_level": False, "position": 0})
    rows = pd.concat([own, unknown.assign(cert_id=cert_id)]) if lacking else own
    order = rows["field"].map({field: place for place, field in enumerate(FIELDS)})
    rows = rows.assign(_order=order).sort_values(["_order", "preferred", "position"], ascending=[True, False, True])
    said = [words(row["field"], row["value"], row["number"]) for row in rows.to_dict("records")]
    return rows.assign(label=rows["field"].map(FIELDS), words=said).drop(columns="_order").reset_index(drop=True)


def words(field: str, value: str, number: float) -> str:
    """A figure for people, with its unit; `not published` where there is none."""
    if missing(value):
        return "price not published" if field == "price_usd" else "not published"
    if field == "price_usd":
        return value if missing(number) else usd(number)
    units = {"exam_minutes": "minutes", "validity_months": "months", "recommended_months": "months"}
    if field in units and not missing(number):
        return f"{number:g} {units[field]}"
    if field in DAYS:
        return day(pd.Timestamp(value))
    return value


def requirements(rows: pd.DataFrame, cert: Cert, certs: pd.DataFrame) -> str:
    """What has to be held first, in words; AND over blocks, n of each block's choices."""
    own = rows[rows["cert_id"] == cert["id"]]
    if own.empty:
        return "None" if cert["requirements_known"] else "Not known: no source says what is required"
    named = codes(certs)
    blocks = []
    for _, block in own.groupby("block"):
        choices = [named.get(one, out) for one, out in zip(block["id"], block["outside"], strict=True)]
        needed = int(block["n"].iloc[0])
        blocks.append(listed(choices, "or") if needed == 1 else f"{needed} of {listed(choices)}")
    return "; and ".join(blocks)


def used_by(cert_id: str, paths: pd.DataFrame, steps: pd.DataFrame, certs: pd.DataFrame) -> pd.DataFrame:
    """The paths that name a certification, or one whose place it takes: `path`, `kind`, `title`, `instead_of`."""
    replaced = [one for one, chain in successors(certs).items() if cert_id in chain]
    rows = steps[steps["cert_id"].isin([cert_id, *replaced])].drop_duplicates("path")
    return rows.merge(paths, on="path", suffixes=("_step", ""))[["path", "kind", "title", "cert_id"]].rename(
        columns={"cert_id": "instead_of"}
    )


def domain_finding(domains: pd.DataFrame) -> str:
    """What weighs most in the exam, or that no weights are published. Takes one certification's `exam_domains`."""
    if domains.empty:
        return "The exam's sections are not published."
    weighted = domains.dropna(subset="weight_high")
    if weighted.empty:
        return f"{count(len(domains), 'section')}, published without weights."
    most = weighted.sort_values(["weight_high", "weight_low"]).iloc[-1]
    heaviest = weighted[(weighted[["weight_low", "weight_high"]] == most[["weight_low", "weight_high"]]).all(axis=1)]
    share = weight_words(heaviest["weight_low"].iloc[0], heaviest["weight_high"].iloc[0])
    if len(heaviest) == len(weighted) > 1:
        return f"All {len(weighted)} sections weigh the same: {share} of the exam each."
    if len(heaviest) > 1:
        return f"{listed(heaviest['name'].tolist())} weigh most: {share} of the exam each."
    return f"{heaviest['name'].iloc[0]} weighs most: {share} of the exam."


def weight_words(low: float, high: float) -> str:
    """`20%`, `25 to 30%`, `no weight published`."""
    if missing(low):
        return "no weight published"
    return f"{low:g}%" if low == high else f"{low:g} to {high:g}%"


def price_finding(cert: Cert, tier: pd.DataFrame) -> str:
    """Where a known price stands among the known prices of its tier; empty for an unknown one."""
    if missing(cert["price_usd"]):
        return ""
    known = tier["price_usd"].dropna()
    cheaper, dearer = int((known < cert["price_usd"]).sum()), int((known > cert["price_usd"]).sum())
    unknown = int(tier["price_usd"].isna().sum())
    rest = f" {count(unknown, 'price')} of the tier {'is' if unknown == 1 else 'are'} not published." if unknown else ""
    return f"{price_words(cert)}: of its tier {_costing(cheaper, 'less')}, {_costing(dearer, 'more')}.{rest}"


def _costing(number: int, than: str) -> str:
    return f"{number or 'none'} cost{'s' if number == 1 else ''} {than}"
