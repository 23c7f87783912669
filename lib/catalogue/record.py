"""A certification as a record, from column to cell: a row of the table `certs`, and the same as of a day.

A key that is not listed here is a type error, and a test compares what is listed with the tables; a column that no code
reads by its name needs no key. A missing cell of text or a number is NaN, a missing day is NaT; `lib.text.missing`
recognises both.
"""

from typing import TypedDict, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.typing import NaTType

Text = str | float
"""Text, or NaN where it is missing."""

Number = float
"""A number, or NaN where it is missing. A column of whole numbers without a missing one has `int`."""

Day = pd.Timestamp | NaTType
"""A day at midnight, or NaT where it is missing."""

Texts = NDArray[np.object_]
"""A list of text, never missing."""


class CertificationRow(TypedDict):
    """The columns of a row of the table `certs` that code reads by name (`lib.tables.columns` describes them)."""

    id: str
    code: str
    codes: Texts
    codes_are_ours: bool
    name: str
    short_name: str
    label: str
    vendor: str
    vendor_level: Text
    tier: str
    focus: str
    cloud_neutral: bool
    url: Text
    audience: Text
    best_for: Text
    topics: Texts
    in_article: bool
    article_tier: Text
    article_price_usd: Number
    price_usd: Number
    price_kind: Text
    price_standard_usd: Number
    price_note: Text
    exam_minutes: Number
    questions_low: Number
    questions_high: Number
    questions_note: Text
    passing_score: Text
    format: Text
    languages: Texts
    language_count: Number
    validity_months: Number
    never_expires: bool
    renewal: Text
    renewal_way: Text
    renewal_share: Number
    renewal_window_months: Number
    renewal_source: Text
    renewed_by: Texts
    requirements_known: bool
    recommended_months: Number
    recommended_experience: Text
    recommended_certs: Texts
    observed_status: str
    observed_on: pd.Timestamp
    available_from: Day
    beta_until: Day
    general_from: Day
    last_exam_day: Day
    last_exam_day_other: Day
    other_languages_run: bool
    successor: Text
    successor_is_likely: bool
    successor_outside: Text
    predecessors: Texts
    replaces_outside: Text
    lifecycle_note: Text
    study_hours_low: Number
    study_hours_high: Number
    proof_project: Text
    proof_project_source: Text
    confidence: str
    evidence_kind: str
    evidence_note: Text
    checked_on: pd.Timestamp
    sources: Texts


class Certification(CertificationRow):
    """A certification as of a day, as `lib.catalogue.snapshot` gives it; its prices are those of the day too.

    The columns beside those of the table come from `lib.catalogue.filtering.priced_on` and
    `lib.catalogue.status.with_status`. All readers share a record, so it must never be changed.
    """

    price_now_usd: Number
    beta_over: bool
    status: str
    status_word: str
    bookable: bool
    gone: bool
    last_day: Day
    opens_on: Day


def table_rows(certs: pd.DataFrame) -> list[CertificationRow]:
    """The rows of the table `certs`, or of a frame that has its columns, as records in order."""
    return cast(list[CertificationRow], certs.to_dict("records"))


def records(certs: pd.DataFrame) -> list[Certification]:
    """The certifications of a frame as of a day, in order: its column `record`, or its rows where it has none."""
    return cast(list[Certification], certs["record"].tolist() if "record" in certs else certs.to_dict("records"))
