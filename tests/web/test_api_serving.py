"""The API of a running server: its document is true of generated requests, and its examples work."""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from starlette.routing import Match

from lib.api.endpoint import PREFIX
from lib.web.api import routes
from lib.web.server import routes as served
from tests.browser.serving import running_server

from .asgi_client import scope
from .table_sets import Client, Shelf, api

ADDRESS = re.compile(r"http://localhost:8501(/api/v1/[^\s'\"]*)")
"""URLs in the examples of the document."""


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """The server of this repository, without a limit on frequent requests."""
    with running_server(root, tmp_path_factory.mktemp("api") / "log", {"CERTWISE_COSTLY": "0"}) as running:
        yield running


@pytest.fixture(scope="module")
def client(tables):
    return Client(api(Shelf(tables)))


def test_generated_requests_find_nothing_that_the_document_does_not_say(server, tmp_path):
    command = [Path(sys.executable).with_name("schemathesis"), "run", f"{server.address}{PREFIX}/openapi.json"]
    bounds = ["--checks=all", "--max-examples=5", "--generation-deterministic", "--workers=2", "--no-color"]
    ran = subprocess.run([*command, *bounds], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    assert "No issues found" in ran.stdout
    assert "Traceback" not in server.stderr()


def test_a_reader_on_the_network_gets_tags_and_heads_and_files(server):
    request = urllib.request.Request(f"{server.address}{PREFIX}/certs", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as first:
        tag, length = first.headers["ETag"], int(first.headers["Content-Length"])
        assert len(first.read()) == length
    head = urllib.request.Request(request.full_url, headers={"Accept-Encoding": "gzip"}, method="HEAD")
    with urllib.request.urlopen(head) as response:
        assert (response.headers["ETag"], int(response.headers["Content-Length"]), response.read()) == (
            tag,
            length,
            b"",
        )
    conditional = urllib.request.Request(request.full_url, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError, match="304"):
        urllib.request.urlopen(conditional)


def test_every_example_of_the_document_works(client, root):
    text = (root / "docs" / "api.md").read_text(encoding="utf-8")
    paths = [path.removeprefix(PREFIX) for path in ADDRESS.findall(text)]
    assert {path: client.get(path).status for path in paths} == dict.fromkeys(paths, 200)
    assert len(paths) >= 10


def test_every_endpoint_stands_in_the_document_for_people(tables, root):
    text = (root / "docs" / "api.md").read_text(encoding="utf-8")
    named = re.findall(r"`GET (/[^`]*)`", text)
    own = [route.path.removeprefix(PREFIX) for route in routes(Shelf(tables)) if route.path.startswith(PREFIX)]
    assert named == own


def test_the_server_has_the_api():
    request_scope = scope(f"{PREFIX}/certs")
    assert any(route.matches(request_scope)[0] is Match.FULL for route in served)
