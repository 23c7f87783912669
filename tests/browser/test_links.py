"""Links between pages: without a reload, exact on Back and Forward, with focus and scroll position."""

import pytest
from playwright.sync_api import expect

from lib.address import pages

from . import reader

DATED = "as_of=2026-11-22"
TOP = "() => document.querySelector('[data-testid=stMain]').scrollTop"
HAS_TOP = "top => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - top) <= 1"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WALK = ["/explore", "/cert", "/compare", "/cert", "/sources", "/cert", "/explore", "Planner", "/cert", "Tier map"]
"""Where ten links lead: to a path from the body of a page, or to a page by its name in the navigation."""


def mark(page):
    """Set a mark on the document, which a reload would lose."""
    page.evaluate("() => { window.isMarked = true; }")


def is_same_document(page):
    """Whether no reload has happened since `mark`."""
    return page.evaluate("() => window.isMarked === true")


def body_link(page, path):
    """The last link to a page in the body of the page, which is far down where there are many."""
    return page.get_by_test_id("stMain").locator(f"a[href^='{path}?']:visible:not([target], [href*='#'])").last


def follow(page, target):
    """Follow a link of `WALK` and wait for its page. Returns the scroll position that the link was followed from."""
    if not target.startswith("/"):
        top = page.evaluate(TOP)
        reader.navigate(page, target)
        return top
    link = body_link(page, target)
    link.scroll_into_view_if_needed()
    top, address = page.evaluate(TOP), link.evaluate("a => a.href")
    link.click()
    expect(page).to_have_url(address)
    return top


def test_ten_links_of_six_pages_are_exact_on_back_and_forward_without_a_reload(page, server):
    page.goto(f"{server.address}/?{DATED}")
    reader.wait_until_settled(page)
    mark(page)
    views, tops = [reader.settled_view(page)], []
    for target in WALK:
        tops.append(follow(page, target))
        views.append(reader.settled_view(page))
        page.wait_for_function(HAS_TOP, arg=0)
    assert max(tops) > 200
    assert len({view.address.split("?")[0] for view in views}) == 7
    for view, top in reversed(list(zip(views, tops, strict=False))):
        page.go_back()
        reader.expect_view(page, view)
        page.wait_for_function(HAS_TOP, arg=top)
    for view, top in zip(views[1:], [*tops[1:], 0], strict=True):
        page.go_forward()
        reader.expect_view(page, view)
        page.wait_for_function(HAS_TOP, arg=top)
    assert is_same_document(page)


def test_focus_and_title_are_those_of_the_page_that_a_link_leads_to(page, server):
    page.goto(f"{server.address}/explore?{DATED}")
    reader.wait_until_settled(page)
    follow(page, "/cert")
    heading = page.locator("#root h1")
    expect(heading).not_to_have_text(pages.EXPLORE.question)
    expect(heading).to_be_focused()
    reader.wait_until_settled(page)
    expect(heading).to_be_focused()
    assert page.title() != "Explore · Certwise"
    reader.navigate(page, "Sources")
    expect(heading).to_have_text(pages.SOURCES.question)
    expect(heading).to_be_focused()
    expect(page).to_have_title("Sources · Certwise")


def test_the_canonical_address_of_another_page_is_not_left_behind(page, server):
    page.goto(f"{server.address}/explore")
    expect(page.locator("link[rel=canonical]")).to_have_count(1)
    reader.wait_until_settled(page)
    follow(page, "/cert")
    expect(page.locator("link[rel=canonical]")).to_have_count(0)


@pytest.mark.parametrize("modifier", ["Control", "Shift"])
def test_a_link_with_a_modifier_key_opens_beside_this_page(page, server, modifier):
    page.goto(f"{server.address}/explore?{DATED}")
    view = reader.settled_view(page)
    with page.context.expect_page() as opened:
        body_link(page, "/cert").click(modifiers=[modifier])
    expect(opened.value.locator("#root h1")).to_be_visible()
    reader.expect_view(page, view)


def test_a_link_to_a_file_or_beyond_the_pages_is_left_to_the_browser(page, server):
    page.goto(f"{server.address}/explore?{DATED}")
    reader.wait_until_settled(page)
    mark(page)
    for href in ("/api/v1/certifications/aws-ai-practitioner", "/docs/api", "/explore/deeper"):
        page.evaluate("href => { document.querySelector('a.cw-card').href = href; }", href)
        with page.expect_response(f"{server.address}{href}") as response:
            page.locator("a.cw-card").first.click()
        assert response.value.request.is_navigation_request()
        page.go_back()
        reader.wait_until_settled(page)
    assert not is_same_document(page)


def test_the_menu_of_a_phone_says_so_and_closes_when_a_page_is_chosen(new_page, server):
    page = new_page(**PHONE)
    page.goto(f"{server.address}/explore")
    reader.wait_until_settled(page)
    menu = page.get_by_role("button", name="Menu", exact=True)
    assert menu.evaluate("button => getComputedStyle(button, '::after').content") == '"Menu"'
    menu.tap()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Planner").tap()
    expect(page.locator("#root h1")).to_have_text(pages.PLANNER.question)
    expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
    expect(page.locator("#root h1")).to_be_focused()
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_visible()
