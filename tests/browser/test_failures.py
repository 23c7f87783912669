"""A page that fails is a sentence for the reader and a trace for the log."""

from playwright.sync_api import expect

from . import reader
from .serving import copy_of_repo

BROKEN = '"""Broken."""\nraise RuntimeError("/srv/secret/place")\n'


def test_a_page_that_fails_says_so_without_a_trace_and_the_others_work(page, start, tmp_path):
    folder = copy_of_repo(tmp_path)
    (folder / "pages" / "sources.py").write_text(BROKEN, encoding="utf-8")
    server = start(folder)
    page.goto(server.address + "/sources")
    expect(page.get_by_role("heading", name="Something went wrong here.")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not any(word in page.content() for word in ("secret", "Traceback", "RuntimeError", "chatgpt"))
    assert "/srv/secret/place" in server.stderr()
    assert reader.opened(page, server, "/explore").rows
