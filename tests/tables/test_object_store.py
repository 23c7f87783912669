"""Tables in an object store: read, refreshed and refused as those of a folder are, and no reader waits for it."""

import json
import subprocess
import sys
import threading
from urllib.request import urlopen

import pandas as pd
import pytest

from lib.tables import store
from lib.tables.schema import TABLES
from lib.tables.storage import storage_at, with_retry_limit
from lib.tables.store import DataProblem, Store, read
from tests.browser.serving import ROOT, running_server
from tests.tables.object_store import KEYS, object_store

CERTS = ROOT / "data" / "certs.parquet"
AWAY = "The place of the tables cannot be reached; check the network, its address and the credentials."


@pytest.fixture(scope="module")
def there():
    """A store with the shipped tables under `good/`."""
    with pytest.MonkeyPatch.context() as patched, object_store() as running:
        for name, value in KEYS.items():
            patched.setenv(name, value)
        running.fill("good", ROOT / "data")
        yield running


@pytest.fixture
def folder(there, request):
    """A folder of the bucket for one test, with the shipped tables."""
    name = request.node.name.replace("[", "-").replace("]", "")
    there.fill(name, ROOT / "data")
    return name


@pytest.fixture
def always_looks(monkeypatch):
    """A store looks each time that it is asked."""
    monkeypatch.setattr(store, "REMOTE_REFRESH_INTERVAL", 0.0)


def looked(kept):
    """Ask a store, wait until it has looked beside the answer, and give what it then has."""
    kept.tables()
    for thread in threading.enumerate():
        if thread.name == "tables":
            thread.join(timeout=60)
    store.REMOTE_REFRESH_INTERVAL = 1e9  # the next question finds what was seen, and does not look again
    try:
        return kept.tables()
    finally:
        store.REMOTE_REFRESH_INTERVAL = 0.0


def test_the_tables_are_those_of_the_folder(there):
    found, shipped = read(there.address("good")), read(ROOT / "data")
    assert list(found.frames) == list(TABLES)
    for name in TABLES:
        pd.testing.assert_frame_equal(found[name], shipped[name])


def test_a_missing_table_is_named_without_the_bucket(there, folder):
    there.delete(f"{folder}/certs.parquet")
    with pytest.raises(DataProblem, match=rf"^{folder}/certs\.parquet is missing; `make data` builds it\.$"):
        read(there.address(folder))


def test_a_bad_replacement_is_refused_and_the_last_good_tables_stay(there, folder, always_looks, capsys):
    kept = Store(there.address(folder))
    good = kept.tables()
    there.put(f"{folder}/certs.parquet", b"not a table")
    assert looked(kept) is good
    assert (
        kept.problem == f"{folder}/certs.parquet is not a Parquet file that can be read; `make data` builds it again."
    )
    assert (kept.refused, capsys.readouterr().err) == (1, f"certwise: {kept.problem}\n")
    there.put(f"{folder}/certs.parquet", CERTS.read_bytes())
    assert looked(kept) is not good
    assert kept.problem is None


def test_a_store_that_is_away_is_said_once_and_the_tables_stay(there, always_looks, capsys):
    kept = Store(there.address("good"))
    good = kept.tables()
    kept.location = "s3://tables/good?endpoint_override=127.0.0.1:9&scheme=http&region=us-east-1"
    assert [looked(kept), looked(kept)] == [good, good]
    assert (kept.problem, kept.refused) == (AWAY, 1)
    assert capsys.readouterr().err == f"certwise: {AWAY}\n"
    kept.location = there.address("good")
    looked(kept)
    assert kept.problem is None


def test_an_address_that_cannot_be_used_is_a_sentence(there):
    with pytest.raises(DataProblem, match="cannot be reached"):
        read("s3://tables/good?no_such_option=1")


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("gs://bucket/a", "gs://bucket/a?retry_limit_seconds=10"),
        ("gs://bucket/a?scheme=http", "gs://bucket/a?scheme=http&retry_limit_seconds=10"),
        ("gs://bucket/a?retry_limit_seconds=60", "gs://bucket/a?retry_limit_seconds=60"),
        ("s3://bucket/a", "s3://bucket/a"),
    ],
)
def test_googles_client_gives_up_before_a_quarter_of_an_hour_unless_asked_otherwise(written, used):
    assert with_retry_limit(written) == used


@pytest.mark.parametrize("address", ["gs://anonymous@bucket/tables", "abfs://box@account.dfs.core.windows.net/tables"])
def test_the_stores_of_google_and_azure_are_known(address):
    assert storage_at(address).remote
    assert storage_at(address).display_name("certs") == "tables/certs.parquet"


def test_a_program_that_read_from_there_ends_clean(there):
    program = f"from lib.tables.store import read; print(len(read({there.address('good')!r})['certs']))"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, str(len(pd.read_parquet(CERTS))), "")


def test_a_server_reads_its_tables_from_there(there, tmp_path):
    with (
        running_server(ROOT, tmp_path / "log", {"CERTWISE_DATA": there.address("good")}) as server,
        urlopen(f"{server.address}/readyz", timeout=30) as answer,
    ):
        said = json.load(answer)
    assert (said["status"], set(said["written"])) == ("ready", set(TABLES))
