"""The speed that a reader feels, beside a small page in Dash: `make bench-dash`.

Measured in one run, visits in turn, medians printed: the time of the first picture on each page by a browser with an
empty cache; the time from the click on a filter until what depends on it has changed (Explore: the finding; Dash: the
chart); and the time from the click on a link until the heading and until the first picture of the new page.
"""

import argparse
import socket
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.first_paint import PAGES, PAUSE, WITHOUT_CHART, wait_until_idle
from benchmarks.sessions import ROOT, server
from tests.browser.chromium import executable

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
WAIT = """([path, selector]) => {
  const look = done => {
    const isSeen = element => element.checkVisibility({ visibilityProperty: true });
    const element = [...document.querySelectorAll(selector)].find(isSeen);
    const isThere = element && location.pathname.endsWith(path) && element.textContent !== window.before;
    if (isThere) done(performance.now() - (window.clicked ?? 0));
    else requestAnimationFrame(() => look(done));
  };
  return new Promise(look);
}"""
"""Script that waits until an element is seen on a path, with another text than `window.before`; returns the ms since
the last click, or since the page began to load."""
CLICKED = "addEventListener('pointerdown', () => { window.clicked = performance.now(); }, true)"
CHART, FINDING, HEADING = "#root .js-plotly-plot .main-svg", "#root .cw-finding", "#root h1"


@contextmanager
def dash_server(python: str) -> Iterator[str]:
    """Run the page in Dash by a Python that has Dash; yields its address, and stops it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [python, str(ROOT / "benchmarks" / "floor_dash.py"), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        while process.poll() is None:
            with suppress(OSError):
                urllib.request.urlopen(address)
                break
            time.sleep(0.1)
        if process.poll() is not None:
            raise RuntimeError(f"{python} cannot run the page in Dash")
        yield address
    finally:
        process.terminate()
        process.wait()


def visit(browser: Browser, address: str, measure: Callable[[Page], float]) -> float:
    """What `measure` gives for a page that a browser with an empty cache has begun to load."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(CLICKED)
    page.goto(address, wait_until="commit")
    milliseconds = measure(page)
    context.close()
    return milliseconds


def waited(page: Page, selector: str, path: str = "", before: str = "") -> float:
    """The ms until an element is seen on a path, with another text than before."""
    page.evaluate("before => { window.before = before || null; }", before)
    return float(page.evaluate(WAIT, [path, selector]))


def first_picture(page: Page) -> float:
    """The ms until the first picture of our page."""
    return waited(page, CHART)


def first_picture_in_dash(page: Page) -> float:
    """The ms until the picture of the page in Dash."""
    return waited(page, ".js-plotly-plot .main-svg")


def filter_click(page: Page) -> float:
    """The ms from the click on a vendor in Explore until the finding has changed."""
    page.locator(FINDING).wait_for()
    page.locator(".st-key-filter_panel summary").click()
    option = page.locator(".st-key-vendor").get_by_role("button", name="AWS")
    option.wait_for()
    before = page.locator(FINDING).inner_text()
    time.sleep(PAUSE)
    option.click(no_wait_after=True)
    return waited(page, FINDING, before=before)


def filter_click_in_dash(page: Page) -> float:
    """The ms from the choice of a vendor in Dash until the chart has changed."""
    page.locator(".gtitle").wait_for()
    option = page.locator("#vendor").get_by_text("AWS")
    time.sleep(PAUSE)
    before = page.locator(".gtitle").text_content() or ""
    option.click(no_wait_after=True)
    return waited(page, ".gtitle", before=before)


def link(selector: str) -> Callable[[Page], float]:
    """A measure: the ms from the click on the link to Cost vs salary until an element is seen there."""

    def measure(page: Page) -> float:
        heading = page.locator(HEADING)
        heading.wait_for()
        before = heading.inner_text() if selector == HEADING else ""
        anchor = page.locator("#root .cw-onward a[href^='/cost-vs-salary']").first
        anchor.scroll_into_view_if_needed()
        page.locator(CHART).first.wait_for()
        time.sleep(PAUSE)  # a reader reads before the click
        anchor.click(no_wait_after=True)
        return waited(page, selector, path="/cost-vs-salary", before=before)

    return measure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python", help="a Python that has Dash")
    parser.add_argument("--rounds", type=int, default=5, help="visits of each kind")
    options = parser.parse_args()
    with server("app.py") as (host, pid), dash_server(options.python) as dash, sync_playwright() as play:
        measures: dict[str, tuple[str, Callable[[Page], float]]] = {
            "Dash, first picture": (dash, first_picture_in_dash),
            **{
                f"{name}, first picture": (f"http://{host}{path}", first_picture)
                for name, path in PAGES.items()
                if name not in WITHOUT_CHART
            },
            "Dash, filter": (dash, filter_click_in_dash),
            "explore, filter": (f"http://{host}/explore", filter_click),
            "link, new heading": (f"http://{host}/", link(HEADING)),
            "link, first picture": (f"http://{host}/", link(CHART)),
        }
        browser = play.chromium.launch(executable_path=executable(), args=FLAGS)
        for address, measure in measures.values():
            visit(browser, address, measure)
        wait_until_idle(pid)
        times: dict[str, list[float]] = {name: [] for name in measures}
        for _ in range(options.rounds):
            for name, (address, measure) in measures.items():
                times[name].append(visit(browser, address, measure))
        browser.close()
    floors = {kind: statistics.median(times[f"Dash, {kind}"]) for kind in ("first picture", "filter")}
    for name, all_ms in times.items():
        median, kind = statistics.median(all_ms), name.rpartition(", ")[2]
        floor = f"{median / floors[kind]:6.2f} x Dash" if kind in floors and not name.startswith("link") else ""
        print(f"{name:<32}{median:7.0f} ms {floor}")


if __name__ == "__main__":
    main()
