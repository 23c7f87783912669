"""Tables of one build belong together: every one says its build, and a set that mixes builds is refused as one."""

import json
import shutil

import pyarrow.parquet as pq
import pytest
from starlette.requests import Request

from lib.source import assemble, read
from lib.source.__main__ import files
from lib.source.identity import identity
from lib.tables.schema import TABLES
from lib.tables.storage import Storage
from lib.tables.store import DataProblem, Store
from lib.tables.store import read as read_tables
from lib.web.routes.health import Readiness
from tests.web.asgi_client import scope


def tables_of(folder):
    """What each table's file says of its build, by name."""
    metadata = {name: pq.read_schema(folder / f"{name}.parquet").metadata for name in TABLES}
    return {name: (about[b"build"].decode(), about[b"built_from"].decode()) for name, about in metadata.items()}


def built(source, into):
    """Build a source folder into another one."""
    into.mkdir(parents=True)
    contents, problems = files(source, into, into / "docs")
    assert problems == []
    for path, content in contents.items():
        if path.suffix == ".parquet":
            path.write_bytes(content)
    return into


@pytest.fixture(scope="module")
def newer(root, tmp_path_factory):
    """Tables of another build: one price has changed."""
    folder = tmp_path_factory.mktemp("newer") / "data"
    source = shutil.copytree(root / "data" / "source", folder / "source")
    record = source / "certs" / "nvidia-nca-genl.toml"
    record.write_text(record.read_text().replace("usd = 125\n", "usd = 126\n"))
    return built(source, folder / "tables")


def copied(names, newer, data):
    """Replace some tables by those of the newer build."""
    for name in names:
        shutil.copy(newer / f"{name}.parquet", data)


def relabelled(data, names, build):
    """Let some tables say another build, or none."""
    for name in names:
        table = pq.read_table(data / f"{name}.parquet")
        about = {key: value for key, value in table.schema.metadata.items() if key != b"build"}
        table = table.replace_schema_metadata(about | ({b"build": build} if build else {}))
        pq.write_table(table, data / f"{name}.parquet")


def looked(store):
    store.refresh()
    return store.tables()


# What a build says of itself ─────────────────────────────────────────────────


def test_all_committed_tables_say_one_build_and_what_it_was_built_from(root):
    ((build, built_from),) = set(tables_of(root / "data").values())
    assert len(build) == 12
    assert built_from.startswith("sha256:")


def test_the_same_source_gives_the_same_build_wherever_it_is(root, source, tmp_path):
    assert tables_of(built(source, tmp_path / "again")) == tables_of(root / "data")


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("certs/nvidia-nca-genl.toml", "usd = 125\n", "usd = 126\n"),
        ("salaries/aijobs-2025-08.csv", "point,95000,", "point,95001,"),
        ("vendors.toml", "cloud = true", "cloud = false"),
    ],
)
def test_another_source_gives_every_table_another_build(root, source, edit, tmp_path, file, before, after):
    edit(file, before, after)
    ((build, built_from),) = set(tables_of(built(source, tmp_path / "again")).values())
    ((old_build, old_built_from),) = set(tables_of(root / "data").values())
    assert build != old_build
    assert built_from != old_built_from


def test_other_tables_from_the_same_source_are_of_another_build(source):
    catalogue = read.source_records(source)
    tables = assemble.tables(catalogue)
    shorter = tables | {"advice": tables["advice"].slice(1)}
    before, after = identity(catalogue, tables), identity(catalogue, shorter)
    assert before["build"] != after["build"]
    assert before["built_from"] == after["built_from"]


# Tables of different builds ──────────────────────────────────────────────────


def test_half_of_another_build_is_refused_as_one_problem_and_the_last_good_tables_stay(data, newer, capsys):
    store = Store(data)
    good = store.tables()
    ((old, _),) = set(tables_of(data).values())
    ((new, _),) = set(tables_of(newer).values())
    copied(["certs", "facts"], newer, data)
    assert looked(store) is good
    assert store.problem == (
        f"The tables in data/ are of different builds (certs and facts of build {new} and the other 15 tables of build "
        f"{old}); they are read once all are of one, and `make data` builds them all again."
    )
    assert capsys.readouterr().err == f"certwise: {store.problem}\n"


@pytest.mark.parametrize("order", [sorted(TABLES), sorted(TABLES, reverse=True)], ids=["forwards", "backwards"])
def test_a_replacement_under_way_is_good_by_itself_once_its_last_table_is_there(data, newer, order):
    store = Store(data)
    good = store.tables()
    for name in order[:-1]:
        copied([name], newer, data)
        assert looked(store) is good
        assert store.problem.startswith("The tables in data/ are of different builds")
    copied(order[-1:], newer, data)
    prices = looked(store)["certs"].set_index("id")["price_usd"]
    assert (prices["nvidia-nca-genl"], store.problem) == (126, None)


def test_a_replacement_that_keeps_the_time_and_size_of_its_files_is_read_all_the_same(data, newer, monkeypatch):
    monkeypatch.setattr(Storage, "stamp", lambda *_: (("certs", 1, 1),))
    copied(sorted(TABLES)[:8], newer, data)
    store = Store(data)
    with pytest.raises(DataProblem, match="different builds"):
        store.tables()
    copied(TABLES, newer, data)
    assert looked(store).build == tables_of(newer)["certs"][0]


def test_a_set_that_stays_mixed_is_logged_and_counted_once(data, newer, capsys):
    copied(["certs"], newer, data)
    store = Store(data)
    for _ in range(3):
        store.refresh()
    assert store.refused == 1
    assert capsys.readouterr().err == f"certwise: {store.problem}\n"


def test_readyz_says_which_build_is_in_use_and_which_tables_were_refused(data, newer):
    store = Store(data)
    store.tables()
    copied(["certs"], newer, data)
    store.refresh()
    answer = Readiness(store).answer(Request(scope("/readyz")))
    said = json.loads(answer.body)
    assert (answer.status_code, said["build"]) == (200, tables_of(data)["facts"][0])
    assert "certs of build" in said["refused"]


def test_tables_that_an_older_version_wrote_are_refused_with_a_sentence_of_their_own(data):
    relabelled(data, TABLES, None)
    with pytest.raises(DataProblem) as raised:
        read_tables(data)
    assert str(raised.value) == (
        "The tables in data/ do not say which build they are of, as older versions wrote them; "
        "`make data` builds them all again."
    )


@pytest.mark.parametrize("build", [None, b"", b"\x1b[2J", b"\xff", b"x" * 1000], ids=repr)
def test_a_table_without_a_build_or_with_one_that_is_none_is_named(data, build):
    relabelled(data, ["tiers"], build)
    with pytest.raises(DataProblem, match=r"\(tiers of a build without an id and the other 16 tables of build \w+\)"):
        read_tables(data)


def test_a_table_of_another_build_whose_columns_differ_is_told_as_the_mixture_that_it_is(data, newer):
    table = pq.read_table(newer / "certs.parquet").rename_columns({"price_usd": "price"})
    pq.write_table(table, data / "certs.parquet")
    with pytest.raises(DataProblem, match="different builds"):
        read_tables(data)
