"""Small files that hold more than memory does: refused by what they say of themselves, before values are repeated."""

import os
import re
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.tables import limits
from lib.tables.limits import LIMITS, MB, limit
from lib.tables.schema import TABLES, schema
from lib.tables.store import DataProblem, Store, read

ROOM = 64 * MB
"""What refusing a file may take in memory: the shipped tables, and the file itself as it is stored."""


def same_text(count, text):
    """A text many times, as a dictionary of one and indices."""
    indices = pa.Array.from_buffers(pa.int32(), count, [None, pa.py_buffer(bytes(4 * count))])
    return pa.DictionaryArray.from_arrays(indices, [text])


def same_list(length, text):
    """One list that has a text many times."""
    return pa.ListArray.from_arrays(pa.array([0, length], pa.int32()), same_text(length, text))


def of_nothing(name, rows):
    """Columns of a table whose values are all missing."""
    return {field.name: pa.nulls(rows, field.type) for field in schema(name)}


def written(path, columns, **options):
    """Write columns as a table's file, with the metadata that it had."""
    about = pq.read_schema(path).metadata
    pq.write_table(pa.table(columns).replace_schema_metadata(about), path, compression="zstd", **options)
    return path.stat().st_size


POOLS = []
"""Every pool that buffers may still be given back to."""


@contextmanager
def at_most(size):
    """Arrow takes no more memory than this in the meantime."""
    before, counted = pa.default_memory_pool(), pa.proxy_memory_pool(pa.default_memory_pool())
    POOLS.append(counted)
    pa.set_memory_pool(counted)
    try:
        yield
    finally:
        pa.set_memory_pool(before)
    assert counted.max_memory() <= size


def refusal(data):
    """The sentence on tables that are refused without much memory."""
    with at_most(ROOM), pytest.raises(DataProblem) as raised:
        read(data)
    return str(raised.value)


def no_rows_are_read(*_, **__):
    raise AssertionError("rows were read")


@pytest.fixture
def only_metadata(monkeypatch):
    """Nothing may be read but what a file says of itself."""
    monkeypatch.setattr(pq.ParquetFile, "read", no_rows_are_read)


def test_rows_beyond_the_limit_are_refused_by_the_metadata(data, only_metadata):
    size = written(data / "advice.parquet", of_nothing("advice", 5_000_000))
    assert size < 100_000
    assert refusal(data) == (
        "data/advice.parquet holds 5,000,000 rows, and 2,000 is the limit; `make data` builds it again."
    )


def test_bytes_beyond_the_limit_are_refused_by_the_metadata(data, only_metadata):
    columns = of_nothing("certs", 2) | {"name": pa.array(["a" * 20 * MB, "b" * 20 * MB])}
    size = written(data / "certs.parquet", columns, use_dictionary=False, write_statistics=False)
    assert size < 50_000
    assert refusal(data) == (
        "data/certs.parquet holds 40.0 MB uncompressed, and 8.0 MB is the limit; `make data` builds it again."
    )


def test_a_list_of_millions_is_refused_by_the_metadata(data, only_metadata):
    columns = of_nothing("sets", 1) | {"cert_ids": same_list(10_000_000, "x")}
    assert written(data / "sets.parquet", columns) < 10_000
    assert refusal(data).startswith("data/sets.parquet holds 40.0 MB of values, and 4.0 MB is the limit;")


def test_text_stored_as_differences_is_refused_by_the_metadata(data, only_metadata):
    texts = [f"{'x' * 100_000}{number}" for number in range(2000)]
    columns = of_nothing("advice", 2000) | {"text": pa.array(texts)}
    options = {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}, "write_statistics": False}
    assert written(data / "advice.parquet", columns, **options) < 100_000
    assert refusal(data).startswith("data/advice.parquet stores text as differences (DELTA_BYTE_ARRAY), whose size")


def test_more_row_groups_than_the_limit_are_refused_by_the_metadata(data, only_metadata):
    written(data / "advice.parquet", of_nothing("advice", 1001), row_group_size=1)
    assert "holds 1,001 row groups, and 1,000 is the limit" in refusal(data)


def test_more_columns_than_the_limit_are_refused_by_the_metadata(data, only_metadata):
    more = {f"more{number}": pa.nulls(1, pa.int32()) for number in range(500)}
    written(data / "advice.parquet", of_nothing("advice", 1) | more)
    assert "holds 504 columns, and 500 is the limit" in refusal(data)


def test_a_file_longer_than_its_table_may_be_is_not_read_at_all(data, only_metadata):
    os.truncate(data / "advice.parquet", 10**12)
    assert refusal(data).startswith("data/advice.parquet holds 1,000,000.0 MB, and 8.0 MB is the limit;")


def test_metadata_that_is_long_itself_is_not_read(data, only_metadata):
    table = pa.table(of_nothing("advice", 1))
    about = {"build": "0" * 12, "more": "x" * (limits.MAX_METADATA // 2)}  # it stands there twice
    pq.write_table(table.replace_schema_metadata(about), data / "advice.parquet")
    assert re.search(r"^data/advice\.parquet holds [\d.]+ MB of metadata, and 4\.0 MB is the limit;", refusal(data))


def test_a_long_text_repeated_from_a_dictionary_is_refused_before_it_is_written_out(data):
    columns = of_nothing("advice", 2000) | {"text": same_text(2000, "x" * MB)}
    assert written(data / "advice.parquet", columns, write_statistics=False) < 10_000
    assert refusal(data) == (
        "data/advice.parquet holds 2,000.0 MB of values, and 4.0 MB is the limit; `make data` builds it again."
    )


def test_a_long_text_repeated_in_one_list_is_refused_before_it_is_written_out(data):
    columns = of_nothing("sets", 1) | {"cert_ids": same_list(900_000, "x" * 1000)}
    assert written(data / "sets.parquet", columns, write_statistics=False) < 10_000
    assert "holds 903.6 MB of values, and 4.0 MB is the limit" in refusal(data)


def test_a_column_that_nobody_asked_for_is_not_read_however_long_it_is(data):
    table = pq.read_table(data / "advice.parquet")
    more = table.append_column("more", same_text(len(table), "x" * MB).cast(pa.string()))
    pq.write_table(more, data / "advice.parquet", write_statistics=False)
    with at_most(ROOM):
        assert list(read(data)["advice"].columns) == list(TABLES["advice"].columns)


def test_a_file_that_is_too_large_leaves_the_last_good_tables(data):
    store = Store(data)
    good = store.tables()
    written(data / "advice.parquet", of_nothing("advice", 5_000_000))
    store.refresh()
    assert store.tables() is good
    assert "holds 5,000,000 rows" in store.problem


@pytest.mark.parametrize("name", TABLES)
def test_there_is_room_for_ten_times_the_certifications_and_ten_thousand_times_the_pay(root, name):
    times = 10_000 if name == "salaries" else 10
    metadata = pq.ParquetFile(root / "data" / f"{name}.parquet").metadata
    assert metadata.num_rows * times <= limit(name).rows
    assert metadata.row_group(0).total_byte_size * times <= limit(name).stored
    assert pq.read_table(root / "data" / f"{name}.parquet").nbytes * times <= limit(name).written_out


def test_only_tables_that_there_are_have_limits_of_their_own():
    assert LIMITS.keys() <= TABLES.keys()


def test_a_column_that_stands_twice_is_named(data):
    table = pq.read_table(data / "tiers.parquet")
    pq.write_table(table.append_column(table.schema.field("tier"), table["tier"]), data / "tiers.parquet")
    with pytest.raises(
        DataProblem, match=r"^data/tiers\.parquet has two columns `tier`; `make data` builds it again\.$"
    ):
        read(data)
