"""Addresses: each view has one, other spellings are redirected to it, and unknown paths are 404s."""

import re
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute
from streamlit.web.server.starlette.starlette_app import App, create_streamlit_routes

from lib.web.middleware.canonical import CanonicalAddresses, KnownPaths
from lib.web.streamlit import open_paths

from .asgi_client import ask, run, scope
from .table_sets import Shelf

PASSED = PlainTextResponse("passed")
OPEN = {
    *("/_stcore/health", "/_stcore/host-config", "/_stcore/metrics"),
    *("/media/{file_id:path}", "/app/static/{path:path}"),
}
CLOSED = {
    "/_stcore/upload_file/{session_id}/{file_id}",
    *("/component/{path:path}", "/_stcore/bidi-components/{path:path}"),
    *("/auth/login", "/auth/logout", "/oauth2callback"),
    *("/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"),
}
"""Paths of the installed Streamlit that the app does not use."""


@pytest.fixture(scope="module")
def app(tables):
    return CanonicalAddresses(PASSED, Shelf(tables))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("/explore/", "/explore"),
        ("//explore", "/explore"),
        ("/explore//", "/explore"),
        ("//", "/"),
        ("/overview", "/"),
        ("/cert/?id=aif-c01", "/cert?id=aws-ai-practitioner"),
        ("/cert/?id=nosuch", "/cert?id=nosuch"),
        ("/explore?vendor=aws", "/explore?vendor=AWS"),
    ],
)
def test_what_people_write_leads_to_the_one_address_of_a_view(app, written, canonical):
    answer = ask(app, written)
    assert (answer.status, answer.headers["location"]) == (307, canonical)
    assert ask(app, canonical).body == b"passed"


def test_without_tables_slashes_too_many_still_lead_to_the_page():
    app = CanonicalAddresses(PASSED, Shelf(None))
    assert ask(app, "//explore/?vendor=aws").headers["location"] == "/explore?vendor=aws"
    assert ask(app, "/explore?vendor=aws").body == b"passed"


# What is open ────────────────────────────────────────────────────────────────


def sent(app, path, **overrides):
    """The messages that an app sends without reading the request's body."""
    messages = []

    async def send(message):
        messages.append(message)

    run(app(scope(path, **overrides), None, send))
    return messages


@pytest.fixture(scope="module")
def streamlits_routes():
    """Every route of the installed Streamlit: its path and its methods; none for a WebSocket."""
    app = App(Path(__file__).parents[2] / "pages" / "_app.py")
    routes = create_streamlit_routes(app._create_runtime())
    return [
        (route.path, sorted(getattr(route, "methods", ()) or ())) for route in routes if isinstance(route, BaseRoute)
    ]


def example(path):
    """A path that matches a route, with its parameters filled in."""
    return re.sub(r"\{[^}]*\}", "x.txt", path)


def test_every_route_of_the_installed_streamlit_is_open_or_known_to_be_closed(streamlits_routes):
    paths = {path for path, _ in streamlits_routes if path}  # its files have none: they are a mount
    assert {path for path in paths if open_paths.is_open(example(path))} == OPEN
    assert paths - OPEN == {*CLOSED, open_paths.SESSION_PATH}


def test_what_the_app_does_not_use_is_not_there_whatever_the_method(streamlits_routes):
    requests = [(example(path), method) for path, methods in streamlits_routes if path in CLOSED for method in methods]
    assert len(requests) > len(CLOSED)
    assert {sent(KnownPaths(PASSED), path, method=method)[0]["status"] for path, method in requests} == {404}


def test_what_a_flag_opens_is_open():
    app = KnownPaths(PASSED, extra_prefixes=("/_stcore/agent/",))
    assert ask(app, "/_stcore/agent/interact", method="POST").body == b"passed"
    assert ask(app, "/_stcore/upload_file/a/b", method="PUT").status == 404


def test_a_connection_whose_body_is_refused_is_closed_and_any_other_is_kept():
    assert ask(KnownPaths(PASSED), "/nonsense", method="PUT").headers["connection"] == "close"
    assert "connection" not in ask(KnownPaths(PASSED), "/nonsense").headers


def test_sessions_are_opened_in_one_place():
    async def accepting(scope, receive, send):
        await send({"type": "websocket.accept"})

    def comes_of(path):
        return [message["type"] for message in sent(KnownPaths(accepting), path, type="websocket")]

    assert comes_of("/_stcore/stream") == ["websocket.accept"]
    assert comes_of("/static/x") == comes_of("/explore/_stcore/stream") == ["websocket.close"]


@pytest.mark.parametrize("page", ["", "/explore"])
@pytest.mark.parametrize(
    "path", ["/static/js/none.js", "/static/", "/_stcore/nonsense", "/_stcore/script-health-check", "/manifest.json"]
)
def test_what_streamlit_has_not_is_a_404(page, path):
    assert ask(KnownPaths(PASSED), page + path).status == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/media/a.csv", "/app/static/x.woff2"])
def test_what_streamlit_looks_up_is_passed_on(path):
    assert ask(KnownPaths(PASSED), path).body == b"passed"


def test_every_file_of_streamlits_frontend_is_passed_on():
    assert len(open_paths.frontend_files()) > 100
    assert {ask(KnownPaths(PASSED), path).status for path in sorted(open_paths.frontend_files())[:20]} == {200}
