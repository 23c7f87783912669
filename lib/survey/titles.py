"""The title table: which (title, level) of a survey counts as which role."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints, ValidationError, model_validator

from lib.records import Record, Slug, Text

Level = Literal["EN", "MI", "SE", "EX"]
LEVELS: tuple[str, ...] = ("EN", "MI", "SE", "EX")
Title = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9 /+.&-]*$", max_length=100)]


class TitleRule(Record):
    """Rows of these titles (named, in a set, or containing words) at these levels count as the role."""

    role: Slug
    name: Text
    levels: Annotated[list[Level], Field(min_length=1)]
    sets: list[str] = Field(default_factory=list)
    titles: list[Title] = Field(default_factory=list)
    contains: list[Title] = Field(default_factory=list)

    @model_validator(mode="after")
    def _can_match(self) -> "TitleRule":
        if not (self.sets or self.titles or self.contains):
            raise ValueError("matches nothing: it has neither sets nor titles nor contains")
        if len(set(self.levels)) < len(self.levels):
            raise ValueError("names a level twice")
        return self


class TitleTable(Record):
    """Sets of titles that rules share, and the rules."""

    sets: dict[str, Annotated[list[Title], Field(min_length=1)]] = Field(default_factory=dict)
    rule: Annotated[list[TitleRule], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_unambiguous(self) -> "TitleTable":
        roles = [rule.role for rule in self.rule]
        if doubled := {role for role in roles if roles.count(role) > 1}:
            raise ValueError(f"two rules for {', '.join(sorted(doubled))}")
        for rule in self.rule:
            if unknown := set(rule.sets) - self.sets.keys():
                raise ValueError(f"{rule.role}: there is no set '{min(unknown)}'")
            named = self.named(rule)
            if doubled := {title for title in named if named.count(title) > 1}:
                raise ValueError(f"{rule.role}: '{min(doubled)}' is given twice")
        return self

    def named(self, rule: TitleRule) -> list[str]:
        """The titles that a rule names, its sets' included."""
        return [title for name in rule.sets for title in self.sets[name]] + rule.titles


class Match(NamedTuple):
    """One title at one level that counts as a role, under `shown`: that level, or "" for all of the role."""

    title: str
    level: str
    role: str
    shown: str


def read(path: Path) -> TitleTable:
    """The title table of a file. Raises ValueError with one sentence that names the file and what is wrong."""
    try:
        return TitleTable.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path.name}: {where}: {first['msg'].removeprefix('Value error, ')}") from None
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from None


def matches(table: TitleTable, titles: Iterable[str]) -> list[Match]:
    """Every (title, level) of the titles given that counts as a role, once under its level and once under all."""
    seen = sorted(set(titles))
    return [
        Match(title, level, rule.role, shown)
        for rule in table.rule
        for title in seen
        if title in table.named(rule) or any(words in title for words in rule.contains)
        for level in rule.levels
        for shown in (level, "")
    ]
