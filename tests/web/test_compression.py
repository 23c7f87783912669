"""Streamlit's files on the wire: compressed once for each encoding, right for caches, ranges untouched."""

import asyncio
import gzip

import brotli
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from lib.web.content_coding import CODINGS, SLOW_CODINGS, preferred_coding, zstd
from lib.web.middleware.compression import BackgroundWorker, Compression, compressible_paths

from .asgi_client import answered, ask, run, scope

TEXT = "const answer = 42;\n" + "\n".join(f"answers[{n}] = {n * n % 97};" for n in range(900))
FILE = "/static/a.js"
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": zstd.decompress}


class Counting:
    """An app in front of the files that notes the paths of its requests."""

    def __init__(self, app):
        self.app, self.asked = app, []

    async def __call__(self, scope, receive, send):
        self.asked.append(scope["path"])
        await self.app(scope, receive, send)


@pytest.fixture
def files(tmp_path):
    """Files as Streamlit serves them; only one of them is to be compressed."""
    (tmp_path / "a.js").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.js").write_text(TEXT, encoding="utf-8")
    return Counting(Starlette(routes=[Mount("/static", StaticFiles(directory=tmp_path))]))


@pytest.fixture
def app(files):
    return Compression(files, frozenset({FILE}))


@pytest.mark.parametrize("encoding", UNPACKED)
def test_a_browser_gets_the_encoding_that_it_asks_for(app, encoding):
    answer = ask(app, FILE, [("Accept-Encoding", encoding)])
    assert (answer.status, answer.headers["content-encoding"]) == (200, encoding)
    assert UNPACKED[encoding](answer.body).decode() == TEXT
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "accept-ranges" not in answer.headers


def test_a_file_is_read_and_compressed_once_even_by_readers_at_the_same_time(app, files):
    async def many():
        request_scope = scope(FILE, [("Accept-Encoding", "gzip, deflate, br, zstd")])
        return await asyncio.gather(*(answered(app, request_scope) for _ in range(20)))

    assert {answer.headers["content-encoding"] for answer in run(many())} == {"br"}
    assert files.asked == [FILE]


def test_what_nobody_waits_for_is_made_smaller_for_the_readers_after_them(app, files):
    headers = [("Accept-Encoding", "gzip, deflate, br, zstd")]
    first = ask(app, FILE, headers)
    app.worker.join()
    later = ask(app, FILE, headers)
    assert (first.body, later.body) == (CODINGS["br"](TEXT.encode()), SLOW_CODINGS["br"](TEXT.encode()))
    assert len(later.body) < len(first.body)
    assert later.headers["content-length"] == str(len(later.body))
    assert {**later.headers, "content-length": ""} == {**first.headers, "content-length": ""}
    assert files.asked == [FILE]


def test_spare_time_does_without_a_priority_that_it_may_not_have(monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr("os.setpriority", refused)
    worker, notes = BackgroundWorker(), []
    worker.submit(lambda: notes.append("done"))
    worker.join()
    assert notes == ["done"]


def test_work_in_spare_time_that_fails_is_told_and_stops_nothing(caplog):
    worker, notes = BackgroundWorker(), []
    worker.submit(lambda: 1 / 0)
    worker.submit(lambda: notes.append("after it"))
    worker.join()
    assert notes == ["after it"]
    assert "work in spare time failed" in caplog.text


def test_without_an_encoding_the_file_is_as_it_was(app):
    answer = ask(app, FILE)
    assert (answer.body.decode(), answer.headers["vary"]) == (TEXT, "Accept-Encoding")
    assert "content-encoding" not in answer.headers


def test_what_varies_already_is_said_once():
    answered_so = PlainTextResponse(TEXT, headers={"Vary": "Accept-Encoding"})
    app = Compression(answered_so, frozenset({FILE}))
    assert ask(app, FILE).headers["vary"] == "Accept-Encoding"
    assert ask(app, FILE, [("Accept-Encoding", "br")]).headers["vary"] == "Accept-Encoding"


def test_a_range_is_one_of_the_file_as_it_was(app):
    answer = ask(app, FILE, [("Accept-Encoding", "br"), ("Range", "bytes=0-4")])
    assert (answer.status, answer.body) == (206, b"const")
    assert "content-encoding" not in answer.headers


def test_other_paths_pass_untouched(app):
    answer = ask(app, "/static/b.js", [("Accept-Encoding", "br")])
    assert answer.body.decode() == TEXT
    assert "content-encoding" not in answer.headers


def test_a_browser_that_has_the_file_gets_no_body(app):
    tag = ask(app, FILE, [("Accept-Encoding", "br")]).headers["etag"]
    assert tag.startswith('W/"')
    again = ask(app, FILE, [("Accept-Encoding", "gzip"), ("If-None-Match", f'"other", {tag}')])
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert again.headers["vary"] == "Accept-Encoding"
    strong = ask(app, FILE, [("Accept-Encoding", "br"), ("If-None-Match", tag.removeprefix("W/"))])
    assert strong.status == 304
    assert ask(app, FILE, [("Accept-Encoding", "br"), ("If-None-Match", '"other"')]).status == 200


def test_a_failure_is_not_kept():
    states = [503, 200]

    async def flickering(scope, receive, send):
        await PlainTextResponse(TEXT, states.pop(0))(scope, receive, send)

    app = Compression(flickering, frozenset({FILE}))
    with pytest.raises(FileNotFoundError):
        ask(app, FILE, [("Accept-Encoding", "br")])
    assert ask(app, FILE, [("Accept-Encoding", "br")]).status == 200


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("BR", "br"),
        ("deflate", None),
        ("br;q=much", None),
        ("br;q=1;x=2", "br"),
        ("gzip;x=2;q=0.5, br;q=0.1", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_the_encoding_is_the_one_that_is_liked_best_and_then_the_smallest(header, encoding):
    assert preferred_coding(header) == encoding


def test_streamlits_scripts_and_sheets_are_compressed_and_its_fonts_are_not():
    paths = compressible_paths()
    assert any(path.startswith("/static/js/PlotlyChart.") for path in paths)
    assert any(path.endswith(".css") for path in paths)
    assert not any(path.endswith((".woff2", ".html")) for path in paths)
