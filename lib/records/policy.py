"""A vendor's rules on renewals, retakes and vouchers."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from lib.records.base import Kind, Record, Text

Months = Annotated[int, Field(ge=1, le=240)]


class Policy(Record):
    """One rule of a vendor. A rule of renewal may be for certifications of one validity only."""

    vendor: Annotated[Text, Field(description="As declared in vendors.toml")]
    rule: Literal["renewal", "retake", "voucher"]
    text: Annotated[Text, Field(description="The rule in our words")]
    validity_months: Annotated[Months | None, Field(description="Renewal: for certifications of this validity")] = None
    way: Annotated[Literal["exam", "online assessment"] | None, Field(description="Renewal: by what")] = None
    share: Annotated[
        float | None, Field(ge=0, le=1, description="Share of the list price that is paid; left out = not known")
    ] = None
    window_months: Annotated[Months | None, Field(description="Renewal: how long before the end it is open")] = None
    wait_days: Annotated[list[int], Field(description="Retake: wait before the second attempt, the third, …")] = []
    attempts: Annotated[int | None, Field(ge=1, le=100, description="Retake: most attempts; none = no limit")] = None
    per_months: Annotated[Months | None, Field(description="Retake: months in which attempts are counted")] = None
    source: Annotated[str, Field(description="Address of the page, or the id of an entry in sources.toml")]
    kind: Kind
    checked_on: date

    @model_validator(mode="after")
    def _says_something(self) -> "Policy":
        needed = {"renewal": self.way, "retake": self.wait_days, "voucher": self.share}[self.rule]
        if needed in (None, []):
            field = {"renewal": "way", "retake": "wait_days", "voucher": "share"}[self.rule]
            raise ValueError(f"a rule of {self.rule} needs its {field}")
        if (self.attempts is None) != (self.per_months is None):
            raise ValueError("attempts and per_months stand together")
        if any(wait < 0 for wait in self.wait_days):
            raise ValueError(f"wait_days {self.wait_days} are not numbers of days")
        return self
