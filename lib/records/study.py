"""Studies, surveys and reports on certifications and pay."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from lib.records.base import Record, Slug, Text

Year = Annotated[int, Field(ge=1990, le=2100)]


class Study(Record):
    """One study, survey or report on what certifications, or something near them, do for pay or work."""

    id: Slug
    title: Text
    publisher: Annotated[Text, Field(description="Who says so: authors, office or firm")]
    first_year: Annotated[Year, Field(description="Year of publication; of several editions the first")]
    last_year: Annotated[Year | None, Field(description="Of several editions the last; left out = one")] = None
    method: Literal["randomised", "instrument", "comparison", "employers' reports", "holders' reports", "job ads"]
    design: Annotated[Text, Field(description="Who was asked or observed, and how many")]
    subject: Annotated[
        Literal[
            "AI certifications", "IT certifications", "licences and certifications", "course certificates", "AI skills"
        ],
        Field(description="What it is about"),
    ]
    measures: Literal["pay", "pay premiums", "advertised pay", "reported jobs", "reported raises"]
    found: Annotated[Text, Field(description="What it found, as sentences")]
    soundness: Annotated[
        Literal["strong", "medium", "weak"], Field(description="As evidence of what a certification adds")
    ]
    why: Annotated[Text, Field(description="Why it is that sound, and what it cannot say, as sentences")]
    in_summary: Annotated[bool, Field(description="Told wherever the evidence is told in short")] = False
    sources: Annotated[list[str], Field(min_length=1, description="Addresses or ids of sources.toml")]
    checked_on: date

    @model_validator(mode="after")
    def _years_in_order(self) -> "Study":
        if self.last_year is not None and self.last_year <= self.first_year:
            raise ValueError(f"last_year {self.last_year} is not after first_year {self.first_year}")
        return self
