"""The evidence on the effect of certifications on pay, in words. Every word comes from the `evidence` table."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from lib.tables.row import Row
from lib.text import count, missing

PAY = ("pay", "pay premiums", "advertised pay")
"""The measures of a source that are pay in some form; the other measures are jobs and raises."""

METHODS = {
    "randomised": "randomised",
    "instrument": "instrumental variables",
    "comparison": "compared side by side",
    "employers' reports": "as employers report",
    "holders' reports": "as holders report",
    "job ads": "in job ads",
}
"""The methods of the studies, with their names on the page."""

SOUNDNESS = ("strong", "medium", "weak")
"""Best first."""

Study = Row


def finding(evidence: pd.DataFrame) -> str:
    """One sentence: how many of the sources measure AI certifications and pay. Takes the `evidence` table."""
    if evidence.empty:
        return "No source on certifications and pay has been recorded."
    measured = int(((evidence["subject"] == "AI certifications") & evidence["measures"].isin(PAY)).sum())
    sources = count(len(evidence), "source")
    if measured:
        return f"{measured} of {sources} measure{'s' * (measured == 1)} what AI certifications go with in pay."
    return f"None of {sources} measures what an AI certification adds to pay."


def summary(evidence: pd.DataFrame) -> list[str]:
    """The evidence in a few short statements, each with its weaknesses.

    Takes the `evidence` table. Returns the finding, then the randomised studies, then those marked `in_summary`,
    strongest first, and last the number of studies by soundness. An empty table gives the finding alone.
    """
    if evidence.empty:
        return [finding(evidence)]
    rows = strongest_first(evidence).to_dict("records")
    randomised = [study for study in rows if study["method"] == "randomised"]
    marked = [study for study in rows if study["in_summary"] and study not in randomised]
    return [finding(evidence), *_randomised_statements(randomised), *map(_statement, marked), _soundness_words(rows)]


def strongest_first(evidence: pd.DataFrame) -> pd.DataFrame:
    """The same rows, the strongest first, of these the newest first."""
    rank = evidence["soundness"].map({word: position for position, word in enumerate(SOUNDNESS)})
    order = evidence.assign(_rank=rank).sort_values(["_rank", "first_year"], ascending=[True, False], kind="stable")
    return order.drop(columns="_rank")


def citation(study: Study) -> str:
    """The publisher and the years of a study: `PwC (2025)`, `Global Knowledge and Skillsoft (2020 to 2021)`."""
    last = "" if missing(study["last_year"]) else f" to {study['last_year']:g}"
    return f"{study['publisher']} ({study['first_year']}{last})"


def _randomised_statements(studies: Sequence[Study]) -> list[str]:
    if not studies:
        return ["None of them is randomised."]
    alone = f"Only one is randomised, and it measures {studies[0]['measures']}. " if len(studies) == 1 else ""
    return [f"{alone if position == 0 else ''}{_statement(study)}" for position, study in enumerate(studies)]


def _statement(study: Study) -> str:
    return f"{citation(study)}, {study['soundness']} evidence on {study['subject']}: {study['found']} {study['why']}"


def _soundness_words(rows: Sequence[Study]) -> str:
    counts = Counter(study["soundness"] for study in rows)
    parts = ", ".join(f"{counts[word]} {word}" for word in SOUNDNESS if counts[word])
    return f"Soundness of all {len(rows)}: {parts}."
