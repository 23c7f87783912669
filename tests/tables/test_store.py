"""Reading the tables: what cannot be used is said in one sentence, and the last good tables stay."""

import gc
import re
import threading
from weakref import WeakSet

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.tables import integrity, read_all, store
from lib.tables.schema import TABLES
from lib.tables.store import DataProblem, Store, read
from lib.web.middleware import page_html


def looked(kept):
    """What a store has after it has looked once more."""
    kept.refresh()
    return kept.tables()


def said(folder):
    """The sentence of the problem that reading raises; one sentence, no trace, no path of ours."""
    with pytest.raises(DataProblem) as raised:
        read(folder)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    text = str(raised.value)
    assert re.fullmatch(r"data/\w+\.parquet[^\n]*`make data` builds it( again)?\.", text)
    assert str(folder) not in text
    return text


def rewritten(path, change):
    """Replace a table by what a function makes of it."""
    pq.write_table(change(pq.read_table(path)), path)


def without_utf8(table):
    """The same vendors under names that are not text."""
    names = pa.array([b"\xff\xfe"] * len(table), pa.binary()).view(pa.string())
    return table.set_column(table.column_names.index("full_name"), table.schema.field("full_name"), names)


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_table_is_named(data, name):
    (data / f"{name}.parquet").unlink()
    assert said(data) == f"data/{name}.parquet is missing; `make data` builds it."


@pytest.mark.parametrize("content", [b"", b"PAR1", b"id,code\n1,2\n", b"<html>not found</html>", bytes(1000)], ids=repr)
def test_a_foreign_file_is_named(data, content):
    (data / "certs.parquet").write_bytes(content)
    assert said(data) == "data/certs.parquet is not a Parquet file that can be read; `make data` builds it again."


def test_a_folder_in_the_place_of_a_table_is_named(data):
    (data / "tiers.parquet").unlink()
    (data / "tiers.parquet").mkdir()
    assert said(data).startswith("data/tiers.parquet ")


def test_text_that_is_not_text_is_named(data):
    rewritten(data / "vendors.parquet", without_utf8)
    assert said(data).startswith("data/vendors.parquet ")


@given(share=st.floats(0, 1, exclude_max=True))
def test_a_table_that_is_cut_off_anywhere_is_named(root, tmp_path_factory, share):
    folder = tmp_path_factory.mktemp("cut") / "data"
    folder.mkdir()
    whole = (root / "data" / "certs.parquet").read_bytes()
    (folder / "certs.parquet").write_bytes(whole[: int(len(whole) * share)])
    assert said(folder) == "data/certs.parquet is not a Parquet file that can be read; `make data` builds it again."


def test_column_names_that_are_not_text_are_named(data):
    path = data / "vendors.parquet"
    path.write_bytes(path.read_bytes().replace(b"full_name", b"full_nam\xff"))
    assert said(data).startswith("data/vendors.parquet ")


def test_a_table_with_a_damaged_bit_in_its_footer_is_read_or_named_and_nothing_else(data, monkeypatch):
    monkeypatch.setattr(read_all, "TABLES", {"tiers": TABLES["tiers"]})
    monkeypatch.setattr(integrity, "misfits", lambda _: ())  # there is nothing else for it to fit
    whole = (data / "tiers.parquet").read_bytes()
    refused = 0
    for place in range(len(whole) // 2, len(whole)):
        changed = whole[place] ^ (1 << place % 8)
        (data / "tiers.parquet").write_bytes(whole[:place] + bytes([changed]) + whole[place + 1 :])
        try:
            read(data)
        except DataProblem:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(("name", "column"), [("certs", "price_usd"), ("salaries", "median_usd"), ("tiers", "tier")])
def test_a_missing_column_is_named(data, name, column):
    rewritten(data / f"{name}.parquet", lambda table: table.drop_columns([column]))
    assert said(data) == f"data/{name}.parquet has no column `{column}`; `make data` builds it again."


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("price_usd", pa.string()),
        ("price_usd", pa.float32()),
        ("exam_minutes", pa.int64()),
        ("checked_on", pa.string()),
    ],
)
def test_a_column_of_the_wrong_type_is_named_with_both_types(data, column, kind):
    def spoiled(table):
        place = table.column_names.index(column)
        return table.set_column(place, column, table.column(column).cast(kind))

    right = pq.read_schema(data / "certs.parquet").field(column).type
    rewritten(data / "certs.parquet", spoiled)
    assert said(data) == (
        f"data/certs.parquet: column `{column}` is {kind} and should be {right}; `make data` builds it again."
    )


@pytest.mark.parametrize(
    ("name", "key"), [("certs", "id"), ("facts", "cert_id and field and position"), ("vendors", "vendor")]
)
def test_two_rows_with_one_key_are_named(data, name, key):
    rewritten(data / f"{name}.parquet", lambda table: pa.concat_tables([table, table.slice(0, 1)]))
    assert said(data) == f"data/{name}.parquet has two rows with the same {key}; `make data` builds it again."


@pytest.mark.parametrize("column", ["id", "in_article"])
def test_a_key_or_a_flag_without_a_value_is_named(data, column):
    def emptied(table):
        place, field = table.column_names.index(column), table.schema.field(column)
        values = [None, *table.column(column).to_pylist()[1:]]
        return table.set_column(place, field, pa.array(values, field.type))

    rewritten(data / "certs.parquet", emptied)
    assert said(data).startswith(f"data/certs.parquet: column `{column}` ")


def test_a_column_too_many_and_another_order_do_no_harm(data):
    def turned(table):
        more = table.append_column("more", pa.nulls(len(table), pa.string()))
        return more.select(list(reversed(more.column_names)))

    rewritten(data / "vendors.parquet", turned)
    assert list(read(data)["vendors"].columns) == list(TABLES["vendors"].columns)


def test_every_table_is_read_with_its_columns_in_order(tables):
    assert {name: list(frame.columns) for name, frame in tables.frames.items()} == {
        name: list(spec.columns) for name, spec in TABLES.items()
    }


# Tables that do not fit each other ───────────────────────────────────────────


def with_value(column, value):
    """The change of a table that puts a value into the first row of a column."""

    def changed(table):
        place, field = table.column_names.index(column), table.schema.field(column)
        return table.set_column(place, field, pa.array([value, *table.column(column).to_pylist()[1:]], field.type))

    return changed


def without(cert_id):
    """The change of the catalogue that leaves one certification out."""
    return lambda table: table.filter(pa.array([one != cert_id for one in table["id"].to_pylist()]))


def test_a_name_that_leads_nowhere_is_named_with_the_table_that_lacks_it(data):
    rewritten(data / "certs.parquet", without("databricks-ml-associate"))
    assert said(data) == (
        "data/facts.parquet: column `cert_id` names “databricks-ml-associate”, which `certs` does not have; "
        "`make data` builds it again."
    )


@pytest.mark.parametrize(
    ("name", "column", "value", "what"),
    [
        ("certs", "predecessors", ["nope"], "names “nope”, which `certs` does not have"),
        ("certs", "vendor", "Nobody", "names “Nobody”, which `vendors` does not have"),
        ("path_steps", "set_id", "nope", "names “nope”, which `sets` does not have"),
        ("salaries", "source", "nope", "names “nope”, which `sources` does not have"),
        ("certs", "observed_status", "open", "has “open”, and not one of active, beta, closed"),
        ("salaries", "measure", "a guess", "has “a guess”, and not one of article claim"),
        ("paths", "kind", "x" * 99, f"has “{'x' * 60}”, and not one of outcome"),
        ("certs", "price_usd", -5.0, "has -5, which is no amount"),
        ("certs", "price_usd", float("inf"), "has inf, which is no amount"),
        ("tiers", "position", -1, "has -1, which is no amount"),
    ],
)
def test_a_value_that_cannot_be_is_named(data, name, column, value, what):
    rewritten(data / f"{name}.parquet", with_value(column, value))
    assert said(data).startswith(f"data/{name}.parquet: column `{column}` {what}")


@pytest.mark.parametrize("name", sorted(set(TABLES) - integrity.MAY_BE_EMPTY))
def test_a_table_without_rows_is_named(data, name):
    rewritten(data / f"{name}.parquet", lambda table: table.slice(0, 0))
    assert said(data) == f"data/{name}.parquet has no rows; `make data` builds it again."


# While the files change ──────────────────────────────────────────────────────


def test_a_store_without_tables_says_why_each_time(data, capsys):
    (data / "certs.parquet").unlink()
    kept = Store(data)
    for _ in range(2):
        with pytest.raises(DataProblem, match=r"^data/certs\.parquet is missing; `make data` builds it\.$"):
            looked(kept)
    assert capsys.readouterr().err == "certwise: data/certs.parquet is missing; `make data` builds it.\n"


def test_a_bad_replacement_is_refused_and_the_last_good_tables_stay(data, capsys):
    kept = Store(data)
    good = kept.tables()
    (data / "certs.parquet").write_text("not a table")
    assert looked(kept) is good
    assert kept.problem == "data/certs.parquet is not a Parquet file that can be read; `make data` builds it again."
    assert capsys.readouterr().err == f"certwise: {kept.problem}\n"


def test_a_table_that_goes_missing_leaves_the_last_good_ones(data):
    kept = Store(data)
    good = kept.tables()
    (data / "vendors.parquet").unlink()
    assert looked(kept) is good
    assert kept.problem == "data/vendors.parquet is missing; `make data` builds it."


def test_a_new_good_table_is_taken_even_after_a_bad_one(data):
    kept = Store(data)
    good = kept.tables()
    whole = pq.read_table(data / "advice.parquet")
    (data / "advice.parquet").write_text("not a table")
    looked(kept)
    pq.write_table(whole.slice(0, 3), data / "advice.parquet")
    assert len(looked(kept)["advice"]) == 3
    assert kept.problem is None
    assert len(good["advice"]) == len(whole)


def test_an_update_that_is_caught_half_way_is_refused_until_the_rest_of_it_is_there(data):
    kept = Store(data)
    good = kept.tables()
    rewritten(data / "sources.parquet", lambda table: table.slice(1))
    assert looked(kept) is good
    assert kept.problem.startswith("data/salaries.parquet: column `source` names ")
    known = pq.read_table(data / "sources.parquet")["source"].to_pylist()
    cited = [one in known for one in pq.read_table(data / "salaries.parquet")["source"].to_pylist()]
    rewritten(data / "salaries.parquet", lambda table: table.filter(pa.array(cited)))
    assert looked(kept) is not good
    assert kept.problem is None


def test_tables_that_fail_their_trial_are_refused_and_the_last_good_ones_stay(data):
    def trial(tables):
        if len(tables["advice"]) < 3:
            raise DataProblem("Too little advice.")

    kept = Store(data, trial)
    good = kept.tables()
    rewritten(data / "advice.parquet", lambda table: table.slice(0, 2))
    assert looked(kept) is good
    assert (kept.problem, kept.refused) == ("Too little advice.", 1)


def test_tables_that_stay_the_same_are_not_read_again(data):
    kept = Store(data)
    assert kept.tables() is looked(kept)


def test_a_store_does_not_look_again_at_once(data):
    kept = Store(data)
    good = kept.tables()
    (data / "certs.parquet").unlink()
    assert kept.tables() is good
    assert kept.problem is None


def test_no_reader_waits_for_new_tables(data, monkeypatch):
    seen, there = [], threading.Event()

    def trial(_):
        seen.append(threading.current_thread().name)
        there.set()

    monkeypatch.setattr(store, "REFRESH_INTERVAL", 0.0)
    kept = Store(data, trial)
    kept.tables()
    there.clear()
    rewritten(data / "advice.parquet", lambda table: table.slice(0, 2))
    kept.tables()
    assert there.wait(timeout=60)
    assert len(seen) == 2
    assert threading.current_thread().name not in seen


def test_tables_say_when_they_are_not_the_same_any_more(data):
    before = read(data).stamp
    rewritten(data / "advice.parquet", lambda table: table.slice(0, 2))
    after = read(data).stamp
    assert {name for name, *_ in set(before) ^ set(after)} == {"advice"}


def test_tables_that_were_replaced_are_gone_with_all_that_was_made_of_them(data):
    kept, alive = Store(data, page_html.check_answers), WeakSet()
    for rows in (5, 4, 3, 2):
        rewritten(data / "advice.parquet", lambda table, rows=rows: table.slice(0, rows))
        alive.add(looked(kept))
    assert kept.problem is None
    gc.collect()
    assert list(alive) == [kept.tables()]
