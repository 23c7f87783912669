"""Health, metrics and the log: what they say, and that they say nothing about readers."""

import json
import logging
import re
import shutil
import sys
from collections import Counter

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request as Asked
from starlette.responses import PlainTextResponse

from lib.store import Store
from lib.web import health, request_log, traces
from lib.web.bounds import Sessions
from lib.web.kinds import kind
from lib.web.metrics import Metrics
from lib.web.observed import Observed, Request

from .asking import ask, scope

SECRET = "/cert?id=aws-ai-practitioner&q=my+name"


@pytest.fixture
def kept(root, tmp_path):
    """A store over a copy of the tables."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (root / "data").glob("*.parquet"):
        shutil.copy(path, folder)
    return Store(folder)


def readiness(kept):
    answer = health.Readiness(kept).answer(Asked(scope("/readyz")))
    return answer.status_code, json.loads(answer.body)


def test_alive_is_alive_whatever_the_tables_are():
    assert health.alive(Asked(scope("/healthz"))).status_code == 200


def test_ready_says_which_tables_are_in_use_and_from_when(kept, root):
    status, said = readiness(kept)
    assert (status, said["status"], said["refused"]) == (200, "ready", None)
    assert set(said["written"]) == {path.stem for path in (root / "data").glob("*.parquet")}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00", at) for at in [*said["written"].values(), said["read"]])
    assert said["facts_checked"] == kept.tables()["certs"]["checked_on"].max().date().isoformat()


def test_without_tables_it_is_not_ready_and_says_why_in_a_sentence(kept):
    (kept.where / "certs.parquet").unlink()
    sentence = "data/certs.parquet is missing; `make data` builds it."
    assert readiness(kept) == (503, {"status": "not ready", "because": sentence})


def test_a_bad_replacement_is_named_and_the_server_stays_ready(kept):
    good = readiness(kept)[1]
    (kept.where / "certs.parquet").write_text("not a table", encoding="utf-8")
    kept.look()
    status, said = readiness(kept)
    assert (status, said["read"]) == (200, good["read"])
    assert said["refused"].startswith("data/certs.parquet is not a Parquet file that can be read")


# Metrics ─────────────────────────────────────────────────────────────────────


def samples(metrics):
    """Name and labels of every sample with its value."""
    text = metrics.answer(Asked(scope("/metrics"))).body.decode()
    return {
        (one.name, *sorted(one.labels.values())): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def test_prometheus_reads_requests_sessions_and_the_state_of_the_tables(kept):
    kept.tables()
    metrics = Metrics(kept, Sessions(5, by=Counter(one=1, other=1)))
    metrics.count(Request("page", "GET", 200, 0.02, 1000))
    metrics.count(Request("page", "GET", 200, 0.2, 500))
    metrics.count(Request("stream", "GET", 101, 3600.0, 9))
    found = samples(metrics)
    assert found["certwise_requests_total", "200", "GET", "page"] == 2
    assert found["certwise_sent_bytes_total", "page"] == 1500
    assert found["certwise_request_seconds_bucket", "0.025", "page"] == 1
    assert found["certwise_sessions",] == 2
    assert found["certwise_tables_current",] == 1
    assert found["certwise_table_written_timestamp_seconds", "certs"] == kept.written()["certs"]
    assert ("certwise_request_seconds_count", "stream") not in found


def test_a_refused_replacement_is_counted(kept):
    kept.tables()
    metrics = Metrics(kept, Sessions(5))
    (kept.where / "certs.parquet").write_text("not a table", encoding="utf-8")
    kept.look()
    assert samples(metrics)["certwise_tables_refused_total",] == 1
    assert samples(metrics)["certwise_tables_current",] == 0


# What is seen of a request ───────────────────────────────────────────────────


def seen(app, path, **more):
    told = []
    ask(Observed(app, [told.append]), path, **more)
    return told[0]


def test_a_request_is_seen_with_its_class_its_end_and_its_bytes():
    told = seen(PlainTextResponse("four", 404), SECRET)
    assert (told.kind, told.method, told.status, told.sent_bytes) == ("page", "GET", 404, 4)
    assert told.seconds > 0


def test_a_strange_method_is_one_of_the_others():
    assert seen(PlainTextResponse("x"), "/", method="BREW").method == "other"


def test_an_answer_that_never_began_is_told_too():
    told = []

    async def broken(scope, receive, send):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask(Observed(broken, [told.append]), "/")
    assert told[0].status == 0


def test_the_log_has_one_line_of_json_and_nothing_about_the_reader(capsys):
    app = Observed(PlainTextResponse("x"), [request_log.line])
    ask(app, SECRET, [("User-Agent", "Browser/1"), ("Cookie", "a=b"), ("X-Forwarded-For", "203.0.113.9")])
    lines = capsys.readouterr().out.splitlines()
    said = json.loads(lines[0])
    assert set(said) == {"at", "kind", "method", "status", "ms", "bytes"}
    assert (len(lines), said["kind"], said["status"]) == (1, "page", 200)
    assert not any(word in lines[0] for word in ("203.0.113", "practitioner", "name", "Browser", "a=b"))


def test_a_trace_is_one_line_of_json():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        record = logging.LogRecord("certwise", logging.ERROR, "", 0, "a %s failed", ("request",), sys.exc_info())
    line = traces.Lines().format(record)
    said = json.loads(line)
    assert (said["message"], said["level"], said["logger"]) == ("a request failed", "ERROR", "certwise")
    assert said["trace"].endswith("ValueError: two\nlines")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/", "page"),
        ("/explore", "page"),
        ("/explore/", "page"),
        ("/cert/_stcore/health", "streamlit"),
        ("/_stcore/stream", "stream"),
        ("/_stcore/metrics", "metrics"),
        ("/static/js/index.js", "static"),
        ("/explore/static/js/index.js", "static"),
        ("/app/static/inter.woff2", "static"),
        ("/favicon.png", "static"),
        ("/media/abc.csv", "media"),
        ("/healthz", "health"),
        ("/metrics", "metrics"),
        ("/api/v1/certs", "api"),
        ("/static", "unknown"),
        ("/.env", "unknown"),
        ("/wp-login.php", "unknown"),
    ],
)
def test_every_path_is_of_one_of_few_kinds(path, what):
    assert kind(path) == what
