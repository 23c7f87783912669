"""Scripts and style sheets, compressed once for each encoding that browsers request, and cached in memory.

Streamlit sends them uncompressed, 7.5 MB for a page with a chart. Libraries that compress (Starlette's GZipMiddleware,
brotli-asgi, starlette-compress) do so again for each request, and those that serve compressed files (ServeStatic) need
them next to the originals, which a read-only file system forbids: see ADR 6. The first response is compressed fast,
since a reader waits for it; a background thread then makes a smaller one for later readers.
"""

import logging
import os
import sys
from asyncio import Event, Task, create_task, shield, to_thread
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Queue
from threading import Thread, get_native_id

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.content_coding import CODINGS, SLOW_CODINGS, preferred_coding
from lib.web.etag import is_fresh, not_modified
from lib.web.streamlit import open_paths
from lib.web.streamlit.shell import FOLDER

COMPRESSIBLE = (".js", ".css", ".svg", ".json", ".wasm")
MIN_BYTES = 1000  # bytes, below which compressing saves nothing
LOWEST_PRIORITY = 19  # the priority (nice value) of a thread that uses only idle CPU
CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since")
LOG = logging.getLogger("certwise")


class Compression:
    """ASGI middleware: answers requests for `paths` with compressed files; passes on all others, and range requests.

    It caches one body for each file and encoding: 15 MB if every one of Streamlit's files is requested.
    """

    def __init__(self, app: ASGIApp, paths: frozenset[str] | None = None) -> None:
        self.app = app
        self.paths = compressible_paths() if paths is None else paths
        self._fast: dict[tuple[str, str], Task[Response]] = {}
        self._smaller: dict[tuple[str, str], Response] = {}
        self.worker = BackgroundWorker()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for one of the paths; pass everything else on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in self.paths:
            await self._file(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        encoding = preferred_coding(headers.get("accept-encoding", ""))
        if encoding is None or "range" in headers:
            await self.app(scope, receive, _varying_send(send))
            return
        response = await self._response(scope, encoding)
        fresh = is_fresh(headers.get("if-none-match", ""), response.headers.get("etag"))
        await (not_modified(response) if fresh else response)(scope, receive, send)

    async def _response(self, scope: Scope, encoding: str) -> Response:
        """The 200 with a file in an encoding, made once for all requests that wait for it."""
        key = (scope["path"], encoding)
        if key in self._smaller:
            self._fast.pop(key, None)
            return self._smaller[key]
        if key not in self._fast:
            self._fast[key] = create_task(self._compressed(scope, encoding))
        try:
            return await shield(self._fast[key])
        except Exception:
            self._fast.pop(key, None)
            raise

    async def _compressed(self, scope: Scope, encoding: str) -> Response:
        plain = await _plain_response(self.app, scope)
        if plain.status_code != 200:
            raise FileNotFoundError(scope["path"])
        if encoding in SLOW_CODINGS:
            self.worker.submit(partial(self._make_smaller, (scope["path"], encoding), plain))
        return _encoded(plain, await to_thread(CODINGS[encoding], bytes(plain.body)), encoding)

    def _make_smaller(self, key: tuple[str, str], plain: Response) -> None:
        encoding = key[1]
        self._smaller[key] = _encoded(plain, SLOW_CODINGS[encoding](bytes(plain.body)), encoding)


class BackgroundWorker:
    """One daemon thread of low priority for work that no request waits for."""

    def __init__(self) -> None:
        self._waiting: Queue[Callable[[], None]] = Queue()
        self._thread: Thread | None = None

    def submit(self, work: Callable[[], None]) -> None:
        """Queue some work. Not thread-safe: only one thread, such as that of the event loop, may submit."""
        self._waiting.put(work)
        if self._thread is None:
            self._thread = Thread(target=self._work, name="spare time", daemon=True)
            self._thread.start()

    def join(self) -> None:
        """Wait until the queue is empty and its last work has ended."""
        self._waiting.join()

    def _work(self) -> None:
        if sys.platform == "linux":  # elsewhere threads have no priority of their own
            with suppress(OSError):  # a sandbox may forbid it
                os.setpriority(os.PRIO_PROCESS, get_native_id(), LOWEST_PRIORITY)
        while True:
            work = self._waiting.get()
            try:
                work()
            except Exception:
                LOG.exception("work in spare time failed")
            finally:
                del work  # and the body that it holds, while the thread waits
                self._waiting.task_done()


def _encoded(plain: Response, body: bytes, encoding: str) -> Response:
    """A response with the headers of the plain one and its body in an encoding."""
    response = Response(body)
    response.raw_headers = list(plain.raw_headers)
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    del response.headers["Accept-Ranges"]
    _vary(response.headers)
    if not (tag := response.headers.get("etag", 'W/""')).startswith("W/"):
        response.headers["ETag"] = f"W/{tag}"  # weak: the same content in other bytes
    return response


def compressible_paths() -> frozenset[str]:
    """The paths of Streamlit's files that are worth compressing: by ending, and of at least MIN_BYTES."""
    paths = (path for path in open_paths.frontend_files() if path.endswith(COMPRESSIBLE))
    return frozenset(path for path in paths if (FOLDER / path[1:]).stat().st_size >= MIN_BYTES)


async def _plain_response(app: ASGIApp, scope: Scope) -> Response:
    """The app's response to a GET of the path without conditions and encodings."""
    headers = [pair for pair in scope["headers"] if pair[0] not in CONDITIONS]
    response, chunks = Response(), []

    async def receive() -> Message:
        await Event().wait()  # for ever: there is no body, and no client that could disconnect
        return {"type": "http.disconnect"}

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            response.status_code, response.raw_headers = message["status"], list(message["headers"])
        else:
            chunks.append(message.get("body", b""))

    await app({**scope, "method": "GET", "headers": headers, "extensions": {}}, receive, collect)
    response.body = b"".join(chunks)
    return response


def _varying_send(send: Send) -> Send:
    """A `send` that adds `Vary: Accept-Encoding` to the response."""

    async def varying_send(message: Message) -> None:
        if message["type"] == "http.response.start":
            _vary(MutableHeaders(scope=message))
        await send(message)

    return varying_send


def _vary(headers: MutableHeaders) -> None:
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
