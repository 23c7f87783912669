"""The Overview from the frame: what stands in for the article's picks on a day, and links that lead where they say."""

import re
from datetime import date
from html import unescape

import pytest

from lib.catalogue import snapshot
from lib.catalogue.overview import events
from lib.tables import store
from tests.pages.test_pages import DAY, assert_whole, certs, html_of, page_of

FILTERED = {"vendor": "AWS", "status": "retired", "focus": "Data"}


def overview(**query):
    app = page_of("overview.py", {"as_of": DAY, **query})
    assert_whole(app)
    return app


def picks(app):
    """What each pick says, its code first."""
    elements = re.findall(r'<(?:a|span) class="cw-pick.*?</(?:a|span)>', html_of(app), flags=re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", one)).strip() for one in elements]


@pytest.mark.parametrize(
    ("day", "pick"),
    [
        ("2024-01-01", "AIF-C01 from 8 Oct 2024"),
        ("2026-03-01", "AI-900 $99 on Azure"),
        (DAY, "AI-901 $99 on Azure AI-900 is retired"),
        (DAY, "MLS-C01 retired 31 Mar 2026, no successor"),
        (DAY, "MLA-C02 $75 (beta price) on AWS MLA-C01 is closed in English"),
        ("2027-01-14", "MLA-C02 price not published on AWS MLA-C01 is retired"),
    ],
)
def test_each_pick_is_what_can_be_booked_on_the_day_or_says_why_not(day, pick):
    assert pick in picks(overview(as_of=day))


@pytest.mark.parametrize(("day", "times"), [("2024-01-01", 0), ("2026-03-01", 0), (DAY, 1)])
def test_what_has_changed_beside_the_article_is_said_once_a_pick_has_ended(day, times):
    text = re.sub("<[^>]+>", "", html_of(overview(as_of=day)))
    assert text.count("AI-901 asks for Python") == times


def links_of(app, part):
    """Addresses and words of the links in one part of the page."""
    inside = html_of(app).split(f'class="{part}"')[1].split("</ul>" if part == "cw-onward" else "</table>")[0]
    return [(unescape(href), words) for href, words in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', inside)]


def test_links_lead_to_what_they_say_whatever_filters_are_on():
    plain, filtered = overview(), overview(**FILTERED)
    for part in ("cw-onward", "cw-table cw-glance"):
        assert links_of(filtered, part) == links_of(plain, part) != []


def test_a_number_of_the_glance_is_what_its_link_shows():
    links = links_of(overview(**FILTERED), "cw-table cw-glance")[:6]
    assert len(links) == 6
    for href, number in links:
        query = dict(pair.split("=") for pair in href.split("?")[1].replace("+", " ").replace("%2F", "/").split("&"))
        app = page_of("explore.py", query)
        assert re.search(r"(\d+) certifications? you can book", html_of(app)).group(1) == number


def test_filters_follow_to_the_certifications():
    app = overview(vendor="AWS")
    assert certs(app)
    assert 'href="/cert?id=aws-ai-practitioner&amp;vendor=AWS&amp;as_of=2026-11-22"' in html_of(app)


def test_the_timeline_has_its_source_and_its_events_as_a_table_under_it():
    html = html_of(overview())
    twin = re.search(r'aria-label="The timeline as a table">(.*?)</table>', html, flags=re.DOTALL)[1]
    rows = re.findall(
        r'<td class="cw-num">(.*?)</td><th scope="row"><a href="(.*?)">(.*?)</a></th><td>(.*?)</td>', twin
    )
    on = date.fromisoformat(DAY)
    rows_of_chart = events(snapshot.certs(store.SHARED.tables(), on), on=on)
    assert [code for _, _, code, _ in rows] == rows_of_chart["code"].tolist()[::-1]
    assert ("13 Jan 2027", "MLA-C01", "has its last exam day in other languages") in [
        (day, code, event) for day, _, code, event in rows
    ]
    assert html.index("Days ahead are announcements.") < html.index(twin)
