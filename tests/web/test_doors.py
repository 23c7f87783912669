"""Who is let in: the hosts that the server answers for, whose pages open sessions, and who may read its metrics."""

import pytest
from starlette.responses import PlainTextResponse

from lib.settings import read
from lib.web.doors import Hosts, MetricsDoor, Origins

from .asking import ask

PASSED = PlainTextResponse("passed")
HERE = ("127.0.0.1", 1)
NEAR = ("10.1.2.3", 1)


def hosts(allowed, host, path="/explore"):
    return ask(Hosts(PASSED, read({"CERTWISE_HOSTS": allowed})), path, [("Host", host)]).status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("certs.example.org", 200),
        ("CERTS.example.org:8501", 200),
        ("a.example.net", 200),
        ("example.net", 400),
        ("certs.example.org.evil.test", 400),
        ("evil.test", 400),
        ("", 400),
    ],
)
def test_a_host_that_is_not_ours_is_refused(host, status):
    assert hosts("certs.example.org,*.example.net", host) == status


def test_any_host_is_ours_unless_the_setting_says_which():
    assert hosts("*", "whatever.test") == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_probes_that_come_by_number_are_let_in(path):
    assert hosts("certs.example.org", "10.0.0.7:8501", path) == 200


def opened(origin, *, kind="websocket", allowed="*"):
    """The status of a session that a page of an origin asks for at certs.example.org."""
    door = Origins(PASSED, read({"CERTWISE_HOSTS": allowed}))
    given = [("Host", "certs.example.org:8501"), *([("Origin", origin)] if origin is not None else [])]
    return ask(door, "/_stcore/stream", given, type=kind).status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://certs.example.org:8501", 200),
        ("http://CERTS.example.org:8501", 200),
        (None, 200),
        ("https://evil.test", 403),
        ("https://certs.example.org.evil.test:8501", 403),
        ("https://certs.example.org", 403),
        ("http://localhost:8501", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_a_session_is_opened_by_a_page_of_ours_and_by_no_other_sites(origin, status):
    assert opened(origin) == status


def test_a_page_under_a_name_of_the_setting_is_ours_where_a_proxy_changes_the_host():
    assert opened("https://certs.example.net", allowed="certs.example.org,certs.example.net") == 200


def test_other_requests_come_from_where_they_like():
    assert opened("https://evil.test", kind="http") == 200


def metrics(setting, client, headers=(), path="/metrics"):
    door = MetricsDoor(PASSED, read({"CERTWISE_METRICS": setting}))
    return ask(door, path, headers, client=client).status


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics", "/explore/_stcore/metrics"])
def test_metrics_are_for_who_asks_directly_from_near(path):
    assert metrics("private", HERE, path=path) == 200
    assert metrics("private", NEAR, path=path) == 200
    assert metrics("private", ("8.8.8.8", 1), path=path) == 404
    assert metrics("private", ("somewhere", 1), path=path) == 404
    assert metrics("private", None, path=path) == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_metrics_are_not_for_who_comes_through_a_proxy(header):
    assert metrics("private", NEAR, [(header, "10.0.0.9")]) == 404


def test_metrics_can_be_for_everybody_or_nobody():
    assert metrics("public", ("8.8.8.8", 1), [("X-Forwarded-For", "9.9.9.9")]) == 200
    assert metrics("off", HERE) == 404
    assert metrics("off", HERE, path="/explore") == 200
