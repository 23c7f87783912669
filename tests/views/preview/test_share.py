"""Sharing a view: a QR code of its link, HTML for another site, its data; certifications close to a name."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

import pytest
import segno

from lib.address import pages
from lib.catalogue.suggestions import close_matches, finding
from lib.views.preview import share
from lib.views.preview.share import calendar_address, data_address

LINK = "https://certs.example.org/explore?vendor=AWS&q=%22%3E%3Cscript%3E"


def test_a_qr_code_is_an_image_of_exactly_the_link():
    picture = ElementTree.fromstring(unquote(share.qr_code(LINK).removeprefix("data:image/svg+xml;charset=utf-8,")))
    side = len(segno.make(LINK, error="l", micro=False).matrix) + 2 * 3
    assert picture.get("viewBox") == f"0 0 {side} {side}"
    assert picture.get("width") is None


def test_a_link_that_no_phone_could_read_from_a_screen_has_none():
    assert share.qr_code("x" * share.LINK_LIMIT)
    assert share.qr_code("x" * (share.LINK_LIMIT + 1)) is None


class Frame(HTMLParser):
    """The attributes of the only element of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.seen = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_a_frame_shows_the_view_without_navigation_and_its_title_is_text():
    [(tag, attributes)] = Frame(share.iframe_html(LINK, '"><script>')).seen
    assert (tag, attributes["title"]) == ("iframe", '"><script>')
    assert parse_qsl(urlsplit(attributes["src"]).query) == [("vendor", "AWS"), ("q", '"><script>'), ("embed", "true")]


def test_a_link_is_embedded_once():
    once = share.embed_address("https://x.example/?embed=true&a=1")
    assert once == share.embed_address(once) == "https://x.example/?a=1&embed=true"


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        (("*",), "On another site:"),
        (("https://a.example", "https://b.example"), "this server allows https://a.example and https://b.example:"),
        ((), "does not let other sites"),
    ],
)
def test_the_panel_says_who_may_show_a_view(origins, words):
    assert words in share.embedding_words(origins)


def test_what_comes_close_to_a_code_or_a_slug_is_found_in_the_order_of_the_catalogue(cert_rows):
    certs = cert_rows(
        {"id": "one-two", "codes": ["OT-1", "OT-2"]}, {"id": "other", "codes": ["XX-9"]}, {"id": "one-too", "codes": []}
    )
    assert close_matches("ot-3", certs)["id"].tolist() == ["one-two"]
    assert close_matches("ONE-TWO ", certs)["id"].tolist() == ["one-two", "one-too"]
    assert close_matches("", certs).empty
    assert close_matches("q" * 8000, certs).empty


def test_what_is_said_of_a_name_that_does_not_exist(cert_rows):
    certs = cert_rows({"id": "one"})
    assert finding("on", certs) == "There is no certification “on”. These come close."
    assert finding("zzz", certs.head(0)) == "There is no certification “zzz”. These are all of them."
    assert finding("", certs.head(0)) == "The address names no certification. These are all of them."


# The data of a view ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("page", "pairs", "address"),
    [
        (pages.EXPLORE, [("vendor", "AWS"), ("view", "table"), ("sort", "price")], "/certs?vendor=AWS&sort=price"),
        (
            pages.CERT,
            [("id", "cncf-cka"), ("as_of", "2026-03-01"), ("vendor", "AWS")],
            "/certs/cncf-cka?as_of=2026-03-01",
        ),
        (pages.PLANNER, [("goal", "senior-ml"), ("vendor", "AWS")], "/plan?goal=senior-ml"),
        (pages.SOURCES, [("group", "publisher")], "/tables"),
    ],
    ids=lambda value: getattr(value, "path", None),
)
def test_the_data_of_a_view_is_where_the_api_has_it(page, pairs, address):
    assert data_address(page, pairs) == f"/api/v1{address}"


@pytest.mark.parametrize(("page", "pairs"), [(pages.COMPARE, [("id", "cncf-cka")]), (pages.CERT, [])])
def test_a_view_of_which_the_api_has_nothing_has_no_such_address(page, pairs):
    assert data_address(page, pairs) is None


def test_a_calendar_keeps_the_day_that_its_link_was_made_on():
    assert calendar_address([("goal", "senior-ml"), ("made", "2026-11-27"), ("vendor", "AWS")]) == (
        "/api/v1/plan.ics?goal=senior-ml&made=2026-11-27"
    )
