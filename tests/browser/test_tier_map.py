"""The tier map in a browser: one screen, a list on a phone, light and dark, by keyboard, and back."""

import re

import pytest
from playwright.sync_api import expect

from . import reader
from .access import DESKTOP, PHONE, THEMES, tab_to

DAY = "as_of=2026-11-22"
SEEN = """() => [...document.querySelectorAll('.cw-tile, .cw-stub')].filter(e => e.checkVisibility()).map(e => {
    const own = e.getBoundingClientRect(), parts = [...e.querySelectorAll('b, small, i')];
    const outside = box => box.right > own.right + 1 || box.left < own.left || box.bottom > own.bottom + 1;
    return {
        code: parts[0].innerText, price: parts[1].innerText, name: parts[2].innerText, bottom: own.bottom,
        size: Math.min(...parts.map(part => parseFloat(getComputedStyle(part).fontSize))),
        cut: parts.some(part => [...part.getClientRects()].some(outside)),
    };
})"""
"""Every tile that is on the board, folded ones too: its words, its lower edge, its smallest letters, and whether any of
its words stand outside of it."""

PRICE = re.compile(r"\$\d|\$ \?|free|retired|closed|not yet")
LINES = """() => [...document.querySelectorAll('.cw-tile')].filter(e => e.checkVisibility())
    .map(e => e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))"""
FULL_HD = {"width": 1920, "height": 1080}
"""The screen that has the whole map; it takes 12 px a certification."""
COLOURS = "tiles => tiles.map(tile => getComputedStyle(tile).backgroundColor)"


def tile(page, code):
    """The tile of a certification, a link."""
    return page.locator("a.cw-tile").filter(has=page.locator("b").get_by_text(code, exact=True))


@pytest.mark.parametrize("state", ["", "colour=focus", "colour=status&find=ISACA", "find=agent", DAY])
def test_every_certification_is_on_one_screen_with_its_code_its_name_and_its_price(new_page, server, tables, state):
    page = new_page(viewport=FULL_HD)
    reader.open_view(page, server, f"/tier-map?{state}")
    expect(page.locator(".cw-tile").first).to_be_visible()
    seen = page.evaluate(SEEN)
    assert sorted(one["code"] for one in seen) == sorted(tables["certs"]["code"])
    assert [one["code"] for one in seen if not one["name"] or not PRICE.match(one["price"]) or one["cut"]] == []
    assert max(one["bottom"] for one in seen) <= FULL_HD["height"]
    assert min(one["size"] for one in seen) >= 13


@pytest.mark.parametrize("theme", THEMES)
def test_tiles_are_one_line_high_or_two_where_a_name_is_long(new_page, server, theme):
    page = new_page(color_scheme=theme)
    reader.open_view(page, server, "/tier-map")
    expect(page.locator(".cw-tile").first).to_be_visible()
    assert set(page.evaluate(LINES)) == {1, 2}


def test_on_a_phone_the_map_is_a_list_of_vendors_with_tiers_as_headings(new_page, server):
    page = new_page(viewport=PHONE)
    reader.open_view(page, server, "/tier-map?vendor=AWS&vendor=NVIDIA")
    expect(page.locator(".cw-heads")).to_be_hidden()
    assert page.locator(".cw-vendor h2 a").all_inner_texts() == ["NVIDIA", "AWS"]
    headings = page.locator(".cw-vendor h3:visible").all_inner_texts()
    assert headings[:3] == ["Associate Engineer", "Professional / Specialty", "Specialty / GenAI"]
    boxes = [tile(page, code).bounding_box() for code in ("NCA-AIIO", "NCA-ADS", "AIF-C01")]
    assert len({box["x"] for box in boxes}) == 1
    assert all(box["width"] > 340 and box["height"] >= 44 for box in boxes)


def test_tab_reaches_every_tile_shows_where_it_is_and_enter_opens_it(page, server):
    reader.open_view(page, server, f"/tier-map?vendor=AWS&{DAY}")
    codes = page.locator(".cw-tile b").all_inner_texts()
    tab_to(page, "a.cw-tile")
    focused = []
    for _ in codes:
        focused.append(page.evaluate("document.activeElement.querySelector('b').innerText"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Tab")
    assert focused == codes
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".cw-kicker b")).to_contain_text(codes[-1])
    reader.expect_query(page, [("id", "aws-genai-developer-professional"), ("vendor", "AWS"), ("as_of", "2026-11-22")])


def test_the_fold_opens_by_mouse_and_by_keyboard(page, server):
    reader.open_view(page, server, "/tier-map")
    expect(tile(page, "TA-004")).to_be_hidden()
    page.locator(".cw-fold summary").click()
    expect(tile(page, "TA-004")).to_be_visible()
    page.keyboard.press("Enter")
    expect(tile(page, "TA-004")).to_be_hidden()


def test_a_search_lights_up_what_matches_and_back_undoes_it(page, server):
    reader.open_view(page, server, f"/tier-map?{DAY}")
    dark = tile(page, "CKA").evaluate_all(COLOURS)
    page.get_by_label("Find").fill("CKA")
    page.keyboard.press("Enter")
    reader.expect_query(page, [("as_of", "2026-11-22"), ("find", "CKA")])
    expect(page.locator(".cw-lit")).to_have_count(2)
    lit = tile(page, "CKA").evaluate_all(COLOURS)
    assert lit != dark == tile(page, "AIF-C01").evaluate_all(COLOURS)
    expect(page.get_by_role("status").filter(has_text="match")).to_contain_text(re.compile(r"2 of \d+ match “CKA”"))
    reader.wait_until_settled(page)
    page.go_back()
    reader.expect_query(page, [("as_of", "2026-11-22")])
    expect(page.locator(".cw-lit")).to_have_count(0)


def test_those_that_match_can_be_compared(page, server):
    reader.open_view(page, server, f"/tier-map?find=AIF-C01,AI-901&{DAY}")
    page.get_by_role("link", name="Compare these 2").click()
    expect(page).to_have_url(re.compile("/compare"))
    assert [value for key, value in reader.query_pairs(page) if key == "id"] == [
        "azure-ai-fundamentals",
        "aws-ai-practitioner",
    ]


def test_a_view_of_the_map_is_restored_in_a_fresh_browser(new_page, server):
    first, second = new_page(), new_page()
    reader.open_view(first, server, f"/tier-map?{DAY}")
    first.get_by_role("radio", name="focus").click()
    first.get_by_role("radio", name="median price").click()
    reader.expect_query(first, [("as_of", DAY.partition("=")[2]), ("colour", "focus"), ("measure", "median price")])
    address = first.url.removeprefix(server.address)
    reader.open_view(second, server, address)
    for page in (first, second):
        expect(page.get_by_role("radio", name="focus")).to_be_checked()
        expect(page.get_by_role("radio", name="median price")).to_be_checked()
        expect(page.locator(".cw-by-focus")).to_be_visible()


def test_the_filters_open_over_the_map_and_the_controls_stay_in_reach(page, server):
    reader.open_view(page, server, "/tier-map")
    button = page.locator(".st-key-filter_panel summary")
    before, place = page.locator(".cw-heads").bounding_box(), button.bounding_box()
    reader.open_filters(page)
    assert page.locator(".cw-heads").bounding_box() == before
    assert button.bounding_box() == pytest.approx(place, abs=4)
    reader.pill(page, "vendor", "AWS").click()
    reader.expect_query(page, [("vendor", "AWS")])
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Anyone who opens this link sees this view.")).to_be_visible()


AREAS = """key => [...document.querySelectorAll(`.st-key-${key} .slice`)].slice(1).map(e => {
    const area = e.querySelector('path.surface').getBoundingClientRect(), words = e.querySelector('.slicetext');
    const box = words?.getBoundingClientRect() ?? {width: 0};
    const inside = box.left >= area.left - 1 && box.right <= area.right + 1;
    return {words: words?.textContent, shown: box.width > 0 && inside};
})"""
"""Each area of the treemap but the whole one: its words, and whether they are seen and stand inside of it."""


@pytest.mark.parametrize(("size", "key"), [(DESKTOP, "tier_treemap_wide"), (PHONE, "tier_treemap_narrow")])
def test_every_area_of_the_treemap_says_what_it_is(new_page, server, size, key):
    page = new_page(viewport=size)
    reader.open_view(page, server, f"/tier-map?{DAY}")
    page.locator(f".st-key-{key}").scroll_into_view_if_needed()
    expect(page.locator(f".st-key-{key} .slicetext").last).to_be_visible()
    areas = page.evaluate(AREAS, key)
    assert len(areas) > 30
    assert [one["words"] for one in areas if not one["shown"]] == []


def test_the_colours_of_the_pictures_are_those_of_the_theme(page, server):
    reader.open_view(page, server, "/tier-map")
    expect(page.locator(".js-plotly-plot .slicetext").first).to_be_visible()
    expect(page.locator(".js-plotly-plot .hm image")).to_have_count(1)
    strokes = page.locator(".js-plotly-plot .slice path.surface").evaluate_all("all => all.map(e => e.style.stroke)")
    assert {"rgb(59, 165, 139)", "rgb(43, 123, 186)", "rgb(74, 63, 160)", "rgb(163, 36, 110)"} <= set(strokes)
