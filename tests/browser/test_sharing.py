"""Sharing: the panel has the link, its QR code and HTML for another site, where the view is complete."""

import re

import pytest
from playwright.sync_api import expect

from . import reader
from .test_policy import another_site

DAY = "as_of=2026-11-22"


@pytest.fixture
def panel(page, server):
    """The Share panel of a view with a filter, opened."""
    reader.open_view(page, server, f"/explore?vendor=AWS&{DAY}")
    assert page.locator(".cw-share").count() == 0
    page.get_by_role("button", name="Share").click()
    expect(page.locator(".cw-share")).to_be_visible()
    return page


def test_the_panel_has_the_link_of_what_is_on_screen(panel, server):
    codes = panel.locator("[data-testid=stPopoverBody] code")
    expect(codes.first).to_have_text(f"{server.address}/explore?vendor=AWS&{DAY}")


def test_what_can_be_copied_says_so_to_a_finger_and_to_the_keyboard_too(panel):
    button = panel.locator("[data-testid=stPopoverBody]").get_by_role("button", name="Copy to clipboard").first
    panel.mouse.move(0, 0)
    expect(button).to_be_visible()
    assert button.evaluate("button => button.checkVisibility({ opacityProperty: true })")
    panel.locator("[data-testid=stPopoverBody] [data-testid=stCode]").first.focus()
    panel.keyboard.press("Tab")
    expect(button).to_be_focused()


def test_the_panel_leads_to_the_data_of_the_view(panel, server):
    link = panel.locator(".cw-share").get_by_role("link", name="this view as JSON")
    expect(link).to_have_attribute("href", f"/api/v1/certs?vendor=AWS&{DAY}")
    assert panel.request.get(f"{server.address}/api/v1/certs?vendor=AWS&{DAY}").ok


def test_a_plan_can_be_subscribed_to_as_a_calendar_that_keeps_its_day(page, server):
    reader.open_view(page, server, "/planner?goal=senior-ml")
    page.get_by_role("button", name="Share").click()
    address = page.locator("[data-testid=stPopoverBody] code").filter(has_text="plan.ics")
    expect(address).to_have_text(
        re.compile(rf"^{server.address}/api/v1/plan\.ics\?goal=senior-ml&made=\d{{4}}-\d\d-\d\d$")
    )
    assert page.request.get(address.inner_text()).ok


def test_the_panel_has_the_link_as_a_picture_for_phones(panel):
    picture = panel.get_by_role("img", name="The link of this view as a QR code")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")


def test_the_html_of_the_panel_shows_the_view_on_another_site(panel, tmp_path):
    html = panel.locator("[data-testid=stPopoverBody] code").last.inner_text()
    with another_site(tmp_path, f"<!doctype html><title>x</title>{html}") as address:
        panel.goto(address)
        view = panel.frame_locator("iframe")
        expect(view.locator("#root h1")).to_have_text("What is out there?")
        expect(view.locator(".cw-meta").filter(has_not_text="AWS · ")).to_have_count(0)
        expect(view.get_by_test_id("stTopNavLink").filter(visible=True)).to_have_count(0)
        expect(view.get_by_role("button", name="Share")).to_have_count(0)
        with panel.context.expect_page() as opening:
            view.locator("a.cw-card").first.click()
        expect(opening.value).to_have_url(re.compile(r"/cert\?id="))


def test_a_view_on_another_site_says_where_the_whole_of_it_is(page, server):
    reader.open_view(page, server, f"/tier-map?{DAY}&embed=true")
    link = page.locator(".cw-whole a")
    expect(link).to_have_attribute("href", f"{server.address}/tier-map?{DAY}")
    expect(page.locator(".cw-footer")).to_be_hidden()
