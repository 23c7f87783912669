"""A slow line, and one that breaks, in Chromium: nothing that a reader changes is lost, and they see what goes on."""

import re
from itertools import cycle

import pytest
from playwright.sync_api import expect

from lib.address import pages
from lib.catalogue.tier_map import MEASURES

from . import reader
from .line import line
from .serving import ROOT, free_port, running_server

GAPS = (20, 100, 180, 400)  # ms between two changes
TRIPS = (0.0, 0.05, 0.2, 0.6)  # seconds there and back
DATED = "as_of=2026-11-22"
STATE = "() => [document.documentElement.dataset.line ?? '', document.getElementById('line')?.textContent ?? '']"
SENT = "() => document.documentElement.dataset.line === 'waiting'"
CLICK_BOTH = """(first, [second, gap]) => {
    first.click();
    return new Promise(done => setTimeout(() => { second.click(); done(); }, gap));
}"""
"""Script that clicks on an element and, some ms later, on another one."""
INERT = "() => document.querySelector('[data-testid=stMain]').inert"


@pytest.fixture
def slow(server):
    """A line to the app, quick until a test slows it down."""
    with line(server.address) as relay:
        yield relay


def open_quickly(page, relay, address):
    """Open a page quickly."""
    relay.delay = 0.0
    page.goto(relay.address + address)
    reader.wait_until_settled(page)


def expect_restored(page, new_page, server):
    """Wait for rest; then page and address are what a fresh browser shows of the address."""
    reader.wait_until_settled(page)
    fresh = new_page()
    fresh.goto(server.address + re.sub(r"^https?://[^/]+", "", page.url))
    reader.wait_until_settled(fresh)
    assert control_values(page) == control_values(fresh)
    assert page.locator(".cw-finding").inner_text() == fresh.locator(".cw-finding").inner_text()


def control_values(page):
    """The values of all controls."""
    inputs = [
        field.input_value() for field in page.locator("[data-testid=stMain] input:not(.st-key-receipt input)").all()
    ]
    return inputs, page.locator("[aria-checked=true], [aria-pressed=true]").all_text_contents()


@pytest.mark.parametrize("trip", TRIPS)
def test_two_quick_changes_of_the_map_both_stand(page, slow, trip):
    open_quickly(page, slow, "/tier-map")
    slow.delay = trip / 2
    pairs = cycle([("focus", MEASURES[1]), ("status", MEASURES[0])])
    for gap, (colour, measure) in zip(GAPS, pairs, strict=False):
        page.get_by_role("radio", name=colour).click()
        page.get_by_role("radio", name=measure).click(delay=gap)
        written = [("measure", measure)] if measure != MEASURES[0] else []
        reader.expect_query(page, [("colour", colour), *written])
        reader.wait_until_settled(page)
        assert page.locator("[aria-checked=true]").all_inner_texts() == [colour, measure]


@pytest.mark.parametrize("trip", TRIPS)
def test_a_view_and_a_vendor_both_stand(page, slow, trip):
    open_quickly(page, slow, f"/explore?{DATED}")
    reader.open_filters(page)
    slow.delay = trip / 2
    vendor = reader.pill(page, "vendor", "AWS").element_handle()
    page.get_by_role("radio", name="table").evaluate(CLICK_BOTH, [vendor, 150])
    reader.expect_query(page, [("as_of", "2026-11-22"), ("vendor", "AWS"), ("view", "table")])
    expect(page.locator(".cw-table tbody tr").first).to_be_visible()
    expect(page.locator(".cw-table tbody tr").filter(has_not_text="AWS")).to_have_count(0)


@pytest.mark.parametrize("trip", [0.2, 0.6])
def test_a_form_filled_in_at_the_speed_of_typing_is_kept(page, new_page, slow, server, trip):
    open_quickly(page, slow, "/planner?from=developer-adding-ai")
    slow.delay, slow.jitter = trip / 2, trip / 10
    page.get_by_label("Hours a week").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("6", delay=200)  # 60 words a minute
    page.keyboard.press("Tab")
    page.keyboard.type("500", delay=200)
    page.keyboard.press("Enter")
    reader.expect_query(page, [("from", "developer-adding-ai"), ("week", "6"), ("budget", "500")])
    assert page.get_by_label("Hours a week").input_value() == "6"
    assert page.get_by_label("Budget ($)").input_value() == "500"
    expect_restored(page, new_page, server)


@pytest.mark.parametrize("key", ["Enter", "Tab"])
def test_a_date_typed_into_the_panel_of_limits_is_taken(page, slow, key):
    open_quickly(page, slow, "/planner")
    slow.delay = 0.1
    page.get_by_role("button", name="Limits").click()
    page.get_by_role("spinbutton", name="year, Last exam by").click()
    page.keyboard.type("20280630", delay=60)
    page.keyboard.press(key)
    reader.expect_query(page, [("by", "2028-06-30")])
    reader.wait_until_settled(page)
    expect(page.get_by_role("spinbutton", name="year, Last exam by")).to_have_text("2028")


def test_text_that_is_typed_while_an_answer_comes_stays_with_its_cursor(page, slow):
    open_quickly(page, slow, "/explore")
    slow.delay = 0.2
    page.get_by_role("radio", name="table").click()
    search = page.get_by_label("Search")
    search.click()
    page.keyboard.type("data eng", delay=120)  # the answer comes in the middle of it
    reader.expect_query(page, [("view", "table")])
    page.keyboard.type("ineer", delay=30)
    expect(search).to_be_focused()
    expect(search).to_have_value("data engineer")
    page.keyboard.press("Enter")
    reader.expect_query(page, [("q", "data engineer"), ("view", "table")])


def test_a_double_click_on_a_choice_is_two_changes(page, new_page, slow, server):
    open_quickly(page, slow, f"/explore?{DATED}&q=engineer")
    reader.open_filters(page)
    slow.delay = 0.1
    reader.pill(page, "vendor", "AWS").dblclick()
    reader.pill(page, "vendor", "Microsoft").click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("q", "engineer"), ("vendor", "Microsoft")])
    expect_restored(page, new_page, server)


def test_back_during_a_run_ends_at_the_view_before(page, new_page, slow, server):
    open_quickly(page, slow, f"/tier-map?{DATED}")
    page.get_by_role("radio", name="focus").click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("colour", "focus")])
    reader.wait_until_settled(page)
    slow.delay = 0.2
    page.get_by_role("radio", name="median price").click()
    page.wait_for_function(SENT)
    page.go_back(wait_until="commit")
    page.wait_for_function("() => !document.documentElement.dataset.line")
    reader.expect_query(page, [("as_of", "2026-11-22")])
    expect_restored(page, new_page, server)


@pytest.mark.parametrize(("delay", "slowdown"), [(0.0, 1), (0.1, 1), (0.0, 6)])
def test_a_link_that_is_clicked_while_a_field_is_typed_in_takes_its_value_along(page, slow, delay, slowdown):
    open_quickly(page, slow, f"/planner?{DATED}")
    slow.delay = delay
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.get_by_label("Hours a week").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("20")
    reader.navigate(page, "Sources")
    expect(page.locator("#root h1")).to_have_text(pages.SOURCES.question)
    reader.expect_query(page, [("as_of", "2026-11-22")])
    page.go_back()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("week", "20")])
    expect(page.get_by_label("Hours a week")).to_have_value("20")


def test_a_link_waits_for_a_change_and_takes_it_along(page, slow):
    open_quickly(page, slow, f"/explore?{DATED}")
    reader.open_filters(page)
    slow.delay = 0.3
    reader.pill(page, "vendor", "NVIDIA").click()
    page.get_by_role("radio", name="table").click()
    reader.navigate(page, "Tier map")
    reader.expect_query(page, [("as_of", "2026-11-22"), ("vendor", "NVIDIA")])
    page.go_back()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("vendor", "NVIDIA"), ("view", "table")])
    expect(page.get_by_role("radio", name="table")).to_be_checked()


def test_a_page_that_is_being_left_takes_no_change(page, slow):
    open_quickly(page, slow, "/explore")
    slow.delay = 0.3
    page.get_by_test_id("stTopNavLink").filter(has_text="Sources").click()
    page.wait_for_function(INERT)
    page.mouse.click(*centre(page.get_by_role("radio", name="table", include_hidden=True)))
    expect(page.locator("h1")).to_have_text("Can I trust this?")
    page.wait_for_function(f"() => !({INERT})()")
    assert reader.query_pairs(page) == []


def centre(locator):
    """The middle of an element."""
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_reader_sees_that_a_change_is_on_its_way_and_after_a_second_reads_it(page, slow):
    open_quickly(page, slow, "/tier-map")
    assert page.evaluate(STATE) == ["", ""]
    slow.delay = 1.0
    choice = page.get_by_role("radio", name="focus")
    choice.click()
    page.wait_for_function(SENT)
    expect(choice).to_be_checked()
    expect(page.locator("#line")).to_have_text("Waiting for the answer…")
    expect(page.locator("#line")).to_have_text("")
    reader.expect_query(page, [("colour", "focus")])


def test_a_broken_line_is_said_links_work_and_controls_come_back(page, slow):
    open_quickly(page, slow, f"/explore?{DATED}&vendor=AWS&view=table")
    page.route("**/_stcore/health", lambda route: route.abort() if "explore" in page.url else route.continue_())
    slow.cut()  # and Streamlit, which asks for its health first, does not come back on this page
    expect(page.locator("#line")).to_contain_text("Connection lost.")
    expect(page.get_by_label("Search")).to_be_disabled()
    slow.join()
    page.get_by_test_id("stTopNavLink").filter(has_text="Tier map").click()
    expect(page.locator("h1")).to_contain_text("How do the tiers")
    reader.wait_until_settled(page)
    reader.expect_query(page, [("as_of", "2026-11-22"), ("vendor", "AWS")])
    with page.expect_event("requestfailed"), page.expect_event("requestfailed"):  # it has tried to come back
        slow.cut()
    expect(page.locator("#line")).to_contain_text("Connection lost.")
    expect(page.get_by_role("dialog")).to_have_count(0)
    slow.join()
    expect(page.locator("#line")).to_have_text("")
    expect(page.get_by_role("radio", name="focus")).to_be_enabled()


def test_a_change_that_the_line_swallowed_is_made_when_it_is_back(page, new_page, slow, server):
    open_quickly(page, slow, f"/explore?{DATED}&view=table")
    slow.delay = 0.3
    page.get_by_role("radio", name="cards").click()
    page.wait_for_function(SENT)
    slow.cut()
    expect(page.locator("#line")).to_contain_text("Connection lost.")
    slow.join()
    reader.expect_query(page, [("as_of", "2026-11-22")])
    expect(page.locator(".cw-card").first).to_be_visible()
    expect_restored(page, new_page, server)


def test_an_answer_that_the_line_swallowed_is_given_again_when_it_is_back(page, new_page, slow, server):
    open_quickly(page, slow, f"/explore?{DATED}&view=table")
    slow.loses_answers = True
    page.get_by_role("radio", name="cards").click()
    assert slow.answer_lost.wait(60)
    slow.cut()
    expect(page.locator("#line")).to_contain_text("Connection lost.")
    slow.loses_answers = False
    slow.join()
    reader.expect_query(page, [("as_of", "2026-11-22")])
    expect(page.locator(".cw-card").first).to_be_visible()
    expect_restored(page, new_page, server)


def test_a_change_outlives_a_restart_of_the_server(page, new_page, tmp_path):
    port = free_port()
    with running_server(ROOT, tmp_path / "first", port=port) as first, line(first.address) as relay:
        open_quickly(page, relay, f"/explore?{DATED}&view=table")
        relay.delay = 0.3
        page.get_by_role("radio", name="cards").click()
        page.wait_for_function(SENT)
        relay.cut()
        first.process.terminate()
        first.process.wait()
        with running_server(ROOT, tmp_path / "second", port=port) as second:
            relay.join()
            reader.expect_query(page, [("as_of", "2026-11-22")])
            expect(page.locator(".cw-card").first).to_be_visible()
            expect_restored(page, new_page, second)


def test_two_tabs_of_one_browser_do_not_disturb_each_other(page, slow):
    open_quickly(page, slow, "/tier-map")
    second = page.context.new_page()
    open_quickly(second, slow, "/tier-map")
    slow.delay = 0.1
    page.get_by_role("radio", name="focus").click()
    second.get_by_role("radio", name="status").click()
    reader.expect_query(page, [("colour", "focus")])
    reader.expect_query(second, [("colour", "status")])
