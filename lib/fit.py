"""Whether tables can be used together: names that lead nowhere, words and numbers that cannot be, empty tables.

The build says the same of source files, by record and field (`lib.build`). Here it is said of tables, which may come
from elsewhere or be caught half-way through an update.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

import numpy as np
import pandas as pd

from lib.records import KINDS, Evidence, Lifecycle, Policy, Price, Salary, Study
from lib.tables import TABLES

Frames = Mapping[str, pd.DataFrame]
LONGEST = 60


class Misfit(NamedTuple):
    """A table that does not fit, and what is wrong with it: the end of a sentence that begins with its file."""

    table: str
    what: str


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
"""Columns that hold names, and where those are declared."""


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
"""Columns that hold one of a few words: those that a source record may have."""


def misfits(frames: Frames) -> Iterator[Misfit]:
    """Everything that keeps tables, each of which has its columns and its key, from being used together."""
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
        known = set(_values(frames, declared))
        for column in columns:
            if lost := _first(value for value in _values(frames, column) if value not in known):
                yield _misfit(column, f"names {lost}, which `{declared.partition('.')[0]}` does not have")


def _strange_words(frames: Frames) -> Iterator[Misfit]:
    for column, words in WORDS.items():
        if strange := _first(value for value in _values(frames, column) if value not in words):
            yield _misfit(column, f"has {strange}, and not one of {', '.join(word or 'nothing' for word in words)}")


def _impossible_numbers(frames: Frames) -> Iterator[Misfit]:
    for name, frame in frames.items():
        for column in frame.select_dtypes("number"):
            known = frame[column].dropna()
            if len(bad := known[~np.isfinite(known) | (known < 0)]):
                yield _misfit(f"{name}.{column}", f"has {bad.iloc[0]:g}, which is no amount")


def _values(frames: Frames, column: str) -> pd.Series:
    """What a column holds, the members of lists one by one, without what is missing."""
    table, _, name = column.partition(".")
    values: pd.Series = frames[table][name].explode().dropna().drop_duplicates()
    return values


def _first(values: Iterator[Any]) -> str | None:
    """The first of some values for a sentence, short and between quotation marks; None for none."""
    return next((f"“{str(value)[:LONGEST]}”" for value in values), None)


def _misfit(column: str, what: str) -> Misfit:
    table, _, name = column.partition(".")
    return Misfit(table, f": column `{name}` {what}")
