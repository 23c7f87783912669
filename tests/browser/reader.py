"""What a reader does in the browser and what they see, in the words of the tests."""

import re
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, TimeoutError, expect

from .serving import Server

UNSETTLED = "[data-stale=true], [data-testid=stSkeleton], [data-testid=stStatusWidget]"
ROWS = ".cw-card b, .cw-table tbody th, .cw-outcomes ol li"
PANEL = """() => {
    const said = document.querySelector('.st-key-filter_panel summary p');
    const after = getComputedStyle(said, '::after').content;
    return said.innerText + (after.startsWith('"') ? JSON.parse(after) : '');
}"""
"""The words on the panel of filters, with what a style sheet puts behind them."""
Pairs = list[tuple[str, str]]


class View(NamedTuple):
    """What makes one view of a page different from another; `rows` are codes or names in the order shown."""

    address: str
    heading: str
    rows: list[str]


def opened(page: Page, server: Server, address: str) -> View:
    """Type an address and wait for its page."""
    page.goto(server.address + address)
    return seen(page)


def settled(page: Page) -> None:
    """Wait until the page has its question and Streamlit is at rest."""
    expect(page.locator("#root h1")).to_be_visible()
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator(UNSETTLED)).to_have_count(0)


def seen(page: Page) -> View:
    """The view as it is once the page has settled."""
    settled(page)
    return View(page.url, page.locator("h1").inner_text(), page.locator(ROWS).all_inner_texts())


def expect_view(page: Page, view: View) -> None:
    """Wait until the page shows exactly this view: same address, same question, same rows in the same order."""
    expect(page).to_have_url(view.address)
    expect(page.locator("h1")).to_have_text(view.heading)
    expect(page.locator(ROWS)).to_have_text(view.rows, use_inner_text=True)
    settled(page)


def asked(page: Page) -> Pairs:
    """The pairs of the address's query, in order."""
    return parse_qsl(urlsplit(page.url).query)


def expect_asked(page: Page, wanted: Pairs) -> None:
    """Wait until the address asks for exactly these pairs, in any order."""
    with suppress(TimeoutError):
        page.wait_for_url(lambda url: sorted(parse_qsl(urlsplit(url).query)) == sorted(wanted), wait_until="commit")
    assert sorted(asked(page)) == sorted(wanted)


def path(page: Page) -> str:
    """The path of the address."""
    return urlsplit(page.url).path


def navigate(page: Page, name: str) -> View:
    """Go to a page by the navigation at the top."""
    link = page.get_by_test_id("stTopNavLink").filter(has_text=name)
    link.click()
    expect(link).to_have_attribute("aria-current", "page")
    return seen(page)


def open_filters(page: Page) -> None:
    """Open the panel of filters."""
    page.locator(".st-key-filter_panel summary").click()
    expect(page.locator(".st-key-vendor")).to_be_visible()


def expect_filters_on(page: Page, *words: str) -> None:
    """Wait until the panel says exactly how many filters are on, and which, as typed."""
    wanted = f"Filters · {len(words)} on: {', '.join(words)}" if words else "Filters"
    with suppress(TimeoutError):
        page.wait_for_function(f"wanted => ({PANEL})() === wanted", arg=wanted)
    assert page.evaluate(PANEL) == wanted


def pill(page: Page, facet: str, value: str) -> Locator:
    """One choice of a facet. By its text: the count behind it is part of its accessible name."""
    return page.locator(f".st-key-{facet} button").filter(has_text=re.compile(f"^{re.escape(value)}$"))


def card(page: Page, code: str) -> Locator:
    """The card of a certification, a link."""
    return page.locator("a.cw-card").filter(has=page.get_by_text(code, exact=True))
