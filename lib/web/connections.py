"""Options of TCP connections: small packets are sent at once, and a client must send the head of a request in time.

Streamlit binds its socket itself and hands it to uvicorn, which passes it to the event loop's `create_server` once the
lifespan has begun. Both options are set in that call: see ADR 11.
"""

import asyncio
import socket
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

HEAD_TIMEOUT = 10.0  # seconds for the head of a request, the same as in deploy/nginx.conf


class Connection(asyncio.Protocol):
    """Wraps uvicorn's protocol, `inner`, until a WebSocket takes the connection over.

    While no request is under way it closes the connection `head_timeout` seconds after it was opened, or after the
    first bytes of a head that does not end. A connection that is idle after a request is closed by uvicorn, sooner.
    """

    def __init__(self, inner: asyncio.Protocol, head_timeout: float) -> None:
        self.inner, self.head_timeout = inner, head_timeout
        self.requests = 0
        self.transport: Any = None
        self._timeout: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Set TCP_NODELAY, so that small packets are sent at once, and start the timeout."""
        self.transport = transport
        client_socket = transport.get_extra_info("socket")
        if client_socket is not None and client_socket.family in (socket.AF_INET, socket.AF_INET6):
            client_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._start_timeout()
        self.inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Pass the bytes on; a request that they complete finds its connection in `CURRENT`."""
        if not self.requests:
            self._start_timeout()
        CURRENT.set(self)
        self.inner.data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timeout."""
        self._stop_timeout()
        self.inner.connection_lost(exc)

    def eof_received(self) -> bool | None:
        """Pass on that the client has closed its side."""
        return self.inner.eof_received()

    def pause_writing(self) -> None:
        """Pass on that the client reads too slowly: the write buffer is full."""
        self.inner.pause_writing()

    def resume_writing(self) -> None:
        """Pass on that the write buffer has drained."""
        self.inner.resume_writing()

    def begin(self) -> None:
        """Count a request whose head is complete."""
        self.requests += 1
        self._stop_timeout()

    def end(self) -> None:
        """Count a request as answered."""
        self.requests -= 1

    def _start_timeout(self) -> None:
        if self._timeout is None:
            loop = asyncio.get_running_loop()
            self._timeout = loop.call_later(self.head_timeout, self.transport.close)

    def _stop_timeout(self) -> None:
        if self._timeout is not None:
            self._timeout.cancel()
            self._timeout = None


CURRENT: ContextVar[Connection | None] = ContextVar("CURRENT", default=None)
"""The connection of a request. A task inherits the context of the call that created it, here `data_received`."""


class RequestTracking:
    """Outermost ASGI middleware: tells the connection when a request begins and when it ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and tell its connection."""
        connection = CURRENT.get() if scope["type"] != "lifespan" else None
        if connection is None:
            return await self.app(scope, receive, send)
        connection.begin()
        try:
            await self.app(scope, receive, send)
        finally:
            connection.end()


def wrap_protocols(loop: asyncio.AbstractEventLoop, head_timeout: float = HEAD_TIMEOUT) -> None:
    """Wrap every connection of the servers that the loop starts from now on in a Connection."""
    create_server = loop.create_server

    async def create(protocol: Callable[[], asyncio.Protocol], *args: Any, **options: Any) -> asyncio.Server:
        return await create_server(lambda: Connection(protocol(), head_timeout), *args, **options)

    loop.create_server = create  # type: ignore[method-assign, assignment]
