"""The Overview in a browser: its finding, and a picture in the first screen on a desktop and on a phone."""

import pytest
from playwright.sync_api import expect

from . import reader
from .access import DESKTOP, PHONE


@pytest.mark.parametrize(("size", "shown", "hidden"), [(DESKTOP, "wide", "narrow"), (PHONE, "narrow", "wide")])
def test_the_first_screen_holds_question_finding_and_most_of_the_picture(new_page, server, size, shown, hidden):
    page = new_page(viewport=size)
    reader.opened(page, server, "/?as_of=2026-11-22")
    picture = page.locator(f".st-key-timeline_{shown}")
    expect(picture.locator(".main-svg").first).to_be_visible()
    expect(page.locator(f".st-key-timeline_{hidden}")).to_be_hidden()
    expect(page.locator(".cw-finding")).to_be_in_viewport()
    box = picture.bounding_box()
    assert box["y"] + box["height"] * 3 / 4 <= size["height"]


@pytest.mark.parametrize(("size", "least"), [(DESKTOP, 20), (PHONE, 17)])
def test_the_finding_is_ink_and_large(new_page, server, size, least):
    page = new_page(viewport=size)
    reader.opened(page, server, "/")
    colour, height = page.locator("#root .cw-finding").evaluate(
        "e => [getComputedStyle(e).color, parseFloat(getComputedStyle(e).fontSize)]"
    )
    assert colour == page.locator("#root h1").evaluate("e => getComputedStyle(e).color")
    assert height >= least
