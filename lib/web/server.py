"""Start-up and the middleware of the ASGI app."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from starlette.middleware import Middleware

from lib.store import DataProblem
from lib.web.addresses import Addresses

middleware = [Middleware(Addresses)]


def lifespan(warm: Callable[[], None]) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Load and check the tables and warm the caches, so that the first reader waits for nothing.

    Streamlit runs a full garbage collection after every rerun. With pandas and Plotly loaded that walks some
    400,000 objects that never die: it is most of a rerun's cost. Freezing what is alive once everything is
    imported and warm takes those objects out of every later collection.
    """

    @asynccontextmanager
    async def started(_: object) -> AsyncIterator[None]:
        with suppress(DataProblem):  # the store has said it on stderr, and the pages will say it
            warm()
        gc.collect()
        gc.freeze()
        yield

    return started
