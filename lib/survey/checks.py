"""The conditions that a survey row must meet, checked on all rows at once, then again to name the row that fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from lib.records import LEVELS
from lib.survey.form import batches
from lib.survey.refusal import BadInput, engine_errors, first_line
from lib.survey.rows import columns


class Condition(NamedTuple):
    """A reason to refuse rows of `rows.table`, and its message, to be formatted with the row's cells as written."""

    refuses: Callable[[ir.Table], ir.BooleanColumn]
    message: str


def _no_code(name: str, letters: int, code: str) -> Condition:
    pattern = f"^[A-Z]{{{letters}}}$"
    return Condition(lambda rows: ~rows[name].fill_null("").re_search(pattern), f"{name} {{{name}!r}} is not {code}")


def _no_number(name: str) -> Condition:
    return Condition(lambda rows: rows[name].isnull(), f"{name} {{{name}!r}} is not a whole number")


def _negative(name: str) -> Condition:
    return Condition(lambda rows: rows[name] < 0, f"{name} {{{name}!r}} is negative")


CODES = ("experience_level", "salary_currency", "employment_type", "employee_residence", "company_location")
OF_CODES = (
    Condition(
        lambda rows: rows.experience_level.fill_null("").notin(LEVELS),
        f"unknown level {{experience_level!r}}; known are {', '.join(LEVELS)}",
    ),
    _no_code("salary_currency", 3, "a code of three capitals"),
    _no_code("employment_type", 2, "a code of two capitals"),
    _no_code("employee_residence", 2, "a country's code of two capitals"),
    _no_code("company_location", 2, "a country's code of two capitals"),
)
"""Conditions on CODES only. These have few different combinations, however many rows there are."""

OF_ROWS = (
    _no_number("work_year"),
    Condition(lambda rows: ~rows.work_year.between(2000, 2100), "work_year {work_year!r} is not within 2000 to 2100"),
    _no_number("salary_in_usd"),
    _negative("salary_in_usd"),
    _no_number("salary"),
    _negative("salary"),
    Condition(
        lambda rows: (rows.salary_currency == "USD") & (rows.salary != rows.salary_in_usd),
        "salary {salary!r} is in USD but salary_in_usd is {salary_in_usd!r}",
    ),
    Condition(lambda rows: rows.job_title.isnull() | (rows.job_title.strip() == ""), "there is no job_title"),
)
CONDITIONS = (*OF_CODES, *OF_ROWS)


def _fault(rows: ir.Table, conditions: tuple[Condition, ...] = CONDITIONS) -> ir.IntegerColumn:
    """The index of the first condition that refuses a row; missing for a sound row."""
    return ibis.cases(*((condition.refuses(rows), index) for index, condition in enumerate(conditions)))


def check(rows: ir.Table, paths: list[Path]) -> None:
    """Raise BadInput if a row cannot be counted, naming the first such row and its file. None is dropped silently.

    Takes `rows.table` of the files.
    """
    by_code = rows.group_by(*CODES).agg(unsound=_fault(rows, OF_ROWS).notnull().any())
    if by_code.filter(by_code.unsound | _fault(by_code, OF_CODES).notnull()).limit(1).count().execute():
        raise BadInput(complaint(paths) or f"a row of {', '.join(map(str, paths))} cannot be counted")


def complaint(paths: list[Path]) -> str | None:
    """The problem of the first row that is broken or refused, from reading the files again; None if there is none."""
    engine = ibis.duckdb.connect()
    try:
        for path in paths:
            for batch in batches(path):
                if message := _first_refusal(engine, batch):
                    return f"{path}, {message}"
    except BadInput as broken:
        return str(broken)
    except engine_errors():
        return None
    return None


def _first_refusal(engine: Any, batch: pa.Table) -> str | None:
    """The row number and the message of the first row of a batch that a condition refuses."""
    raw = ibis.memtable(batch)
    rows = raw.select("row", **columns(raw))
    refused = rows.select("row", fault=_fault(rows)).filter(ibis._.fault.notnull()).order_by("row").limit(1)
    for number, fault in engine.to_pandas(refused).itertuples(index=False):
        cells = batch.filter(pc.field("row") == int(number)).to_pylist()[0]
        return f"row {number}: {CONDITIONS[fault].message.format(**cells)}"
    return None


@contextmanager
def refusing(paths: list[Path]) -> Iterator[None]:
    """Turn errors of an engine that reads files into BadInput, which names the file and row where it can."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise BadInput(f"{', '.join(map(str, paths))}: the memory does not suffice; give more with --memory") from None
    except engine_errors() as error:
        raise BadInput(complaint(paths) or f"{', '.join(map(str, paths))}: {first_line(error)}") from None
