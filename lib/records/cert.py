"""One certification: its facts, its lifecycle, its exam, and figures from other sources."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, StringConstraints, model_validator

from lib.records.base import Evidence, Kind, Provenance, Record, Slug, Text, Usd

Observed = Literal["active", "beta", "closed", "retired", "partner-only", "unknown"]
Score = Annotated[
    str, StringConstraints(pattern=r"^(\d+(\.\d+)?%|\d+ of \d+|not published|pass or fail, not published)$")
]


class Lifecycle(Record):
    """What was observed of an exam's life. Status on a day is computed from it, never stored."""

    observed: Annotated[Observed, Field(description="Status as last observed")]
    observed_on: Annotated[date, Field(description="Day of that observation")]
    available_from: Annotated[date | None, Field(description="First day; left out = before the catalogue")] = None
    beta_until: Annotated[date | None, Field(description="For a beta: its last day; left out = not announced")] = None
    general_from: Annotated[date | None, Field(description="For a beta: announced day of general availability")] = None
    last_exam_day: Annotated[date | None, Field(description="Last day an exam can be sat (in English)")] = None
    other_languages_until_successor: Annotated[
        bool, Field(description="Other languages than English run until the successor is general")
    ] = False
    successor: Annotated[Slug | None, Field(description="Id of the certification that takes its place")] = None
    successor_outside: Annotated[Text | None, Field(description="A successor that is not in the catalogue")] = None
    successor_is_likely: Annotated[bool, Field(description="The vendor did not name the successor itself")] = False
    replaces_outside: Annotated[Text | None, Field(description="A predecessor that is not in the catalogue")] = None
    note: Text | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Lifecycle":
        if self.available_from and self.last_exam_day and self.last_exam_day < self.available_from:
            raise ValueError(f"last_exam_day {self.last_exam_day} is before available_from {self.available_from}")
        if self.observed == "retired" and self.last_exam_day is None:
            raise ValueError("a retired certification needs its last_exam_day")
        if self.observed == "closed" and not (self.last_exam_day and self.other_languages_until_successor):
            raise ValueError("a closed certification needs its last_exam_day and other languages that run on")
        return self

    @model_validator(mode="after")
    def _beta_in_order(self) -> "Lifecycle":
        for field in ("beta_until", "general_from"):
            day = getattr(self, field)
            if day and self.observed != "beta":
                raise ValueError(f"{field} is for a certification in beta")
            if day and self.available_from and day < self.available_from:
                raise ValueError(f"{field} {day} is before available_from {self.available_from}")
        if self.beta_until and self.general_from and self.general_from <= self.beta_until:
            raise ValueError(f"beta_until {self.beta_until} is not before general_from {self.general_from}")
        return self


class Price(Provenance):
    """What one exam costs, before tax. Left out of a record = not known, never zero."""

    usd: Annotated[Usd, Field(description="Price in US dollars; 0 only where the vendor says it is free")]
    kind_of_price: Literal["list", "beta"] = "list"
    standard_usd: Annotated[Usd | None, Field(description="For a beta price: the standard price, if stated")] = None


class Recommended(Record):
    """Experience that the vendor recommends but does not require."""

    months: Annotated[int | None, Field(ge=0, le=240, description="Months of experience")] = None
    experience: Text | None = None
    certs: list[Slug] = []


class Requirement(Record):
    """One block of required prerequisites; all blocks must be met, `n` of each block's choices."""

    any_of: Annotated[list[Slug], Field(description="Ids of certifications in the catalogue")] = []
    outside: Annotated[list[Text], Field(description="Choices that are not in the catalogue")] = []
    n: Annotated[int, Field(ge=1)] = 1

    @model_validator(mode="after")
    def _can_be_met(self) -> "Requirement":
        if self.n > len(self.any_of) + len(self.outside):
            raise ValueError(f"asks for {self.n} of {len(self.any_of) + len(self.outside)} choices")
        return self


class Domain(Record):
    """A section of the exam with its share, as the vendor gives it (one number or a range)."""

    name: Text
    weight: Annotated[
        float | list[float] | None, Field(description="Percent, or [low, high]; left out = none published")
    ] = None

    @model_validator(mode="after")
    def _is_a_share(self) -> "Domain":
        ends = self.weight if isinstance(self.weight, list) else [self.weight] * 2
        low, high = ends if len(ends) == 2 else (None, None)
        if self.weight is not None and not (low is not None and high is not None and 0 < low <= high <= 100):
            raise ValueError("a weight is a percentage, or a range [low, high] of percentages")
        return self


class Domains(Provenance):
    """The exam's sections. Weights must be able to sum to 100 unless the note says why not."""

    note: Text | None = None
    sections: Annotated[list[Domain], Field(min_length=1)]


class Questions(Record):
    """How many questions an exam has, as a range; a single count is a range of one."""

    low: Annotated[int, Field(ge=1, le=1000)]
    high: Annotated[int, Field(ge=1, le=1000)]
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Questions":
        if self.high < self.low:
            raise ValueError(f"high {self.high} is below low {self.low}")
        return self


DifferingField = Literal[
    "price_usd", "exam_minutes", "questions", "passing_score", "validity_months", "status", "domains", "other"
]


class Differing(Record):
    """What another source says of the same fact, kept beside the preferred one."""

    field: DifferingField
    value: Annotated[str | float, Field(description="The other figure, or the other claim in a few words")]
    source: Annotated[str, Field(min_length=1, description="Address, or an id of sources.toml")]
    kind: Kind
    checked_on: date | None = None
    why_not: Annotated[Text | None, Field(description="Why it is not the preferred one; left out = open")] = None


SourcedFigure = Literal[
    "exam_minutes",
    "questions",
    "passing_score",
    "validity_months",
    "status",
    "available_from",
    "beta_until",
    "last_exam_day",
    "recommended_months",
]


class OwnSource(Provenance):
    """Where some figures were seen that do not rest on the record's evidence."""

    figures: Annotated[list[SourcedFigure], Field(min_length=1, description="The figures that this source gives")]


class InArticle(Record):
    """What the article that the product started from says of a certification."""

    tier: str | None = None
    price_usd: Usd | None = None
    topics: list[Text] = []
    best_for: Text | None = None


class CertRecord(Record):
    """One certification (an exam that can be renewed), by a stable slug."""

    id: Annotated[Slug, Field(description="Stable, never reused, used in addresses")]
    codes: Annotated[list[Text], Field(min_length=1, description="Exam codes, newest first")]
    codes_are_ours: Annotated[bool, Field(description="The vendor's short code is missing or another vendor's too")] = (
        False
    )
    name: Annotated[Text, Field(description="Full name as the vendor writes it")]
    short_name: Annotated[Text, Field(description="What fits on a tile")]
    vendor: Annotated[Text, Field(description="As declared in vendors.toml")]
    vendor_level: Annotated[Text | None, Field(description="The vendor's own word, verbatim")] = None
    tier: Annotated[Text, Field(description="One of the four tiers of rules.toml")]
    focus: Annotated[Text, Field(description="One of the focus areas of rules.toml")]
    cloud_neutral: bool
    url: Annotated[HttpUrl | None, Field(strict=False, description="The vendor's page")] = None
    audience: Annotated[Text | None, Field(description="Who it is for, in our words")] = None
    evidence: Evidence
    lifecycle: Lifecycle
    price: Price | None = None
    price_note: Text | None = None
    exam_minutes: Annotated[int | None, Field(ge=5, le=1440)] = None
    questions: Questions | None = None
    passing_score: Annotated[Score | None, Field(description="750 of 1000, 66%, or 'not published'")] = None
    format: Annotated[Text | None, Field(description="Kind of exam and where it is sat")] = None
    languages: Annotated[list[Text], Field(description="Exam languages that were seen named")] = []
    language_count: Annotated[int | None, Field(ge=1, description="How many, if more than are named")] = None
    validity_months: Annotated[int | None, Field(ge=1, le=240)] = None
    never_expires: bool = False
    renewal: Annotated[Text | None, Field(description="How it is renewed or maintained")] = None
    renewed_by: Annotated[list[Slug], Field(description="Passing one of these renews it too")] = []
    requires: Annotated[list[Requirement], Field(description="Required prerequisites")] = []
    requirements_known: Annotated[bool, Field(description="A source says what is (or is not) required")] = True
    recommended: Recommended | None = None
    exam_domains: Domains | None = None
    own_sources: Annotated[list[OwnSource], Field(description="Figures that rest on another source")] = []
    differs: list[Differing] = []
    article: InArticle | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> "CertRecord":
        if self.never_expires and self.validity_months:
            raise ValueError("validity_months contradicts never_expires")
        return self

    @model_validator(mode="after")
    def _one_source_each(self) -> "CertRecord":
        named = [figure for own in self.own_sources for figure in own.figures]
        if twice := sorted({figure for figure in named if named.count(figure) > 1}):
            raise ValueError(f"own_sources name {', '.join(twice)} twice")
        return self
