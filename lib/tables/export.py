"""Tables as files for other programs: JSON, Parquet, and CSV in which a spreadsheet finds no formula to run."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.tables.row import Row
from lib.tables.schema import schema
from lib.text import missing, spreadsheet_safe

FORMATS = {
    "CSV": ("csv", "text/csv"),
    "JSON": ("json", "application/json"),
    "Parquet": ("parquet", "application/vnd.apache.parquet"),
}

BATCH_ROWS = 5000
"""Rows that are converted at a time, so that a long table costs no more memory than a short one."""

Parts = Iterator[bytes]
"""A file's bytes in order, cut anywhere."""


def table_file(frame: pd.DataFrame, name: str, kind: str) -> bytes:
    """Rows of a table as the bytes of a file: its columns in order, then `status` if the frame has it.

    Values have the types of the table's schema. Lists are joined by "; " in CSV, days are ISO 8601 text (dates in
    Parquet), missing values are empty in CSV and null elsewhere. Parquet carries the columns' descriptions. CSV follows
    RFC 4180.

    Args:
        frame: Rows with all columns of the table, in any order, and perhaps others.
        name: The table's name in `TABLES`.
        kind: A key of FORMATS.

    Raises:
        KeyError: An unknown format, an unknown table, or a frame without a column of the table.
    """
    return b"".join(table_parts(frame, name, kind))


def table_parts(frame: pd.DataFrame, name: str, kind: str) -> Parts:
    """The bytes of `table_file` in parts, so that sending can begin before the file is complete."""
    status = [pa.field("status", pa.string())] if "status" in frame else []
    fields = pa.schema([*schema(name), *status], metadata=schema(name).metadata)
    slices = (frame.iloc[start : start + BATCH_ROWS] for start in range(0, len(frame), BATCH_ROWS))
    tables = (
        pa.Table.from_pylist(typed(rows[fields.names].to_dict("records"), fields), schema=fields) for rows in slices
    )
    return _WRITERS[kind](tables, fields)


def typed(rows: Iterable[Row], fields: Iterable[pa.Field]) -> list[dict[str, Any]]:
    """Rows of a frame as dicts of plain Python values in the types of the fields; None for missing values."""
    return [{field.name: _typed(row[field.name], field.type) for field in fields} for row in rows]


def rows_file(frame: pd.DataFrame, kind: str) -> bytes:
    """Any rows, such as the data of a chart, as the bytes of a file, with their own columns and order.

    Lists, days and missing values are written as in `table_file`. Raises KeyError for an unknown format.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()
    return b"".join(_WRITERS[kind](iter([table]), table.schema))


def _typed(value: Any, kind: pa.DataType) -> Any:
    if pa.types.is_list(kind):
        return list(value)
    if missing(value) and value != "":  # empty text is a value, such as "all levels"
        return None
    if pa.types.is_integer(kind):
        return int(value)
    return value.date() if pa.types.is_date(kind) and hasattr(value, "date") else value


def _csv(tables: Iterator[pa.Table], fields: pa.Schema) -> Parts:
    yield _csv_lines([fields.names])
    for table in tables:
        yield _csv_lines([_cell(value) for value in row.values()] for row in table.to_pylist())


def _csv_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    sink = io.StringIO(newline="")
    csv.writer(sink).writerows(rows)
    return sink.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return spreadsheet_safe("; ".join(map(str, value)) if isinstance(value, list) else value)


def _json(tables: Iterator[pa.Table], _: pa.Schema) -> Parts:
    separator = b"["
    for table in tables:
        if table.num_rows:
            rows = json.dumps(table.to_pylist(), ensure_ascii=False, indent=1, default=str)
            yield separator + rows[1:-2].encode()
            separator = b","
    yield b"[]" if separator == b"[" else b"\n]"


def _parquet(tables: Iterator[pa.Table], fields: pa.Schema) -> Parts:
    sink = _Sink()
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), fields) as writer:
        for table in tables:
            writer.write_table(table)
            yield sink.drain()
    yield sink.drain()


class _Sink(io.RawIOBase):
    """A file that holds the bytes written since it was last drained."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def drain(self) -> bytes:
        content, self.parts = b"".join(self.parts), []
        return content


_WRITERS: dict[str, Callable[[Iterator[pa.Table], pa.Schema], Parts]] = {
    "CSV": _csv,
    "JSON": _json,
    "Parquet": _parquet,
}
