"""Files of survey rows as one Ibis table, checked before anything is counted."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow.parquet as pq
from ibis import _
from pyarrow import ArrowException

from lib.survey.titles import LEVELS

COLUMNS = (
    "work_year",
    "experience_level",
    "employment_type",
    "job_title",
    "salary",
    "salary_currency",
    "salary_in_usd",
    "employee_residence",
    "remote_ratio",
    "company_location",
    "company_size",
)
"""Columns of an ai-jobs file; rows that are equal in all of them are duplicates."""

NUMBERS = ("work_year", "salary", "salary_in_usd")
ENDINGS = (".csv", ".parquet")


class BadInput(Exception):
    """Input that cannot be counted. Its text is one sentence that names the file and, where there is one, the row."""


def files(paths: Iterable[Path]) -> list[Path]:
    """The CSV and Parquet files among paths, folders searched one level deep. Raises BadInput if one is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if one.suffix in ENDINGS)
        elif path.is_file() and path.suffix in ENDINGS:
            found.append(path)
        else:
            raise BadInput(f"{path} is neither a CSV or Parquet file nor a folder")
    if not found:
        raise BadInput(f"there is no CSV or Parquet file in {', '.join(map(str, paths))}")
    return found


def table(engine: Any, paths: list[Path]) -> ir.Table:
    """All rows of all files with COLUMNS, numbers as whole numbers (missing where they are none).

    Takes an Ibis backend. Raises BadInput for a file that cannot be read or lacks a column.
    """
    parts = [_read(engine, path) for path in paths]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _read(engine: Any, path: Path) -> ir.Table:
    _has_columns(path)
    if path.suffix == ".parquet":
        raw = engine.read_parquet(str(path))
    elif engine.name == "duckdb":
        raw = engine.read_csv(str(path), all_varchar=True)
    else:
        raw = engine.read_csv(str(path), header=True, inferSchema=False)
    return raw.select(**{name: _number(raw[name]) if name in NUMBERS else raw[name].cast("string") for name in COLUMNS})


def _number(column: ir.Column) -> ir.Column:
    if column.type().is_integer():
        return column.cast("int64")
    return column.cast("string").strip().try_cast("int64")


def _has_columns(path: Path) -> None:
    try:
        if path.suffix == ".parquet":
            names = pq.read_schema(path).names
        else:
            with path.open(newline="", encoding="utf-8") as file:
                names = next(csv.reader(file), [])
    except (ArrowException, OSError, UnicodeDecodeError, csv.Error):
        raise BadInput(f"{path} cannot be read; it may be cut off") from None
    if missing := [name for name in COLUMNS if name not in names]:
        raise BadInput(f"{path} has another shape: there is no column {', '.join(missing)}")


def check(rows: ir.Table, paths: list[Path]) -> None:
    """Refuse rows that cannot be counted: named with file and row, none of them is dropped silently.

    Raises BadInput for a level that is not known, a number that is none, or a salary in US dollars that differs from
    its conversion to US dollars.
    """
    bad = rows.filter(
        _.experience_level.notin(LEVELS)
        | _.experience_level.isnull()
        | _.work_year.isnull()
        | _.salary_in_usd.isnull()
        | (_.salary_in_usd < 0)
        | ((_.salary_currency == "USD") & (_.salary != _.salary_in_usd))
        | ((_.salary_currency == "USD") & _.salary.isnull())
    )
    if bad.limit(1).count().execute():
        raise BadInput(next(_complaints(paths), f"a row of {', '.join(map(str, paths))} cannot be counted"))


def _complaints(paths: list[Path]) -> Iterator[str]:
    """Where the bad rows are, found by reading the files once more, row by row."""
    for path in paths:
        for number, row in _rows(path):
            if why := _complaint(row):
                yield f"{path}, row {number}: {why}"


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            yield from enumerate(csv.DictReader(file), 2)
        return
    number = 0
    for batch in pq.ParquetFile(path).iter_batches(columns=list(COLUMNS)):
        for row in batch.to_pylist():
            number += 1
            yield number, row


def _complaint(row: dict[str, Any]) -> str | None:
    if row["experience_level"] not in LEVELS:
        return f"unknown level {row['experience_level']!r}; known are {', '.join(LEVELS)}"
    for name in ("work_year", "salary_in_usd"):
        if not _is_whole(row[name]):
            return f"{name} {row[name]!r} is not a whole number"
    if row["salary_currency"] == "USD" and str(row["salary"]).strip() != str(row["salary_in_usd"]).strip():
        return f"salary {row['salary']!r} is in USD but salary_in_usd is {row['salary_in_usd']!r}"
    return None


def _is_whole(value: Any) -> bool:
    return str(value).strip().isdigit()
