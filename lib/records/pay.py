"""Pay: one figure for a role from one source, and the surveys that figures are computed from."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from lib.records.base import Record, Slug, Text, Usd


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
        percentiles = (self.p10_usd, self.p25_usd, self.median_usd, self.p75_usd, self.p90_usd)
        present = [usd for usd in percentiles if usd is not None]
        if present != sorted(present):
            raise ValueError("p10, p25, median, p75 and p90 must not fall")
        interval = [usd for usd in (self.low95_usd, self.median_usd, self.high95_usd) if usd is not None]
        if interval != sorted(interval):
            raise ValueError("the median must lie within its interval")
        return self


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
