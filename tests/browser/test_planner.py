"""The planner in a browser: its address restores it, Back is exact, what is taken away is the same for everybody."""

import pytest
from playwright.sync_api import expect

from . import reader
from .access import PHONE
from .serving import build_tables, repo_copy, running_server

DAY = "as_of=2026-11-22"
LONG = f"/planner?from=devops-to-mlops&goal=verdict&have=nvidia-nca-genl:2026-01&week=12&horizon=60&{DAY}"
FIVE = f"/planner?from=devops-to-mlops&take=databricks-ml-professional&have=cncf-kcna:2026-01&week=12&horizon=60&{DAY}"
AFTER = "# ── The verdict"
EXTRA_STEPS = """
[[paths.steps]]
choices = [{ cert = "gcp-professional-ml-engineer" }, { cert = "databricks-ml-professional" }]

[[paths.steps]]
choices = [{ cert = "nvidia-nca-genl" }]
"""
"""Two more steps for the path before AFTER, the fourth background's: none of the article's gives a plan of five."""


@pytest.fixture(scope="module")
def longer(tmp_path_factory):
    """A server of a copy of the repository, with a path of five steps."""
    folder = repo_copy(tmp_path_factory.mktemp("longer"))
    article = folder / "data" / "source" / "article.toml"
    text = article.read_text(encoding="utf-8")
    assert text.count(AFTER) == 1
    article.write_text(text.replace(AFTER, EXTRA_STEPS + AFTER), encoding="utf-8")
    build_tables(folder)
    with running_server(folder, folder / "log") as running:
        yield running


def plan_text(page):
    """What the page says of its plan: the finding, and each step's exam."""
    reader.wait_until_settled(page)
    return page.locator(".cw-finding").inner_text(), page.locator(".cw-steps h3").all_inner_texts()


def markdown(page):
    """The plan as Markdown, as the browser downloads it."""
    page.get_by_role("button", name="Take it away").click()
    button = page.get_by_role("button", name="Text (Markdown)")
    expect(button).to_be_visible()
    with page.expect_download() as download:
        button.click()
    return download.value.path().read_bytes()


def shared_link(page):
    """The link of the plan that the page offers."""
    link = page.get_by_test_id("stCode").locator("code")
    expect(link).to_contain_text("made=")
    return link.inner_text()


def test_a_changed_limit_is_in_the_address_and_gives_the_same_plan_in_a_fresh_browser(page, new_page, server):
    reader.open_view(page, server, f"/planner?from=analyst-to-ml&{DAY}")
    before = plan_text(page)
    page.get_by_label("Hours a week").fill("25")
    page.get_by_label("Hours a week").press("Enter")
    reader.expect_query(page, [("from", "analyst-to-ml"), ("as_of", "2026-11-22"), ("week", "25")])
    after = plan_text(page)
    assert before[0] != after[0]
    fresh = new_page()
    fresh.goto(page.url)
    assert plan_text(fresh) == after


def test_back_gives_the_plan_that_was_left(page, server):
    reader.open_view(page, server, LONG)
    text, address = plan_text(page), page.url
    page.locator(".cw-steps h3 a").first.click()
    expect(page.locator(".cw-kicker")).to_be_visible()
    reader.wait_until_settled(page)
    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator(".cw-finding")).to_have_text(text[0])
    assert plan_text(page) == text


def test_a_shared_plan_of_five_steps_is_the_same_to_the_byte_in_a_fresh_browser(page, new_page, longer):
    reader.open_view(page, longer, FIVE)
    expect(page.locator(".cw-steps h3")).to_have_count(5)
    text = markdown(page)
    link = shared_link(page)
    fresh = new_page()
    fresh.goto(link)
    reader.wait_until_settled(fresh)
    expect(fresh.locator(".cw-drift")).to_contain_text("The plan is the same today.")
    expect(fresh.locator(".cw-steps h3")).to_have_count(5)
    assert markdown(fresh) == text
    assert shared_link(fresh) == link
    assert link.encode() in text


def test_share_gives_the_link_of_the_plan(page, server):
    reader.open_view(page, server, LONG)
    markdown(page)
    link = shared_link(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_test_id("stCode").locator("code").first).to_have_text(link)


def test_a_click_on_a_point_of_the_frontier_shows_its_plan_by_its_name(page, server):
    reader.open_view(page, server, f"/planner?from=developer-adding-ai&{DAY}")
    before = plan_text(page)
    point = page.locator(".st-key-frontier .points path").first
    point.evaluate("point => point.scrollIntoView({block: 'center'})")
    box = point.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reader.expect_query(page, [("from", "developer-adding-ai"), ("as_of", "2026-11-22"), ("plan", "fastest")])
    assert plan_text(page) != before
    page.locator(".st-key-plan button").filter(has_text="Cheapest").click()
    reader.expect_query(page, [("from", "developer-adding-ai"), ("as_of", "2026-11-22")])
    assert plan_text(page) == before


def test_hours_of_study_can_be_set_and_emptied(page, server):
    reader.open_view(page, server, f"/planner?goal=integrate-ai&{DAY}")
    before = plan_text(page)
    page.get_by_role("button", name="Limits").click()
    hours = page.get_by_label("Study for AI-103 (hours)")
    hours.fill("20")
    hours.press("Enter")
    expect(page.get_by_role("button", name="Limits · 1 set")).to_be_visible()
    assert ("study", "azure-ai-apps-agents-developer:20") in reader.query_pairs(page)
    assert plan_text(page) != before
    hours.fill("")
    hours.press("Enter")
    reader.expect_query(page, [("goal", "integrate-ai"), ("as_of", "2026-11-22")])
    assert plan_text(page) == before


def test_what_is_insisted_on_can_be_let_go_at_its_card_and_among_the_limits(page, server):
    reader.open_view(page, server, f"/planner?from=developer-adding-ai&take=aws-ai-practitioner&{DAY}")
    page.get_by_role("button", name="Limits · 1 set").click()
    expect(page.locator(".st-key-take")).to_contain_text("AIF-C01")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="don’t insist on AIF-C01").click()
    reader.expect_query(page, [("from", "developer-adding-ai"), ("as_of", "2026-11-22")])


def test_a_phone_shows_question_finding_and_the_beginning_of_the_picture_and_scrolls_one_way(new_page, server):
    page = new_page(viewport=PHONE)
    reader.open_view(page, server, f"/planner?from=developer-adding-ai&{DAY}")
    expect(page.locator(".st-key-gantt .main-svg").first).to_be_visible()
    assert page.locator(".st-key-gantt").bounding_box()["y"] < PHONE["height"] - 60
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") == 0
    for key in ("from", "goal", "held"):
        assert page.locator(f".st-key-{key}").bounding_box()["width"] > PHONE["width"] - 40


def test_paper_says_the_day_what_was_asked_and_the_address(page, server):
    reader.open_view(page, server, f"/planner?from=analyst-to-ml&budget=600&{DAY}")
    printed = page.locator(".cw-printed")
    expect(printed).to_be_hidden()
    page.emulate_media(media="print")
    expect(printed).to_be_visible()
    for words in ("As of 22 Nov 2026", "I am: Data analyst moving to ML", "a budget of $600", page.url):
        expect(printed).to_contain_text(words)
    link = page.locator(".cw-steps a[target]").first
    suffix = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert link.get_attribute("href") in suffix


def test_a_link_that_loosens_a_limit_gives_a_plan(page, server):
    reader.open_view(page, server, f"/planner?from=analyst-to-ml&budget=150&{DAY}")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    page.locator(".cw-relax a").first.click()
    expect(page.locator(".cw-steps")).to_be_visible()
    assert ("budget", "150") not in reader.query_pairs(page)


def test_the_other_branch_is_a_link_that_takes_it(page, server):
    reader.open_view(page, server, f"/planner?from=developer-adding-ai&{DAY}")
    page.get_by_role("link", name="take AIF-C01").click()
    expect(page.locator(".cw-steps h3").first).to_contain_text("AIF-C01")
    assert ("take", "aws-ai-practitioner") in reader.query_pairs(page)
