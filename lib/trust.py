"""How far the facts can be trusted: what figures rest on, how new they are, where sources differ, what is stale.

Figures are rows of the `facts` table. The preferred one of each certification and field is the one in use; the others
stand beside it. Months and verdicts are in the words of the data.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from lib import standing
from lib.certs import finding as nothing
from lib.detail import words
from lib.memory import while_alive
from lib.records import KINDS
from lib.stale import stale
from lib.store import Tables
from lib.text import count, day, listed, missing

GROUNDS = {
    "page": "vendor's page",
    "copy": "copy of it",
    "quoted": "dated quotation",
    "elsewhere": "elsewhere",
}
"""What a figure rests on, best first; all that comes after a quotation of the vendor's page is one."""

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
"""Fields in order, with what people call them."""

ANNOUNCED = ("available_from", "beta_until", "last_exam_day", "other")
"""Fields that most certifications need not have: a figure that is not there is not one that is not known."""

SAME = {"domains": "exam_domains"}
"""Fields whose differing figures are filed under another name."""

VERDICTS = {
    "outdated": ("outdated", "outdated"),
    "differs": ("difference", "differences"),
    "contradiction": ("contradiction", "contradictions"),
    "omission": ("omission", "omissions"),
    "opinion": ("opinion", "opinions"),
    "defect": ("defect", "defects"),
    "confirmed": ("confirmed", "confirmed"),
}
"""How the article compares, worst first, for one and for several."""


OBSERVED = " since it was observed"
"""What `lib.stale` ends its words with where the calendar has overtaken a fact."""

GROUPS = ("kind", "publisher", "month")
"""What the list of sources is grouped by."""


def figures(facts: pd.DataFrame) -> pd.DataFrame:
    """The `facts` rows with `field` as in LABELS and `ground` as in GROUNDS added."""
    kinds = dict(zip(KINDS, GROUNDS, strict=False))
    return facts.assign(field=facts["field"].replace(SAME), ground=facts["kind"].map(kinds).fillna("elsewhere"))


def disputes(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures on which sources differ: one row per certification and field, in the order of LABELS.

    Takes `figures`. Returns `cert_id`, `field`, `preferred` (the row in use as a mapping, or None), `others` (the rows
    that say something else, as mappings) and `open`: whether one of them has no reason why it is not preferred. The
    article's figures are never open: what the vendor says is better evidence.
    """
    used = {(one["cert_id"], one["field"]): one for one in figures[figures["preferred"]].to_dict("records")}
    told: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for one in figures[~figures["preferred"]].to_dict("records"):
        key = one["cert_id"], one["field"]
        if _differs(one, used.get(key)):
            told.setdefault(key, []).append(one)
    order = {field: place for place, field in enumerate(LABELS)}
    rows = [
        (*key, used.get(key), others, any(missing(one["note"]) and one["kind"] != "article" for one in others))
        for key, others in sorted(told.items(), key=lambda item: (order[item[0][1]], item[0][0]))
    ]
    return pd.DataFrame(rows, columns=["cert_id", "field", "preferred", "others", "open"]).astype({"open": bool})


class About(NamedTuple):
    """What is known of some certifications: their `figures`, their `disputes`, and the finding on both."""

    figures: pd.DataFrame
    disputes: pd.DataFrame
    finding: str


def about(tables: Tables, certs: pd.DataFrame) -> About:
    """What is known of the certifications that filters let through."""
    ids = set(certs["id"])
    own, differing = (rows[rows["cert_id"].isin(ids)] for rows in _everything(tables))
    return About(own, differing, finding(own, differing) if ids else nothing(certs))


@while_alive(1)
def _everything(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures of all certifications, and those on which sources differ."""
    every = figures(tables["facts"])
    return every, disputes(every)


def _differs(one: Mapping[Any, Any], used: Mapping[Any, Any] | None) -> bool:
    return used is None or (one["value"] != used["value"] and one["number"] != used["number"])


def grounds(figures: pd.DataFrame, disputes: pd.DataFrame, *, certs: int) -> pd.DataFrame:
    """What each field rests on: one row for each of LABELS of which there is something to say, in order.

    Takes `figures` and `disputes` of a number of certifications. Returns `field`, `label`, one count for each of
    GROUNDS, `known` (their sum), `unknown` (0 for what need not be there), `disputed` and `open`.
    """
    used = Counter(zip(figures["field"], figures["ground"], figures["preferred"], strict=True))
    disputed = Counter(zip(disputes["field"], disputes["open"], strict=True))
    rows = []
    for field, label in LABELS.items():
        resting = [used[field, ground, True] for ground in GROUNDS]
        known, still = sum(resting), disputed[field, True]
        unknown = 0 if field in ANNOUNCED else certs - known
        rows.append((field, label, *resting, known, unknown, disputed[field, False] + still, still))
    columns = ["field", "label", *GROUNDS, "known", "unknown", "disputed", "open"]
    return pd.DataFrame([row for row in rows if any(row[2:])], columns=columns)


def finding(figures: pd.DataFrame, disputes: pd.DataFrame) -> str:
    """How many figures are in use, what they rest on, when they were last seen, on how many sources differ."""
    used = figures[figures["preferred"]]
    if used.empty:
        return "Nothing is known of these certifications."
    resting = Counter(used["ground"])
    told = [
        (resting["page"] + resting["copy"], "on the vendor's page or a copy of it"),
        (resting["quoted"], "in dated quotations"),
        (resting["elsewhere"], "elsewhere"),
    ]
    first, last = day(used["checked_on"].min()), day(used["checked_on"].max())
    seen = last if first == last else f"{first} to {last}"
    rest = listed([f"{number} {words}" for number, words in told if number])
    whole = f"{count(len(used), 'figure')} on {count(used['cert_id'].nunique(), 'certification')}, seen {seen}"
    return f"{whole}: {rest}. {differing(disputes)}"


def differing(disputes: pd.DataFrame) -> str:
    """On how many figures sources differ, and how many of them are open."""
    if disputes.empty:
        return "Sources differ on none."
    still = int(disputes["open"].sum())
    said = f"Sources differ on {count(len(disputes), 'figure')}"
    return f"{said}, {still} of them open." if still else f"{said}."


def coverage(grounds: pd.DataFrame, *, certs: int) -> str:
    """Which field is known for most of a number of certifications and which for fewest. Takes `grounds`."""
    known = {
        _lower(label): number
        for field, label, number in zip(grounds["field"], grounds["label"], grounds["known"], strict=True)
        if field not in ANNOUNCED
    }
    most, least = max(known.values()), min(known.values())
    best = [label for label, number in known.items() if number == most]
    whole = f"{most} of {certs}" if most < certs else f"all {certs}" if certs > 1 else "the only one"
    if not most:
        return "No figure is known."
    if len(best) == len(known):
        return f"Everything is known for {whole}."
    if len(best) > len(known) / 2:
        rest = [f"{label} ({number or 'none'})" for label, number in known.items() if number < most]
        return f"Known for {whole}: everything but {listed(rest)}."
    between = f"price for {known['price']}, " if least < known["price"] < most else ""
    worst = listed([label for label, number in known.items() if number == least])
    return f"Known: {listed(best)} for {whole}, {between}{worst} for {least or 'none'}."


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]


def months(figures: pd.DataFrame) -> list[tuple[str, int]]:
    """In which months the figures in use were last seen, newest first, with how many were."""
    seen = Counter((one.year, one.month) for one in figures.loc[figures["preferred"], "checked_on"])
    return [(f"{date(*month, 1):%b %Y}", number) for month, number in sorted(seen.items(), reverse=True)]


def points_finding(differences: pd.DataFrame) -> str:
    """How the article's points compare, worst first. Takes the `differences` table."""
    verdicts = Counter(differences["verdict"])
    told = [f"{verdicts[one]} {words[verdicts[one] != 1]}" for one, words in VERDICTS.items() if verdicts[one]]
    return f"The article, point by point: {listed(told)}." if told else "No point of the article has been compared."


def overdue(tables: Tables, *, on: date) -> pd.DataFrame:
    """What `lib.stale` finds on a day, for people: oldest first.

    Returns `cert_id` (missing for what is no certification), `what`, `why`, `since`, and `overtaken`: true for what the
    calendar has overtaken, false for what nobody has looked at for a year.
    """
    ids = {code: one for one, code in standing.codes(tables).items()}
    rows = stale(tables, on=on)
    overtaken = rows["why"].str.endswith(OBSERVED)
    return rows.assign(
        cert_id=rows["what"].map(ids), why=rows["why"].str.removesuffix(OBSERVED).map(_named), overtaken=overtaken
    )


def _named(why: str) -> str:
    """A stale figure with its field in the words of people, e.g. `Price: $135`."""
    field, _, value = why.partition(" ")
    label = LABELS.get(SAME.get(field, field))
    return f"{label}: {words(field, value, pd.to_numeric(value, errors='coerce'))}" if label else why


def stale_finding(stale: pd.DataFrame, *, on: date) -> str:
    """How much is stale on a day. Takes `overdue`."""
    if stale.empty:
        return f"Nothing is stale as of {day(on)}."
    return f"Stale as of {day(on)}: {count(len(stale), 'fact')} to look at again."


def sources(sources: pd.DataFrame, *, q: str = "", by: str = GROUPS[0]) -> pd.DataFrame:
    """The sources that have all of some words in title, publisher, kind or address, in order of their groups.

    Takes the `sources` table. Returns its columns with `group` added: its kind, best evidence first; its publisher, the
    one with most sources first and those with one last, together; or the month in which it was last seen, newest first.
    Within a group those that most certifications cite come first.
    """
    said = [" ".join(map(str, one)).lower() for one in sources[["title", "publisher", "kind", "url"]].to_numpy()]
    fits = [all(word in one for word in q.lower().split()) for one in said]
    rows = sources[fits]
    month = rows["checked_on"].dt.strftime("%B %Y").fillna("no day known")
    many = rows["publisher"].map(sources["publisher"].value_counts())
    rank, group = {
        "kind": (rows["kind"].map({kind: place for place, kind in enumerate(KINDS)}), rows["kind"]),
        "publisher": (-many, rows["publisher"].where(many > 1, "publishers of one source")),
        "month": (-rows["checked_on"].dt.strftime("%Y%m").astype(float).fillna(0), month),
    }[by]
    order = ["_rank", "group", "cert_count", "title"]
    ranked = rows.assign(_rank=rank, group=group).sort_values(order, ascending=[True, True, False, True], kind="stable")
    return ranked.drop(columns="_rank").reset_index(drop=True)


def source_finding(sources: pd.DataFrame) -> str:
    """How many sources there are, and from how many publishers. Takes the `sources` table."""
    return f"{count(len(sources), 'source')} of {count(sources['publisher'].nunique(), 'publisher')}."
