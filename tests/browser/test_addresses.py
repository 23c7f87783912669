"""The address is the state: what a reader chooses is written into it, and opening it gives the same view."""

import http.client
import re
from contextlib import closing
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from lib.address import pages

from . import reader
from .serving import ROOT

DAY = "as_of=2026-11-22"
SEVERAL = (
    "/explore?vendor=AWS&vendor=Microsoft&tier=Associate+Engineer&focus=ML+engineering&status=beta&status=ending"
    f"&{DAY}&q=engineer&price_max=200&language=English&closed=1&sort=name&view=table"
)
FILTERED = f"vendor=AWS&vendor=NVIDIA&{DAY}"
ASSUMED = "hour=40.5&hours=120&months=24&chance=60&raise=3500"
HELD = "have=nvidia-nca-genl%3A2026-01"
VIEWS = {
    pages.OVERVIEW: f"/?{FILTERED}",
    pages.EXPLORE: SEVERAL,
    pages.COSTS: f"/cost-vs-salary?{FILTERED}&source=all&role=mlops-lead&{ASSUMED}",
    pages.TIER_MAP: f"/tier-map?{FILTERED}&colour=focus&find=agent&measure=median+price",
    pages.COMPARE: f"/compare?{FILTERED}&id=aws-ai-practitioner&id=azure-ai-fundamentals",
    pages.PLANNER: f"/planner?from=devops-to-mlops&goal=verdict&{HELD}&week=12&horizon=60&{DAY}",
    pages.SOURCES: f"/sources?{FILTERED}&find=aws&group=publisher&table=facts",
    pages.CERT: f"/cert?id=nvidia-nca-genl&{FILTERED}",
}
"""A view of each page with as much set as it can have."""

ARTICLE = {
    "AIF-C01": "$100",
    "AI-900": "$99",
    "GCP-GAIL": "$99",
    "MLA-C01": "$150",
    "AI-102": "$165",
    "DBX-ML-ASSOC": "$200",
    "MLS-C01": "$300",
    "GCP-PMLE": "$200",
    "DBX-ML-PRO": "$200",
    "NCA-GENL": "$135",
}


def vendors(page):
    """The vendor of each card."""
    return {text.split(" · ")[0] for text in page.locator(".cw-meta").all_inner_texts()}


def prices(page):
    """The large price of each card by its code."""
    cards = page.locator(".cw-card").all()
    return {card.locator("b").inner_text(): card.locator(".cw-price").inner_text().split()[0] for card in cards}


def test_a_chosen_filter_is_in_the_address_and_gives_the_same_rows_in_a_fresh_browser(page, new_page, server):
    reader.open_view(page, server, "/explore")
    reader.open_filters(page)
    reader.pill(page, "vendor", "AWS").click()
    reader.expect_query(page, [("vendor", "AWS")])
    expect(page.locator(".cw-meta").filter(has_not_text="AWS · ")).to_have_count(0)
    chosen = reader.settled_view(page)
    assert vendors(page) == {"AWS"}
    fresh = new_page()
    fresh.goto(chosen.address)
    assert reader.settled_view(fresh) == chosen
    assert len(chosen.rows) > 1


def test_a_link_with_every_kind_of_filter_is_kept_and_obeyed(page, server):
    there = reader.open_view(page, server, SEVERAL)
    assert there.address == server.address + SEVERAL
    assert there.rows == ["MLA-C01", "MLA-C02"]
    facets = ("AWS", "Microsoft", "Associate Engineer", "ML engineering", "beta", "ending")
    reader.expect_filters_on(page, *facets, "“engineer”", "up to $200", "English", "closed ones too")
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("name")
    expect(page.get_by_role("radio", name="table")).to_be_checked()
    expect(page.get_by_label("Search")).to_have_value("engineer")


def test_a_link_limits_to_the_article_in_the_order_asked(page, server):
    there = reader.open_view(page, server, f"/explore?article=1&price_max=150&sort=price&{DAY}")
    assert there.rows == ["AI-900", "GCP-GAIL", "AIF-C01", "NCA-GENL", "MLA-C01"]


def test_each_control_of_explore_writes_itself_into_the_address(page, server):
    reader.open_view(page, server, "/explore")
    reader.open_filters(page)
    page.get_by_role("combobox", name="Sort by").click()
    page.get_by_role("option", name="price").click()
    reader.expect_query(page, written := [("sort", "price")])
    page.get_by_label("Search").fill("data")
    page.get_by_label("Search").press("Enter")
    reader.expect_query(page, written := [*written, ("q", "data")])
    page.get_by_label("Price up to ($)").fill("175.5")
    page.get_by_label("Price up to ($)").press("Enter")
    reader.expect_query(page, written := [*written, ("price_max", "175.5")])
    page.locator(".st-key-article label").click()
    reader.expect_query(page, written := [*written, ("article", "1")])
    page.get_by_role("radio", name="table").click()
    reader.expect_query(page, [*written, ("view", "table")])
    expect(page.locator(".cw-table tbody tr")).to_have_count(len(reader.settled_view(page).rows))


def test_a_chosen_day_is_in_the_address(page, server):
    reader.open_view(page, server, f"/explore?{DAY}")
    page.get_by_role("spinbutton", name="year, As of").press_sequentially("2025")
    page.locator("h1").click()
    reader.expect_query(page, [("as_of", "2025-11-22")])


def test_share_gives_the_address_of_what_is_on_screen(page, server):
    reader.open_view(page, server, f"/explore?{DAY}&sort=price")
    reader.open_filters(page)
    reader.pill(page, "vendor", "AWS").click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("sort", "price"), ("vendor", "AWS")])
    reader.wait_until_settled(page)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_test_id("stCode").locator("code").first
    expect(link).to_contain_text("http")
    shared = urlsplit(link.inner_text())
    assert (f"{shared.scheme}://{shared.netloc}", shared.path) == (server.address, "/explore")
    assert sorted(parse_qsl(shared.query)) == sorted(reader.query_pairs(page))


def test_back_and_forward_give_the_views_that_were_left(page, server):
    start = reader.open_view(
        page, server, f"/explore?vendor=AWS&vendor=NVIDIA&{DAY}&price_max=200&sort=price&view=table"
    )
    overview = reader.navigate(page, "Overview")
    explore = reader.navigate(page, "Explore")
    assert set(reader.query_pairs(page)) >= {("vendor", "AWS"), ("vendor", "NVIDIA"), ("as_of", "2026-11-22")}
    reader.card(page, "NCA-GENL").click()
    expect(page.locator("h1")).to_contain_text("Generative AI LLMs")
    cert = reader.settled_view(page)
    for back in (explore, overview, start):
        page.go_back()
        reader.expect_view(page, back)
    for forward in (overview, explore, cert):
        page.go_forward()
        reader.expect_view(page, forward)


def view_state(page):
    """All that a view shows: its address, its words, the values of its controls, the names of its pictures."""
    reader.wait_until_settled(page)
    return (
        page.url,
        page.locator("[data-testid=stHtml]").all_inner_texts(),
        [field.input_value() for field in page.locator("input:visible").all()],
        page.locator("[aria-checked=true], [aria-pressed=true]").all_inner_texts(),
        [figure.get_attribute("aria-label") for figure in page.locator("[role=figure]:visible").all()],
    )


def test_every_page_has_a_view_to_restore():
    assert list(VIEWS) == list(pages.PAGES)


@pytest.mark.parametrize("view", VIEWS.values(), ids=[page.name for page in VIEWS])
def test_a_view_of_every_page_is_restored_in_a_fresh_browser_and_by_back(page, new_page, server, view):
    opened = reader.open_view(page, server, view)
    state = view_state(page)
    fresh = new_page()
    fresh.goto(server.address + view)
    assert view_state(fresh) == state
    reader.navigate(page, "Explore" if "/explore" not in view else "Sources")
    page.go_back()
    expect(page).to_have_url(opened.address)
    expect(page.locator("h1")).to_have_text(opened.heading)
    assert view_state(page) == state


def test_back_from_a_certification_gives_the_filtered_rows(page, server):
    reader.open_view(page, server, f"/explore?focus=Data&{DAY}&q=engineer&price_max=250&sort=vendor")
    filtered = reader.settled_view(page)
    reader.card(page, filtered.rows[0]).click()
    expect(page.locator(".cw-kicker b")).to_contain_text(filtered.rows[0])
    reader.wait_until_settled(page)
    page.go_back()
    reader.expect_view(page, filtered)


def test_after_back_the_panel_names_the_filters_that_are_on(page, server):
    reader.open_view(page, server, f"/explore?vendor=AWS&{DAY}")
    page.get_by_label("Search").fill("engineer")
    page.get_by_label("Search").press("Enter")
    reader.expect_filters_on(page, "AWS", "“engineer”")
    reader.open_filters(page)
    reader.pill(page, "tier", "Associate Engineer").click()
    reader.expect_filters_on(page, "AWS", "Associate Engineer", "“engineer”")
    reader.wait_until_settled(page)
    page.go_back()
    reader.expect_filters_on(page, "AWS")


def test_a_deep_link_on_a_fresh_server_has_its_frame(page, start):
    reader.open_view(page, start(ROOT), f"/cert?id=aws-ai-practitioner&{DAY}")
    expect(page.get_by_role("navigation", name="App pages")).to_be_visible()
    expect(page.get_by_test_id("stTopNavLink")).to_have_text([p.name for p in pages.PAGES if p.listed])
    expect(page.locator(".cw-footer")).to_contain_text("CC BY 4.0")
    expect(page.locator(".cw-kicker b")).to_have_text("AIF-C01")
    assert reader.path(page) == "/cert"


def test_a_certification_by_code_ends_at_its_canonical_address(page, server):
    reader.open_view(page, server, "/cert?id=aif-c01&vendor=AWS")
    assert page.url == f"{server.address}/cert?id=aws-ai-practitioner&vendor=AWS"
    expect(page.locator(".cw-kicker b")).to_have_text("AIF-C01")


def test_a_value_in_the_wrong_case_becomes_canonical(page, server):
    reader.open_view(page, server, "/explore?vendor=aws")
    assert reader.query_pairs(page) == [("vendor", "AWS")]
    assert vendors(page) == {"AWS"}


def test_the_address_of_the_home_page_by_name_shows_it(page, server):
    reader.open_view(page, server, "/overview")
    expect(page.locator("h1")).to_have_text("Where do I start?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_unknown_path_is_a_404_that_helps(page, server):
    answer = page.goto(f"{server.address}/nope")
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("There is no such page.")
    expect(page.get_by_role("link", name="Explore")).to_have_attribute("href", "/explore")


@pytest.mark.parametrize("path", ["/nope", "/explore/more", "/EXPLORE", "/vendor", "/app/nope", "/nope/static/nope"])
def test_every_unknown_path_is_a_404(server, path):
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=20)
    with closing(connection):
        connection.request("GET", path)
        assert connection.getresponse().status == 404


def test_unknown_values_are_named_and_the_rest_works(page, server):
    reader.open_view(page, server, "/explore?vendor=Nope&foo=1&as_of=9999-01-01&tier=Entry+/+Literacy")
    notes = page.get_by_role("status").filter(has_text="left out")
    for named in ("vendor=Nope", "foo", "as_of=9999-01-01"):
        expect(notes).to_contain_text(named)
    expect(page.locator(".cw-tier")).to_have_count(1)
    expect(page.locator(".cw-tier")).to_contain_text("Entry / Literacy")
    assert {("vendor", "Nope"), ("as_of", "9999-01-01")}.isdisjoint(reader.query_pairs(page))


def test_reset_clears_every_filter_from_the_address(page, server, tables):
    reader.open_view(page, server, SEVERAL)
    page.get_by_role("button", name="Reset filters").click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("sort", "name"), ("view", "table")])
    expect(page.locator(".st-key-result")).to_contain_text(f"of {len(tables['certs'])} certifications")
    reader.expect_filters_on(page)
    reader.wait_until_settled(page)
    assert len(reader.settled_view(page).rows) > 60


def test_closed_ones_are_hidden_and_one_click_shows_them_as_ghosts(page, server, tables):
    bookable = reader.open_view(page, server, f"/explore?{DAY}").rows
    ghosts = page.locator(".cw-retired, .cw-closed, .cw-not-yet")
    expect(ghosts).to_have_count(0)
    button = page.get_by_role("button", name=re.compile("no longer bookable.*: show"))
    hidden = sum(map(int, re.findall(r"\d+", button.inner_text())))
    button.click()
    reader.expect_query(page, [("as_of", "2026-11-22"), ("closed", "1")])
    expect(ghosts).to_have_count(hidden)
    assert len(reader.settled_view(page).rows) == len(bookable) + hidden == len(tables["certs"])
    assert {"AI-900", "AI-102", "MLS-C01", "MLA-C01"} <= set(reader.settled_view(page).rows) - set(bookable)


def test_shared_filters_follow_to_a_certification_and_back_through_all_certifications(page, server):
    filtered = reader.open_view(page, server, f"/explore?vendor=NVIDIA&focus=GenAI+engineering&{DAY}")
    reader.card(page, "NCA-GENL").click()
    expect(page.locator(".cw-kicker b")).to_have_text("NCA-GENL")
    reader.wait_until_settled(page)
    followed = [("vendor", "NVIDIA"), ("focus", "GenAI engineering"), ("as_of", "2026-11-22")]
    reader.expect_query(page, [("id", "nvidia-nca-genl"), *followed])
    page.get_by_role("link", name="all certifications").click()
    expect(page.locator("h1")).to_have_text(filtered.heading)
    reader.wait_until_settled(page)
    reader.expect_query(page, followed)
    assert reader.settled_view(page).rows == filtered.rows


def test_the_day_of_the_article_is_restored_by_its_date(page, server):
    reader.open_view(page, server, "/explore?article=1&as_of=2026-03-01")
    expect(page.locator(".cw-retired, .cw-closed, .cw-not-yet")).to_have_count(0)
    expect(page.locator(".cw-finding")).to_contain_text("10 certifications you can book")
    assert prices(page) == ARTICLE


def test_today_the_article_has_its_ten_prices_and_its_closed_ones_as_ghosts(page, server):
    reader.open_view(page, server, f"/explore?article=1&{DAY}")
    assert prices(page) == ARTICLE
    ghosts = page.locator(".cw-retired b, .cw-closed b, .cw-not-yet b").all_inner_texts()
    assert sorted(ghosts) == ["AI-102", "AI-900", "MLA-C01", "MLS-C01"]


def test_each_count_is_the_number_of_cards_after_a_click(page, server, tables):
    start = reader.open_view(page, server, f"/explore?{DAY}&vendor=Microsoft&vendor=AWS")
    reader.open_filters(page)
    for facet, value in (("tier", "Entry / Literacy"), ("focus", "AI literacy"), ("status", "retired")):
        choice = reader.pill(page, facet, value)
        expect(choice).to_have_attribute("aria-pressed", "false")
        counted = choice.evaluate("button => getComputedStyle(button, '::after').content.replaceAll('\"', '')")
        choice.click()
        expect(choice).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".st-key-result")).to_contain_text(
            re.compile(rf"(^|\D){counted} of {len(tables['certs'])} certifications")
        )
        expect(page.locator(".cw-card")).to_have_count(int(counted))
        reader.wait_until_settled(page)
        choice.click()
        reader.expect_query(page, [("as_of", "2026-11-22"), ("vendor", "Microsoft"), ("vendor", "AWS")])
        expect(choice).to_have_attribute("aria-pressed", "false")
        expect(page.locator(".cw-card")).to_have_count(len(start.rows))
        reader.wait_until_settled(page)
