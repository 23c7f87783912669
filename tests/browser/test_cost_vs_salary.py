"""Cost vs salary in a browser: the first screen, labels that never collide, links that restore it, Back, keyboard."""

import csv
import json
from itertools import combinations

import pytest
from playwright.sync_api import expect

from . import reader
from .access import DESKTOP, PHONE, tab_to

DAY = "as_of=2026-11-22"
PAGE = f"/cost-vs-salary?{DAY}"
VIEWS = [("aijobs-2025-08", role) for role in ("junior-ai-ml-engineer", "ml-engineer", "senior-ml-engineer")]
VIEWS += [("aijobs-2025-01", "genai-engineer"), ("article", "genai-engineer"), ("all", "mlops-lead")]
LABELS = """key => {
    const seen = [...document.querySelectorAll(`.st-key-${key} .annotation-text`)].filter(e => e.textContent.trim());
    const plot = document.querySelector(`.st-key-${key} .main-svg`).getBoundingClientRect();
    return seen.flatMap(e => [...e.querySelectorAll('tspan.line')].length ? [...e.querySelectorAll('tspan.line')] : [e])
        .map(e => {const b = e.getBoundingClientRect(); return {words: e.textContent, left: b.left, right: b.right,
            top: b.top + 2, bottom: b.bottom - 2, inside: b.left >= plot.left - 1 && b.right <= plot.right + 1}})
}"""
"""Every line of words in a picture with its box, and whether the picture cuts it off."""


def collisions(labels):
    """Pairs of labels that overlap."""
    return [
        (first["words"], second["words"])
        for first, second in combinations(labels, 2)
        if first["left"] < second["right"] - 1 and second["left"] < first["right"] - 1
        if first["top"] < second["bottom"] and second["top"] < first["bottom"]
    ]


def picture_labels(page, key):
    """The labels of a picture, once it is there."""
    expect(page.locator(f".st-key-{key} .main-svg").first).to_be_visible()
    return page.evaluate(LABELS, key)


@pytest.mark.parametrize(("source", "role"), VIEWS)
def test_no_label_stands_on_another_or_is_cut_off(new_page, server, source, role):
    for size, key in ((DESKTOP, "cost_pay_wide"), (PHONE, "cost_pay_narrow")):
        page = new_page(viewport=size)
        reader.open_view(page, server, f"{PAGE}&source={source}&role={role}")
        labels = picture_labels(page, key)
        assert len(labels) > 9
        assert collisions(labels) == []
        assert [label["words"] for label in labels if not label["inside"]] == []


def test_no_label_collides_on_other_days(page, server):
    for day, role in (("2024-01-01", "mlops-lead"), ("2026-03-01", "ml-engineer"), ("2027-03-01", "genai-engineer")):
        reader.open_view(page, server, f"/cost-vs-salary?as_of={day}&role={role}")
        labels = picture_labels(page, "cost_pay_wide")
        assert len(labels) > 9
        assert collisions(labels) == []
        assert [label["words"] for label in labels if not label["inside"]] == []


@pytest.mark.parametrize(
    ("size", "landscape"),
    [(DESKTOP, "price_landscape_wide"), (PHONE, "price_landscape_narrow")],
    ids=["desktop", "phone"],
)
def test_no_label_of_the_other_pictures_collides(new_page, server, size, landscape):
    page = new_page(viewport=size)
    reader.open_view(page, server, f"{PAGE}&raise=3500")
    for key in (landscape, "payback_curve", "cost_waterfall"):
        labels = picture_labels(page, key)
        assert len(labels) > 3
        assert collisions(labels) == []
        assert [label["words"] for label in labels if not label["inside"]] == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_first_screen_holds_question_finding_and_picture(new_page, server, size):
    page = new_page(viewport=size)
    reader.open_view(page, server, "/cost-vs-salary")
    wide = size is DESKTOP
    picture = page.locator(".st-key-cost_pay_wide" if wide else ".st-key-cost_pay_narrow")
    expect(picture).to_be_visible()
    expect(page.locator(".st-key-cost_pay_narrow" if wide else ".st-key-cost_pay_wide")).to_be_hidden()
    expect(page.locator(".cw-finding")).to_be_in_viewport()
    box = picture.bounding_box()
    assert box["y"] + box["height"] <= size["height"] * 1.05
    assert page.locator(".cw-aside").is_visible()


def page_state(page):
    """The address of the page, its finding and its headings."""
    reader.wait_until_settled(page)
    return page.url, page.locator(".cw-finding").inner_text(), page.locator(".cw-h2").all_inner_texts()


def test_a_link_restores_the_view_in_a_fresh_browser(new_page, server):
    page = new_page()
    reader.open_view(page, server, PAGE)
    page.get_by_role("radio", name="The article").click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("source", "article")])
    page.locator(".st-key-months input").fill("24")
    page.keyboard.press("Enter")
    wanted = [("as_of", "2026-11-22"), ("source", "article"), ("months", "24")]
    reader.expect_query(page, wanted)
    expect(page.locator(".cw-h2").first).to_contain_text("in 24 months")
    state = page_state(page)
    fresh = new_page()
    fresh.goto(state[0])
    assert page_state(fresh) == state
    assert fresh.locator(".st-key-months input").input_value() == "24"


def test_back_is_exact_after_a_change_and_after_another_page(page, server):
    reader.open_view(page, server, PAGE)
    first = page_state(page)
    page.get_by_role("radio", name="All sources").click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("source", "all")])
    expect(page.locator(".cw-finding")).to_contain_text("medians of")
    second = page_state(page)
    reader.navigate(page, "Explore")
    page.go_back()
    expect(page.locator(".cw-finding")).to_have_text(second[1])
    assert page_state(page) == second
    page.go_back()
    expect(page.locator(".cw-finding")).to_have_text(first[1])
    assert page_state(page) == first


def test_controls_and_tables_work_by_keyboard(page, server):
    reader.open_view(page, server, PAGE)
    tab_to(page, ".st-key-source button")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    reader.expect_query(page, [("as_of", "2026-11-22"), ("source", "aijobs-2025-01")])
    tab_to(page, ".cw-twin summary")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".cw-twin[open] .cw-table, .cw-twin[open] p").first).to_be_visible()


def test_downloads_are_the_rows_behind_each_picture(page, server, tmp_path):
    reader.open_view(page, server, f"{PAGE}&vendor=NVIDIA")
    page.get_by_role("button", name="Download", exact=True).click()
    rows = {}
    for name, kind in (("pay", "json"), ("payback", "csv"), ("prices", "csv")):
        with page.expect_download() as coming:
            page.locator(f".st-key-download_{name}_{kind} button").click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        text = path.read_text(encoding="utf-8")
        rows[path.name] = json.loads(text) if kind == "json" else list(csv.DictReader(text.splitlines()))
    assert [row["role"] for row in rows["certwise-pay-2026-11-22.json"]][3] == "senior-ml-engineer"
    assert [row["kind"] for row in rows["certwise-payback-2026-11-22.csv"]] == ["exam", "exam", "renewal", "renewal"]
    assert {row["vendor"] for row in rows["certwise-prices-2026-11-22.csv"]} == {"NVIDIA"}
