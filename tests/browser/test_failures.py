"""A page that fails is a sentence for the reader and a trace for the log."""

from playwright.sync_api import expect
from starlette.responses import PlainTextResponse

from lib.tables.store import Tables
from lib.web.middleware.page_html import PageHtml
from tests.web.asgi_client import ask
from tests.web.table_sets import Shelf

from . import reader
from .serving import repo_copy

BROKEN = '"""Broken."""\nraise RuntimeError("/srv/secret/place")\n'


def test_a_page_that_fails_says_so_without_a_trace_and_the_others_work(page, start, tmp_path):
    folder = repo_copy(tmp_path)
    (folder / "pages" / "sources.py").write_text(BROKEN, encoding="utf-8")
    server = start(folder)
    page.goto(server.address + "/sources")
    expect(page.get_by_role("heading", name="Something went wrong here.")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not any(word in page.content() for word in ("secret", "Traceback", "RuntimeError", "chatgpt"))
    assert "/srv/secret/place" in server.stderr()
    assert reader.open_view(page, server, "/explore").rows


def test_a_long_word_wraps_where_there_is_no_such_certification(new_page, tables):
    certs = tables["certs"].assign(name="W" * 90, short_name="W" * 90)
    shelf = Shelf(Tables({**tables.frames, "certs": certs}, (("long", 1, 1),)))
    page = new_page(viewport={"width": 390, "height": 800})
    page.set_content(ask(PageHtml(PlainTextResponse("the app"), shelf), "/cert?id=nosuch").body.decode())
    assert "W" * 90 in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
