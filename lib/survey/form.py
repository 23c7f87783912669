"""The form of survey files: their columns, and their rows one after another as they are written.

Engines read files fast and say little about what is wrong with one; this reads them again, in order, to say it.
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
    """Whether a file is Parquet by its name; else it is CSV."""
    return path.suffix.lower() == ".parquet"


def header(path: Path) -> list[str]:
    """The names of a file's columns, in order. Raises BadInput if it cannot be read or does not have COLUMNS once."""
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
    """The rows of a CSV file with their numbers, the first line being row 1; blank lines are left out.

    Raises BadInput at the first row whose quotes do not match, that has not as many cells as the first line, or that
    is not UTF-8 text.
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
    """The rows of a file in order, some at a time: COLUMNS as they are written, and the row's number as `row`.

    Takes a file with a sound `header`. Rows of Parquet count from 1, those of CSV from 2. Raises BadInput where the
    file is broken.
    """
    return _parquet_batches(path) if is_parquet(path) else _csv_batches(path)


def _csv_batches(path: Path) -> Iterator[pa.Table]:
    names = header(path)
    places = {name: names.index(name) for name in COLUMNS}
    rows = records(path)
    while part := list(islice(rows, BATCH)):
        columns = {name: [cells[place] for _, cells in part] for name, place in places.items()}
        yield pa.table({"row": [number for number, _ in part], **columns})


def _parquet_batches(path: Path) -> Iterator[pa.Table]:
    done = 0
    try:
        for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=list(COLUMNS)):
            columns = {name: _plain(batch[name]) for name in COLUMNS}
            yield pa.table({"row": range(done + 1, done + len(batch) + 1), **columns})
            done += len(batch)
    except (pa.ArrowException, OSError):
        raise BadInput(f"{path} is damaged somewhere after row {done}") from None


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
