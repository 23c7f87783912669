"""The base class of source records and the field types that they share: kinds of evidence, text, numbers."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from lib.records.characters import unwanted

Kind = Literal[
    "vendor page",
    "machine copy of the vendor page",
    "dated quotation of the vendor page",
    "report",
    "article",
    "estimate",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]  # best evidence first
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Usd = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]


class Record(BaseModel):
    """A table of a source file: refuses unknown fields, never coerces a value, allows text of one line only."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @field_validator("*", mode="after")
    @classmethod
    def _is_text_on_one_line(cls, value: Any) -> Any:
        names = dict.fromkeys(name for text in _texts(value) for name in unwanted(text))
        if names:
            raise ValueError(f"has characters that text must not have: {', '.join(names)}")
        return value


def _texts(value: Any) -> Iterator[str]:
    """The texts in a field's value, except those of nested records, which check their own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))


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
