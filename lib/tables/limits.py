"""Size limits of the tables, checked on a Parquet file before and after its rows are read.

A few kilobytes of Parquet can hold gigabytes: one long text in a dictionary, repeated by run length. So there are
three limits: rows and stored bytes (from the metadata, before a row group is read), and the bytes of all values
written out (from dictionaries and indices, before a text is repeated in memory).
"""

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

MB = 1_000_000


class Limit(NamedTuple):
    """The limits of a table: rows, bytes as stored (encoded, uncompressed), bytes of all its values written out."""

    rows: int
    stored: int
    written_out: int


DEFAULT = Limit(2_000, 4 * MB, 4 * MB)
LIMITS = {
    "certs": Limit(2_000, 8 * MB, 8 * MB),
    "facts": Limit(20_000, 16 * MB, 16 * MB),
    "exam_domains": Limit(20_000, 16 * MB, 16 * MB),
    "sources": Limit(10_000, 16 * MB, 16 * MB),
    "salaries": Limit(3_000_000, 400 * MB, 1_000 * MB),
}
"""Room for more than ten times the certifications and ten thousand times the rows of pay that are shipped."""

MAX_COLUMNS = 500
MAX_ROW_GROUPS = 1_000
MAX_METADATA = 4 * MB
MAX_ELEMENTS = 10_000
"""The longest list in the metadata: it takes many times more memory than bytes in the file."""

MIN_VALUE_BYTES = {"BOOLEAN": 1, "INT32": 4, "INT64": 8, "INT96": 12, "FLOAT": 4, "DOUBLE": 8, "BYTE_ARRAY": 4}
"""The fewest bytes of a value written out, by its type in the file; for text those of the index into a dictionary."""

INCREMENTAL = "DELTA_BYTE_ARRAY"
"""The encoding of text as its difference from the text before."""


def limit(name: str) -> Limit:
    """The limit of a table."""
    return LIMITS.get(name, DEFAULT)


def metadata_excess(name: str, metadata: pq.FileMetaData) -> str | None:
    """The limit that a table exceeds by its metadata, as the end of a sentence; None if it keeps to all of them."""
    table_limit = limit(name)
    if metadata.num_columns > MAX_COLUMNS:
        return excess(f"{metadata.num_columns:,} columns", f"{MAX_COLUMNS:,}")
    if metadata.num_row_groups > MAX_ROW_GROUPS:
        return excess(f"{metadata.num_row_groups:,} row groups", f"{MAX_ROW_GROUPS:,}")
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    if (rows := max(metadata.num_rows, sum(group.num_rows for group in groups))) > table_limit.rows:
        return excess(f"{rows:,} rows", f"{table_limit.rows:,}")
    chunks = [group.column(number) for group in groups for number in range(group.num_columns)]
    return _chunk_excess(table_limit, chunks)


def _chunk_excess(table_limit: Limit, chunks: list[pq.ColumnChunkMetaData]) -> str | None:
    if (stored := sum(chunk.total_uncompressed_size for chunk in chunks)) > table_limit.stored:
        return excess(f"{_megabytes(stored)} uncompressed", _megabytes(table_limit.stored))
    least = sum(chunk.num_values * MIN_VALUE_BYTES.get(chunk.physical_type, 16) for chunk in chunks)
    if least > table_limit.written_out:
        return excess(f"{_megabytes(least)} of values", _megabytes(table_limit.written_out))
    if INCREMENTAL in {encoding for chunk in chunks for encoding in chunk.encodings}:
        return f" stores text as differences ({INCREMENTAL}), whose size is not known before it is read"
    return None


def value_excess(name: str, table: pa.Table) -> str | None:
    """The end of a sentence about a table whose values, written out, exceed the limit; None if they do not.

    Takes a table whose text was read as dictionaries.
    """
    size, maximum = sum(_written_out(column) for column in table.columns), limit(name).written_out
    return excess(f"{_megabytes(size)} of values", _megabytes(maximum)) if size > maximum else None


def excess(amount: str, maximum: str) -> str:
    """The end of a sentence about a table that is too large."""
    return f" holds {amount}, and {maximum} is the limit"


def file_limit(name: str) -> int:
    """The most bytes that a table's file may have."""
    return limit(name).stored + MAX_METADATA


def file_excess(name: str, size: int) -> str:
    """The end of a sentence about a table's file that has too many bytes."""
    return excess(_megabytes(size), _megabytes(file_limit(name)))


def footer_excess(content: pa.Buffer) -> str | None:
    """The end of a sentence about a Parquet file with too much metadata; None if there is not too much.

    Parquet stores the length of the metadata in the four bytes before the last four, which are `PAR1`.
    """
    end = content[-8:].to_pybytes()
    size = int.from_bytes(end[:4], "little") if end[4:] == b"PAR1" else 0
    return excess(f"{_megabytes(size)} of metadata", _megabytes(MAX_METADATA)) if size > MAX_METADATA else None


def _written_out(column: pa.ChunkedArray) -> int:
    """Bytes of a column's values, with a dictionary's text counted as often as it is used."""
    return sum(_array_size(chunk) for chunk in column.chunks)


def _array_size(values: pa.Array) -> int:
    if pa.types.is_list(values.type):
        return 4 * len(values) + _array_size(values.flatten())
    if pa.types.is_dictionary(values.type):
        lengths = pc.binary_length(values.dictionary).cast(pa.int64())
        return 4 * len(values) + (pc.sum(lengths.take(values.indices)).as_py() or 0)
    return int(values.nbytes)


def _megabytes(size: int) -> str:
    return f"{size / MB:,.1f} MB"
