"""The title table: which job titles at which levels of a survey count as which role."""

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from lib.records.base import Record, Slug, Text

Level = Literal["EN", "MI", "SE", "EX"]
LEVELS: tuple[str, ...] = Level.__args__  # type: ignore[attr-defined]  # entry, mid, senior, executive
Title = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/+.&-]*( [a-z0-9/+.&-]+)*$", max_length=100)]


class TitleRule(Record):
    """Rows of these titles (named, in a set, or containing words) at these levels count as the role."""

    role: Slug
    name: Text
    levels: Annotated[list[Level], Field(min_length=1)]
    sets: Annotated[list[str], Field(description="Names of sets whose titles count")] = []
    titles: Annotated[list[Title], Field(description="Titles that count, in lower case")] = []
    contains: Annotated[list[Title], Field(description="Words: every title with one of them in it counts")] = []
    overlaps: Annotated[list[Slug], Field(description="Roles in which some of the same rows count, too")] = []

    @model_validator(mode="after")
    def _can_match(self) -> "TitleRule":
        if not (self.sets or self.titles or self.contains):
            raise ValueError("matches nothing: it has neither sets nor titles nor contains")
        for field, values in (("level", self.levels), ("set", self.sets), ("role in overlaps", self.overlaps)):
            if len(set(values)) < len(values):
                raise ValueError(f"names a {field} twice")
        return self


class TitleTable(Record):
    """Sets of titles that rules share, and the rules. Two rules may take the same rows only if both say so."""

    sets: dict[str, Annotated[list[Title], Field(min_length=1)]] = {}
    rule: Annotated[list[TitleRule], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_unambiguous(self) -> "TitleTable":
        if faults := [*self._roles(), *self._sets()]:
            raise ValueError("; ".join(faults))
        if faults := [*self._titles(), *self._overlaps()]:  # after _sets: both look titles up in the sets
            raise ValueError("; ".join(faults))
        return self

    def named(self, rule: TitleRule) -> list[str]:
        """The titles that a rule names, including those of its sets."""
        return [title for name in rule.sets for title in self.sets[name]] + rule.titles

    def takes(self, rule: TitleRule, title: str) -> bool:
        """Whether a title, in lower case, counts as the rule's role at the rule's levels."""
        return title in self.named(rule) or any(words in title for words in rule.contains)

    def _roles(self) -> Iterator[str]:
        roles = [rule.role for rule in self.rule]
        if doubled := {role for role in roles if roles.count(role) > 1}:
            yield f"two rules for {', '.join(sorted(doubled))}"
        for rule in self.rule:
            if unknown := set(rule.overlaps) - set(roles) - {rule.role}:
                yield f"{rule.role}: overlaps '{min(unknown)}', which is no rule's role"
            if rule.role in rule.overlaps:
                yield f"{rule.role}: overlaps itself"

    def _sets(self) -> Iterator[str]:
        for rule in self.rule:
            if unknown := set(rule.sets) - self.sets.keys():
                yield f"{rule.role}: there is no set '{min(unknown)}'"
        if unused := self.sets.keys() - {name for rule in self.rule for name in rule.sets}:
            yield f"no rule uses the set '{min(unused)}'"

    def _titles(self) -> Iterator[str]:
        for rule in self.rule:
            titles = self.named(rule) + rule.contains
            if doubled := {title for title in titles if titles.count(title) > 1}:
                yield f"{rule.role}: '{min(doubled)}' is given twice"
            covered = [
                (title, words) for title in titles for words in rule.contains if words in title and words != title
            ]
            for title, words in covered[:1]:
                yield f"{rule.role}: '{title}' is already covered by contains '{words}'"

    def _overlaps(self) -> Iterator[str]:
        for first, second in combinations(self.rule, 2):
            declared = (second.role in first.overlaps, first.role in second.overlaps)
            shared = self._shared(first, second)
            if shared and not all(declared):
                yield f"{first.role} and {second.role} both take {shared}: each must name the other in overlaps"
            if any(declared) and not shared:
                yield f"{first.role} and {second.role} take no title at the same level: there is no such overlap"

    def _shared(self, first: TitleRule, second: TitleRule) -> str | None:
        """A title at a level that counts in both roles, as `'title' at LEVEL`; None if there can be none."""
        levels = [level for level in first.levels if level in second.levels]
        joined = [f"{start} {end}" for start in first.contains for end in second.contains]
        titles = [*self.named(first), *self.named(second), *joined]
        both = [title for title in titles if self.takes(first, title) and self.takes(second, title)]
        return f"'{both[0]}' at {levels[0]}" if both and levels else None
