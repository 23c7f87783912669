"""Streamlit's own files, compressed once for each encoding that browsers ask for, and kept in memory.

Streamlit sends them as they are, 7.5 MB for a page with a chart. Libraries that compress (Starlette's GZipMiddleware,
brotli-asgi, starlette-compress) do so anew for each request, and those that serve compressed files (ServeStatic) want
them written beside the originals, which a read-only file system forbids: see ADR 6.
"""

from asyncio import Event, Task, create_task, shield, to_thread

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web import streamlits
from lib.web.conditional import is_fresh, unchanged
from lib.web.encodings import ENCODINGS, accepted
from lib.web.shell import FOLDER

WORTH_IT = (".js", ".css", ".svg", ".json", ".wasm")
SMALLEST = 1000  # bytes, below which compressing saves nothing
CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since")


class Compressed:
    """ASGI middleware: answers for the files of a folder; everything else, ranges too, passes untouched.

    It holds at most one body for each file and encoding: for Streamlit's files 15 MB if every one is asked for.
    """

    def __init__(self, app: ASGIApp, paths: frozenset[str] | None = None) -> None:
        self.app = app
        self.paths = worth_it() if paths is None else paths
        self._kept: dict[tuple[str, str], Task[Response]] = {}

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
        if key not in self._kept:
            self._kept[key] = create_task(self._compressed(scope, encoding))
        try:
            return await shield(self._kept[key])
        except Exception:
            self._kept.pop(key, None)
            raise

    async def _compressed(self, scope: Scope, encoding: str) -> Response:
        answer = await _plain_answer(self.app, scope)
        if answer.status_code != 200:
            raise FileNotFoundError(scope["path"])
        answer.body = await to_thread(ENCODINGS[encoding], bytes(answer.body))
        answer.headers["Content-Encoding"] = encoding
        answer.headers["Content-Length"] = str(len(answer.body))
        del answer.headers["Accept-Ranges"]
        _vary(answer.headers)
        if not (tag := answer.headers.get("etag", 'W/""')).startswith("W/"):
            answer.headers["ETag"] = f"W/{tag}"  # the same content in other bytes
        return answer


def worth_it() -> frozenset[str]:
    """The paths of Streamlit's files that are worth compressing."""
    known = (path for path in streamlits.files() if path.endswith(WORTH_IT))
    return frozenset(path for path in known if (FOLDER / path[1:]).stat().st_size >= SMALLEST)


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
