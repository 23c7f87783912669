"""Reading: everyone can read every page, in light and dark, on a desktop and a phone, by mouse and by keyboard."""

import csv
import json
import re
from contextlib import suppress
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import TimeoutError, expect

from lib.address import pages

from . import reader
from .access import (
    DESKTOP,
    OVERFLOW,
    PAGE_COLOUR,
    PHONE,
    THEMES,
    serious_violations,
    tab_failures,
    tab_to,
)
from .hostile import HOSTILE, assert_shown_as_text, hostile_server
from .serving import ROOT

DAY = "as_of=2026-11-22"
FOUR = ("aws-ai-practitioner", "aws-ml-engineer-associate-c01", "databricks-genai-engineer-associate", "cncf-ckad")
ARTEFACTS = ROOT / "tests" / "artefacts"
PAGES = {
    "overview": f"/?{DAY}",
    "explore": f"/explore?{DAY}",
    "explore-table": f"/explore?view=table&{DAY}",
    "explore-filters": f"/explore?vendor=AWS&{DAY}",
    "cert": f"/cert?id=nvidia-nca-genl&{DAY}",
    "costs": f"/cost-vs-salary?{DAY}",
    "costs-all": f"/cost-vs-salary?source=all&role=mlops-lead&raise=2000&{DAY}",
    "costs-claims": f"/cost-vs-salary?source=article&role=genai-engineer&hour=0&{DAY}",
    "costs-unknown": "/cost-vs-salary?role=mlops-lead&vendor=IBM&tier=Entry+%2F+Literacy&as_of=2024-01-01",
    "map": f"/tier-map?{DAY}",
    "map-focus": f"/tier-map?colour=focus&{DAY}",
    "map-status": f"/tier-map?colour=status&{DAY}",
    "map-find": f"/tier-map?find=agentforce,900,MLA-C01&measure=median+price&{DAY}",
    "map-retired": f"/tier-map?status=retired&{DAY}",
    "map-empty": f"/tier-map?vendor=IBM&tier=Entry+%2F+Literacy&{DAY}",
    "compare": f"/compare?id=aws-ai-practitioner&id=azure-ai-fundamentals&{DAY}",
    "compare-four": f"/compare?id={'&id='.join(FOUR)}&{DAY}",
    "compare-none": f"/compare?{DAY}",
    "compare-one": f"/compare?id=aws-ai-practitioner&{DAY}",
    "planner": f"/planner?from=developer-adding-ai&{DAY}",
    "planner-impossible": f"/planner?from=analyst-to-ml&budget=100&{DAY}",
    "sources": f"/sources?{DAY}",
    "not-found": "/nope",
}
EACH = ("overview", "explore", "costs", "map", "compare", "planner", "sources", "cert")
"""One state of each page of the site."""
CHARTS = """() => [...document.querySelectorAll('.js-plotly-plot')]
    .map(plot => plot.closest('[role=figure]')?.getAttribute('aria-label') ?? '')"""
"""The accessible name of each Plotly figure."""

GROUND = "getComputedStyle(document.querySelector('.stApp') ?? document.body).backgroundColor"
"""The colour of the page."""

ICONS = """async () => {
    await document.fonts.ready;
    const seen = [...document.querySelectorAll('[translate=no][aria-hidden]')].filter(one => one.checkVisibility());
    return seen.map(one => {
        const words = document.createRange();
        words.selectNodeContents(one);
        return [one.textContent, words.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize)];
    });
}"""
"""The name of each icon that is seen, and its width in ems: a name that no icon stands for is wide."""


class Reading(NamedTuple):
    """What was found on one page in one theme.

    `passes`: how many of axe's rules passed; `outside`: what is too wide, by width; `ground`: the page's colour;
    `charts`: the accessible name of each Plotly figure; `icons`: the name and the width of each icon, in ems.
    """

    violations: list[tuple[str, str]]
    passes: int
    outside: dict[int, list[str]]
    ground: str
    charts: list[str]
    icons: list[tuple[str, float]]


@pytest.fixture(scope="module")
def read(browser, server):
    """Opens a page in a theme once, looks at it at both sizes and leaves a screenshot of each in tests/artefacts."""
    ARTEFACTS.mkdir(exist_ok=True)
    contexts = {theme: browser.new_context(viewport=DESKTOP, color_scheme=theme) for theme in THEMES}

    @cache
    def reading(name, theme):
        page = contexts[theme].new_page()
        page.goto(server.address + PAGES[name])
        if name != "not-found":
            reader.wait_until_settled(page)
        if name == "explore-filters":
            reader.open_filters(page)
        page_reading = reading_of(page, ARTEFACTS / f"{name}-{theme}")
        page.close()
        return page_reading

    yield reading
    for context in contexts.values():
        context.close()


def reading_of(page, picture):
    """Take a page's pictures, open what is folded, check it with axe and measure it, on a desktop and on a phone."""
    if page.get_by_test_id("stPlotlyChart").count():
        expect(page.locator(".js-plotly-plot .main-svg:visible").first).to_be_visible()
    violations, passes, outside = [], 0, {}
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.screenshot(path=f"{picture}-{size['width']}.png")
    page.evaluate("document.querySelectorAll('details[class^=cw-]').forEach(details => details.open = true)")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found, passed = serious_violations(page)
        violations, passes = violations + found, passes + passed
        with suppress(TimeoutError):  # pictures follow the size of the window a moment later
            page.wait_for_function(f"() => !({OVERFLOW})().length", timeout=20_000)
        outside[size["width"]] = page.evaluate(OVERFLOW)
    return Reading(violations, passes, outside, page.evaluate(GROUND), page.evaluate(CHARTS), page.evaluate(ICONS))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(read, name, theme):
    reading = read(name, theme)
    assert reading.violations == []
    assert reading.passes > 20


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone_or_a_desktop(read, name):
    assert read(name, "light").outside == {1280: [], 390: []}


@pytest.mark.parametrize("name", PAGES)
def test_there_is_a_picture_of_each_page_in_both_sizes_and_themes(read, name):
    for theme in THEMES:
        read(name, theme)
    pictures = {f"{name}-{theme}-{width}.png" for theme in THEMES for width in (1280, 390)}
    assert pictures <= {path.name for path in ARTEFACTS.iterdir()}


@pytest.mark.parametrize("name", PAGES)
def test_every_icon_is_drawn_and_none_is_its_name_in_letters(read, name):
    icons = read(name, "light").icons
    assert [icon for icon in icons if icon[1] > 1.1] == []
    assert name == "not-found" or icons


def test_the_theme_follows_the_system_of_the_reader(read):
    assert {theme: read("overview", theme).ground for theme in THEMES} == PAGE_COLOUR


def test_each_page_of_the_site_is_read():
    assert [urlsplit(PAGES[name]).path.strip("/") or pages.HOME.path for name in EACH] == [p.path for p in pages.PAGES]


@pytest.mark.parametrize(("name", "charts"), list(zip(EACH, (2, 0, 6, 3, 2, 4, 1, 2), strict=True)))
def test_every_chart_is_named_by_its_finding(read, name, charts):
    names = read(name, "light").charts
    assert len(names) == charts
    assert all(re.search(r"\S+ .+\.$", one) for one in names)


@pytest.mark.parametrize("name", EACH)
def test_the_whole_page_is_reached_by_tab_and_shows_where_the_focus_is(page, server, name):
    reader.open_view(page, server, PAGES[name])
    missed, unseen = tab_failures(page)
    assert missed == []
    assert unseen == []


def test_what_stands_in_a_popover_can_be_read_in_a_theme_that_is_not_the_systems(page, server):
    reader.open_view(page, server, f"/sources?{DAY}")
    page.get_by_test_id("stMainMenuButton").click()
    page.get_by_test_id("stMainMenuPopover").get_by_text("dark_mode").click()
    page.keyboard.press("Escape")
    for panel in ("Share", "Download the data"):
        page.get_by_role("button", name=panel).click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        reader.wait_until_settled(page)
        assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme") == "dark"
        assert serious_violations(page)[0] == []
        page.keyboard.press("Escape")


def test_tab_reaches_a_card_and_enter_opens_it(page, server):
    rows = reader.open_view(page, server, f"/explore?vendor=NVIDIA&{DAY}").rows
    tab_to(page, "a.cw-card")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".cw-kicker b")).to_contain_text(rows[0])
    assert reader.path(page) == "/cert"


def test_the_filters_open_and_work_by_keyboard(page, server):
    reader.open_view(page, server, f"/explore?{DAY}")
    tab_to(page, ".st-key-filter_panel summary")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-vendor")).to_be_visible()
    tab_to(page, ".st-key-vendor button")
    page.keyboard.press("Space")
    reader.expect_query(page, [("as_of", "2026-11-22"), ("vendor", "AWS")])
    expect(page.locator(".cw-meta").filter(has_not_text="AWS · ")).to_have_count(0)


def records(path):
    """The records of a downloaded file, by its ending."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    return json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".json" else pq.read_table(path).to_pylist()


def downloaded(page, folder, which, kind):
    """Click one download and give the path of its file."""
    with page.expect_download() as coming:
        page.locator(f".st-key-download_{which}_{kind} button").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_downloads_are_what_the_reader_sees_or_everything(page, server, tables, tmp_path):
    codes = reader.open_view(page, server, f"/explore?vendor=NVIDIA&vendor=AWS&sort=price&{DAY}").rows
    page.get_by_role("button", name="Download").click()
    for kind in ("csv", "json", "parquet"):
        seen, everything = (downloaded(page, tmp_path, which, kind) for which in ("seen", "all"))
        assert (seen.name, everything.name) == (f"certwise-seen-2026-11-22.{kind}", f"certwise-all-2026-11-22.{kind}")
        rows = records(seen)
        assert [row["code"] for row in rows] == codes
        assert {row["vendor"] for row in rows} == {"AWS", "NVIDIA"}
        assert [float(row["price_usd"]) for row in rows if row["code"] == "NCA-GENL"] == [125]
        assert len(records(everything)) == len(tables["certs"])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    names = ("NVIDIA-Certified Associate: Generative AI LLMs", "Generative AI LLMs (NCA)", "Experimentation")
    with hostile_server(tmp_path_factory.mktemp("hostile"), names) as running:
        yield running


def test_a_hostile_name_on_a_card_and_in_the_table_is_shown_as_typed(page, hostile):
    reader.open_view(page, hostile, f"/explore?vendor=NVIDIA&{DAY}")
    expect(reader.card(page, "NCA-GENL").locator(".cw-name")).to_have_text(HOSTILE, use_inner_text=True)
    assert_shown_as_text(page)
    page.get_by_role("radio", name="table").click()
    row = page.locator(".cw-table tbody tr").filter(has_text="NCA-GENL")
    expect(row.locator("td").first).to_have_text(HOSTILE, use_inner_text=True)
    assert_shown_as_text(page)


def test_a_hostile_name_on_the_page_of_a_certification_is_shown_as_typed(page, hostile):
    reader.open_view(page, hostile, f"/cert?id=nvidia-nca-genl&{DAY}")
    expect(page.locator("h1")).to_have_text(HOSTILE, use_inner_text=True)
    expect(page.locator(".cw-table tbody th").filter(has_text="material")).to_have_text(HOSTILE, use_inner_text=True)
    label = page.locator(".js-plotly-plot .annotation-text").filter(has_text="material")
    expect(label).to_have_text(HOSTILE)
    expect(page).to_have_title(re.compile(re.escape(HOSTILE)))
    assert_shown_as_text(page)


def test_a_hostile_address_is_shown_as_typed(page, server):
    words = f"{HOSTILE} www.example.com :streamlit: <- a@b.com"
    reader.open_view(page, server, f"/explore?q={quote(words)}&vendor={quote(HOSTILE)}&{quote(HOSTILE)}=1")
    expect(page.get_by_label("Search")).to_have_value(words)
    notes = page.get_by_role("status").filter(has_text="left out")
    expect(notes).to_contain_text(f"vendor={HOSTILE} was left out")
    expect(notes).to_contain_text(f". {HOSTILE} was left out")
    assert_shown_as_text(page)
    expect(page.locator(".st-key-filter_panel").locator("summary a, summary img")).to_have_count(0)
    reader.expect_filters_on(page, f"“{words}”")
