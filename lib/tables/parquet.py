"""Reads one table's Parquet file: checks its limits, columns and key, and gives its rows as a frame."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.tables import limits
from lib.tables.problems import DataProblem, table_problem, unreachable
from lib.tables.schema import TABLES, is_needed, schema
from lib.tables.storage import NotAFile, Storage, TooLong

UNREADABLE = " is not a Parquet file that can be read"
NO_FILE = " is a folder, a pipe or a device, and not a file"


@dataclass(frozen=True)
class TableFile:
    """A table's file whose metadata was read and is within the limits; its rows have not been read.

    `display_name` is the file's name for people.
    """

    name: str
    display_name: str
    file: pq.ParquetFile

    @property
    def build(self) -> str | None:
        """The id of the build that wrote the file; None if the file has none."""
        build = (self.file.metadata.metadata or {}).get(b"build")
        return None if build is None else build.decode(errors="replace")

    def frame(self) -> pd.DataFrame:
        """The rows as a frame, columns in the order of the schema.

        Text is Python strings (missing = NaN), days are datetime64. Raises DataProblem for columns, values or keys that
        cannot be used.
        """
        _check_columns(self)
        table = _table(self)
        if message := limits.value_excess(self.name, table):
            raise table_problem(self.display_name, message)
        for column in table.column_names:
            if is_needed(column, self.name) and table.column(column).null_count:
                raise table_problem(self.display_name, f": column `{column}` lacks a value")
        return _frame(self, table)


def opened_table(storage: Storage, name: str) -> TableFile:
    """The file of a table. Raises DataProblem if the file is missing, cannot be read, or exceeds a limit."""
    display_name = storage.display_name(name)
    content = _content(storage, name)
    if message := limits.footer_excess(content):
        raise table_problem(display_name, message)
    file = _parquet(content, display_name)
    if message := limits.metadata_excess(name, file.metadata):
        raise table_problem(display_name, message)
    return TableFile(name, display_name, _parquet(content, display_name, file.metadata))


def _content(storage: Storage, name: str) -> pa.Buffer:
    try:
        return storage.content(name, limits.file_limit(name))
    except FileNotFoundError:
        raise table_problem(storage.display_name(name), " is missing", remedy="builds it") from None
    except NotAFile:
        raise table_problem(storage.display_name(name), NO_FILE) from None
    except TooLong as error:
        raise table_problem(storage.display_name(name), limits.file_excess(name, error.args[0])) from None
    except (pa.ArrowException, OSError):
        raise _read_problem(storage, name) from None


def _read_problem(storage: Storage, name: str) -> DataProblem:
    """The problem of a file whose read failed: of the storage if it is remote, else of the file."""
    return unreachable() if storage.remote else table_problem(storage.display_name(name), UNREADABLE)


def _parquet(content: pa.Buffer, display_name: str, metadata: pq.FileMetaData | None = None) -> pq.ParquetFile:
    """A Parquet file; if its metadata is given, its text is read as dictionaries and indices."""
    text_columns = _text_columns(metadata) if metadata else []
    try:
        return pq.ParquetFile(
            pa.BufferReader(content),
            read_dictionary=text_columns,
            thrift_container_size_limit=limits.MAX_ELEMENTS,
        )
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise table_problem(display_name, UNREADABLE) from None


def _text_columns(metadata: pq.FileMetaData) -> list[str]:
    columns = (metadata.schema.column(number) for number in range(metadata.num_columns))
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]


def _check_columns(table_file: TableFile) -> None:
    """Compare the file's columns with the schema, before any row is read. Raises DataProblem for the first mismatch."""
    stored = table_file.file.schema_arrow
    for field in schema(table_file.name):
        indices = stored.get_all_field_indices(field.name)
        if len(indices) != 1:
            count = "two columns" if indices else "no column"
            raise table_problem(table_file.display_name, f" has {count} `{field.name}`")
        if (stored_type := _plain_type(stored.field(indices[0]).type)) != field.type:
            message = f": column `{field.name}` is {stored_type} and should be {field.type}"
            raise table_problem(table_file.display_name, message)


def _plain_type(stored_type: pa.DataType) -> pa.DataType:
    """The type of a column with its dictionaries, if any, replaced by their values."""
    if pa.types.is_dictionary(stored_type):
        return stored_type.value_type
    return pa.list_(_plain_type(stored_type.value_type)) if pa.types.is_list(stored_type) else stored_type


def _table(table_file: TableFile) -> pa.Table:
    try:
        table = table_file.file.read(columns=schema(table_file.name).names).select(schema(table_file.name).names)
        table.validate(full=True)
        return table.unify_dictionaries()
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise table_problem(table_file.display_name, UNREADABLE) from None


def _frame(table_file: TableFile, table: pa.Table) -> pd.DataFrame:
    """A table as a frame; rows with the same text share one string."""
    text = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    with pd.option_context("mode.string_storage", "python"):
        plain = table.drop_columns(text).to_pandas(date_as_object=False)
        columns = {name: _strings(table.column(name)) if name in text else plain[name] for name in table.column_names}
        frame = pd.DataFrame(columns, copy=False)
    key = list(TABLES[table_file.name].key)
    if frame.duplicated(key).any():
        raise table_problem(table_file.display_name, f" has two rows with the same {' and '.join(key)}")
    return frame


def _strings(column: pa.ChunkedArray) -> Any:
    """A column of dictionaries as Python strings, each created once: pandas would create one per row, in eight times
    the time.

    Not backed by Arrow: these small frames are read row by row far more often than they are computed with, and Arrow
    would convert a value at every read (a page costs twice the CPU with it).
    """
    combined = column.combine_chunks()
    strings = np.array([*combined.dictionary.to_pylist(), np.nan], dtype=object)
    indices = combined.indices.fill_null(len(strings) - 1).to_numpy()
    return pd.array(strings.take(indices), dtype=pd.StringDtype("python", na_value=np.nan))
