"""Titles of a survey matched with the title table: which (title, level) counts as which role."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lib.records import TitleTable
from lib.survey.refusal import source


class Match(NamedTuple):
    """One title at one level that counts as a role, under `shown`: that level, or "" for all of the role."""

    title: str
    level: str
    role: str
    shown: str


def read(path: Path) -> TitleTable:
    """The title table of a file. Raises BadInput with one sentence that names the file and what is wrong."""
    return source(path, TitleTable)


def matches(table: TitleTable, titles: Iterable[str]) -> list[Match]:
    """Every (title, level) of the titles given that counts as a role, once under its level and once under all."""
    seen = sorted(set(titles))
    return [
        Match(title, level, rule.role, shown)
        for rule in table.rule
        for title in seen
        if table.takes(rule, title)
        for level in rule.levels
        for shown in (level, "")
    ]


def roles(found: Iterable[Match]) -> dict[tuple[str, str], set[str]]:
    """The roles that each (title, level) counts in: more than one where rules overlap."""
    of: dict[tuple[str, str], set[str]] = {}
    for match in found:
        of.setdefault((match.title, match.level), set()).add(match.role)
    return of
