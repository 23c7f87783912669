"""Access: the hosts that the server serves, the origins that may open sessions, the clients that may read metrics."""

import pytest
from starlette.responses import PlainTextResponse

from lib.settings import read
from lib.web.middleware.access import AllowedHosts, MetricsAccess, SessionOrigins

from .asgi_client import ask, run, scope

PASSED = PlainTextResponse("passed")
HERE = ("127.0.0.1", 1)
NEAR = ("10.1.2.3", 1)


def hosts(allowed, host, path="/explore"):
    return ask(AllowedHosts(PASSED, read({"CERTWISE_HOSTS": allowed})), path, [("Host", host)]).status


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


async def accepting(scope, receive, send):
    """An app that accepts every request."""
    await send({"type": "websocket.accept" if scope["type"] == "websocket" else "http.response.start", "status": 200})


def opened(origin, *, kind="websocket", allowed="*"):
    """What follows when a page of an origin opens a session at certs.example.org: `accept` or `close`."""
    door, sent = SessionOrigins(accepting, read({"CERTWISE_HOSTS": allowed})), []
    headers = [("Host", "certs.example.org:8501"), *([("Origin", origin)] if origin is not None else [])]

    async def send(message):
        sent.append(message["type"])

    run(door(scope("/_stcore/stream", headers, type=kind), None, send))
    return sent[0].partition(".")[2]


@pytest.mark.parametrize(
    ("origin", "comes"),
    [
        ("https://certs.example.org:8501", "accept"),
        ("http://CERTS.example.org:8501", "accept"),
        (None, "accept"),
        ("https://evil.test", "close"),
        ("https://certs.example.org.evil.test:8501", "close"),
        ("https://certs.example.org", "close"),
        ("http://localhost:8501", "close"),
        ("null", "close"),
        ("", "close"),
    ],
)
def test_a_session_is_opened_by_a_page_of_ours_and_by_no_other_sites(origin, comes):
    assert opened(origin) == comes


def test_a_page_under_a_name_of_the_setting_is_ours_where_a_proxy_changes_the_host():
    assert opened("https://certs.example.net", allowed="certs.example.org,certs.example.net") == "accept"


def test_other_requests_come_from_where_they_like():
    assert opened("https://evil.test", kind="http") == "response.start"


def metrics(setting, client, headers=(), path="/metrics"):
    door = MetricsAccess(PASSED, read({"CERTWISE_METRICS": setting}))
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
