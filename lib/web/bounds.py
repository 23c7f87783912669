"""How large a request may be, and how many readers are served at once."""

from collections import Counter
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.clients import client
from lib.web.refusals import refusal

LONGEST_ADDRESS = 8192  # bytes of path and query; nginx takes no more by default
LARGEST_BODY = 64 * 1024  # bytes; no page sends files
BODILESS = ("GET", "HEAD", "OPTIONS")


class TooLarge(Exception):
    """A body that goes on longer than it may."""


@dataclass
class Sessions:
    """How many readers are connected, and how many may be: in all, and from one address (`each`, 0 = as many)."""

    most: int
    each: int = 0
    by: Counter[str] = field(default_factory=Counter)

    @property
    def open(self) -> int:
        """How many are connected."""
        return self.by.total()

    def full(self, who: str) -> str | None:
        """Why there is no place for one more from an address; None if there is."""
        if self.open >= self.most:
            return "As many people read here as this server can take; try again in a minute."
        if self.each and self.by[who] >= self.each:
            return "As many views are open from your address as this server allows; close one and try again."
        return None


class Bounds:
    """ASGI middleware that refuses long addresses (414), large bodies (413) and one reader too many (503)."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self.app = app
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the bounds."""
        if scope["type"] == "websocket":
            await self._session(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] not in BODILESS:
            await (_too_large(scope) or self._with_body)(scope, receive, send)
        else:
            await (_too_large(scope) or self.app)(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        who, by = client(scope), self.sessions.by
        if why := self.sessions.full(who):
            await refusal(scope, 503, why)(scope, receive, send)
            return
        by[who] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            by[who] -= 1
            if not by[who]:
                del by[who]

    async def _with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a body whose length was not announced, or not truly, and stop when it is too much."""
        seen, answering = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > LARGEST_BODY:
                raise TooLarge
            return message

        async def sent(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self.app(scope, counted, sent)
        except TooLarge:
            if answering:
                raise
            await _body_too_large(scope)(scope, receive, send)


def _too_large(scope: Scope) -> Response | None:
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
