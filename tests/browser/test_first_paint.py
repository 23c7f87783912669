"""The answer before the app: present without scripts, gone once the app has its heading, and steady in between."""

import pytest
from playwright.sync_api import expect

from lib.address import pages
from lib.design import stylesheets

from . import reader
from .access import DESKTOP, PHONE, serious_violations

DAY = "as_of=2026-11-22"
QUERY = {
    pages.CERT.path: f"id=nvidia-nca-genl&{DAY}",
    pages.COMPARE.path: f"id=aws-ai-practitioner&id=azure-ai-fundamentals&{DAY}",
    pages.PLANNER.path: f"goal=senior-ml&{DAY}",
}
SCRIPTS = "**/static/js/**"
PLACES = """root => ['h1', '.cw-finding'].map(selector => {
    const {x, y, width, height} = document.querySelector(`${root} ${selector}`).getBoundingClientRect();
    return [x, y, width, height].map(Math.round);
})"""
"""Script that returns the boxes of the question and the finding, in pixels."""
FACES = """() => ['Inter', 'Source Serif 4'].every(name =>
    [...document.fonts].some(face => face.family.replaceAll('"', '') === name && face.status === 'loaded'))"""
"""Script that says whether the answer has its fonts, which load after its first paint."""
BELOW = ".cw-blocks, .cw-blocks *, .cw-footer, .cw-footer *"
ON_SCREEN = f"""() => [...document.querySelectorAll('#answer *:not({BELOW})')].map(element => {{
    const {{x, y, width}} = element.getBoundingClientRect();
    return [element.tagName, x, y, width, getComputedStyle(element).color];
}}).filter(([, , y]) => y < innerHeight)"""
"""Script that returns the position and colour of each element of the answer above its blocks, on the first screen."""
STYLED = "path => [...document.styleSheets].some(sheet => sheet.href?.endsWith(path))"
OVERFLOW = "() => document.getElementById('answer').scrollWidth - document.getElementById('answer').clientWidth"

each_page = pytest.mark.parametrize("shown_page", pages.PAGES, ids=lambda page: page.path)


def address(server, page):
    return f"{server.address}/{'' if page is pages.HOME else page.path}?{QUERY.get(page.path, DAY)}"


@each_page
def test_a_browser_without_scripts_has_the_answer_and_the_way_around(new_page, server, shown_page):
    page = new_page(java_script_enabled=False)
    page.goto(address(server, shown_page))
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".cw-finding")).not_to_be_empty()
    blocks = page.locator("#answer main > .cw-blocks")
    expect(blocks).to_be_visible()
    assert len(blocks.inner_text()) > 300
    expect(page.locator("#answer .cw-footer")).to_be_visible()
    navigation = page.get_by_role("banner").get_by_role("navigation")
    expect(navigation.get_by_role("link")).to_have_count(len(pages.PAGES) - 1)
    navigation.get_by_role("link", name="Tier map").click()
    expect(page.locator("h1")).to_have_text(pages.TIER_MAP.question)
    assert page.url == f"{server.address}/tier-map?{DAY}"


@each_page
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_an_answer(new_page, server, shown_page, theme):
    page = new_page(color_scheme=theme)
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto(address(server, shown_page))
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        violations, passes = serious_violations(page)
        assert violations == []
        assert passes > 15
        assert page.evaluate(OVERFLOW) == 0


@each_page
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_question_and_finding_stay_where_they_are_when_the_app_takes_over(new_page, server, shown_page, size):
    page = new_page(viewport=size)
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto(address(server, shown_page))
    page.wait_for_function(FACES)
    before = page.evaluate(PLACES, "#answer")
    page.unroute(SCRIPTS)
    page.reload()
    reader.wait_until_settled(page)
    after = page.evaluate(PLACES, "#root")
    boxes = zip(before, after, strict=True)
    shifts = [abs(start - end) for pair in boxes for start, end in zip(*pair, strict=True)]
    assert max(shifts) <= 2, (before, after)


@each_page
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_sheet_of_the_app_moves_and_colours_nothing_of_the_answer(new_page, server, shown_page, size):
    page = new_page(viewport=size)
    page.route(SCRIPTS, lambda route: route.abort())
    page.route(f"**{stylesheets.PATH}", lambda route: route.abort())
    page.goto(address(server, shown_page))
    page.wait_for_function(FACES)
    before = page.evaluate(ON_SCREEN)
    page.unroute(f"**{stylesheets.PATH}")
    page.reload()
    page.wait_for_function(FACES)
    page.wait_for_function(STYLED, arg=stylesheets.PATH)
    changed = [pair for pair in zip(before, page.evaluate(ON_SCREEN), strict=True) if pair[0] != pair[1]]
    assert changed == []
    assert len(before) > 10


def test_the_answer_is_gone_once_the_app_is_up_and_does_not_come_back(page, server):
    reader.open_view(page, server, f"/explore?{DAY}")
    page.evaluate("""() => {
        window.back = 0;
        new MutationObserver(() => { window.back += document.querySelectorAll('#answer').length })
            .observe(document.body, { childList: true, subtree: true });
    }""")
    reader.navigate(page, "Sources")
    expect(page.locator("#root h1")).to_have_text(pages.SOURCES.question)
    assert page.evaluate("window.back") == 0
    assert page.locator("h1").count() == 1


def test_only_faces_that_are_seen_are_loaded(page, server):
    faces = []
    page.on("request", lambda sent: faces.append(sent.url.rsplit("/", 1)[1]) if sent.resource_type == "font" else None)
    reader.open_view(page, server, f"/cert?{QUERY[pages.CERT.path]}")
    assert {name.split(".")[0] for name in faces} == {"inter", "source-serif-4", "icons"}


def test_an_app_that_cannot_start_leaves_the_answer(page, server):
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto(f"{server.address}/explore?{DAY}")
    expect(page.locator("#answer h1")).to_have_text(pages.EXPLORE.question)
    page.locator("#answer .cw-card").first.click()
    expect(page.locator("#answer .cw-kicker")).to_be_visible()


def test_a_certification_that_does_not_exist_is_a_404_that_helps(page, server):
    answer = page.goto(f"{server.address}/cert?id=aif-c02")
    assert answer.status == 404
    page.get_by_role("link", name="AIF-C01").click()
    reader.wait_until_settled(page)
    expect(page.locator("#root h1")).to_contain_text("AWS Certified AI Practitioner")
