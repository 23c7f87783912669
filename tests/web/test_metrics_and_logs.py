"""Health, metrics and the log: what they say, and that they say nothing about readers."""

import json
import logging
import re
import shutil
import sys
from collections import Counter

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from lib.tables.store import Store
from lib.web import json_log
from lib.web.middleware.limits import Sessions
from lib.web.middleware.observe import Observe, ObservedRequest
from lib.web.path_kind import path_kind
from lib.web.routes import health
from lib.web.routes.metrics import Metrics

from .asgi_client import ask, scope

SECRET = "/cert?id=aws-ai-practitioner&q=my+name"


@pytest.fixture
def store(root, tmp_path):
    """A store over a copy of the tables."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (root / "data").glob("*.parquet"):
        shutil.copy(path, folder)
    return Store(folder)


def readiness(store):
    answer = health.Readiness(store).answer(Request(scope("/readyz")))
    return answer.status_code, json.loads(answer.body)


def test_alive_is_alive_whatever_the_tables_are():
    assert health.alive(Request(scope("/healthz"))).status_code == 200


def test_ready_says_which_tables_are_in_use_and_from_when(store, root):
    status, body = readiness(store)
    assert (status, body["status"], body["refused"]) == (200, "ready", None)
    assert set(body["written"]) == {path.stem for path in (root / "data").glob("*.parquet")}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00", at) for at in [*body["written"].values(), body["read"]])
    assert body["facts_checked"] == store.tables()["certs"]["checked_on"].max().date().isoformat()


def test_without_tables_it_is_not_ready_and_says_why_in_a_sentence(store):
    (store.location / "certs.parquet").unlink()
    sentence = "data/certs.parquet is missing; `make data` builds it."
    assert readiness(store) == (503, {"status": "not ready", "because": sentence})


def test_a_bad_replacement_is_named_and_the_server_stays_ready(store):
    good = readiness(store)[1]
    (store.location / "certs.parquet").write_text("not a table", encoding="utf-8")
    store.refresh()
    status, body = readiness(store)
    assert (status, body["read"]) == (200, good["read"])
    assert body["refused"].startswith("data/certs.parquet is not a Parquet file that can be read")


# Metrics ─────────────────────────────────────────────────────────────────────


def samples(metrics):
    """Name and labels of every sample with its value."""
    text = metrics.answer(Request(scope("/metrics"))).body.decode()
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_reads_requests_sessions_and_the_state_of_the_tables(store):
    store.tables()
    metrics = Metrics(store, Sessions(5, by_client=Counter(one=1, other=1)))
    metrics.count(ObservedRequest("page", "GET", 200, 0.02, 1000))
    metrics.count(ObservedRequest("page", "GET", 200, 0.2, 500))
    metrics.count(ObservedRequest("stream", "GET", 101, 3600.0, 9))
    values = samples(metrics)
    assert values["certwise_requests_total", "200", "GET", "page"] == 2
    assert values["certwise_sent_bytes_total", "page"] == 1500
    assert values["certwise_request_seconds_bucket", "0.025", "page"] == 1
    assert values["certwise_sessions",] == 2
    assert values["certwise_tables_current",] == 1
    assert values["certwise_table_written_timestamp_seconds", "certs"] == store.written()["certs"]
    assert ("certwise_request_seconds_count", "stream") not in values


def test_a_refused_replacement_is_counted(store):
    store.tables()
    metrics = Metrics(store, Sessions(5))
    (store.location / "certs.parquet").write_text("not a table", encoding="utf-8")
    store.refresh()
    assert samples(metrics)["certwise_tables_refused_total",] == 1
    assert samples(metrics)["certwise_tables_current",] == 0


# What is seen of a request ───────────────────────────────────────────────────


def seen(app, path, **overrides):
    observed = []
    ask(Observe(app, [observed.append]), path, **overrides)
    return observed[0]


def test_a_request_is_seen_with_its_class_its_end_and_its_bytes():
    request = seen(PlainTextResponse("four", 404), SECRET)
    assert (request.kind, request.method, request.status, request.sent_bytes) == ("page", "GET", 404, 4)
    assert request.seconds > 0


def test_a_strange_method_is_one_of_the_others():
    assert seen(PlainTextResponse("x"), "/", method="BREW").method == "other"


def test_an_answer_that_never_began_is_told_too():
    observed = []

    async def broken(scope, receive, send):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask(Observe(broken, [observed.append]), "/")
    assert observed[0].status == 0


def test_the_log_has_one_line_of_json_and_nothing_about_the_reader(capsys):
    app = Observe(PlainTextResponse("x"), [json_log.log_request])
    ask(app, SECRET, [("User-Agent", "Browser/1"), ("Cookie", "a=b"), ("X-Forwarded-For", "203.0.113.9")])
    lines = capsys.readouterr().out.splitlines()
    fields = json.loads(lines[0])
    assert set(fields) == {"at", "kind", "method", "status", "ms", "bytes"}
    assert (len(lines), fields["kind"], fields["status"]) == (1, "page", 200)
    assert not any(word in lines[0] for word in ("203.0.113", "practitioner", "name", "Browser", "a=b"))


def test_a_trace_is_one_line_of_json():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        record = logging.LogRecord("certwise", logging.ERROR, "", 0, "a %s failed", ("request",), sys.exc_info())
    line = json_log.JsonFormatter().format(record)
    fields = json.loads(line)
    assert (fields["message"], fields["level"], fields["logger"]) == ("a request failed", "ERROR", "certwise")
    assert fields["trace"].endswith("ValueError: two\nlines")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("path", "kind"),
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
def test_every_path_is_of_one_of_few_kinds(path, kind):
    assert path_kind(path) == kind
