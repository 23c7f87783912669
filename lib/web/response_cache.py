"""A bounded cache of responses that are expensive to make."""

from asyncio import Semaphore, Task, create_task, shield, to_thread
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple


class CachedBody(NamedTuple):
    """The body of a response and its status."""

    body: bytes
    status: int = 200


class ResponseCache:
    """Bodies by key, least recently used first out.

    It holds at most `max_bodies` of them and `max_bytes` in all. Bodies are made in threads, `at_once` at a time, and
    once for all requests that wait for the same key.
    """

    def __init__(self, max_bodies: int, max_bytes: int, at_once: int = 1) -> None:
        self.max_bodies, self.max_bytes = max_bodies, max_bytes
        self.bytes = 0
        self._slots = Semaphore(at_once)
        self._bodies: OrderedDict[Hashable, CachedBody] = OrderedDict()
        self._pending: dict[Hashable, Task[CachedBody]] = {}

    def __len__(self) -> int:
        return len(self._bodies)

    @property
    def pending(self) -> int:
        """How many bodies are being made or wait for a thread."""
        return len(self._pending)

    def has(self, key: Hashable) -> bool:
        """Whether the body of a key is cached or pending."""
        return key in self._bodies or key in self._pending

    async def body(self, key: Hashable, make: Callable[[], CachedBody]) -> CachedBody:
        """The cached body of a key, or a new one from `make`, called in a thread.

        Raises what `make` raises, to every request that waits for the key; nothing is cached then.
        """
        if key in self._bodies:
            self._bodies.move_to_end(key)
            return self._bodies[key]
        if key not in self._pending:
            self._pending[key] = create_task(self._make(key, make))
        return await shield(self._pending[key])

    async def _make(self, key: Hashable, make: Callable[[], CachedBody]) -> CachedBody:
        try:
            async with self._slots:
                body = await to_thread(_without_stop_iteration, make)
            self._add(key, body)
        finally:
            del self._pending[key]
        return body

    def _add(self, key: Hashable, body: CachedBody) -> None:
        self._bodies[key] = body
        self.bytes += len(body.body)
        while len(self._bodies) > self.max_bodies or self.bytes > self.max_bytes:
            _, oldest = self._bodies.popitem(last=False)
            self.bytes -= len(oldest.body)


def _without_stop_iteration(make: Callable[[], CachedBody]) -> CachedBody:
    """The result of `make`. A future cannot hold StopIteration and would never end, so it becomes a RuntimeError."""
    try:
        return make()
    except StopIteration as stop:
        raise RuntimeError("an answer stopped in the middle") from stop
