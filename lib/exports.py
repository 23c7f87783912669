"""Tables as files for other programs: CSV that no spreadsheet runs, JSON, Parquet."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.tables import schema
from lib.text import missing, spreadsheet_safe

FORMATS = {
    "CSV": ("csv", "text/csv"),
    "JSON": ("json", "application/json"),
    "Parquet": ("parquet", "application/vnd.apache.parquet"),
}


AT_ONCE = 5000
"""Rows that are held as a file at a time, so that a long table costs no more memory than a short one."""

Parts = Iterator[bytes]


def table_file(frame: pd.DataFrame, name: str, kind: str) -> bytes:
    """Rows of a table as the bytes of a file: its columns in order, and `status` where the frame has it.

    Types are those of the table: whole numbers stay whole, lists are lists in JSON and Parquet and joined by "; " in
    CSV, days are ISO days (dates in Parquet), what is missing is empty in CSV and null elsewhere. Parquet carries the
    descriptions. CSV is as in RFC 4180. Raises KeyError for a format that is not one of FORMATS.
    """
    return b"".join(table_parts(frame, name, kind))


def table_parts(frame: pd.DataFrame, name: str, kind: str) -> Parts:
    """The same file in parts, to be sent while it is made."""
    more = [pa.field("status", pa.string())] if "status" in frame else []
    fields = pa.schema([*schema(name), *more], metadata=schema(name).metadata)
    slices = (frame.iloc[start : start + AT_ONCE] for start in range(0, len(frame), AT_ONCE))
    tables = (
        pa.Table.from_pylist(typed(rows[fields.names].to_dict("records"), fields), schema=fields) for rows in slices
    )
    return _WRITERS[kind](tables, fields)


def typed(rows: Iterable[Mapping[Any, Any]], fields: Iterable[pa.Field]) -> list[dict[str, Any]]:
    """Rows of a frame as mappings of plain values: the types of the fields, None for what is missing."""
    return [{field.name: _typed(row[field.name], field.type) for field in fields} for row in rows]


def rows_file(frame: pd.DataFrame, kind: str) -> bytes:
    """Any rows, such as those behind a picture, as the bytes of a file, in their own columns and order.

    Lists, days and missing values are written as in `table_file`. Raises KeyError for an unknown format.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()
    return b"".join(_WRITERS[kind](iter([table]), table.schema))


def _typed(value: Any, kind: pa.DataType) -> Any:
    if pa.types.is_list(kind):
        return list(value)
    if missing(value) and value != "":  # an empty text says something, such as "all levels"
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
    between = b"["
    for table in tables:
        if table.num_rows:
            rows = json.dumps(table.to_pylist(), ensure_ascii=False, indent=1, default=str)
            yield between + rows[1:-2].encode()
            between = b","
    yield b"[]" if between == b"[" else b"\n]"


def _parquet(tables: Iterator[pa.Table], fields: pa.Schema) -> Parts:
    sink = _Written()
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), fields) as writer:
        for table in tables:
            writer.write_table(table)
            yield sink.taken()
    yield sink.taken()


class _Written(io.RawIOBase):
    """What a writer has written since it was last taken."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        whole, self.parts = b"".join(self.parts), []
        return whole


_WRITERS: dict[str, Callable[[Iterator[pa.Table], pa.Schema], Parts]] = {
    "CSV": _csv,
    "JSON": _json,
    "Parquet": _parquet,
}
