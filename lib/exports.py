"""Tables as files for other programs: CSV that no spreadsheet runs, JSON, Parquet."""

import csv
import io
import json
from collections.abc import Callable
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


def table_file(frame: pd.DataFrame, name: str, kind: str) -> bytes:
    """Rows of a table as the bytes of a file: its columns in order, and `status` where the frame has it.

    Types are those of the table: whole numbers stay whole, lists are lists in JSON and Parquet and joined by "; " in
    CSV, days are ISO days (dates in Parquet), what is missing is empty in CSV and null elsewhere. Parquet carries the
    descriptions. CSV is as in RFC 4180. Raises KeyError for a format that is not one of FORMATS.
    """
    more = [pa.field("status", pa.string())] if "status" in frame else []
    fields = pa.schema([*schema(name), *more], metadata=schema(name).metadata)
    rows = frame[fields.names].to_dict("records")
    made = [{field.name: _typed(row[field.name], field.type) for field in fields} for row in rows]
    return _WRITERS[kind](pa.Table.from_pylist(made, schema=fields))


def rows_file(frame: pd.DataFrame, kind: str) -> bytes:
    """Any rows, such as those behind a picture, as the bytes of a file, in their own columns and order.

    Lists, days and missing values are written as in `table_file`. Raises KeyError for an unknown format.
    """
    return _WRITERS[kind](pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata())


def _typed(value: Any, kind: pa.DataType) -> Any:
    if pa.types.is_list(kind):
        return list(value)
    if missing(value):
        return None
    if pa.types.is_integer(kind):
        return int(value)
    return value.date() if pa.types.is_date(kind) and hasattr(value, "date") else value


def _csv(table: pa.Table) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow(table.column_names)
    writer.writerows([[_cell(value) for value in row.values()] for row in table.to_pylist()])
    return sink.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return spreadsheet_safe("; ".join(map(str, value)) if isinstance(value, list) else value)


def _json(table: pa.Table) -> bytes:
    return json.dumps(table.to_pylist(), ensure_ascii=False, indent=1, default=str).encode()


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return bytes(sink.getvalue())


_WRITERS: dict[str, Callable[[pa.Table], bytes]] = {"CSV": _csv, "JSON": _json, "Parquet": _parquet}
