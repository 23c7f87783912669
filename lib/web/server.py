"""Routes, middleware and start-up of `st.App`, put together in one place."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from starlette.middleware import Middleware
from starlette.routing import Route

from lib.design import stylesheets
from lib.settings import current
from lib.tables.store import SHARED, DataProblem
from lib.web import api, connections, json_log, log_rate_limit, open_files
from lib.web.middleware import page_html
from lib.web.middleware.access import AllowedHosts, MetricsAccess, SessionOrigins
from lib.web.middleware.canonical import CanonicalAddresses, KnownPaths
from lib.web.middleware.compression import Compression, compressible_paths
from lib.web.middleware.errors import Errors
from lib.web.middleware.limits import RequestLimits, Sessions
from lib.web.middleware.observe import Observe
from lib.web.middleware.page_html import PageHtml
from lib.web.middleware.rate_limit import RateLimit, TokenBuckets
from lib.web.middleware.run_queue import RunMessages, RunQueue
from lib.web.middleware.security_headers import SecurityHeaders
from lib.web.problem import ProblemDocuments
from lib.web.routes import health, signposts
from lib.web.routes.images import PreviewImages
from lib.web.routes.metrics import Metrics
from lib.web.streamlit import garbage, shell
from lib.web.streamlit.ended_sessions import sweep
from lib.web.streamlit.run_messages import begins_run, ends_run

CHORE_INTERVAL = 10  # seconds
LOG = logging.getLogger("certwise")
settings = current()
sessions = Sessions(settings.sessions, settings.each)
buckets = TokenBuckets(settings.costly)
metrics = Metrics(SHARED, sessions)

routes = [
    Route("/healthz", health.alive),
    Route("/readyz", health.Readiness(SHARED).answer),
    Route("/metrics", metrics.answer),
    Route("/preview/{page}.png", PreviewImages(SHARED).answer),
    *signposts.routes(SHARED),
    *api.routes(SHARED),
]


def middleware(extra_prefixes: tuple[str, ...] = ()) -> list[Middleware]:
    """The middleware in front of Streamlit, outermost first: that sees requests first and responses last.

    `extra_prefixes` begin paths of Streamlit that are open in addition to those that the app uses.
    """
    log = [json_log.log_request] if settings.log == "requests" else []
    return [
        Middleware(connections.RequestTracking),
        Middleware(Observe, observers=[metrics.count, *log]),
        Middleware(SecurityHeaders, settings=settings),
        Middleware(Errors),
        Middleware(ProblemDocuments),
        Middleware(AllowedHosts, settings=settings),
        Middleware(KnownPaths, routes=routes, extra_prefixes=extra_prefixes),
        Middleware(SessionOrigins, settings=settings),
        Middleware(RequestLimits, sessions=sessions),
        Middleware(RunQueue, messages=RunMessages(begins_run, ends_run)),
        Middleware(RateLimit, buckets=buckets),
        Middleware(MetricsAccess, settings=settings),
        Middleware(Compression, paths=compressible_paths() | {stylesheets.PATH, shell.SHEET_PATH}),
        Middleware(CanonicalAddresses),
        Middleware(PageHtml, buckets=buckets),
    ]


def lifespan(warm: Callable[[], None]) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """The lifespan of the server: loads and checks the tables, fills the caches by `warm`, then freezes the heap.

    So the first reader waits for nothing. While the server runs, sessions without a reader are ended and held-back log
    lines are written, every few seconds.
    """

    @asynccontextmanager
    async def started(_: object) -> AsyncIterator[None]:
        connections.wrap_protocols(asyncio.get_running_loop())
        sessions.limit_to(open_files.sessions_for(open_files.raised_limit()))
        if settings.log == "requests":
            json_log.format_as_json()
        log_limit = log_rate_limit.limit_all_handlers()
        SHARED.trial = page_html.check_answers
        with suppress(DataProblem):  # the store has reported it on stderr, and each page shows it
            warm()
        garbage.freeze()
        async with regularly(CHORE_INTERVAL, log_limit.flush, sweep):
            yield

    return started


@asynccontextmanager
async def regularly(seconds: float, *chores: Callable[[], None]) -> AsyncIterator[None]:
    """Run chores in the event loop, every so many seconds, during the block; one that fails is logged and run again."""

    async def work() -> None:
        while True:
            await asyncio.sleep(seconds)
            for chore in chores:
                try:
                    chore()
                except Exception:
                    LOG.exception("a chore failed")

    task = asyncio.create_task(work())
    try:
        yield
    finally:
        task.cancel()
