"""What `st.App` is made of: routes, middleware, start-up. The one place where they are put together."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from starlette.middleware import Middleware
from starlette.routing import Route

from lib import sheets
from lib.settings import current
from lib.store import SHARED, DataProblem
from lib.web import api, health, heap, previews, request_log, shell, signposts, traces
from lib.web.addresses import Addresses
from lib.web.bounds import Bounds, Sessions
from lib.web.compressed import Compressed, worth_it
from lib.web.doors import Hosts, MetricsDoor, Origins
from lib.web.failures import Failures
from lib.web.headers import Headers
from lib.web.images import Images
from lib.web.metrics import Metrics
from lib.web.observed import Observed
from lib.web.previews import Previews
from lib.web.rates import Buckets, Rates
from lib.web.refusals import Problems

settings = current()
sessions = Sessions(settings.sessions, settings.each)
buckets = Buckets(settings.costly)
metrics = Metrics(SHARED, sessions)

routes = [
    Route("/healthz", health.alive),
    Route("/readyz", health.Readiness(SHARED).answer),
    Route("/metrics", metrics.answer),
    Route("/preview/{page}.png", Images(SHARED).answer),
    *signposts.routes(SHARED),
    *api.routes(SHARED),
]

# From outside in: each sees the request before those below it, and their answer after them.
middleware = [
    Middleware(Observed, told=[metrics.count, *([request_log.line] if settings.log == "requests" else [])]),
    Middleware(Headers, settings=settings),
    Middleware(Failures),
    Middleware(Problems),
    Middleware(Hosts, settings=settings),
    Middleware(Origins, settings=settings),
    Middleware(Bounds, sessions=sessions),
    Middleware(Rates, buckets=buckets),
    Middleware(MetricsDoor, settings=settings),
    Middleware(Compressed, paths=worth_it() | {sheets.PATH, shell.SHEET_PATH}),
    Middleware(Addresses, routes=routes),
    Middleware(Previews, buckets=buckets),
]


def lifespan(warm: Callable[[], None]) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Load and check the tables and warm the caches, so that the first reader waits for nothing; then keep the heap."""

    @asynccontextmanager
    async def started(_: object) -> AsyncIterator[None]:
        if settings.log == "requests":
            traces.in_lines()
        SHARED.trial = previews.tried
        with suppress(DataProblem):  # the store has said it on stderr, and the pages will say it
            warm()
        async with heap.kept():
            yield

    return started
