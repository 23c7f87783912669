"""A real browser behind nginx: downloads come from the replica that made them, and a lost replica is replaced."""

from playwright.sync_api import expect

from tests.browser import reader
from tests.browser.test_policy import another_site

DAY = "as_of=2026-11-22"
VIEW = f"/explore?vendor=AWS&vendor=NVIDIA&{DAY}&price_max=200&sort=price"


def replica_of(page):
    """The name of the replica that holds the browser's session."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "replica")


def test_a_file_made_for_download_comes_from_the_replica_that_made_it(new_page, replicas):
    seen = set()
    for page in (new_page(), new_page()):
        page.goto(f"http://{replicas.host}{VIEW}")
        reader.wait_until_settled(page)
        page.get_by_role("button", name="Download").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").first.click()
        assert download.value.path().read_text(encoding="utf-8-sig").startswith("id,")
        seen.add(replica_of(page))
    assert seen <= set(replicas.ports)


def test_a_file_made_in_a_frame_of_another_site_comes_too_though_the_cookie_does_not(new_page, replicas, tmp_path):
    frame = f'<iframe name="view" src="http://{replicas.host}{VIEW}&embed=true" width="900" height="600"></iframe>'
    with another_site(tmp_path, frame) as address:
        for page in [new_page() for _ in range(4)]:
            page.goto(address)
            view = page.frame_locator("iframe")
            view.get_by_role("button", name="Download").click()
            with page.expect_download() as download:
                view.get_by_role("button", name="CSV").first.click()
            assert download.value.path().read_text(encoding="utf-8-sig").startswith("id,")


def test_a_browser_that_loses_its_replica_has_its_view_back_without_the_reader(page, replicas):
    page.goto(f"http://{replicas.host}{VIEW}")
    view = reader.settled_view(page)
    lost = replica_of(page)
    replicas.kill(lost)
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    reader.expect_view(page, view)
    reader.open_filters(page)
    reader.pill(page, "vendor", "NVIDIA").click()
    expect(page.locator(".cw-meta").filter(has_not_text="AWS · ")).to_have_count(0)
    assert replica_of(page) != lost
