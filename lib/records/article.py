"""The article's structure: paths of steps and choices, sets of certifications, roles, advice."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from lib.records.base import Record, Slug, Text


class ChoiceRecord(Record):
    """One branch of a step: a certification, or a set that the article names in words."""

    cert: Slug | None = None
    set: Slug | None = None
    when: Annotated[Text | None, Field(description="When this branch is the one to take")] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "ChoiceRecord":
        if (self.cert is None) == (self.set is None):
            raise ValueError("a choice names either a cert or a set")
        return self


class StepRecord(Record):
    """A step of a path: one of its choices is taken. Steps are taken in order."""

    choices: Annotated[list[ChoiceRecord], Field(min_length=1)]
    optional: bool = False
    after_months: Annotated[int, Field(ge=0)] = 0
    why: Text | None = None


class PathRecord(Record):
    """An outcome, a background's sequence, or the verdict: AND over steps, OR over choices."""

    id: Slug
    kind: Literal["outcome", "sequence", "verdict"]
    title: Text
    why: Text | None = None
    today: Annotated[Text | None, Field(description="What has changed since, in our words")] = None
    steps: Annotated[list[StepRecord], Field(min_length=1)]


class CertSetRecord(Record):
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
    requires: Annotated[list[StepRecord], Field(min_length=1)]


class AdviceRecord(Record):
    """A piece of the article's advice, in our words."""

    id: Slug
    kind: Literal["avoid", "portfolio"]
    title: Text
    text: Text


class Article(Record):
    """The article's structure: outcomes, sequences, verdict, roles and advice."""

    paths: list[PathRecord]
    sets: list[CertSetRecord]
    roles: list[Role]
    advice: list[AdviceRecord]
