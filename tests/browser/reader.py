"""A reader in the browser: the views that they see, and the actions and expectations of tests."""

import re
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, TimeoutError, expect

from .serving import Server

UNSETTLED = "[data-stale=true], [data-testid=stSkeleton], [data-testid=stStatusWidget], [data-line=waiting]"
ROWS = ".cw-card b, .cw-table tbody th, .cw-outcomes ol li"
PANEL_WORDS = """() => {
    const label = document.querySelector('.st-key-filter_panel summary p');
    const suffix = getComputedStyle(label, '::after').content;
    return label.innerText + (suffix.startsWith('"') ? JSON.parse(suffix) : '');
}"""
"""Script that returns the words on the panel of filters, including those that a style sheet adds."""
Pairs = list[tuple[str, str]]


class View(NamedTuple):
    """A view of a page: its address, its heading, and `rows`, the codes or names on it in order."""

    address: str
    heading: str
    rows: list[str]


def open_view(page: Page, server: Server, address: str) -> View:
    """Go to an address and wait for its view."""
    page.goto(server.address + address)
    return settled_view(page)


def wait_until_settled(page: Page) -> None:
    """Wait until the page has its question and Streamlit is idle."""
    expect(page.locator("#root h1")).to_be_visible()
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator(UNSETTLED)).to_have_count(0)


def settled_view(page: Page) -> View:
    """The view, once the page has settled."""
    wait_until_settled(page)
    return View(page.url, page.locator("h1").inner_text(), page.locator(ROWS).all_inner_texts())


def expect_view(page: Page, view: View) -> None:
    """Wait until the page shows a view: the same address, heading and rows in order."""
    expect(page).to_have_url(view.address)
    expect(page.locator("h1")).to_have_text(view.heading)
    expect(page.locator(ROWS)).to_have_text(view.rows, use_inner_text=True)
    wait_until_settled(page)


def query_pairs(page: Page) -> Pairs:
    """The pairs of the query in the address, in order."""
    return parse_qsl(urlsplit(page.url).query)


def expect_query(page: Page, wanted: Pairs) -> None:
    """Wait until the query in the address has exactly some pairs, in any order."""
    with suppress(TimeoutError):
        page.wait_for_url(lambda url: sorted(parse_qsl(urlsplit(url).query)) == sorted(wanted), wait_until="commit")
    assert sorted(query_pairs(page)) == sorted(wanted)


def path(page: Page) -> str:
    """The path of the address."""
    return urlsplit(page.url).path


def navigate(page: Page, name: str) -> View:
    """Go to a page by its link in the navigation at the top."""
    link = page.get_by_test_id("stTopNavLink").filter(has_text=name)
    link.click()
    expect(link).to_have_attribute("aria-current", "page")
    return settled_view(page)


def open_filters(page: Page) -> None:
    """Open the panel of filters."""
    page.locator(".st-key-filter_panel summary").click()
    expect(page.locator(".st-key-vendor")).to_be_visible()


def expect_filters_on(page: Page, *words: str) -> None:
    """Wait until the panel of filters names exactly some filters as on."""
    wanted = f"Filters · {len(words)} on: {', '.join(words)}" if words else "Filters"
    with suppress(TimeoutError):
        page.wait_for_function(f"wanted => ({PANEL_WORDS})() === wanted", arg=wanted)
    assert page.evaluate(PANEL_WORDS) == wanted


def pill(page: Page, facet: str, value: str) -> Locator:
    """A choice of a facet, found by its text, since its accessible name contains a count."""
    return page.locator(f".st-key-{facet} button").filter(has_text=re.compile(f"^{re.escape(value)}$"))


def card(page: Page, code: str) -> Locator:
    """The card of a certification, which is a link."""
    return page.locator("a.cw-card").filter(has=page.get_by_text(code, exact=True))
