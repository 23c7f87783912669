"""What is known of the effect of certifications on pay, told from the `evidence` table and from nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.text import count, missing

PAY = ("pay", "pay premiums", "advertised pay")
"""What a source measures where it measures pay in some form; the others measure jobs or raises."""

METHODS = {
    "randomised": "randomised",
    "instrument": "instrumental variables",
    "comparison": "compared side by side",
    "employers' reports": "as employers report",
    "holders' reports": "as holders report",
    "job ads": "in job ads",
}
"""How something was found, with what people call it."""

SOUNDNESS = ("strong", "medium", "weak")

Study = Mapping[Any, Any]


def finding(evidence: pd.DataFrame) -> str:
    """How many of the sources are about AI certifications and pay. Takes the `evidence` table."""
    if evidence.empty:
        return "No source on certifications and pay has been recorded."
    told = int(((evidence["subject"] == "AI certifications") & evidence["measures"].isin(PAY)).sum())
    whole = count(len(evidence), "source")
    if told:
        return f"{told} of {whole} measure{'s' * (told == 1)} what AI certifications go with in pay."
    return f"None of {whole} measures what an AI certification adds to pay."


def summary(evidence: pd.DataFrame) -> list[str]:
    """The evidence in a few short statements, each with what weakens it; the finding first.

    Takes the `evidence` table. Tells of what chance decided, of the sources that are marked `in_summary`, strongest
    first, and how many are weak. Empty for an empty table but for the finding.
    """
    if evidence.empty:
        return [finding(evidence)]
    rows = ordered(evidence).to_dict("records")
    chance = [one for one in rows if one["method"] == "randomised"]
    told = [one for one in rows if one["in_summary"] and one not in chance]
    return [finding(evidence), *_randomised(chance), *map(_told, told), _sound(rows)]


def ordered(evidence: pd.DataFrame) -> pd.DataFrame:
    """The same rows, strongest first, then newest."""
    rank = evidence["soundness"].map({word: place for place, word in enumerate(SOUNDNESS)})
    order = evidence.assign(_rank=rank).sort_values(["_rank", "first_year"], ascending=[True, False], kind="stable")
    return order.drop(columns="_rank")


def who(study: Study) -> str:
    """Who says so, and when: `PwC (2025)`, `Global Knowledge and Skillsoft (2020 to 2021)`."""
    last = "" if missing(study["last_year"]) else f" to {study['last_year']:g}"
    return f"{study['publisher']} ({study['first_year']}{last})"


def _randomised(studies: Sequence[Study]) -> list[str]:
    if not studies:
        return ["None of them is randomised."]
    alone = f"Only one is randomised, and it measures {studies[0]['measures']}. " if len(studies) == 1 else ""
    return [f"{alone if place == 0 else ''}{_told(one)}" for place, one in enumerate(studies)]


def _told(study: Study) -> str:
    return f"{who(study)}, {study['soundness']} evidence on {study['subject']}: {study['found']} {study['why']}"


def _sound(rows: Sequence[Study]) -> str:
    known = Counter(one["soundness"] for one in rows)
    said = ", ".join(f"{known[word]} {word}" for word in SOUNDNESS if known[word])
    return f"Soundness of all {len(rows)}: {said}."
