"""A reader without a browser: a session over a real WebSocket that remembers what is on the page."""

import re
import time

from websockets.exceptions import WebSocketException

from benchmarks.sessions import Reader

GONE = (WebSocketException, OSError, TimeoutError)
"""What a session ends with when its server is lost."""


class Visitor(Reader):
    """One session at a link; `seen` is the HTML of the page after the newest run, piece by piece."""

    def __init__(self, host: str, link: str) -> None:
        page, _, query = link.removeprefix("/").partition("?")
        self.seen: list[str] = []
        super().__init__(host, page, query)

    def run(self) -> None:
        """Run the page once more; what was there before is gone."""
        self.seen = []
        super().run()

    def _learn(self, delta: str) -> None:
        self.seen += re.findall(r'\bbody: "(.*)"', delta)
        super()._learn(delta)


def back(host: str, link: str, within: float) -> Visitor:
    """Open a link again and again until there is an answer. Raises what it failed with after `within` seconds."""
    end = time.monotonic() + within
    while True:
        try:
            return Visitor(host, link)
        except GONE:
            if time.monotonic() > end:
                raise
