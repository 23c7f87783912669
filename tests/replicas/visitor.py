"""A reader without a browser: a session over a real WebSocket that remembers what is on the page."""

import time

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from benchmarks.sessions import Reader

GONE = (WebSocketException, OSError, TimeoutError)
"""Errors that end a session when its server is lost."""


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

    def receive(self, payload: bytes) -> bool:
        """Take over what a message of the server says; whether it ends the run."""
        message = ForwardMsg.FromString(payload)
        if message.delta.new_element.HasField("html"):
            self.seen.append(message.delta.new_element.html.body)
        return super().receive(payload)


def back(host: str, link: str, within: float) -> Visitor:
    """Open a link again and again until a server answers. After `within` seconds it raises the last error."""
    end = time.monotonic() + within
    while True:
        try:
            return Visitor(host, link)
        except GONE:
            if time.monotonic() > end:
                raise
