"""Addresses: each view has one, what people write by hand leads to it, and what is not there is a 404."""

import pytest
from starlette.responses import PlainTextResponse

from lib.web import streamlits
from lib.web.addresses import Addresses

from .asking import ask
from .shelf import Shelf

PASSED = PlainTextResponse("passed")


@pytest.fixture(scope="module")
def app(tables):
    return Addresses(PASSED, Shelf(tables))


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
    app = Addresses(PASSED, Shelf(None))
    assert ask(app, "//explore/?vendor=aws").headers["location"] == "/explore?vendor=aws"
    assert ask(app, "/explore?vendor=aws").body == b"passed"


@pytest.mark.parametrize("page", ["", "/explore"])
@pytest.mark.parametrize(
    "path", ["/static/js/none.js", "/static/", "/_stcore/nonsense", "/_stcore/script-health-check", "/manifest.json"]
)
def test_what_streamlit_has_not_is_a_404(app, page, path):
    assert ask(app, page + path).status == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/media/a.csv", "/app/static/x.woff2"])
def test_what_streamlit_looks_up_is_passed_on(app, path):
    assert ask(app, path).body == b"passed"


def test_every_file_of_streamlits_frontend_is_passed_on(app):
    assert len(streamlits.files()) > 100
    assert {ask(app, path).status for path in sorted(streamlits.files())[:20]} == {200}
