"""What is handed on of a view: a QR code of its link, HTML for another site; what comes close to a name."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

import pytest
import segno

from lib import sharing, site
from lib.near import finding, near
from lib.sharing import calendar, data

LINK = "https://certs.example.org/explore?vendor=AWS&q=%22%3E%3Cscript%3E"


def test_a_qr_code_is_an_image_of_exactly_the_link():
    picture = ElementTree.fromstring(unquote(sharing.qr_code(LINK).removeprefix("data:image/svg+xml;charset=utf-8,")))
    side = len(segno.make(LINK, error="l", micro=False).matrix) + 2 * 3
    assert picture.get("viewBox") == f"0 0 {side} {side}"
    assert picture.get("width") is None


def test_a_link_that_no_phone_could_read_from_a_screen_has_none():
    assert sharing.qr_code("x" * sharing.LONGEST_CODE)
    assert sharing.qr_code("x" * (sharing.LONGEST_CODE + 1)) is None


class Frame(HTMLParser):
    """The attributes of the only element of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.seen = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_a_frame_shows_the_view_without_navigation_and_its_title_is_text():
    [(tag, given)] = Frame(sharing.frame_code(LINK, '"><script>')).seen
    assert (tag, given["title"]) == ("iframe", '"><script>')
    assert parse_qsl(urlsplit(given["src"]).query) == [("vendor", "AWS"), ("q", '"><script>'), ("embed", "true")]


def test_a_link_is_embedded_once():
    once = sharing.embedded("https://x.example/?embed=true&a=1")
    assert once == sharing.embedded(once) == "https://x.example/?a=1&embed=true"


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        (("*",), "On another site:"),
        (("https://a.example", "https://b.example"), "this server allows https://a.example and https://b.example:"),
        ((), "does not let other sites"),
    ],
)
def test_the_panel_says_who_may_show_a_view(origins, words):
    assert words in sharing.who_may_embed(origins)


def test_what_comes_close_to_a_code_or_a_slug_is_found_in_the_order_of_the_catalogue(small):
    certs = small(
        {"id": "one-two", "codes": ["OT-1", "OT-2"]}, {"id": "other", "codes": ["XX-9"]}, {"id": "one-too", "codes": []}
    )
    assert near("ot-3", certs)["id"].tolist() == ["one-two"]
    assert near("ONE-TWO ", certs)["id"].tolist() == ["one-two", "one-too"]
    assert near("", certs).empty
    assert near("q" * 8000, certs).empty


def test_what_is_said_of_a_name_that_does_not_exist(small):
    certs = small({"id": "one"})
    assert finding("on", certs) == "There is no certification “on”. These come close."
    assert finding("zzz", certs.head(0)) == "There is no certification “zzz”. These are all of them."
    assert finding("", certs.head(0)) == "The address names no certification. These are all of them."


# The data of a view ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("page", "pairs", "address"),
    [
        (site.EXPLORE, [("vendor", "AWS"), ("view", "table"), ("sort", "price")], "/certs?vendor=AWS&sort=price"),
        (
            site.CERT,
            [("id", "cncf-cka"), ("as_of", "2026-03-01"), ("vendor", "AWS")],
            "/certs/cncf-cka?as_of=2026-03-01",
        ),
        (site.PLANNER, [("goal", "senior-ml"), ("vendor", "AWS")], "/plan?goal=senior-ml"),
        (site.SOURCES, [("group", "publisher")], "/tables"),
    ],
    ids=lambda one: getattr(one, "path", None),
)
def test_the_data_of_a_view_is_where_the_api_has_it(page, pairs, address):
    assert data(page, pairs) == f"/api/v1{address}"


@pytest.mark.parametrize(("page", "pairs"), [(site.COMPARE, [("id", "cncf-cka")]), (site.CERT, [])])
def test_a_view_of_which_the_api_has_nothing_has_no_such_address(page, pairs):
    assert data(page, pairs) is None


def test_a_calendar_keeps_the_day_that_its_link_was_made_on():
    assert calendar([("goal", "senior-ml"), ("made", "2026-11-27"), ("vendor", "AWS")]) == (
        "/api/v1/plan.ics?goal=senior-ml&made=2026-11-27"
    )
