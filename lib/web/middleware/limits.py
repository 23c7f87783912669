"""Limits on the size of a request and on the number of sessions."""

import sys
from collections import Counter
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.client_address import client_address
from lib.web.problem import refusal

LONGEST_ADDRESS = 8192  # bytes of path and query; nginx accepts no more by default
LARGEST_BODY = 64 * 1024  # bytes; no page uploads files
BODILESS = ("GET", "HEAD", "OPTIONS")


class TooLarge(Exception):
    """A request body is longer than LARGEST_BODY."""


@dataclass
class Sessions:
    """The open sessions, counted by client, and their limits: in all, and for one client (0 = no limit of its own)."""

    limit: int
    limit_per_client: int = 0
    by_client: Counter[str] = field(default_factory=Counter)

    @property
    def open(self) -> int:
        """The number of open sessions."""
        return self.by_client.total()

    def limit_to(self, count: int) -> None:
        """Lower the limit to `count` if that is less, and say so on stderr."""
        if count < self.limit:
            sentence = f"this system's limit on open files is enough for {count} readers at once, not {self.limit}"
            print(f"certwise: {sentence} (docs/deploy.md).", file=sys.stderr, flush=True)
            self.limit = count

    def refusal_reason(self, client: str) -> str | None:
        """Why a client may not open another session, as a sentence; None if it may."""
        if self.open >= self.limit:
            return "As many people read here as this server can take; try again in a minute."
        if self.limit_per_client and self.by_client[client] >= self.limit_per_client:
            return "As many views are open from your address as this server allows; close one and try again."
        return None


class RequestLimits:
    """ASGI middleware: refuses long addresses (414), large bodies (413) and sessions beyond the limit (503)."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self.app = app
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that is within the limits."""
        if scope["type"] == "websocket":
            await self._session(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] not in BODILESS:
            await (_too_large(scope) or self._with_body)(scope, receive, send)
        else:
            await (_too_large(scope) or self.app)(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        client, counts = client_address(scope), self.sessions.by_client
        if reason := self.sessions.refusal_reason(client):
            await refusal(scope, 503, reason)(scope, receive, send)
            return
        counts[client] += 1
        try:
            await self.app(scope, _binary_receive(receive), send)
        finally:
            counts[client] -= 1
            if not counts[client]:
                del counts[client]

    async def _with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the bytes of a body, since Content-Length may be missing or wrong, and answer 413 at too many."""
        received_bytes, has_begun = 0, False

        async def counting_receive() -> Message:
            nonlocal received_bytes
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > LARGEST_BODY:
                raise TooLarge
            return message

        async def noting_send(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, counting_receive, noting_send)
        except TooLarge:
            if has_begun:
                raise
            await _body_too_large(scope)(scope, receive, send)


def _binary_receive(receive: Receive) -> Receive:
    """Treat a text message as a disconnect: sessions are binary, and text makes Streamlit fail with a traceback."""

    async def binary_receive() -> Message:
        message = await receive()
        is_text = message["type"] == "websocket.receive" and message.get("bytes") is None
        return {"type": "websocket.disconnect", "code": 1003} if is_text else message

    return binary_receive


def _too_large(scope: Scope) -> Response | None:
    """The refusal of a long address, or of a body that is announced as too large; None for neither."""
    if scope["type"] != "http":
        return None
    if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return refusal(scope, 414, f"An address here has at most {LONGEST_ADDRESS} characters.")
    announced = Headers(scope=scope).get("content-length", "0")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        return _body_too_large(scope)
    return None


def _body_too_large(scope: Scope) -> Response:
    return refusal(scope, 413, f"A request here has at most {LARGEST_BODY // 1024} kB.", {"Connection": "close"})
