"""Scripts and style sheets, compressed once for each encoding that browsers ask for, and kept in memory.

Streamlit sends them as they are, 7.5 MB for a page with a chart. Libraries that compress (Starlette's GZipMiddleware,
brotli-asgi, starlette-compress) do so anew for each request, and those that serve compressed files (ServeStatic) want
them written beside the originals, which a read-only file system forbids: see ADR 6. What a reader waits for is
compressed fast; behind everything else the server then makes the same smaller, for the readers after them.
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

from lib.web import streamlits
from lib.web.conditional import is_fresh, unchanged
from lib.web.encodings import ENCODINGS, SMALLEST, accepted
from lib.web.shell import FOLDER

WORTH_IT = (".js", ".css", ".svg", ".json", ".wasm")
LEAST = 1000  # bytes, below which compressing saves nothing
LOWEST = 19  # the priority of a thread that takes what the others leave
CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since")
LOG = logging.getLogger("certwise")


class Compressed:
    """ASGI middleware: answers for the files of a folder; everything else, ranges too, passes untouched.

    It holds one body for each file and encoding: for Streamlit's files 15 MB if every one is asked for.
    """

    def __init__(self, app: ASGIApp, paths: frozenset[str] | None = None) -> None:
        self.app = app
        self.paths = worth_it() if paths is None else paths
        self._kept: dict[tuple[str, str], Task[Response]] = {}
        self._smaller: dict[tuple[str, str], Response] = {}
        self.spare = SpareTime()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a compressed file if the browser takes one."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in self.paths:
            await self._file(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        encoding = accepted(asked.get("accept-encoding", ""))
        if encoding is None or "range" in asked:
            await self.app(scope, receive, _varying(send))
            return
        answer = await self._answer(scope, encoding)
        fresh = is_fresh(asked.get("if-none-match", ""), answer.headers.get("etag"))
        await (unchanged(answer) if fresh else answer)(scope, receive, send)

    async def _answer(self, scope: Scope, encoding: str) -> Response:
        """The whole answer for a file in an encoding. Readers who ask at the same time wait for the same work."""
        key = (scope["path"], encoding)
        if key in self._smaller:
            self._kept.pop(key, None)
            return self._smaller[key]
        if key not in self._kept:
            self._kept[key] = create_task(self._compressed(scope, encoding))
        try:
            return await shield(self._kept[key])
        except Exception:
            self._kept.pop(key, None)
            raise

    async def _compressed(self, scope: Scope, encoding: str) -> Response:
        whole = await _plain_answer(self.app, scope)
        if whole.status_code != 200:
            raise FileNotFoundError(scope["path"])
        if encoding in SMALLEST:
            self.spare.do(partial(self._make_smaller, (scope["path"], encoding), whole))
        return _coded(whole, await to_thread(ENCODINGS[encoding], bytes(whole.body)), encoding)

    def _make_smaller(self, key: tuple[str, str], whole: Response) -> None:
        encoding = key[1]
        self._smaller[key] = _coded(whole, SMALLEST[encoding](bytes(whole.body)), encoding)


class SpareTime:
    """One thread for work that nobody waits for: it yields to all others and ends with the process."""

    def __init__(self) -> None:
        self._waiting: Queue[Callable[[], None]] = Queue()
        self._thread: Thread | None = None

    def do(self, work: Callable[[], None]) -> None:
        """Do some work after what was given before. For one caller, such as the event loop."""
        self._waiting.put(work)
        if self._thread is None:
            self._thread = Thread(target=self._work, name="spare time", daemon=True)
            self._thread.start()

    def done(self) -> None:
        """Wait until everything is done."""
        self._waiting.join()

    def _work(self) -> None:
        if sys.platform == "linux":  # elsewhere the priority is the process's
            with suppress(OSError):  # a sandbox may forbid it
                os.setpriority(os.PRIO_PROCESS, get_native_id(), LOWEST)
        while True:
            work = self._waiting.get()
            try:
                work()
            except Exception:
                LOG.exception("work in spare time failed")
            finally:
                del work  # with the body that it holds, while there is nothing to do
                self._waiting.task_done()


def _coded(whole: Response, body: bytes, encoding: str) -> Response:
    """An answer with its body in an encoding."""
    answer = Response(body)
    answer.raw_headers = list(whole.raw_headers)
    answer.headers["Content-Encoding"] = encoding
    answer.headers["Content-Length"] = str(len(body))
    del answer.headers["Accept-Ranges"]
    _vary(answer.headers)
    if not (tag := answer.headers.get("etag", 'W/""')).startswith("W/"):
        answer.headers["ETag"] = f"W/{tag}"  # the same content in other bytes
    return answer


def worth_it() -> frozenset[str]:
    """The paths of Streamlit's files that are worth compressing."""
    known = (path for path in streamlits.files() if path.endswith(WORTH_IT))
    return frozenset(path for path in known if (FOLDER / path[1:]).stat().st_size >= LEAST)


async def _plain_answer(app: ASGIApp, scope: Scope) -> Response:
    """What the app answers to the request without its conditions and encodings."""
    headers = [pair for pair in scope["headers"] if pair[0] not in CONDITIONS]
    answer, chunks = Response(), []

    async def receive() -> Message:
        await Event().wait()  # for ever: nobody sends a body, and nobody goes away
        return {"type": "http.disconnect"}

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status_code, answer.raw_headers = message["status"], list(message["headers"])
        else:
            chunks.append(message.get("body", b""))

    await app({**scope, "method": "GET", "headers": headers, "extensions": {}}, receive, collect)
    answer.body = b"".join(chunks)
    return answer


def _varying(send: Send) -> Send:
    """Say that a browser which asks for another encoding gets another answer."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            _vary(MutableHeaders(scope=message))
        await send(message)

    return sent


def _vary(headers: MutableHeaders) -> None:
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
