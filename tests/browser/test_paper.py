"""Pages on paper: the pictures that were on screen, whole and drawn, without the controls."""

import pytest
from playwright.sync_api import expect

from . import reader
from .access import DESKTOP, PHONE

SHEET = {"width": 718, "height": 1000}  # px of A4 in portrait between margins of 10 mm
PICTURES = """() => [...document.querySelectorAll('.svg-container')].filter(box => box.clientWidth).map(box => {
    const {left, right, width, height} = box.getBoundingClientRect();
    const marks = box.querySelectorAll('.main-svg path, .main-svg text').length;
    return {isOnSheet: left >= -1 && right <= innerWidth + 1,
            isDrawn: width > 100 && height > 50 && marks > 5};
})"""
"""Script that says of each picture that has room whether it is within the width of the sheet, and drawn."""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(("address", "pictures"), [("/", 1), ("/cost-vs-salary", 4), ("/tier-map", 2), ("/planner", 3)])
def test_the_pictures_on_screen_are_whole_on_a_sheet_in_portrait(new_page, server, size, address, pictures):
    page = new_page(viewport=size)
    page.goto(server.address + address)
    reader.wait_until_settled(page)
    drawn = page.evaluate(PICTURES)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.locator(".st-key-controls")).to_be_hidden()
    on_paper = page.evaluate(PICTURES)
    assert len(on_paper) == len(drawn) >= pictures
    assert all(all(picture.values()) for picture in on_paper), on_paper
