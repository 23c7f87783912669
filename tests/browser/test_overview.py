"""The Overview in a browser: its finding, and what its first screen holds on a desktop and on a phone."""

import pytest
from playwright.sync_api import expect

from . import reader
from .access import DESKTOP, PHONE


def test_the_first_screen_of_a_desktop_holds_question_finding_and_most_of_the_picture(new_page, server):
    page = new_page(viewport=DESKTOP)
    reader.open_view(page, server, "/?as_of=2026-11-22")
    picture = page.locator(".st-key-timeline_wide")
    expect(picture.locator(".main-svg").first).to_be_visible()
    expect(page.locator(".st-key-timeline_narrow")).to_be_hidden()
    expect(page.locator(".cw-finding")).to_be_in_viewport()
    box = picture.bounding_box()
    assert box["y"] + box["height"] * 3 / 4 <= DESKTOP["height"]


def test_on_a_phone_the_goals_come_before_the_timeline(new_page, server):
    page = new_page(viewport=PHONE)
    reader.open_view(page, server, "/?as_of=2026-11-22")
    expect(page.locator(".cw-outcomes h2").first).to_be_in_viewport()
    picture = page.locator(".st-key-timeline_narrow")
    expect(picture.locator(".main-svg").first).to_be_attached()
    expect(page.locator(".st-key-timeline_wide")).to_be_hidden()
    assert picture.bounding_box()["y"] > page.locator(".cw-outcomes").bounding_box()["y"]


@pytest.mark.parametrize(("size", "least"), [(DESKTOP, 20), (PHONE, 17)])
def test_the_finding_is_ink_and_large(new_page, server, size, least):
    page = new_page(viewport=size)
    reader.open_view(page, server, "/")
    colour, height = page.locator("#root .cw-finding").evaluate(
        "e => [getComputedStyle(e).color, parseFloat(getComputedStyle(e).fontSize)]"
    )
    assert colour == page.locator("#root h1").evaluate("e => getComputedStyle(e).color")
    assert height >= least
