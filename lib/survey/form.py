"""The format of survey files: their columns, and their rows in order with cells as written.

Engines read files fast but say little about a broken one. This module reads a file again, in order, to say where it is
broken.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.survey.refusal import BadInput

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

BATCH = 50_000


def is_parquet(path: Path) -> bool:
    """Whether a file's name ends in `.parquet`; any other file is CSV."""
    return path.suffix.lower() == ".parquet"


def header(path: Path) -> list[str]:
    """The names of a file's columns, in order.

    Raises BadInput if the file cannot be read, lacks one of COLUMNS or has two columns of one name.
    """
    try:
        names = pq.read_schema(path).names if is_parquet(path) else _first_line(path)
    except (pa.ArrowException, OSError, csv.Error):
        raise BadInput(f"{path} cannot be read; it may be cut off") from None
    if missing := [name for name in COLUMNS if name not in names]:
        raise BadInput(f"{path} has another shape: there is no column {', '.join(missing)}")
    if doubled := {name for name in names if names.count(name) > 1}:
        raise BadInput(f"{path} has another shape: two columns are called {min(doubled)!r}")
    return list(names)


def _first_line(path: Path) -> list[str]:
    with path.open(newline="", encoding="utf-8-sig", errors="surrogateescape") as file:
        return next(csv.reader(file, strict=True), [])


def records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file with their numbers, from 2 (row 1 is the line of names), without blank lines.

    Raises BadInput at the first row whose quotes do not match, whose number of cells differs from the first line's, or
    that is not UTF-8 text.
    """
    number = 1
    with path.open(newline="", encoding="utf-8-sig", errors="surrogateescape") as file:
        reader = csv.reader(file, strict=True)
        try:
            width = len(next(reader))
            for number, cells in enumerate(reader, 2):
                if fault := _fault(cells, width):
                    raise BadInput(f"{path}, row {number}: {fault}")
                if cells:
                    yield number, cells
        except csv.Error as error:
            raise BadInput(f"{path}, row {number + 1}: its quotes do not match ({error})") from None


def _fault(cells: list[str], width: int) -> str | None:
    if cells and len(cells) != width:
        return f"it has {len(cells)} cells, the first line {width}"
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return "it is not UTF-8 text"
    return None


def batches(path: Path) -> Iterator[pa.Table]:
    """The rows of a file in order, at most BATCH at a time: COLUMNS as written, and the row's number as `row`.

    Takes a file whose `header` was read without an error. Parquet rows count from 1, CSV rows from 2, after the line of
    names. Raises BadInput where the file is broken.
    """
    return _parquet_batches(path) if is_parquet(path) else _csv_batches(path)


def _csv_batches(path: Path) -> Iterator[pa.Table]:
    names = header(path)
    indices = {name: names.index(name) for name in COLUMNS}
    rows = records(path)
    while part := list(islice(rows, BATCH)):
        columns = {name: [cells[index] for _, cells in part] for name, index in indices.items()}
        yield pa.table({"row": [number for number, _ in part], **columns})


def _parquet_batches(path: Path) -> Iterator[pa.Table]:
    rows_read = 0
    try:
        for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=list(COLUMNS)):
            columns = {name: _plain(batch[name]) for name in COLUMNS}
            yield pa.table({"row": range(rows_read + 1, rows_read + len(batch) + 1), **columns})
            rows_read += len(batch)
    except (pa.ArrowException, OSError):
        raise BadInput(f"{path} is damaged somewhere after row {rows_read}") from None


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
