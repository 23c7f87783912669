"""Facts about every request for metrics and logs: kind, status, duration, bytes. Nothing about the client."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.path_kind import path_kind

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


@dataclass(frozen=True)
class ObservedRequest:
    """One request that has ended. `status` is 101 for a WebSocket session, and 0 if no response began."""

    kind: str
    method: str
    status: int
    seconds: float
    sent_bytes: int


class Observe:
    """ASGI middleware around everything else; calls each of `observers` with every request that has ended."""

    def __init__(self, app: ASGIApp, observers: Sequence[Callable[[ObservedRequest], None]]) -> None:
        self.app = app
        self.observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count the bytes that are sent."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        status, sent_bytes, start = 0, 0, time.perf_counter()

        async def counting_send(message: Message) -> None:
            nonlocal status, sent_bytes
            status = _status(message) or status
            sent_bytes += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self.app(scope, receive, counting_send)
        finally:
            method = scope.get("method", "GET")
            facts = (path_kind(scope["path"]), method if method in METHODS else "other", status)
            for observer in self.observers:
                observer(ObservedRequest(*facts, time.perf_counter() - start, sent_bytes))


def _status(message: Message) -> int | None:
    """The status of a message that begins a response; None for any other message."""
    if message["type"] == "websocket.accept":
        return 101
    return message["status"] if message["type"].endswith("http.response.start") else None
