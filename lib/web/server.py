"""Start-up and the middleware of the ASGI app."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware

from lib.store import DataProblem
from lib.web.addresses import Addresses


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Load and check the tables and warm the caches, so that the first reader waits for nothing.

    Streamlit runs a full garbage collection after every rerun. With pandas and Plotly loaded that walks some
    400,000 objects that never die: it is most of a rerun's cost. Freezing what is alive once everything is
    imported and warm takes those objects out of every later collection.
    """
    from lib.ui import cards, controls, data, facts, frame, outcomes, picker, pictures  # noqa: F401, to be frozen too

    try:
        data.warm()
    except DataProblem as problem:
        print(f"certwise: {problem}", file=sys.stderr, flush=True)
    gc.collect()
    gc.freeze()
    yield


middleware = [Middleware(Addresses)]
