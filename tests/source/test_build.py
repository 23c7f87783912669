"""The build: one run names every problem, writes all files or none, and what is committed is what it gives."""

import json
import os
import shutil
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.source import assemble, read, write
from lib.source.__main__ import main
from lib.tables.columns import COLUMNS
from lib.tables.schema import TABLES

SUCCESSION = '[lifecycle]\nsuccessor = "{}"\n'
REQUIREMENT = '[[requires]]\nany_of = ["{}"]'
LIVES = "available_from = 2026-05-01\nlast_exam_day = 2026-01-01\nobserved ="

# Certification, pattern, text in its place, and the field that the build has to name; "" where the other end is named.
BROKEN = [
    ("cncf-kcna", "cloud_neutral", 'colour = "blue"\ncloud_neutral', "colour"),
    ("salesforce-agentforce-specialist", "usd = 200", 'usd = "cheap"', "price.usd"),
    ("nvidia-nca-aiio", "observed_on = .*", 'observed_on = "soon"', "lifecycle.observed_on"),
    ("snowflake-advanced-data-scientist", '"snowflake-core"', '"snowflake-cor"', "requires"),
    ("oracle-data-science-professional", "observed =", LIVES, "lifecycle"),
    ("nvidia-ncp-aio", r"sources = \[[^]]*\]", "sources = []", "evidence.sources"),
    ("databricks-data-engineer-associate", "tier = .*", 'tier = "Associate"', "tier"),
    ("cncf-cnpa", "focus = .*", 'focus = "Platforms"', "focus"),
    ("certnexus-caip", "vendor = .*", 'vendor = "Cert Nexus"', "vendor"),
    ("aws-cloud-practitioner", r"weight = \d+", "weight = 99", "exam_domains"),
    ("linux-foundation-pytorch-associate", "", "price =", "file"),
]
CIRCLES = [
    ("github-agentic-ai", "", REQUIREMENT.format("github-copilot"), "requires"),
    ("github-copilot", "", REQUIREMENT.format("github-agentic-ai"), ""),
    ("isaca-aaia", r"\[lifecycle\]", SUCCESSION.format("isaca-aaism"), "lifecycle.successor"),
    ("isaca-aaism", r"\[lifecycle\]", SUCCESSION.format("isaca-aaia"), ""),
]


@pytest.fixture
def run(source, tmp_path):
    """Build from the copied source into the copy's own folders; gives the exit code."""
    folders = ["--source", source, "--data", tmp_path / "data", "--docs", tmp_path / "docs"]
    return lambda *more: main([str(one) for one in (*folders, *more)])


@pytest.fixture
def old(tmp_path):
    """Files where the build would write, and what is in them."""
    paths = [tmp_path / "data" / f"{name}.parquet" for name in TABLES]
    paths += [tmp_path / "data" / "schema" / f"{name}.json" for name in write.SCHEMAS]
    paths += [tmp_path / "docs" / "data-dictionary.md"]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"the old {path.name}".encode())
    return {path: path.read_bytes() for path in paths}


def beside(tmp_path):
    """Every file below the folders that the build writes to, but for the source."""
    return {path for path in tmp_path.rglob("*") if path.is_file() and "source" not in path.parts}


# All problems at once ────────────────────────────────────────────────────────


def test_one_run_names_every_broken_record_with_file_and_field(edit, source, run, old, tmp_path, capsys):
    shutil.copy(source / "certs" / "comptia-dataai.toml", source / "certs" / "copied.toml")
    edit("salaries/article.csv", "155000", "lots")
    edit("sources.toml", 'kind = "article"', 'kind = "gossip"')
    expected = {
        ("data/source/certs/copied.toml", "comptia-dataai", "id"),
        ("data/source/salaries/article.csv", "line 3", "median_usd"),
        ("data/source/sources.toml", "source article", "kind"),
    }
    for cert, pattern, text, field in BROKEN + CIRCLES:
        edit(f"certs/{cert}.toml", pattern, text)
        expected |= {(f"data/source/certs/{cert}.toml", cert, field)} if field else set()

    assert run() == 1
    *lines, total = capsys.readouterr().err.splitlines()
    assert expected - {tuple(line.split(": ")[:3]) for line in lines} == set()
    assert total == f"{len(lines)} problems; nothing was written"
    assert {path: path.read_bytes() for path in old} == old
    assert beside(tmp_path) == set(old)


def test_both_ends_of_each_circle_are_named(edit, run, capsys):
    for cert, pattern, text, _ in CIRCLES:
        edit(f"certs/{cert}.toml", pattern, text)
    assert run() == 1
    told = capsys.readouterr().err
    assert "goes in a circle: github-agentic-ai -> github-copilot -> github-agentic-ai" in told
    assert "goes in a circle: isaca-aaia -> isaca-aaism -> isaca-aaia" in told


def test_one_problem_is_one_line_in_plain_words(edit, run, capsys):
    edit("certs/certnexus-caip.toml", "vendor = .*", 'vendor = "Cert Nexus"')
    assert run() == 1
    assert capsys.readouterr().err.splitlines() == [
        "data/source/certs/certnexus-caip.toml: certnexus-caip: vendor: 'Cert Nexus' is not declared in vendors.toml",
        "1 problem; nothing was written",
    ]


# All files or none ───────────────────────────────────────────────────────────


def test_a_check_writes_nothing(run, old, tmp_path, capsys):
    assert run("--check") == 0
    assert {path: path.read_bytes() for path in old} == old
    assert beside(tmp_path) == set(old)


@pytest.mark.parametrize("nth", [1, 2, 10, len(TABLES) + 3])
def test_a_write_that_fails_leaves_every_old_file_and_nothing_new(run, old, tmp_path, monkeypatch, capsys, nth):
    opened, calls = os.fdopen, []

    def full_disk(handle, mode):
        calls.append(handle)
        if len(calls) == nth:
            os.close(handle)
            raise OSError(28, "No space left on device")
        return opened(handle, mode)

    monkeypatch.setattr(os, "fdopen", full_disk)
    assert run() == 1
    assert "No space left" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in old} == old
    assert beside(tmp_path) == set(old)


def test_a_folder_that_cannot_be_made_leaves_every_old_file(run, old, tmp_path, capsys):
    shutil.rmtree(tmp_path / "docs")
    (tmp_path / "docs").write_text("a file, not a folder")
    del old[tmp_path / "docs" / "data-dictionary.md"]
    assert run() == 1
    assert "docs cannot be written" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in old} == old
    assert beside(tmp_path) == {*old, tmp_path / "docs"}


# What is committed is fresh ──────────────────────────────────────────────────


@pytest.fixture(scope="module")
def built(root, tmp_path_factory):
    """What the build gives for the committed source."""
    folder = tmp_path_factory.mktemp("built")
    folders = ["--source", root / "data" / "source", "--data", folder / "data", "--docs", folder / "docs"]
    assert main([str(one) for one in folders]) == 0
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_a_committed_table_is_what_its_source_gives(root, built, name):
    committed, fresh = (pq.read_table(folder / "data" / f"{name}.parquet") for folder in (root, built))
    assert committed.equals(fresh, check_metadata=True), f"data/{name}.parquet is not fresh; run `make data`"


@pytest.mark.parametrize("name", write.SCHEMAS)
def test_a_committed_schema_is_what_its_model_gives(root, built, name):
    committed, fresh = (folder / "data" / "schema" / f"{name}.json" for folder in (root, built))
    assert json.loads(committed.read_text()) == json.loads(fresh.read_text())


def test_the_committed_data_dictionary_is_what_the_tables_say(root, built):
    committed, fresh = (folder / "docs" / "data-dictionary.md" for folder in (root, built))
    assert committed.read_text() == fresh.read_text()


def test_the_build_writes_what_is_committed_and_nothing_else(root, built):
    fresh = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    committed = [*(root / "data").glob("*.parquet"), *(root / "data" / "schema").iterdir()]
    committed += [root / "docs" / "data-dictionary.md"]
    assert {path.relative_to(root) for path in committed} == fresh


def test_building_twice_gives_the_same(root, built, tmp_path):
    again = tmp_path / "again"
    shutil.copytree(built, again)
    folders = ["--source", root / "data" / "source", "--data", again / "data", "--docs", again / "docs"]
    assert main([str(one) for one in folders]) == 0
    names = [path.relative_to(built) for path in built.rglob("*") if path.is_file()]
    assert len(names) > len(TABLES)
    assert [name for name in names if (built / name).read_bytes() != (again / name).read_bytes()] == []


# What the files say of themselves ────────────────────────────────────────────

UNITS = {
    "_usd": "US dollars",
    "_minutes": "minutes",
    "_months": "months",
    "weight_": "percent",
    "study_hours_": "hours",
}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_committed_file_says_what_it_is_and_its_unit(root, name):
    found = pq.read_schema(root / "data" / f"{name}.parquet")
    told = {field.name: (field.metadata[b"description"].decode(), field.metadata[b"unit"].decode()) for field in found}
    assert told == {column: (COLUMNS[column].text, COLUMNS[column].unit) for column in TABLES[name].columns}
    assert found.metadata[b"row"].decode() == TABLES[name].row
    assert found.metadata[b"key"].decode().split() == list(TABLES[name].key)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_described_and_its_name_agrees_with_its_unit(column):
    spec = COLUMNS[column]
    assert spec.text
    assert all(spec.unit == unit for part, unit in UNITS.items() if part in column)
    kind = spec.type.value_type if pa.types.is_list(spec.type) else spec.type
    number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    assert number or not spec.unit


def test_every_column_is_used_by_a_table_and_every_key_is_a_column():
    assert {column for table in TABLES.values() for column in table.columns} == set(COLUMNS)
    assert all(set(table.key) <= set(table.columns) for table in TABLES.values())


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_distinct_keys(root, name):
    table = pq.read_table(root / "data" / f"{name}.parquet", columns=list(TABLES[name].key))
    assert table.group_by(table.column_names).aggregate([]).num_rows == table.num_rows


def test_the_data_dictionary_names_every_column_with_its_unit(root):
    text = (root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for name, table in TABLES.items():
        section = text.split(f"## {name}\n")[1].split("\n## ")[0]
        cells = [[cell.strip() for cell in line.split("|")[1:4]] for line in section.splitlines() if "| `" in line]
        assert cells == [[f"`{one}`", str(COLUMNS[one].type), COLUMNS[one].unit] for one in table.columns]


def test_pay_from_a_web_address_has_that_address_among_the_sources(edit, problems, source):
    edit("salaries/article.csv", "article,2026-11-22", "https://example.org/pay/2026,2026-11-22")
    assert problems() == []
    named = assemble.tables(read.source_records(source))["sources"].to_pandas().set_index("source")
    row = named.loc["https://example.org/pay/2026"]
    assert (row["publisher"], row["kind"], row["cert_count"]) == ("example.org", "report", 0)
    assert row["checked_on"] == date(2026, 11, 22)
