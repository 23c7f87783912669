"""When a reader first sees the answer, beside a bare static page: `python -m benchmarks.first_paint`.

Each visit is by a browser with an empty cache. First contentful paint is Chromium's own figure; the largest element
that is painted then has to be part of the answer. Visits to the pages and to the bare page alternate, so that a drift
of the machine falls on both, and medians are printed. A visit ends when the app is up and the machine has been idle for
a moment, so that it does not slow the next one. Playwright sends no query to a page before its first paint: the first
one brings 330 kB of Playwright's own script with it. The server has had time to compress well. For the throttled link
(10 Mbit/s, 40 ms) also: the time of the first chart, and the bytes of the visit.
"""

import argparse
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.sessions import cpu_seconds, server
from tests.browser.chromium import executable

PAGES = {
    "overview": "/",
    "explore": "/explore",
    "cost vs salary": "/cost-vs-salary",
    "tier map": "/tier-map",
    "compare": "/compare?id=aws-ai-practitioner&id=azure-ai-fundamentals",
    "planner": "/planner?goal=senior-ml",
    "sources": "/sources",
    "certification": "/cert?id=nvidia-nca-genl",
}
WITHOUT_CHART = {"explore"}
THROTTLED = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
PAUSE = 0.5  # seconds
BARE = (
    b"""<!doctype html><html lang=en><meta charset=utf-8><title>Bare</title>
<style>body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto }</style>
<h1>A bare static page</h1><p>"""
    + b"Words that take up a line or two of it. " * 30
)
WATCH = """() => {
  const seen = window.seen = {};
  new PerformanceObserver(list => list.getEntries().forEach(entry => { seen.fcp ??= entry.startTime }))
    .observe({ type: 'paint', buffered: true });
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    seen.first ??= [entry.startTime, !document.getElementById('root') || !!entry.element?.closest('#answer')];
  })).observe({ type: 'largest-contentful-paint', buffered: true });
  const look = () => document.querySelector('.js-plotly-plot .main-svg')
    ? seen.chart = performance.now() : requestAnimationFrame(look);
  look();
}"""


class Timing(NamedTuple):
    """One visit: first contentful paint and first chart in ms (0 = not waited for), and megabytes."""

    paint: float
    chart: float
    megabytes: float


Timings = dict[tuple[str, bool], list[Timing]]
"""Visits by the name of the page (empty for the bare one) and whether the link was throttled."""


@contextmanager
def bare() -> Iterator[str]:
    """The floor: the address of a server with one small page in memory."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(BARE)))
            self.end_headers()
            self.wfile.write(BARE)

        def handle(self) -> None:
            with suppress(ConnectionError):  # Chromium opens connections ahead of time and closes them unused
                super().handle()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        threading.Thread(target=http_server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http_server.server_port}/"
        http_server.shutdown()


def visit(browser: Browser, address: str, *, throttled: bool, chart: bool) -> Timing:
    """One visit by a browser with an empty cache.

    Raises RuntimeError if the first large paint is not the answer.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    network, sent = context.new_cdp_session(page), []
    network.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    network.on(
        "Network.webSocketFrameReceived", lambda event: sent.append(len(event["response"]["payloadData"]) * 3 // 4)
    )
    network.send("Network.enable")
    if throttled:
        network.send("Network.emulateNetworkConditions", THROTTLED)
    page.add_init_script(f"({WATCH})()")
    page.goto(address, wait_until="commit")
    time.sleep(PAUSE)
    page.wait_for_function("() => window.seen?.fcp && window.seen?.first", timeout=60_000)
    chart_ms = _first_chart(page) if chart else 0.0
    if page.locator("#root").count():
        page.locator("#root h1").wait_for(timeout=60_000)
    painted, is_answer = page.evaluate("[window.seen.fcp, window.seen.first[1]]")
    if not is_answer:
        raise RuntimeError(f"{address}: what is painted first is not the answer")
    context.close()
    time.sleep(PAUSE)
    return Timing(painted, chart_ms, sum(sent) / 1e6)


def _first_chart(page: Page) -> float:
    """The time of the first chart in ms."""
    page.wait_for_function("() => window.seen.chart", timeout=60_000)
    return float(page.evaluate("window.seen.chart"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="visits to each page and link")
    parser.add_argument("--page", choices=PAGES, action="append", help="only this page; may be repeated")
    options = parser.parse_args()
    chosen = options.page or list(PAGES)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    timings: Timings = {(name, slow): [] for name in ("", *chosen) for slow in (False, True)}
    with server("app.py") as (host, pid), bare() as floor, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=flags)
        for name in chosen:
            visit(browser, f"http://{host}{PAGES[name]}", throttled=False, chart=name not in WITHOUT_CHART)
        wait_until_idle(pid)
        for _ in range(options.rounds):
            for name, slow in timings:
                address = f"http://{host}{PAGES[name]}" if name else floor
                chart = slow and bool(name) and name not in WITHOUT_CHART
                timings[name, slow].append(visit(browser, address, throttled=slow, chart=chart))
        browser.close()
    report(timings, chosen)


def wait_until_idle(pid: int) -> None:
    """Wait until a server uses next to no CPU."""
    before = -1.0
    while (now := cpu_seconds(pid)) - before > PAUSE / 10:
        before = now
        time.sleep(PAUSE)


def report(timings: Timings, chosen: list[str]) -> None:
    """Print the medians."""
    base = {slow: statistics.median(visit.paint for visit in timings["", slow]) for slow in (False, True)}
    print(f"{'bare static page':<18}{base[False]:7.0f} ms{'':9}{base[True]:7.0f} ms")
    for name in chosen:
        fast, slow = (statistics.median(visit.paint for visit in timings[name, link]) for link in (False, True))
        chart = statistics.median(visit.chart for visit in timings[name, True])
        size = statistics.median(visit.megabytes for visit in timings[name, True])
        columns = [f"{name:<18}{fast:7.0f} ms {fast / base[False]:5.2f} x {slow:7.0f} ms {slow / base[True]:5.2f} x"]
        if chart:
            columns.append(f"first chart {chart / 1000:4.1f} s, {size:4.2f} MB")
        print("   ".join(columns))


if __name__ == "__main__":
    main()
