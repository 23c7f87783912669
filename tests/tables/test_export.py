"""Exports: CSV that no spreadsheet runs, JSON and Parquet that keep lists and nulls, the same ids in each."""

import csv
import io
import json
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.records.characters import printable
from lib.tables.export import FORMATS, table_file
from lib.tables.schema import TABLES, schema

COLUMNS = list(TABLES["certs"].columns)
HARMLESS = [
    "<script>alert(1)</script>",
    "![](x)",
    "$x$",
    ":material/home:",
    "a=b",
    "1-2",
    "it's",
    "äöü 漢字",
    'say "x"',
]


def csv_rows(frame, name="certs"):
    return list(csv.DictReader(io.StringIO(table_file(frame, name, "CSV").decode(), newline="")))


def json_rows(frame, name="certs"):
    return json.loads(table_file(frame, name, "JSON"))


def parquet_rows(frame, tmp_path, name="certs"):
    path = tmp_path / "table.parquet"
    path.write_bytes(table_file(frame, name, "Parquet"))
    return pq.read_table(path).to_pylist()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"], ids=repr)
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised_in_csv(cert_rows, start):
    text = f"{start}cmd|' /C calc'!A1"
    (row,) = csv_rows(cert_rows({"name": text, "codes": [text, "B"], "audience": text}))
    safe = f"'{printable(text)}"
    assert (row["name"], row["codes"], row["audience"]) == (safe, f"{safe}; B", safe)


@pytest.mark.parametrize("kind", ["JSON", "Parquet"])
def test_only_csv_is_changed(cert_rows, tmp_path, kind):
    frame = cert_rows({"name": "=1+1"})
    (row,) = json_rows(frame) if kind == "JSON" else parquet_rows(frame, tmp_path)
    assert row["name"] == "=1+1"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_exported_as_typed(cert_rows, tmp_path, text):
    frame = cert_rows({"name": text})
    assert [csv_rows(frame)[0]["name"], json_rows(frame)[0]["name"], parquet_rows(frame, tmp_path)[0]["name"]] == [
        text
    ] * 3


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_text_leaves_a_csv_cell_that_starts_like_a_formula(cert_rows, text):
    (row,) = csv_rows(cert_rows({"name": text, "codes": [text]}))
    for column in ("name", "codes"):
        assert row[column].removeprefix("'") == printable(text).removeprefix("'")
        assert row[column][:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


def test_csv_joins_lists_writes_days_and_leaves_what_is_missing_empty(cert_rows):
    (row,) = csv_rows(
        cert_rows({"codes": ["A-1", "A-2"], "last_exam_day": pd.Timestamp("2026-06-30"), "price_usd": None})
    )
    told = {name: row[name] for name in ("codes", "topics", "last_exam_day", "price_usd", "url", "in_article")}
    assert told == {
        "codes": "A-1; A-2",
        "topics": "",
        "last_exam_day": "2026-06-30",
        "price_usd": "",
        "url": "",
        "in_article": "False",
    }


def test_json_and_parquet_keep_lists_and_say_null_for_what_is_missing(cert_rows, tmp_path):
    frame = cert_rows({"codes": ["A-1", "A-2"], "last_exam_day": pd.Timestamp("2026-06-30"), "price_usd": None})
    expected = {
        "codes": ["A-1", "A-2"],
        "topics": [],
        "last_exam_day": "2026-06-30",
        "price_usd": None,
        "url": None,
        "exam_minutes": None,
        "available_from": None,
        "in_article": False,
    }
    (from_json,), (from_parquet,) = json_rows(frame), parquet_rows(frame, tmp_path)
    assert {name: from_json[name] for name in expected} == expected
    assert {name: from_parquet[name] for name in expected} == expected | {"last_exam_day": date(2026, 6, 30)}


def test_a_price_of_zero_is_zero_and_an_unknown_one_is_not(cert_rows, tmp_path):
    frame = cert_rows({"id": "free", "price_usd": 0.0}, {"id": "unknown", "price_usd": None})
    assert [row["price_usd"] for row in csv_rows(frame)] == ["0", ""]
    assert [row["price_usd"] for row in json_rows(frame)] == [0.0, None]
    assert [row["price_usd"] for row in parquet_rows(frame, tmp_path)] == [0.0, None]


def test_the_whole_catalogue_goes_out_with_every_column_and_its_status(shipped_certs, tmp_path):
    every = shipped_certs("2026-11-22")
    for rows in (csv_rows(every), json_rows(every), parquet_rows(every, tmp_path)):
        assert [row["id"] for row in rows] == every["id"].tolist()
        assert [row["status"] for row in rows] == every["status"].tolist()
        assert all(list(row) == [*COLUMNS, "status"] for row in rows)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_can_be_exported_in_every_format(tables, tmp_path, name):
    rows = len(tables[name])
    frame = tables[name]
    assert [len(csv_rows(frame, name)), len(json_rows(frame, name)), len(parquet_rows(frame, tmp_path, name))] == [
        rows
    ] * 3


def test_an_empty_frame_gives_an_empty_file_with_the_same_columns(cert_rows, tmp_path):
    nothing = cert_rows()
    assert table_file(nothing, "certs", "CSV").decode().splitlines() == [",".join(COLUMNS)]
    assert json_rows(nothing) == []
    path = tmp_path / "empty.parquet"
    path.write_bytes(table_file(nothing, "certs", "Parquet"))
    assert pq.read_table(path).column_names == COLUMNS
    assert pq.read_table(path).num_rows == 0


def test_an_export_does_not_change_the_frame(cert_rows):
    frame = cert_rows({"name": "=1", "codes": ["=2"], "last_exam_day": pd.Timestamp("2026-06-30")})
    before = frame.copy(deep=True)
    for kind in FORMATS:
        table_file(frame, "certs", kind)
    pd.testing.assert_frame_equal(frame, before)


def test_a_format_that_there_is_not_is_refused(cert_rows):
    with pytest.raises(KeyError):
        table_file(cert_rows({}), "certs", "Excel")


def test_whole_numbers_stay_whole_and_parquet_keeps_types_and_descriptions(shipped_certs, tmp_path):
    every = shipped_certs("2026-11-22")
    minutes = [row["exam_minutes"] for row in csv_rows(every)]
    assert minutes[0].isdigit()
    path = tmp_path / "certs.parquet"
    path.write_bytes(table_file(every, "certs", "Parquet"))
    assert pq.read_schema(path).field("exam_minutes") == schema("certs").field("exam_minutes")
    assert pq.read_schema(path).field("price_usd").metadata[b"unit"] == b"US dollars"
