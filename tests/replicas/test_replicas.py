"""Two replicas behind nginx: losing one, changing both, and new tables under load cost no reader anything."""

import json
import os
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from io import BytesIO

import pyarrow.parquet as pq
import pytest
from websockets.exceptions import ConnectionClosed

from .visitor import GONE, Visitor, back

READERS = 20
BACK_WITHIN = 10.0  # seconds
A_MINUTE = 60.0
DAY = "as_of=2026-11-22"
VENDORS = ("AWS", "Microsoft", "NVIDIA", "Databricks")
LINKS = [f"/explore?vendor={VENDORS[n % 4]}&price_max={100 + 10 * n}&sort=price&{DAY}" for n in range(READERS)]


def fetch(host, path):
    """The status, headers and body of the response to a GET."""
    with closing(HTTPConnection(host, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


@contextmanager
def meanwhile(*tasks):
    """Run tasks beside the block, each until the event that it gets; yields the event and the futures of the tasks."""
    over = threading.Event()
    with ThreadPoolExecutor(len(tasks)) as pool:
        try:
            yield over, [pool.submit(task, over) for task in tasks]
        finally:
            over.set()


class Working:
    """A reader who works until a replica is lost and then opens the view again."""

    def __init__(self, host, link, ready):
        self.host, self.link, self.ready = host, link, ready

    def __call__(self, lost):
        """Whether the session was lost, the view before, and the view after."""
        visitor = Visitor(self.host, self.link)
        before = visitor.seen
        self.ready.wait()
        try:
            while not lost.is_set():
                visitor.choose("tier", ["Associate Engineer"])
                visitor.choose("tier", [])
            visitor.run()
        except GONE:
            return True, before, back(self.host, self.link, BACK_WITHIN).seen
        return False, before, visitor.seen


def test_losing_a_replica_costs_no_reader_the_view(replicas):
    ready = threading.Barrier(READERS + 1, timeout=120)
    with meanwhile(*(Working(replicas.host, link, ready) for link in LINKS)) as (lost, readers):
        ready.wait()
        replicas.kill("a")
        lost.set()
        ended = [reader.result() for reader in readers]
    assert {was_lost for was_lost, _, _ in ended} == {True, False}
    assert all(before for _, before, _ in ended)
    assert [after for _, _, after in ended] == [before for _, before, _ in ended]


def test_a_reader_stays_with_the_replica_that_answered(replicas):
    first = fetch(replicas.host, "/explore")[1]["set-cookie"]
    name = first.removeprefix("replica=").partition(";")[0]
    assert name in replicas.ports
    with closing(HTTPConnection(replicas.host, timeout=30)) as connection:
        for _ in range(5):
            connection.request("GET", "/explore", headers={"Cookie": f"replica={name}"})
            answer = connection.getresponse()
            answer.read()
            assert (answer.status, answer.headers["set-cookie"]) == (200, None)
        replicas.stop(name)
        connection.request("GET", "/explore", headers={"Cookie": f"replica={name}"})
        answer = connection.getresponse()
    survivor = next(one for one in replicas.ports if one != name)
    assert (answer.status, answer.headers["set-cookie"]) == (200, f"replica={survivor}; Path=/; HttpOnly; SameSite=Lax")


def test_a_rolling_restart_is_seen_by_nobody(replicas):
    answers = Counter()

    def reads(path, over):
        while not over.is_set():
            answers[path, fetch(replicas.host, path)[0]] += 1

    paths = ("/explore", "/healthz", f"/cert?id=aws-ai-practitioner&{DAY}", "/app/static/inter.woff2")
    with meanwhile(*(partial(reads, path) for path in paths)) as (_, readers):
        for name in replicas.ports:
            replicas.stop(name)
            replicas.start(name)
    assert [reader.exception() for reader in readers] == [None] * len(paths)
    assert set(answers) == {(path, 200) for path in paths}


def test_a_server_that_is_asked_to_end_tells_its_sessions_and_ends_clean(replicas):
    visitor = Visitor(replicas.host, LINKS[0])
    for name, server in replicas.servers.items():
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) in (0, -signal.SIGTERM), name
        assert "Traceback" not in server.stderr()
    with pytest.raises(ConnectionClosed):
        visitor.run()
    status, headers, body = fetch(replicas.host, "/explore")
    assert (status, headers["retry-after"]) == (503, "5")
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert body == b"The server is starting. Please try again in a moment.\n"


def test_metrics_are_not_for_readers(replicas):
    assert [fetch(replicas.host, path)[0] for path in ("/metrics", "/_stcore/metrics")] == [404, 404]
    assert fetch(f"127.0.0.1:{replicas.ports['a']}", "/metrics")[0] == 200


def test_what_nginx_answers_itself_has_the_headers_and_what_the_app_answers_has_each_once(replicas):
    names = ("content-security-policy", "x-content-type-options", "referrer-policy")
    own = {path: fetch(replicas.host, path) for path in ("/metrics", "/explore?q=" + "x" * 20_000)}
    assert [answer[0] for answer in own.values()] == [404, 414]
    for _, headers, _ in [*own.values(), fetch(replicas.host, "/explore"), fetch(replicas.host, "/nope")]:
        assert [len(headers.get_all(name, [])) for name in names] == [1, 1, 1]


# Tables that change under load ───────────────────────────────────────────────


def put(file, content):
    """Replace a table in one step, as a build does."""
    new = file.with_suffix(".new")
    new.write_bytes(content)
    os.replace(new, file)  # noqa: PTH105, the same in one word


def renamed(file):
    """A table of certifications in which NCA-GENL has the code NCA-NEW."""
    certs, new = pq.read_table(file), BytesIO()
    codes = [code.replace("NCA-GENL", "NCA-NEW") for code in certs["code"].to_pylist()]
    place = certs.column_names.index("code")
    pq.write_table(certs.set_column(place, certs.schema.field("code"), [codes]), new)
    return new.getvalue()


def ready(replicas):
    """The status and JSON of `/readyz` of every replica."""
    answers = (fetch(f"127.0.0.1:{port}", "/readyz") for port in replicas.ports.values())
    return [(status, json.loads(body)) for status, _, body in answers]


def until(is_true):
    """Whether a condition has become true within a minute."""
    end = time.monotonic() + A_MINUTE
    while not is_true() and time.monotonic() < end:
        continue
    return is_true()


def test_new_tables_are_seen_under_load_and_bad_ones_are_refused(replicas):
    link = f"/explore?vendor=NVIDIA&{DAY}"

    def works(over):
        visitor = Visitor(replicas.host, link)
        while not over.is_set():
            visitor.choose("tier", [])

    def have_new_code():
        return ["NCA-NEW" in "".join(Visitor(f"127.0.0.1:{port}", link).seen) for port in replicas.ports.values()]

    with meanwhile(*[works] * 4) as (_, readers):
        assert have_new_code() == [False, False]
        put(replicas.data / "certs.parquet", renamed(replicas.data / "certs.parquet"))
        assert until(lambda: have_new_code() == [True, True])
        put(replicas.data / "certs.parquet", b"not a table")
        assert until(lambda: all(said["refused"] for _, said in ready(replicas)))
        assert have_new_code() == [True, True]
    assert [reader.exception() for reader in readers] == [None] * 4
    sentence = "data/certs.parquet is not a Parquet file that can be read; `make data` builds it again."
    assert [(status, said["refused"]) for status, said in ready(replicas)] == [(200, sentence)] * 2
    assert all(f"certwise: {sentence}" in server.stderr() for server in replicas.servers.values())
