"""Reads that do not come back: no reader waits for one, it is said since when, and good tables are read again."""

import json
import os
import socket
import threading
from contextlib import suppress

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request

from lib.tables import storage, store, time_limit
from lib.tables.storage import Storage
from lib.tables.store import DataProblem, Store
from lib.web.middleware.limits import Sessions
from lib.web.routes.health import Readiness
from lib.web.routes.metrics import Metrics
from tests.web.asgi_client import scope

HANGS = "Reading data/certs.parquet takes longer than 1 seconds and may hang; the tables are read again once"
LONG = 60.0  # seconds, for what must not hang
SHORT = 1.0  # seconds, for what does


def within_time(call):
    """What a call gives or raises; it must not hang."""
    results = []

    def run():
        try:
            results.append(call())
        except DataProblem as problem:
            results.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout=LONG)
    assert results, "it hangs"
    return results[0]


def readers():
    """The threads that read tables."""
    return [thread for thread in threading.enumerate() if thread.name == "tables read"]


class Disk:
    """A disk whose first reads, so many of them, hang until it is let go."""

    def __init__(self, hanging):
        self.hanging, self.content = hanging, Storage.content
        self.reached, self.released = threading.Event(), threading.Event()

    def read(self, folder, name, max_bytes):
        if name == "certs" and self.hanging:
            self.hanging -= 1
            self.reached.set()
            self.released.wait()
        return self.content(folder, name, max_bytes)


@pytest.fixture
def disk(monkeypatch):
    """Makes a disk on which so many reads hang."""
    disks = []

    def hanging(reads):
        disks.append(Disk(reads))
        monkeypatch.setattr(Storage, "content", lambda *args: disks[0].read(*args))
        return disks[0]

    yield hanging
    for each in disks:
        each.released.set()
    for thread in readers():
        thread.join(timeout=LONG)


@pytest.fixture
def look(monkeypatch):
    """Lets a store look, and wait for so many seconds."""

    def looked(kept, limit):
        monkeypatch.setattr(store, "TIME_LIMIT", limit)
        within_time(kept.refresh)

    return looked


@pytest.fixture
def dead(monkeypatch):
    """Nothing that reads files beside the server comes back either."""
    monkeypatch.setattr(time_limit, "READ_ALL", "import signal; signal.pause()")
    monkeypatch.setattr(store, "PROBE_LIMIT", 0.1)


def replaced(path, make):
    """Put something else in the place of a file, at once."""
    beside = path.with_suffix(".new")
    make(beside)
    beside.replace(path)


# What is no file ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to("/dev/tty")]
)
def test_a_pipe_or_a_device_in_the_place_of_a_table_is_a_sentence_and_no_hang(data, make):
    replaced(data / "certs.parquet", make)
    problem = within_time(Store(data).tables)
    assert str(problem) == (
        "data/certs.parquet is a folder, a pipe or a device, and not a file; `make data` builds it again."
    )


def test_a_pipe_is_refused_while_the_server_runs_and_the_table_after_it_is_read(data):
    kept = Store(data)
    good, content = kept.tables(), (data / "certs.parquet").read_bytes()
    replaced(data / "certs.parquet", os.mkfifo)
    within_time(kept.refresh)
    assert (kept.tables(), kept.refused) == (good, 1)
    replaced(data / "certs.parquet", lambda path: path.write_bytes(content))
    within_time(kept.refresh)
    assert kept.tables() is not good
    assert kept.problem is None


def test_a_file_that_becomes_a_pipe_before_it_is_opened_does_not_hang(data, monkeypatch):
    regular = (data / "tiers.parquet").stat()
    replaced(data / "certs.parquet", os.mkfifo)
    monkeypatch.setattr(storage.Path, "stat", lambda *_, **__: regular)
    assert "is a folder, a pipe or a device" in str(within_time(lambda: store.read(data)))


# Reads that do not come back ─────────────────────────────────────────────────


def test_a_read_that_hangs_at_the_start_is_a_sentence_after_the_time_limit(data, disk, monkeypatch):
    disk(1)
    monkeypatch.setattr(store, "TIME_LIMIT", SHORT)
    kept = Store(data)
    assert str(within_time(kept.tables)).startswith(HANGS)
    assert kept.hanging_since is not None


def test_good_tables_are_read_although_the_thread_that_hung_never_comes_back(data, disk, look):
    disk(1)
    kept = Store(data)
    look(kept, SHORT)
    look(kept, LONG)
    assert len(kept.tables()["certs"]) > 0
    assert (kept.problem, kept.hanging_since, len(readers())) == (None, None, 1)


def test_no_reader_waits_for_a_read_that_hangs_and_the_last_good_tables_stay(data, disk, monkeypatch):
    kept = Store(data)
    good = kept.tables()
    hanging = disk(1)
    monkeypatch.setattr(store, "TIME_LIMIT", LONG)
    monkeypatch.setattr(store, "REFRESH_INTERVAL", 0.0)
    os.utime(data / "certs.parquet")
    kept.tables()
    assert hanging.reached.wait(LONG)
    assert [within_time(kept.tables) for _ in range(20)] == [good] * 20
    assert len(readers()) == 1


def test_a_read_that_hangs_is_said_once(data, disk, dead, look, capsys):
    disk(9)
    kept = Store(data)
    for _ in range(3):
        look(kept, SHORT)
    assert kept.refused == 1
    assert capsys.readouterr().err == f"certwise: {kept.problem}\n"


def test_while_the_disk_is_dead_one_thread_hangs_and_no_second(data, disk, dead, look):
    disk(9)
    kept = Store(data)
    for _ in range(5):
        look(kept, SHORT)
    assert len(readers()) == 1


def test_the_process_that_asks_a_dead_disk_is_ended(data, dead):
    probe = time_limit.Probe()
    assert not probe.answers([str(data / "certs.parquet")], 0.1)
    assert probe._process.wait(timeout=LONG) != 0


def test_files_are_read_beside_the_server_even_if_some_are_none(data):
    os.mkfifo(data / "pipe.parquet")
    files = [str(data / f"{name}.parquet") for name in ("certs", "pipe", "missing")]
    assert time_limit.Probe().answers([*files, "/dev/zero"], LONG)


def test_threads_that_hang_do_not_pile_up_even_if_the_disk_seems_to_answer(data, disk, look):
    disk(99)
    kept = Store(data)
    for _ in range(6):
        look(kept, SHORT)
    assert len(readers()) == store.MAX_STUCK


def test_a_read_that_comes_back_after_all_is_used(data, disk, dead, look):
    hanging = disk(1)
    kept = Store(data)
    look(kept, SHORT)
    hanging.released.set()
    for thread in readers():
        thread.join(timeout=LONG)
    look(kept, SHORT)
    assert len(kept.tables()["certs"]) > 0
    assert (kept.problem, kept.hanging_since) == (None, None)


def test_a_trial_of_the_pages_that_hangs_is_said(data, tables, monkeypatch):
    ends = threading.Event()
    monkeypatch.setattr(store, "TIME_LIMIT", SHORT)
    monkeypatch.setattr(store, "read", lambda *_: tables)
    problem = within_time(Store(data, lambda _: ends.wait()).tables)
    ends.set()
    assert str(problem).startswith("Trying every page on the tables takes longer than 1 seconds and may hang;")


def test_a_read_that_fails_in_a_way_that_nobody_thought_of_is_said_and_the_next_is_tried(data, monkeypatch, caplog):
    kept = Store(data)
    monkeypatch.setattr(Storage, "content", lambda *_: 1 // 0)
    with pytest.raises(DataProblem, match=r"^The tables cannot be read; the log says why\.$"):
        kept.tables()
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    os.utime(data / "certs.parquet")
    kept.refresh()
    assert kept.problem is None


# What monitoring sees ────────────────────────────────────────────────────────


def seen(kept):
    """Since when a read hangs, by /readyz and by the metric; None where they do not say."""
    said = json.loads(Readiness(kept).answer(Request(scope("/readyz"))).body)
    text = Metrics(kept, Sessions(1)).answer(Request(scope("/metrics"))).body.decode()
    values = {one.name: one.value for family in text_string_to_metric_families(text) for one in family.samples}
    return said.get("hanging_since"), values.get("certwise_tables_hanging_since_timestamp_seconds")


def test_readyz_and_a_metric_say_since_when_a_read_hangs(data, disk, look):
    kept = Store(data)
    kept.tables()
    assert seen(kept) == (None, None)
    disk(1)
    os.utime(data / "certs.parquet")
    look(kept, SHORT)
    since, value = seen(kept)
    assert value == kept.hanging_since
    assert since.startswith("20")
    look(kept, LONG)
    assert seen(kept) == (None, None)


# An object store ─────────────────────────────────────────────────────────────


def refuse(server):
    """Answer every connection with a refusal that no client tries again."""
    with suppress(OSError):
        while True:
            connection = server.accept()[0]
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.close()


def test_an_object_store_that_takes_connections_and_never_answers_is_a_sentence(look):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = f"endpoint_override=127.0.0.1:{silent.getsockname()[1]}&scheme=http&region=us-east-1"
        kept = Store(f"s3://any:any@tables/data?{options}")
        look(kept, SHORT)
        assert kept.problem.startswith("Listing the tables takes longer than 1 seconds and may hang;")
        threading.Thread(target=refuse, args=(silent,), daemon=True).start()
        for thread in readers():
            thread.join(timeout=LONG)
        look(kept, LONG)
    assert kept.problem.startswith("The place of the tables cannot be reached;")
