"""The bytes of a first visit, by the encodings that the browser accepts: `python -m benchmarks.wire`.

Chromium counts the bytes itself, headers included (`encodedDataLength`); the payloads of the WebSocket are added. The
floor is the same visit without compression, in the same run.
"""

import argparse
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.sessions import server
from tests.browser.chromium import executable

PAGE = "/cert?id=aws-ai-practitioner"
CHART = ".js-plotly-plot .main-svg"
ENCODINGS = ("identity", "gzip", "gzip, zstd", "gzip, br", "gzip, deflate, br, zstd")


class Visit:
    """One visit with an empty cache: counts bytes until the chart is there and the network is idle."""

    def __init__(self, browser: Browser, address: str, encodings: str) -> None:
        context = browser.new_context()
        page = context.new_page()
        self.files: dict[str, float] = {}
        self.stream = 0
        self._paths: dict[str, str] = {}
        network = context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", self._requested)
        network.on("Network.loadingFinished", self._finished)
        network.on("Network.webSocketFrameReceived", self._frame_received)
        network.send("Network.enable")
        network.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": encodings}})
        page.goto(address)
        page.locator(CHART).first.wait_for()
        page.wait_for_load_state("networkidle")
        context.close()

    def _requested(self, event: dict[str, Any]) -> None:
        self._paths[event["requestId"]] = event["request"]["url"].split("?")[0].rsplit("/", 1)[-1]

    def _finished(self, event: dict[str, Any]) -> None:
        name = self._paths.get(event["requestId"], "?")
        self.files[name] = self.files.get(name, 0) + event["encodedDataLength"]

    def _frame_received(self, event: dict[str, Any]) -> None:
        self.stream += len(event["response"]["payloadData"]) * 3 // 4  # the event has it as base64

    def megabytes(self) -> float:
        """The size of the visit: all files and the WebSocket."""
        return (sum(self.files.values()) + self.stream) / 1e6


def main() -> None:
    """Visit once for each set of encodings and print the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default=PAGE, help="path of a page with a chart")
    page = parser.parse_args().page
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    with server("app.py") as (host, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=flags)
        visits = {encodings: Visit(browser, f"http://{host}{page}", encodings) for encodings in ENCODINGS}
        browser.close()
    floor = visits["identity"].megabytes()
    for encodings, visit in visits.items():
        print(f"{encodings:25} {visit.megabytes():5.2f} MB  {visit.megabytes() / floor:4.0%}  {len(visit.files)} files")
    largest = sorted(visit.files.items(), key=lambda file: -file[1])[:6]
    print("largest:", ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in largest))


if __name__ == "__main__":
    main()
