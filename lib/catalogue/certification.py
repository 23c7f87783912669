"""One certification in words: its finding, its figures by source, its prerequisites, and the paths that name it."""

import pandas as pd

from lib.catalogue.filtering import codes_by_id, price_words
from lib.catalogue.record import Certification
from lib.catalogue.status import status_of, successors
from lib.text import BETA_REMARK, UNKNOWN_PRICE, count, day, listed, missing, span, usd

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
"""The figures of the certification page in order: field to label."""

DATE_FIELDS = ("available_from", "beta_until", "last_exam_day")
"""Figures that are dates."""

ALWAYS_LISTED = ("price_usd", "exam_minutes", "questions", "passing_score", "validity_months")
"""Figures that are listed even where they are not known: the page says so and leaves no gap."""


def finding(cert: Certification, certs: pd.DataFrame) -> str:
    """One or two sentences: whether the certification can be booked, at what price, and what takes its place.

    Takes the certification and the whole catalogue, for the code of its successor.
    """
    status = status_of(cert)
    sentence = status.words(cert, status.finding, _in_short(cert))
    return " ".join([sentence, *_successor_sentences(cert, certs)])


def _in_short(cert: Certification) -> str:
    minutes = span(cert["exam_minutes"], cert["exam_minutes"], "minutes")
    valid = (
        "never expires" if cert["never_expires"] else span(cert["validity_months"], cert["validity_months"], "months")
    )
    exam = (
        f"{price_words(cert)} for {minutes}"
        if minutes and not missing(cert["price_usd"])
        else listed([part for part in (price_words(cert), minutes) if part])
    )
    return f"{exam}; a pass {valid if cert['never_expires'] else 'is valid for ' + valid}" if valid else exam


def _successor_sentences(cert: Certification, certs: pd.DataFrame) -> list[str]:
    in_catalogue = certs.loc[certs["id"] == cert["successor"], "code"]
    if len(in_catalogue):
        code = in_catalogue.iloc[0]
        return [
            f"{code} likely takes its place; the vendor does not say so."
            if cert["successor_is_likely"]
            else f"{code} takes its place."
        ]
    if not missing(cert["successor_outside"]):
        return [f"{cert['successor_outside']} takes its place."]
    return ["No successor is known."] if cert["status"] == "retired" else []


def figures(
    facts: pd.DataFrame,
    cert_id: str,
    *,
    on_article_day: bool = False,
    is_beta_price: bool = False,
    beta_over: bool = False,
) -> pd.DataFrame:
    """Every figure of a certification: one row per figure and source, the preferred source first.

    Args:
        facts: The `facts` table.
        cert_id: The certification.
        on_article_day: Whether the page shows the day that the article describes. The article's price is then the
            preferred one.
        is_beta_price: Whether the price in use is one of a beta; its words say so.
        beta_over: Whether that beta is over. Its price is then no longer the preferred one.

    Returns:
        The columns of `facts` with `label` and `words` (the figure for people), in the order of FIELDS. A field of
        ALWAYS_LISTED without a preferred figure is one row that says so.
    """
    own = facts[(facts["cert_id"] == cert_id) & facts["field"].isin(FIELDS)]
    if on_article_day and (own["kind"] == "article").any():
        own = own.assign(preferred=(own["field"] != "price_usd") & own["preferred"] | (own["kind"] == "article"))
    beta_prices = (own["field"] == "price_usd") & own["preferred"] & is_beta_price & (own["kind"] != "article")
    own = own.assign(is_beta=beta_prices, preferred=own["preferred"] & ~(beta_prices & beta_over))
    known_fields = set(own.loc[own["preferred"], "field"])
    unknown_fields = [field for field in ALWAYS_LISTED if field not in known_fields]
    unknown = pd.DataFrame(
        {"field": unknown_fields, "preferred": True, "row_level": False, "position": 0, "is_beta": False}
    )
    rows = pd.concat([own, unknown.assign(cert_id=cert_id)]) if unknown_fields else own
    order = rows["field"].map({field: place for place, field in enumerate(FIELDS)})
    rows = rows.assign(_order=order).sort_values(["_order", "preferred", "position"], ascending=[True, False, True])
    words = [
        figure_words(row["field"], row["value"], row["number"]) + (BETA_REMARK if row["is_beta"] else "")
        for row in rows.to_dict("records")
    ]
    rows = rows.assign(label=rows["field"].map(FIELDS), words=words)
    return rows.drop(columns=["_order", "is_beta"]).reset_index(drop=True)


def figure_words(field: str, value: str, number: float) -> str:
    """A figure with its unit, for people: `90 minutes`; `not published` for a missing value."""
    if missing(value):
        return UNKNOWN_PRICE if field == "price_usd" else "not published"
    if field == "price_usd":
        return value if missing(number) else usd(number)
    units = {"exam_minutes": "minutes", "validity_months": "months", "recommended_months": "months"}
    if field in units and not missing(number):
        return f"{number:g} {units[field]}"
    if field in DATE_FIELDS:
        return day(pd.Timestamp(value))
    return value


def requirement_words(rows: pd.DataFrame, cert: Certification, certs: pd.DataFrame) -> str:
    """The prerequisites in words: `n` choices of each block, and every block of the certification.

    Takes the `requirements` table, the certification, and the whole catalogue for the codes.
    """
    own = rows[rows["cert_id"] == cert["id"]]
    if own.empty:
        return "None" if cert["requirements_known"] else "Not known: no source says what is required"
    codes = codes_by_id(certs)
    blocks = []
    for _, block in own.groupby("block"):
        choices = [codes.get(cert_id, outside) for cert_id, outside in zip(block["id"], block["outside"], strict=True)]
        needed = int(block["n"].iloc[0])
        blocks.append(listed(choices, "or") if needed == 1 else f"{needed} of {listed(choices)}")
    return "; and ".join(blocks)


def paths_naming(cert_id: str, paths: pd.DataFrame, steps: pd.DataFrame, certs: pd.DataFrame) -> pd.DataFrame:
    """The paths that name a certification or one that it succeeds.

    Takes the `paths` table and its steps. Returns `path`, `kind`, `title` and `instead_of`: the id that the path names.
    """
    replaced = [earlier for earlier, chain in successors(certs).items() if cert_id in chain]
    rows = steps[steps["cert_id"].isin([cert_id, *replaced])].drop_duplicates("path")
    return rows.merge(paths, on="path", suffixes=("_step", ""))[["path", "kind", "title", "cert_id"]].rename(
        columns={"cert_id": "instead_of"}
    )


def domain_finding(domains: pd.DataFrame) -> str:
    """Which sections weigh most in the exam, or that no weights are published. Takes the `exam_domains` of one exam."""
    if domains.empty:
        return "The exam's sections are not published."
    weighted = domains.dropna(subset="weight_high")
    if weighted.empty:
        return f"{count(len(domains), 'section')}, published without weights."
    top = weighted.sort_values(["weight_high", "weight_low"]).iloc[-1]
    heaviest = weighted[(weighted[["weight_low", "weight_high"]] == top[["weight_low", "weight_high"]]).all(axis=1)]
    share = weight_words(heaviest["weight_low"].iloc[0], heaviest["weight_high"].iloc[0])
    if len(heaviest) == len(weighted) > 1:
        return f"All {len(weighted)} sections weigh the same: {share} of the exam each."
    if len(heaviest) > 1:
        return f"{listed(heaviest['name'].tolist())} weigh most: {share} of the exam each."
    return f"{heaviest['name'].iloc[0]} weighs most: {share} of the exam."


def weight_words(low: float, high: float) -> str:
    """The weight of a section in percent: `20%`, `25 to 30%`, `no weight published`."""
    if missing(low):
        return "no weight published"
    return f"{low:g}%" if low == high else f"{low:g} to {high:g}%"


def price_finding(cert: Certification, tier: pd.DataFrame) -> str:
    """How many exams of the tier cost less and more; empty where the certification's own price is not known.

    Takes the certification and every row of its tier.
    """
    if missing(cert["price_usd"]):
        return ""
    prices = tier["price_usd"].dropna()
    cheaper, dearer = int((prices < cert["price_usd"]).sum()), int((prices > cert["price_usd"]).sum())
    unknown = int(tier["price_usd"].isna().sum())
    note = f" {count(unknown, 'price')} in the tier {'is' if unknown == 1 else 'are'} not published." if unknown else ""
    return f"{price_words(cert)}: {_tier_comparison(cheaper, dearer)}.{note}"


def _tier_comparison(cheaper: int, dearer: int) -> str:
    """How many exams of the tier cost less and more: `3 exams in its tier cost less, 1 costs more`."""
    if not cheaper and not dearer:
        return "no exam in its tier costs less or more"
    less = f"{count(cheaper, 'exam')} in its tier cost{'s' if cheaper == 1 else ''} less"
    more = f"{dearer or 'none'} cost{'s' if dearer == 1 else ''} more"
    return f"{less if cheaper else 'no exam in its tier costs less'}, {more}"
