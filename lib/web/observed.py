"""Every request, seen from outside: what kind it was, how it ended, how long it took. Nothing about who asked."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.kinds import kind

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


@dataclass(frozen=True)
class Request:
    """One request that is over. `status` is 101 for a session that was held, and 0 for an answer that never began."""

    kind: str
    method: str
    status: int
    seconds: float
    sent_bytes: int


class Observed:
    """ASGI middleware around everything else; tells each of `told` about every request when it is over."""

    def __init__(self, app: ASGIApp, told: Sequence[Callable[[Request], None]]) -> None:
        self.app = app
        self.told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is sent."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        status, sent_bytes, start = 0, 0, time.perf_counter()

        async def counted(message: Message) -> None:
            nonlocal status, sent_bytes
            status = _status(message) or status
            sent_bytes += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            method = scope.get("method", "GET")
            seen = (kind(scope["path"]), method if method in METHODS else "other", status)
            for tell in self.told:
                tell(Request(*seen, time.perf_counter() - start, sent_bytes))


def _status(message: Message) -> int | None:
    """The status that a message begins an answer with; None for any other message."""
    if message["type"] == "websocket.accept":
        return 101
    return message["status"] if message["type"].endswith("http.response.start") else None
