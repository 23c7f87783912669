"""Ask an ASGI app without a server or a network; and small apps to stand behind a middleware."""

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

T = TypeVar("T")
Pairs = Sequence[tuple[str, str]]


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Headers
    body: bytes


def scope(path: str, headers: Pairs = (), **more: object) -> Scope:
    """A request as a server hands it on; `path` may have a query."""
    plain, _, query = path.partition("?")
    asked = [(name.lower().encode(), value.encode()) for name, value in headers]
    base = {"type": "http", "method": "GET", "scheme": "http", "path": plain, "raw_path": plain.encode()}
    where = {"query_string": query.encode(), "headers": asked, "client": ("203.0.113.9", 50000), "server": ("here", 80)}
    return {**base, **where, "extensions": {"websocket.http.response": {}}, **more}


async def answered(app: ASGIApp, asked: Scope, body: Sequence[bytes] = (b"",)) -> Answer:
    """The answer of an app to a request; the parts of a body come one at a time."""
    parts, sent = list(body), []

    async def receive() -> Message:
        if not parts:
            await asyncio.Event().wait()  # the client stays, and has nothing more to say
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(asked, receive, send)
    start = next(one for one in sent if one["type"].endswith("http.response.start"))
    whole = b"".join(one.get("body", b"") for one in sent)
    return Answer(start["status"], Headers(raw=list(start["headers"])), whole)


def ask(app: ASGIApp, path: str, headers: Pairs = (), body: Sequence[bytes] = (b"",), **more: object) -> Answer:
    """The answer of an app to one request."""
    return run(answered(app, scope(path, headers, **more), body))


def run(what: Coroutine[None, None, T]) -> T:
    """What a coroutine comes to. In a thread of its own: where a browser is driven a loop is running already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, what).result()
