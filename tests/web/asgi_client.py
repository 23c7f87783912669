"""Requests to an ASGI app without a server or a network."""

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

T = TypeVar("T")
Pairs = Sequence[tuple[str, str]]


class Answer(NamedTuple):
    """The response of an app."""

    status: int
    headers: Headers
    body: bytes


def scope(path: str, headers: Pairs = (), **overrides: object) -> Scope:
    """The ASGI scope of a GET request; `path` may have a query, `overrides` replace entries."""
    plain, _, query = path.partition("?")
    raw_headers = [(name.lower().encode(), value.encode()) for name, value in headers]
    base = {"type": "http", "method": "GET", "scheme": "http", "path": plain, "raw_path": plain.encode()}
    connection = {
        "query_string": query.encode(),
        "headers": raw_headers,
        "client": ("203.0.113.9", 50000),
        "server": ("here", 80),
    }
    return {**base, **connection, "extensions": {"websocket.http.response": {}}, **overrides}


async def answered(app: ASGIApp, request_scope: Scope, body: Sequence[bytes] = (b"",)) -> Answer:
    """The answer of an app to a request whose body is received in parts."""
    parts, sent = list(body), []

    async def receive() -> Message:
        if not parts:
            await asyncio.Event().wait()  # the client stays connected and sends no more
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(request_scope, receive, send)
    start = next(one for one in sent if one["type"].endswith("http.response.start"))
    content = b"".join(one.get("body", b"") for one in sent)
    return Answer(start["status"], Headers(raw=list(start["headers"])), content)


def ask(app: ASGIApp, path: str, headers: Pairs = (), body: Sequence[bytes] = (b"",), **overrides: object) -> Answer:
    """The answer of an app to one request."""
    return run(answered(app, scope(path, headers, **overrides), body))


def run(coroutine: Coroutine[None, None, T]) -> T:
    """The result of a coroutine, run in a thread of its own, since Playwright may run a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
