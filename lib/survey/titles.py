"""Matches of a survey's titles with the title table: the roles in which a title at a level counts."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lib.records import TitleTable
from lib.survey.refusal import source_record


class Match(NamedTuple):
    """A title at a level that counts in a role, under `role_level`: that level, or "" for all levels of the role."""

    title: str
    level: str
    role: str
    role_level: str


def title_table(path: Path) -> TitleTable:
    """The title table of a file. Raises BadInput with one sentence that names the file and what is wrong."""
    return source_record(path, TitleTable)


def matches(table: TitleTable, titles: Iterable[str]) -> list[Match]:
    """The matches of titles (in lower case), by rule: each twice, under its own level and under all levels.

    Titles are counted once, however often they are given.
    """
    distinct = sorted(set(titles))
    return [
        Match(title, level, rule.role, role_level)
        for rule in table.rule
        for title in distinct
        if table.takes(rule, title)
        for level in rule.levels
        for role_level in (level, "")
    ]


def roles(matches: Iterable[Match]) -> dict[tuple[str, str], set[str]]:
    """The roles in which each (title, level) counts: more than one where rules overlap."""
    by_title: dict[tuple[str, str], set[str]] = {}
    for match in matches:
        by_title.setdefault((match.title, match.level), set()).add(match.role)
    return by_title
