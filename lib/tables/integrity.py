"""Checks whether tables can be used together: one build, no dangling references, no impossible words and numbers.

The build checks the same of source files, by record and field (`lib.source`). These checks are for tables, which may
come from elsewhere or be read in the middle of an update.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

import numpy as np
import pandas as pd

from lib.records import KINDS, Evidence, Lifecycle, Policy, Price, Salary, Study
from lib.tables.schema import TABLES
from lib.text import count, listed

Frames = Mapping[str, pd.DataFrame]
MAX_QUOTED = 60
"""Characters of a value that a message quotes."""


class Misfit(NamedTuple):
    """A table that does not fit the others, and the end of a sentence about it that begins with its file."""

    table: str
    message: str


MAY_BE_EMPTY = frozenset(
    {"exam_domains", "requirements", "sets", "advice", "differences", "changes", "policies", "evidence"}
)
REFERENCES: Mapping[str, Sequence[str]] = {
    "certs.id": (
        *("certs.successor", "certs.predecessors", "certs.renewed_by", "certs.recommended_certs"),
        *("facts.cert_id", "exam_domains.cert_id", "requirements.cert_id", "requirements.id", "path_steps.cert_id"),
        *("sets.cert_ids", "differences.cert_ids", "changes.cert_ids"),
    ),
    "vendors.vendor": ("certs.vendor", "policies.vendor"),
    "tiers.tier": ("certs.tier", "certs.article_tier", "sets.tiers"),
    "focuses.focus": ("certs.focus", "sets.focuses"),
    "paths.path": ("path_steps.path",),
    "sets.set_id": ("path_steps.set_id",),
    "sources.source": ("salaries.source",),
}
"""The columns that refer to names, by the column that declares those names."""


def _words(annotation: Any) -> tuple[str, ...]:
    """The words of a Literal, or of one within a union."""
    parts = get_args(annotation)
    return tuple(word for part in parts for word in ([part] if isinstance(part, str) else _words(part)))


WORDS: Mapping[str, Sequence[str]] = {
    "paths.kind": ("outcome", "sequence", "verdict", "role"),
    **dict.fromkeys(("certs.evidence_kind", "facts.kind", "exam_domains.kind", "policies.kind", "sources.kind"), KINDS),
    **{
        column: _words(record.model_fields[name].annotation)
        for column, record, name in (
            ("certs.observed_status", Lifecycle, "observed"),
            ("certs.price_kind", Price, "kind_of_price"),
            ("certs.confidence", Evidence, "confidence"),
            ("salaries.measure", Salary, "measure"),
            ("salaries.bound", Salary, "bound"),
            ("salaries.counted", Salary, "counted"),
            ("policies.rule", Policy, "rule"),
            ("policies.way", Policy, "way"),
            ("evidence.method", Study, "method"),
            ("evidence.measures", Study, "measures"),
            ("evidence.soundness", Study, "soundness"),
        )
    },
}
"""The words that a column may hold, by column: those that the source records allow."""


BUILD_ID = re.compile(r"[0-9a-f]{12}")


def mixed_builds(builds: Mapping[str, str | None]) -> str | None:
    """The builds that tables are of, as the end of a sentence about their folder; None if all are of one build.

    Takes the build id of each table's file, None for a file without one.
    """
    tables_of: dict[str, list[str]] = {}
    for table, build in builds.items():
        tables_of.setdefault(_build_name(build), []).append(table)
    if set(tables_of) == {UNKNOWN_BUILD}:
        return "do not say which build they are of, as older versions wrote them; `make data` builds them all again."
    if len(tables_of) == 1 and UNKNOWN_BUILD not in tables_of:
        return None
    *smaller, (largest, largest_tables) = sorted(tables_of.items(), key=lambda build: len(build[1]))
    parts = [f"{listed(tables)} of {build}" for build, tables in smaller]
    parts.append(f"the other {count(len(largest_tables), 'table')} of {largest}")
    return (
        f"are of different builds ({listed(parts)}); they are read once all are of one, "
        "and `make data` builds them all again."
    )


UNKNOWN_BUILD = "a build without an id"


def _build_name(build: str | None) -> str:
    return f"build {build}" if build and BUILD_ID.fullmatch(build) else UNKNOWN_BUILD


def misfits(frames: Frames) -> Iterator[Misfit]:
    """Everything that keeps tables from being used together. Takes tables that have their columns and unique keys."""
    yield from _empty(frames)
    yield from _references(frames)
    yield from _strange_words(frames)
    yield from _impossible_numbers(frames)


def _empty(frames: Frames) -> Iterator[Misfit]:
    for name in TABLES:
        if frames[name].empty and name not in MAY_BE_EMPTY:
            yield Misfit(name, " has no rows")


def _references(frames: Frames) -> Iterator[Misfit]:
    for declared, columns in REFERENCES.items():
        names = set(_values(frames, declared))
        for column in columns:
            if dangling := _quoted_first(value for value in _values(frames, column) if value not in names):
                yield _misfit(column, f"names {dangling}, which `{declared.partition('.')[0]}` does not have")


def _strange_words(frames: Frames) -> Iterator[Misfit]:
    for column, words in WORDS.items():
        if strange := _quoted_first(value for value in _values(frames, column) if value not in words):
            yield _misfit(column, f"has {strange}, and not one of {', '.join(word or 'nothing' for word in words)}")


def _impossible_numbers(frames: Frames) -> Iterator[Misfit]:
    for name, frame in frames.items():
        for column in frame.select_dtypes("number"):
            numbers = frame[column].dropna()
            if len(impossible := numbers[~np.isfinite(numbers) | (numbers < 0)]):
                yield _misfit(f"{name}.{column}", f"has {impossible.iloc[0]:g}, which is no amount")


def _values(frames: Frames, column: str) -> pd.Series:
    """The different values of a column (`table.column`), the members of lists one by one, without missing ones."""
    table, _, name = column.partition(".")
    values: pd.Series = frames[table][name].explode().dropna().drop_duplicates()
    return values


def _quoted_first(values: Iterator[Any]) -> str | None:
    """The first of some values, shortened and in quotation marks; None if there is none."""
    return next((f"“{str(value)[:MAX_QUOTED]}”" for value in values), None)


def _misfit(column: str, message: str) -> Misfit:
    table, _, name = column.partition(".")
    return Misfit(table, f": column `{name}` {message}")
