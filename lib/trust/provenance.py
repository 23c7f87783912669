"""How far the facts can be trusted: their evidence, their age, the disputes between sources, the stale ones.

Figures are rows of the `facts` table. Of each certification and field the preferred figure is in use; figures of other
sources may stand beside it. Verdicts are in the words of the data.
"""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from lib.catalogue import filtering, snapshot
from lib.catalogue.certification import figure_words
from lib.records import KINDS
from lib.tables.cache import while_alive
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import count, day, listed, missing
from lib.trust.staleness import stale_facts

GROUNDS = {
    "page": "vendor's page",
    "copy": "copy of it",
    "quoted": "dated quotation",
    "elsewhere": "elsewhere",
}
"""The kinds of evidence that a figure rests on, best first, with their names.

Kinds that come after a quotation of the vendor's page in KINDS are one: `elsewhere`.
"""

LABELS = {
    "price_usd": "Price",
    "exam_minutes": "Length",
    "questions": "Number of questions",
    "passing_score": "Passing score",
    "validity_months": "Validity",
    "status": "Status",
    "exam_domains": "Exam sections",
    "recommended_months": "Recommended experience",
    "available_from": "First day",
    "beta_until": "Last day of the beta",
    "last_exam_day": "Last exam day",
    "other": "Other claims",
}
"""Names of the fields, in order."""

OPTIONAL_FIELDS = ("available_from", "beta_until", "last_exam_day", "other")
"""Fields that a certification need not have: a figure that is missing there does not count as unknown."""

FIELD_ALIASES = {"domains": "exam_domains"}
"""Fields of `facts` that hold figures of a field of LABELS under another name, with that field."""

VERDICTS = {
    "outdated": ("outdated", "outdated"),
    "differs": ("difference", "differences"),
    "contradiction": ("contradiction", "contradictions"),
    "omission": ("omission", "omissions"),
    "opinion": ("opinion", "opinions"),
    "defect": ("defect", "defects"),
    "confirmed": ("confirmed", "confirmed"),
}
"""Verdicts on the points of the article, worst first, as the singular and plural of a noun."""

OVERTAKEN_SUFFIX = " since it was observed"
"""The end of the reason that `lib.trust.staleness` gives for a fact that the calendar has overtaken."""

GROUPS = ("kind", "publisher", "month")
"""The ways to group the list of sources."""


def figures(facts: pd.DataFrame) -> pd.DataFrame:
    """The rows of the `facts` table with `field` as in LABELS, and with `ground`, a key of GROUNDS, added."""
    ground_of = dict(zip(KINDS, GROUNDS, strict=False))
    fields = facts["field"].replace(FIELD_ALIASES)
    return facts.assign(field=fields, ground=facts["kind"].map(ground_of).fillna("elsewhere"))


def disputes(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures on which sources differ: one row per certification and field, in the order of LABELS.

    Takes `figures`. Returns `cert_id`, `field`, `preferred` (the figure in use as a mapping, or None), `others` (the
    figures that differ from it, as mappings) and `open`: whether one of these has no note on why it is not preferred.
    The article's figures are never open, since the vendor's word is better evidence.
    """
    records = figures.to_dict("records")
    used = {(figure["cert_id"], figure["field"]): figure for figure in records if figure["preferred"]}
    rivals: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for figure in records:
        key = figure["cert_id"], figure["field"]
        if not figure["preferred"] and _differs(figure, used.get(key)):
            rivals.setdefault(key, []).append(figure)
    order = {field: position for position, field in enumerate(LABELS)}
    rows = [
        (cert_id, field, used.get((cert_id, field)), differing, any(_is_open(figure) for figure in differing))
        for (cert_id, field), differing in sorted(rivals.items(), key=lambda pair: (order[pair[0][1]], pair[0][0]))
    ]
    return pd.DataFrame(rows, columns=["cert_id", "field", "preferred", "others", "open"]).astype({"open": bool})


def _differs(figure: Row, used: Row | None) -> bool:
    """Whether a figure differs from the one in use, in its words and in its number; true where none is in use."""
    return used is None or (figure["value"] != used["value"] and figure["number"] != used["number"])


def _is_open(figure: Row) -> bool:
    """Whether nothing says why a differing figure is not preferred."""
    return missing(figure["note"]) and figure["kind"] != "article"


class ProvenanceSummary(NamedTuple):
    """The `figures` of some certifications, the `disputes` about them, and the finding on both."""

    figures: pd.DataFrame
    disputes: pd.DataFrame
    finding: str


def provenance_summary(tables: Tables, certs: pd.DataFrame) -> ProvenanceSummary:
    """The provenance of the certifications that match some filters, a frame with their `id`."""
    ids = set(certs["id"])
    own_figures, own_disputes = (rows[rows["cert_id"].isin(ids)] for rows in _figures_and_disputes(tables))
    sentence = finding(own_figures, own_disputes) if ids else filtering.finding(certs)
    return ProvenanceSummary(own_figures, own_disputes, sentence)


@while_alive(1)
def _figures_and_disputes(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures of all certifications, and the disputes about them."""
    rows = figures(tables["facts"])
    return rows, disputes(rows)


def grounds(figures: pd.DataFrame, disputes: pd.DataFrame, *, certs: int) -> pd.DataFrame:
    """The evidence of each field: one row per field of LABELS with a count above zero, in order.

    Takes `figures` and `disputes` of a number of certifications. Returns `field`, `label`, the number of figures in use
    for each of GROUNDS, `known` (their sum), `unknown` (0 for OPTIONAL_FIELDS), `disputed` and `open`.
    """
    used = Counter(zip(figures["field"], figures["ground"], figures["preferred"], strict=True))
    disputed = Counter(zip(disputes["field"], disputes["open"], strict=True))
    rows = []
    for field, label in LABELS.items():
        resting = [used[field, ground, True] for ground in GROUNDS]
        known_count, open_count = sum(resting), disputed[field, True]
        unknown_count = 0 if field in OPTIONAL_FIELDS else certs - known_count
        disputed_count = disputed[field, False] + open_count
        rows.append((field, label, *resting, known_count, unknown_count, disputed_count, open_count))
    columns = ["field", "label", *GROUNDS, "known", "unknown", "disputed", "open"]
    return pd.DataFrame([row for row in rows if any(row[2:])], columns=columns)


def finding(figures: pd.DataFrame, disputes: pd.DataFrame) -> str:
    """One paragraph: how many figures are in use, on what evidence, when they were last seen, how many are disputed.

    Takes `figures` and `disputes`.
    """
    used = figures[figures["preferred"]]
    if used.empty:
        return "Nothing is known of these certifications."
    resting = Counter(used["ground"])
    parts = [
        (resting["page"] + resting["copy"], "on the vendor's page or a copy of it"),
        (resting["quoted"], "in dated quotations"),
        (resting["elsewhere"], "elsewhere"),
    ]
    first, last = day(used["checked_on"].min()), day(used["checked_on"].max())
    seen = last if first == last else f"{first} to {last}"
    evidence = listed([f"{number} {words}" for number, words in parts if number])
    subject = f"{count(len(used), 'figure')} on {count(used['cert_id'].nunique(), 'certification')}, seen {seen}"
    return f"{subject}: {evidence}. {disputes_finding(disputes)}"


def disputes_finding(disputes: pd.DataFrame) -> str:
    """One sentence: on how many figures sources differ, and how many of these are open. Takes `disputes`."""
    if disputes.empty:
        return "Sources differ on none."
    open_count = int(disputes["open"].sum())
    clause = f"Sources differ on {count(len(disputes), 'figure')}"
    return f"{clause}, {open_count} of them open." if open_count else f"{clause}."


def coverage_finding(grounds: pd.DataFrame, *, certs: int) -> str:
    """One sentence: the fields that are known for the most of a number of certifications, and for the fewest.

    Takes `grounds`. OPTIONAL_FIELDS do not count.
    """
    rows = zip(grounds["field"], grounds["label"], grounds["known"], strict=True)
    counts = {_lower(label): number for field, label, number in rows if field not in OPTIONAL_FIELDS}
    highest, lowest = max(counts.values()), min(counts.values())
    best = [label for label, number in counts.items() if number == highest]
    extent = f"{highest} of {certs}" if highest < certs else f"all {certs}" if certs > 1 else "the only one"
    if not highest:
        return "No figure is known."
    if len(best) == len(counts):
        return f"Everything is known for {extent}."
    if len(best) > len(counts) / 2:
        exceptions = [f"{label} ({number or 'none'})" for label, number in counts.items() if number < highest]
        return f"Known for {extent}: everything but {listed(exceptions)}."
    price = f"price for {counts['price']}, " if lowest < counts["price"] < highest else ""
    worst = listed([label for label, number in counts.items() if number == lowest])
    return f"Known: {listed(best)} for {extent}, {price}{worst} for {lowest or 'none'}."


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]


def figures_by_month(figures: pd.DataFrame) -> list[tuple[str, int]]:
    """The months in which the figures in use were last seen, newest first, with the number of figures of each.

    Takes `figures`. A month reads `Nov 2026`.
    """
    seen = Counter((seen_on.year, seen_on.month) for seen_on in figures.loc[figures["preferred"], "checked_on"])
    return [(f"{date(*month, 1):%b %Y}", number) for month, number in sorted(seen.items(), reverse=True)]


def points_finding(differences: pd.DataFrame) -> str:
    """One sentence: how many points of the article got which verdict, worst first. Takes the `differences` table."""
    counts = Counter(differences["verdict"])
    parts = [f"{counts[name]} {nouns[counts[name] != 1]}" for name, nouns in VERDICTS.items() if counts[name]]
    return f"The article, point by point: {listed(parts)}." if parts else "No point of the article has been compared."


def overdue(tables: Tables, *, on: date) -> pd.DataFrame:
    """The stale facts of a day in words, oldest first.

    Returns the columns of `stale_facts`, `cert_id` (missing where the fact is not on a certification) and `overtaken`:
    true where the calendar has overtaken the fact, false where nobody has checked it for a year.
    """
    ids = {code: cert_id for cert_id, code in snapshot.codes(tables).items()}
    rows = stale_facts(tables, on=on)
    overtaken = rows["why"].str.endswith(OVERTAKEN_SUFFIX)
    reasons = rows["why"].str.removesuffix(OVERTAKEN_SUFFIX).map(_reason_words)
    return rows.assign(cert_id=rows["what"].map(ids), why=reasons, overtaken=overtaken)


def _reason_words(why: str) -> str:
    """A stale figure with the label of its field, e.g. `Price: $135`; any other reason as it is."""
    field, _, value = why.partition(" ")
    label = LABELS.get(FIELD_ALIASES.get(field, field))
    return f"{label}: {figure_words(field, value, pd.to_numeric(value, errors='coerce'))}" if label else why


def stale_finding(stale: pd.DataFrame, *, on: date) -> str:
    """One sentence: how many facts are stale on a day. Takes `overdue`."""
    if stale.empty:
        return f"Nothing is stale as of {day(on)}."
    return f"Stale as of {day(on)}: {count(len(stale), 'fact')} to look at again."


def grouped_sources(sources: pd.DataFrame, *, q: str = "", by: str = GROUPS[0]) -> pd.DataFrame:
    """The sources that match a search, in the order of their groups.

    Args:
        sources: The table of that name.
        q: Words that must all occur in title, publisher, kind or address of a source, in any case and order.
        by: One of GROUPS.

    Returns:
        The columns of the table and `group`: the kind, best evidence first; the publisher, the one with the most
        sources first and those with a single source together at the end; or the month in which the source was last
        seen, newest first, those without a day at the end. Within a group the source that the most certifications cite
        comes first.
    """
    texts = [" ".join(map(str, fields)).lower() for fields in sources[["title", "publisher", "kind", "url"]].to_numpy()]
    rows = sources[[all(word in text for word in q.lower().split()) for text in texts]]
    month = rows["checked_on"].dt.strftime("%B %Y").fillna("no day known")
    of_publisher = rows["publisher"].map(sources["publisher"].value_counts())
    rank, group = {
        "kind": (rows["kind"].map({kind: position for position, kind in enumerate(KINDS)}), rows["kind"]),
        "publisher": (-of_publisher, rows["publisher"].where(of_publisher > 1, "publishers of one source")),
        "month": (-rows["checked_on"].dt.strftime("%Y%m").astype(float).fillna(0), month),
    }[by]
    order = ["_rank", "group", "cert_count", "title"]
    ranked = rows.assign(_rank=rank, group=group).sort_values(order, ascending=[True, True, False, True], kind="stable")
    return ranked.drop(columns="_rank").reset_index(drop=True)


def source_finding(sources: pd.DataFrame) -> str:
    """The number of sources and of their publishers: `48 sources of 20 publishers.` Takes the `sources` table."""
    return f"{count(len(sources), 'source')} of {count(sources['publisher'].nunique(), 'publisher')}."
