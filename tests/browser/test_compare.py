"""Compare in the browser: chosen by keyboard and mouse, restored from its address, readable on a phone, safe."""

import re

import pytest
from playwright.sync_api import expect

from . import reader
from .hostile import HOSTILE, assert_shown_as_text, hostile_server

DAY = "as_of=2026-11-22"
AIF, AI901, GAIL = "aws-ai-practitioner", "azure-ai-fundamentals", "gcp-generative-ai-leader"
TWO = f"/compare?id={AIF}&id={AI901}&{DAY}"
FOUR = f"/compare?id={AIF}&id=aws-ml-engineer-associate-c01&id=databricks-genai-engineer-associate&id=cncf-ckad&{DAY}"
HEADS = ".cw-vs-sheet thead a"
BOTTOM = "() => [...document.querySelectorAll('.cw-vs-sheet tbody tr:nth-child(2)')][0].getBoundingClientRect().bottom"


def heads(page):
    """The codes above the columns, in order."""
    return page.locator(HEADS).all_inner_texts()


def test_a_comparison_is_restored_from_its_address(page, server, new_page):
    reader.open_view(page, server, f"/compare?id=aif-c01&id=AI-901&{DAY}")
    assert page.url == server.address + TWO
    finding = page.locator(".cw-finding").inner_text()
    assert heads(page) == ["AIF-C01", "AI-901"]
    again = new_page()
    reader.open_view(again, server, TWO)
    assert (again.locator(".cw-finding").inner_text(), heads(again)) == (finding, ["AIF-C01", "AI-901"])


def test_one_is_added_by_keyboard_and_back_takes_it_out(page, server):
    reader.open_view(page, server, TWO)
    page.get_by_role("combobox", name="Certifications to compare").press_sequentially("GAIL")
    expect(page.get_by_role("option", name=re.compile("GCP-GAIL"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reader.expect_query(page, [("id", AIF), ("id", AI901), ("id", GAIL), ("as_of", "2026-11-22")])
    expect(page.locator(HEADS)).to_have_text(["AIF-C01", "AI-901", "GCP-GAIL"])
    reader.wait_until_settled(page)
    page.go_back()
    reader.expect_query(page, [("id", AIF), ("id", AI901), ("as_of", "2026-11-22")])
    expect(page.locator(HEADS)).to_have_text(["AIF-C01", "AI-901"])


def test_one_is_taken_out_by_its_cross(page, server):
    reader.open_view(page, server, TWO)
    page.get_by_role("button", name=re.compile("Remove AIF-C01")).click()
    reader.expect_query(page, [("id", AI901), ("as_of", "2026-11-22")])
    expect(page.locator(".cw-finding")).to_contain_text("AI-901 against which other?")


def test_a_preset_leads_to_its_comparison_and_back(page, server):
    start = reader.open_view(page, server, f"/compare?{DAY}")
    page.locator(".cw-vs-starts a").first.click()
    expect(page.locator(HEADS)).to_have_text(["AIF-C01", "AI-901", "GCP-GAIL"])
    reader.wait_until_settled(page)
    page.locator(HEADS).first.click()
    expect(page.locator(".cw-kicker b")).to_have_text("AIF-C01")
    reader.wait_until_settled(page)
    page.go_back()
    expect(page.locator(HEADS)).to_have_text(["AIF-C01", "AI-901", "GCP-GAIL"])
    reader.wait_until_settled(page)
    page.go_back()
    reader.expect_view(page, start)


def test_the_codes_stay_in_sight_while_the_sheet_is_read(page, server):
    reader.open_view(page, server, TWO)
    page.locator(".cw-vs-sheet tbody tr").last.scroll_into_view_if_needed()
    expect(page.locator(HEADS).first).to_be_in_viewport()


@pytest.mark.parametrize(("address", "width", "height"), [(TWO, 1280, 800), (FOUR, 1280, 800), (TWO, 390, 844)])
def test_the_first_screen_has_the_first_facts(new_page, server, address, width, height):
    page = new_page(viewport={"width": width, "height": height})
    reader.open_view(page, server, address)
    assert page.evaluate(BOTTOM) < height


TIES = """() => [...document.querySelectorAll('.cw-vs-aside dt')].map(e => [
    e.innerText, e.getBoundingClientRect().x - e.nextElementSibling.getBoundingClientRect().x])"""
"""What the ties beside a comparison are called, and how far to the right of their links that stands."""


@pytest.mark.parametrize("many", [3, 4])
def test_what_a_tie_is_called_stands_over_its_links(page, server, many):
    ids = ("aws-ml-engineer-associate-c01", AIF, "databricks-genai-engineer-associate", AI901)[:many]
    reader.open_view(page, server, f"/compare?id={'&id='.join(ids)}&{DAY}")
    ties = page.evaluate(TIES)
    assert "Its place is taken by" in [name for name, _ in ties]
    assert [name for name, aside in ties if aside] == []


def test_on_a_phone_each_value_names_its_certification(new_page, server):
    page = new_page(viewport={"width": 390, "height": 844})
    reader.open_view(page, server, FOUR)
    price = page.locator(".cw-vs-sheet tbody tr").filter(has_text="Price of one exam")
    codes = ["AIF-C01", "MLA-C01", "DBX-GENAI-ASSOC", "CKAD"]
    expect(price.locator(".cw-vs-who")).to_have_text(codes, use_inner_text=True)
    tops = [price.locator("td").nth(place).bounding_box()["y"] for place in range(4)]
    assert tops == sorted(set(tops))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    names = ("Generative AI LLMs (NCA)", "Experimentation")
    with hostile_server(tmp_path_factory.mktemp("hostile_compare"), names) as running:
        yield running


def test_a_hostile_name_is_shown_as_typed(page, hostile):
    reader.open_view(page, hostile, f"/compare?id=nvidia-nca-genl&id={AIF}&{DAY}")
    expect(page.locator(".cw-vs-sheet thead .cw-name").first).to_have_text(HOSTILE, use_inner_text=True)
    expect(page.locator(".st-key-id [data-tag]:visible").first).to_contain_text(f"NCA-GENL · {HOSTILE}")
    label = page.locator(".js-plotly-plot .annotation-text").filter(has_text="material")
    expect(label).to_have_text(HOSTILE)
    assert_shown_as_text(page)
