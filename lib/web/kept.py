"""Answers that cost work, made once and kept within bounds."""

from asyncio import Semaphore, Task, create_task, shield, to_thread
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple


class Made(NamedTuple):
    """A body and the status that it is sent with."""

    body: bytes
    status: int = 200


class Kept:
    """Bodies by key, at most so many and so many bytes of them; the one not asked for longest goes first.

    A body is made in a thread, `at_once` at a time, and once for all who ask meanwhile.
    """

    def __init__(self, most: int, most_bytes: int, at_once: int = 1) -> None:
        self.most, self.most_bytes = most, most_bytes
        self.bytes = 0
        self._turn = Semaphore(at_once)
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._making: dict[Hashable, Task[Made]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def waiting(self) -> int:
        """How many bodies are being made or wait for their turn."""
        return len(self._making)

    def has(self, key: Hashable) -> bool:
        """Whether a body is kept, or being made for somebody already."""
        return key in self._kept or key in self._making

    async def made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept for a key, or what `make` gives. What it raises is raised to all who wait, and not kept."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            self._making[key] = create_task(self._make(key, make))
        return await shield(self._making[key])

    async def _make(self, key: Hashable, make: Callable[[], Made]) -> Made:
        try:
            async with self._turn:
                made = await to_thread(_ended, make)
            self._keep(key, made)
        finally:
            del self._making[key]
        return made

    def _keep(self, key: Hashable, made: Made) -> None:
        self._kept[key] = made
        self.bytes += len(made.body)
        while len(self._kept) > self.most or self.bytes > self.most_bytes:
            _, gone = self._kept.popitem(last=False)
            self.bytes -= len(gone.body)


def _ended(make: Callable[[], Made]) -> Made:
    """What is made. StopIteration, which a future cannot hold, would be waited for without end: it is another error."""
    try:
        return make()
    except StopIteration as why:
        raise RuntimeError("an answer stopped in the middle") from why
