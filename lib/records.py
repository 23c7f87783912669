"""Source records: what people edit under `data/source/`, one model a kind of record.

A record is checked by itself here (types, ranges, dates that can be); what needs
other records (references, cycles, declared vendors) is checked in `lib.build`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

Kind = Literal[
    "vendor page",
    "machine copy of the vendor page",
    "dated quotation of the vendor page",
    "report",
    "article",
    "estimate",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]  # best evidence first
Observed = Literal["active", "beta", "closed", "retired", "partner-only", "unknown"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Usd = Annotated[float, Field(ge=0, le=10_000_000)]
Score = Annotated[
    str, StringConstraints(pattern=r"^(\d+(\.\d+)?%|\d+ of \d+|not published|pass or fail, not published)$")
]


class Record(BaseModel):
    """A table of a source file: unknown fields are refused, values are not coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Provenance(Record):
    """Where a figure was seen. What is left out is inherited from the record's evidence."""

    source: Annotated[str, Field(description="Address of the page, or the id of an entry in sources.toml")] = ""
    kind: Annotated[Kind | None, Field(description="What kind of source it is, best evidence first")] = None
    checked_on: Annotated[date | None, Field(description="Day the source was last seen to say so")] = None


class Evidence(Record):
    """The provenance that every figure of a record inherits unless it names its own."""

    kind: Kind
    checked_on: Annotated[date, Field(description="Newest day on which a cited source was seen")]
    confidence: Literal["high", "medium", "low"]
    sources: Annotated[list[str], Field(description="Addresses or ids of sources.toml, most telling first")]
    note: Text | None = None


class Lifecycle(Record):
    """What was observed of an exam's life. Status on a day is computed from it, never stored."""

    observed: Annotated[Observed, Field(description="Status as last observed")]
    observed_on: Annotated[date, Field(description="Day of that observation")]
    available_from: Annotated[date | None, Field(description="First day; left out = before the catalogue")] = None
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
        if self.general_from and self.observed != "beta":
            raise ValueError("general_from is for a certification in beta")
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


class InArticle(Record):
    """What the article that the product started from says of a certification."""

    tier: str | None = None
    price_usd: Usd | None = None
    topics: list[Text] = []
    best_for: Text | None = None


class Cert(Record):
    """One certification (an exam that can be renewed), by a stable slug."""

    id: Annotated[Slug, Field(description="Stable, never reused, used in addresses")]
    codes: Annotated[list[Text], Field(min_length=1, description="Exam codes, newest first")]
    codes_are_ours: Annotated[bool, Field(description="The vendor publishes no short code")] = False
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
    differs: list[Differing] = []
    article: InArticle | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> "Cert":
        if self.never_expires and self.validity_months:
            raise ValueError("validity_months contradicts never_expires")
        return self


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
    checked_on: date
    note: Text | None = None


class Tier(Record):
    """A tier with the study hours that we estimate for its exams (no vendor publishes them)."""

    name: Text
    meaning: Text
    study_hours: Annotated[list[int] | None, Field(min_length=2, max_length=2)] = None


class Focus(Record):
    """A focus area with the proof project that we pair with it."""

    name: Text
    proof_project: Text | None = None


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


class Choice(Record):
    """One branch of a step: a certification, or a set that the article names in words."""

    cert: Slug | None = None
    set: Slug | None = None
    when: Annotated[Text | None, Field(description="When this branch is the one to take")] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Choice":
        if (self.cert is None) == (self.set is None):
            raise ValueError("a choice names either a cert or a set")
        return self


class Step(Record):
    """A step of a path: one of its choices is taken. Steps are taken in order."""

    choices: Annotated[list[Choice], Field(min_length=1)]
    optional: bool = False
    after_months: Annotated[int, Field(ge=0)] = 0
    why: Text | None = None


class Path(Record):
    """An outcome, a background's sequence, or the verdict: AND over steps, OR over choices."""

    id: Slug
    kind: Literal["outcome", "sequence", "verdict"]
    title: Text
    why: Text | None = None
    today: Annotated[Text | None, Field(description="What has changed since, in our words")] = None
    steps: Annotated[list[Step], Field(min_length=1)]


class CertSet(Record):
    """A set of certifications that the article names in words, by a rule or by name."""

    id: Slug
    name: Text
    tiers: list[Text] = []
    focuses: list[Text] = []
    clouds_only: bool = False
    certs: list[Slug] = []


class Role(Record):
    """A role whose pay is quoted, and the certifications that the article names for it."""

    id: Slug
    name: Text
    requires: Annotated[list[Step], Field(min_length=1)]


class Advice(Record):
    """A piece of the article's advice, in our words."""

    id: Slug
    kind: Literal["avoid", "portfolio"]
    title: Text
    text: Text


class Jobs(Record):
    """A survey of job ads: files of ai-jobs rows, the source that they are, and where to get them."""

    id: Annotated[Slug, Field(description="Id of the source in sources.toml, and the name of the file that is written")]
    files: Annotated[Text, Field(description="Name of the file")]
    place: Text
    already_distinct: Annotated[bool, Field(description="Duplicates were taken out before it was published")] = False
    get: Annotated[Text, Field(description="Where the files are published")]


class Wages(Record):
    """A wage survey: a workbook, the occupations to take from it (code to role), and its top code."""

    id: Slug
    files: Text
    place: Text
    year: Annotated[int, Field(ge=2000, le=2100)]
    top_code_usd: Usd
    occupations: Annotated[dict[str, Slug], Field(min_length=1)]
    get: Text


class Surveys(Record):
    """The surveys that `make salaries` reads."""

    checked_on: date
    jobs: list[Jobs] = []
    wages: list[Wages] = []


class Article(Record):
    """The article's structure: outcomes, sequences, verdict, roles and advice."""

    reference_day: date
    paths: list[Path]
    sets: list[CertSet]
    roles: list[Role]
    advice: list[Advice]


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

    on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
    text: Text
    certs: list[Slug] = []
    source: Text


class Salary(Record):
    """One figure of pay for a role or an occupation, from one source, never pooled."""

    role: Slug
    role_name: Text
    level: str = ""
    place: Text
    year: Annotated[int, Field(ge=2000, le=2100)]
    measure: Literal["article claim", "advertised pay range ends", "employer survey"]
    bound: Literal["point", "floor"] = "point"
    median_usd: Usd
    p10_usd: Usd | None = None
    p25_usd: Usd | None = None
    p75_usd: Usd | None = None
    p90_usd: Usd | None = None
    counted: Annotated[Literal["", "distinct", "all"], Field(description="Which rows of microdata were counted")] = ""
    n: Annotated[int | None, Field(ge=1)] = None
    low95_usd: Usd | None = None
    high95_usd: Usd | None = None
    capped: Annotated[str, Field(description="Percentiles above the survey's top code, left out")] = ""
    titles: Annotated[str, Field(description="Job titles that were counted, with their rows")] = ""
    missed_share: Annotated[float | None, Field(ge=0, le=1)] = None
    source: str
    checked_on: date

    @model_validator(mode="after")
    def _quantiles_in_order(self) -> "Salary":
        known = [q for q in (self.p10_usd, self.p25_usd, self.median_usd, self.p75_usd, self.p90_usd) if q is not None]
        if known != sorted(known):
            raise ValueError("p10, p25, median, p75 and p90 must not fall")
        return self
