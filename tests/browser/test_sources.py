"""Sources in a browser: it can be read by everyone, jumped in, searched, restored from its address and taken away."""

import pandas as pd
import pytest
from playwright.sync_api import expect

from . import reader
from .access import DESKTOP, PHONE, tab_to
from .serving import ROOT
from .test_reading import DAY, records

DETAILS = "details.cw-src-more"
LISTED = ".cw-src-list li"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_first_screen_holds_question_finding_and_picture(new_page, server, size):
    page = new_page(viewport=size)
    reader.open_view(page, server, "/sources")
    for selector in ("h1", ".cw-finding", ".cw-src-grounds", ".js-plotly-plot .barlayer .point path"):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= size["height"]


def test_the_picture_is_named_by_its_heading(page, server):
    reader.open_view(page, server, f"/sources?{DAY}")
    name = page.locator("[role=figure]:has(.js-plotly-plot)").get_attribute("aria-label")
    assert name == page.locator(".cw-h2").first.inner_text()


def test_a_link_to_a_part_scrolls_to_it_and_keeps_the_address(page, server):
    reader.open_view(page, server, f"/sources?vendor=AWS&{DAY}")
    page.get_by_role("link", name="Where sources differ").click()
    expect(page.locator("#disputes")).to_be_in_viewport()
    reader.expect_query(page, [("vendor", "AWS"), ("as_of", "2026-11-22")])


def test_parts_open_by_keyboard_and_show_where_the_focus_is(page, server):
    reader.open_view(page, server, f"/sources?{DAY}")
    tab_to(page, f"{DETAILS} summary")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(f"{DETAILS}[open]")).to_have_count(1)
    expect(page.locator(f"{DETAILS}[open] tbody th").first).to_have_text("Price")


def test_a_search_is_in_the_address_restored_in_a_fresh_browser_and_undone_by_back(page, new_page, server):
    reader.open_view(page, server, f"/sources?{DAY}")
    total = page.locator(LISTED).count()
    page.get_by_role("radio", name="publisher").click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("group", "publisher")])
    page.get_by_label("Search sources").fill("cncf")
    page.get_by_label("Search sources").press("Enter")
    reader.expect_query(page, [("as_of", "2026-11-22"), ("group", "publisher"), ("find", "cncf")])
    expect(page.locator(f"{DETAILS}:has(.cw-src-list)[open]")).not_to_have_count(0)
    matches = page.locator(LISTED).all_inner_texts()
    fresh = new_page()
    fresh.goto(page.url)
    reader.wait_until_settled(fresh)
    expect(fresh.locator(LISTED)).to_have_text(matches, use_inner_text=True)
    page.go_back()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("group", "publisher")])
    expect(page.locator(LISTED)).to_have_count(total)


def test_a_certification_of_a_point_is_one_click_away_and_back_is_exact(page, server):
    before = reader.open_view(page, server, f"/sources?vendor=AWS&{DAY}")
    page.locator(".cw-src-points a", has_text="MLS-C01").first.click()
    expect(page.locator(".cw-kicker b")).to_contain_text("MLS-C01")
    reader.wait_until_settled(page)
    expect(page.get_by_text("Something is wrong?")).to_contain_text("data/source/certs/aws-ml-specialty.toml")
    page.go_back()
    reader.expect_view(page, before)


@pytest.mark.parametrize("table", ["salaries", "evidence"])
def test_a_table_is_taken_away_in_every_format_with_its_licence(page, server, tmp_path, table):
    reader.open_view(page, server, f"/sources?table={table}&{DAY}")
    page.get_by_role("button", name="Download the data").click()
    panel = page.get_by_test_id("stPopoverBody")
    expect(panel).to_contain_text("CC BY 4.0")
    rows = pd.read_parquet(ROOT / "data" / f"{table}.parquet")
    for kind in ("csv", "json", "parquet"):
        with page.expect_download() as coming:
            page.locator(f".st-key-table_{kind} button").click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        assert path.name == f"certwise-{table}.{kind}"
        downloaded = records(path)
        assert (len(downloaded), list(downloaded[0])) == (len(rows), list(rows.columns))


def test_the_table_to_download_is_in_the_address(page, server):
    reader.open_view(page, server, f"/sources?{DAY}")
    page.get_by_role("button", name="Download the data").click()
    page.get_by_role("combobox", name="Table").click()
    page.get_by_role("option", name="facts", exact=True).click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("table", "facts")])
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text("One figure of a certification")


def test_the_legend_keeps_its_five_swatches_apart_in_forced_colours(new_page, server):
    page = new_page(forced_colors="active")
    reader.open_view(page, server, "/sources")
    swatches = page.locator(".cw-src-grounds > *")
    painted = swatches.evaluate_all("""all => all.map(e => {
        const style = getComputedStyle(e, '::before');
        return style.backgroundColor + style.backgroundImage;
    })""")
    assert len(set(painted)) == len(painted) == 5
