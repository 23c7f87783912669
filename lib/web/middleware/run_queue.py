"""Script runs of one client: few at once, the others wait in order, so that no client can occupy the whole server.

Runs share one interpreter, so more of them at once do not finish sooner. A client that is alone on a server, even an
office of hundreds behind one address, is served as fast as without the queue: it limits only concurrent runs.
"""

import asyncio
from collections.abc import Callable
from typing import NamedTuple
from weakref import WeakValueDictionary

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.client_address import client_address

AT_ONCE = 2  # runs of one client, so that a long one does not hold up the next
LEASE = 5.0  # seconds after which an unfinished run gives up its slot


class RunMessages(NamedTuple):
    """Predicates on messages: `begins` on a client's message that begins a run, `ends` on a server's that ends one."""

    begins: Callable[[bytes], bool]
    ends: Callable[[bytes], bool]


class RunQueue:
    """ASGI middleware: holds a message that begins a run until the client has a free slot.

    No message is dropped, and the messages of a session keep their order: while one waits no other is read, and the
    connection's back pressure slows the client down. Messages during a run of the same session pass at once, since
    Streamlit merges them into it.
    """

    def __init__(self, app: ASGIApp, messages: RunMessages, at_once: int = AT_ONCE, lease: float = LEASE) -> None:
        self.app, self.messages = app, messages
        self.at_once, self.lease = at_once, lease
        self.clients: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a session on with its runs queued; pass everything else on unchanged."""
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)
        slots = self.clients.setdefault(client_address(scope), asyncio.Semaphore(self.at_once))
        session = _Session(slots, self.messages, self.lease)
        try:
            await self.app(scope, session.queued_receive(receive), session.noting_send(send))
        finally:
            session.end()


class _Session:
    """One session. While it holds a slot, `run` is the timer that releases the slot when the lease is over."""

    def __init__(self, slots: asyncio.Semaphore, messages: RunMessages, lease: float) -> None:
        self.slots, self.messages, self.lease = slots, messages, lease
        self.run: asyncio.TimerHandle | None = None

    def queued_receive(self, receive: Receive) -> Receive:
        """A `receive` that delays a message that begins a run until there is a slot for it."""

        async def received() -> Message:
            message = await receive()
            if self.run is None and self.messages.begins(message.get("bytes") or b""):
                await self.slots.acquire()
                self.run = asyncio.get_running_loop().call_later(self.lease, self.end)
            return message

        return received

    def noting_send(self, send: Send) -> Send:
        """A `send` that releases the slot at the message that ends the run."""

        async def sent(message: Message) -> None:
            if self.run is not None and self.messages.ends(message.get("bytes") or b""):
                self.end()
            await send(message)

        return sent

    def end(self) -> None:
        """Release the slot, if the session holds one."""
        if self.run is not None:
            self.run.cancel()
            self.run = None
            self.slots.release()
