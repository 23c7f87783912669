"""The planner in a browser: its address restores it, Back is exact, what is taken away is the same for everybody."""

from playwright.sync_api import expect

from . import reader

DAY = "as_of=2026-11-22"
FIVE = f"/planner?from=devops-to-mlops&goal=verdict&have=nvidia-nca-genl:2026-01&week=12&horizon=60&{DAY}"


def plan_text(page):
    """What the page says of its plan: the finding, and each step's exam."""
    reader.settled(page)
    return page.locator(".cw-finding").inner_text(), page.locator(".cw-steps h3").all_inner_texts()


def markdown(page):
    """The plan as Markdown, as the browser downloads it."""
    page.get_by_role("button", name="Take it away").click()
    button = page.get_by_role("button", name="Text (Markdown)")
    expect(button).to_be_visible()
    with page.expect_download() as got:
        button.click()
    return got.value.path().read_bytes()


def shared_link(page):
    """The link of the plan that the page offers."""
    link = page.get_by_test_id("stCode").locator("code")
    expect(link).to_contain_text("made=")
    return link.inner_text()


def test_a_changed_limit_is_in_the_address_and_gives_the_same_plan_in_a_fresh_browser(page, new_page, server):
    reader.opened(page, server, f"/planner?from=analyst-to-ml&{DAY}")
    before = plan_text(page)
    page.get_by_label("Hours a week").fill("25")
    page.get_by_label("Hours a week").press("Enter")
    reader.expect_asked(page, [("from", "analyst-to-ml"), ("as_of", "2026-11-22"), ("week", "25")])
    after = plan_text(page)
    assert before[0] != after[0]
    other = new_page()
    other.goto(page.url)
    assert plan_text(other) == after


def test_back_gives_the_plan_that_was_left(page, server):
    reader.opened(page, server, FIVE)
    left, address = plan_text(page), page.url
    page.locator(".cw-steps h3 a").first.click()
    expect(page.locator(".cw-kicker")).to_be_visible()
    reader.settled(page)
    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator(".cw-finding")).to_have_text(left[0])
    assert plan_text(page) == left


def test_a_shared_plan_is_the_same_to_the_byte_in_a_fresh_browser(page, new_page, server):
    reader.opened(page, server, FIVE)
    text = markdown(page)
    link = shared_link(page)
    other = new_page()
    other.goto(link)
    reader.settled(other)
    expect(other.locator(".cw-drift")).to_contain_text("The plan is the same today.")
    assert markdown(other) == text
    assert shared_link(other) == link
    assert link.encode() in text


def test_a_link_that_loosens_a_limit_gives_a_plan(page, server):
    reader.opened(page, server, f"/planner?from=analyst-to-ml&budget=150&{DAY}")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    page.locator(".cw-relax a").first.click()
    expect(page.locator(".cw-steps")).to_be_visible()
    assert ("budget", "150") not in reader.asked(page)


def test_the_other_branch_is_a_link_that_takes_it(page, server):
    reader.opened(page, server, f"/planner?from=developer-adding-ai&{DAY}")
    page.get_by_role("link", name="take AIF-C01").click()
    expect(page.locator(".cw-steps h3").first).to_contain_text("AIF-C01")
    assert ("take", "aws-ai-practitioner") in reader.asked(page)
