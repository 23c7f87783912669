"""Garbage collection: what lives long is taken out of every later collection.

Streamlit runs a full collection after every rerun. With pandas and Plotly loaded that walks some 400,000 objects that
never die: it is most of a rerun's cost. So the heap is frozen at start-up, and again whenever caches and sessions have
grown so far that a collection is slow. Frozen garbage would stay: now and then everything is thawed and collected.
"""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SLOW = 0.003  # seconds of one full collection
FULL = 2
THAW_EVERY = 600  # seconds; a thaw stops the server for about as long as it took to start the walk: 0.2 s


class Heap:
    """Freezes what has survived a slow collection; `watch` is a callback of `gc`."""

    def __init__(self) -> None:
        self.began = 0.0

    def watch(self, phase: str, about: dict[str, int]) -> None:
        """Measure each full collection and freeze after a slow one."""
        if about["generation"] != FULL:
            return
        if phase == "start":
            self.began = time.perf_counter()
        elif time.perf_counter() - self.began > SLOW:
            gc.freeze()

    def renew(self) -> None:
        """Collect everything, the frozen too, and freeze what is alive."""
        gc.callbacks.remove(self.watch)
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        gc.callbacks.append(self.watch)


@asynccontextmanager
async def kept() -> AsyncIterator[None]:
    """Keep the heap while the server runs."""
    heap = Heap()
    gc.callbacks.append(heap.watch)
    heap.renew()
    task = asyncio.create_task(_renewed(heap))
    try:
        yield
    finally:
        task.cancel()
        gc.callbacks.remove(heap.watch)


async def _renewed(heap: Heap) -> None:
    while True:
        await asyncio.sleep(THAW_EVERY)
        heap.renew()
