"""Records of the catalogue as a whole: vendors, sources, our rules, differences, changes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, StringConstraints, model_validator

from lib.records.base import Kind, Record, Slug, Text


class Vendor(Record):
    """Who issues certifications; `domains` are the hosts whose pages count as vendor pages."""

    name: Annotated[Text, Field(description="As shown and as used in addresses")]
    full_name: Text | None = None
    domains: list[Text] = []
    cloud: Annotated[bool, Field(description="One of the article's three clouds")] = False


class Source(Record):
    """A source with a name of its own: the article, a data set, a report without an address."""

    id: Slug
    title: Text
    kind: Kind
    publisher: Text
    url: Annotated[HttpUrl | None, Field(strict=False)] = None
    dated: Annotated[date | None, Field(description="Day of publication; left out = undated")] = None
    describes: Annotated[date | None, Field(description="Day that an undated source describes")] = None
    series: Annotated[Text | None, Field(description="What it is one of several editions of")] = None
    checked_on: date
    note: Text | None = None


class Tier(Record):
    """A tier with the study hours that we estimate for its exams (no vendor publishes them)."""

    name: Text
    meaning: Text
    study_hours: Annotated[list[int] | None, Field(min_length=2, max_length=2)] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Tier":
        if self.study_hours and not 0 < self.study_hours[0] <= self.study_hours[1]:
            raise ValueError(f"study_hours {self.study_hours} are not a range of hours")
        return self


class Focus(Record):
    """A focus area with the proof project that we pair with it."""

    name: Text
    proof_project: Text | None = None
    source: Annotated[str, Field(description="Whose pairing it is")] = "certwise"


class VendorProject(Record):
    """A proof project for one vendor's certifications."""

    vendor: Text
    proof_project: Text
    source: str


class Rules(Record):
    """What is ours: tiers, focus areas, study hours, proof projects."""

    checked_on: date
    tiers: list[Tier]
    focuses: list[Focus]
    vendor_projects: list[VendorProject] = []


class Difference(Record):
    """One point where the article and the vendors (or the article and itself) differ."""

    number: Annotated[int, Field(ge=1)]
    topic: Text
    article_says: Text
    found: Text
    verdict: Literal["differs", "outdated", "opinion", "contradiction", "omission", "defect", "confirmed"]
    certs: list[Slug] = []
    sources: list[str] = []
    checked_on: date


class Change(Record):
    """A dated change of the field, for the timeline; a month where the day is not known."""

    on: Annotated[str, StringConstraints(pattern=r"^20\d{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")]
    text: Text
    certs: list[Slug] = []
    source: Text
