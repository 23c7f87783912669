"""One endpoint over HTTP: methods, what the client accepts, entity tags, problem documents."""

from collections.abc import Iterator
from email.utils import formatdate
from functools import partial
from hashlib import sha256
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from lib import previews
from lib.api.endpoint import LICENCE, PREFIX, Asked, Body, Endpoint, Moved, NotThere
from lib.api.reading import NotUnderstood, understood
from lib.clock import today
from lib.planner import CatalogueProblem
from lib.store import DataProblem, Store, Tables
from lib.web.api.accepts import accepts
from lib.web.conditional import conditional, is_fresh, unchanged
from lib.web.encodings import ENCODINGS, accepted
from lib.web.kept import Kept, Made
from lib.web.origin import origin
from lib.web.refusals import refusal

MOST, MOST_BYTES = 512, 32 * 2**20
LONG = 5000
"""Rows above which an answer is sent while it is made, and not kept."""

METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Cache-Control, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
LINKS = f'<{LICENCE}>; rel="license", <{PREFIX}/openapi.json>; rel="service-desc"'


class Long(Exception):
    """An answer that is too long to be kept."""

    def __init__(self, body: Body) -> None:
        super().__init__()
        self.body = body


class Resource:
    """ASGI app of an endpoint. Answers are made in a thread, once for all who ask the same, and kept."""

    def __init__(self, endpoint: Endpoint, store: Store, kept: Kept) -> None:
        self.endpoint, self.store, self.kept = endpoint, store, kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of any method."""
        answer = self._not_read(scope) or await self._answer(scope)
        await answer(scope, receive, send)

    def _not_read(self, scope: Scope) -> Response | None:
        """The answer to a request that is not one for reading what there is; None for one that is."""
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        if scope["method"] not in ("GET", "HEAD"):
            return refusal(scope, 405, f"It answers {METHODS}, and not {scope['method'][:20]}.", {"Allow": METHODS})
        offered = list(self.endpoint.schemas)
        if self.endpoint.negotiated and not accepts(Headers(scope=scope).get("accept", ""), offered):
            return refusal(scope, 406, f"It is given as {' or '.join(offered)} only.", {"Vary": "Accept"})
        return None

    async def _answer(self, scope: Scope) -> Response:
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        named = {**self.endpoint.named, **scope.get("path_params", {})}
        try:
            asked = understood(self.endpoint, pairs, named, self.store.tables(), origin(scope))
            return await self._read(scope, asked)
        except NotUnderstood as why:
            wrong = [one._asdict() for one in why.wrong]
            return refusal(scope, 400, str(why), errors=wrong)
        except NotThere as why:
            return refusal(scope, 404, str(why), **why.more)
        except Moved as to:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{PREFIX}{to}{'?' if query else ''}{query}", 307)
        except (DataProblem, CatalogueProblem) as problem:
            return refusal(scope, 503, str(problem))

    async def _read(self, scope: Scope, asked: Asked) -> Response:
        encoding = accepted(Headers(scope=scope).get("accept-encoding", ""))
        view = (self.endpoint.path, asked.named, asked.pairs, asked.origin, today())
        key = (view, encoding, asked.tables.stamp)
        try:
            made = await self.kept.made(key, partial(_made, self.endpoint, asked, encoding))
        except Long as long:
            return _sent(scope, long.body, self._headers(asked) | {"ETag": _version(view, asked.tables)})
        coded = {"Content-Encoding": encoding} if encoding else {}
        return conditional(scope, Response(made.body, 200, self._headers(asked) | coded))

    def _headers(self, asked: Asked) -> dict[str, str]:
        endpoint, named = self.endpoint, dict(asked.named)
        media = endpoint.sends(named)
        text = "; charset=utf-8" if media.startswith("text/") else ""
        varies = "Accept, Accept-Encoding" if endpoint.negotiated else "Accept-Encoding"
        told = {"Content-Type": f"{media}{text}", "Cache-Control": "no-cache", "Vary": varies, "Link": LINKS}
        if endpoint.file:
            told["Content-Disposition"] = f'inline; filename="{endpoint.file(asked)}"'
        if changed := _changed(named.get("name"), asked.tables):
            told["Last-Modified"] = formatdate(changed, usegmt=True)
        return told


def _made(endpoint: Endpoint, asked: Asked, encoding: str | None) -> Made:
    """The whole body in an encoding. Raises Long."""
    body = endpoint.answer(asked)
    if body.rows > LONG:
        raise Long(body)
    whole = b"".join(body.parts())
    return Made(ENCODINGS[encoding](whole) if encoding else whole)


def _sent(scope: Scope, body: Body, headers: dict[str, str]) -> Response:
    """A long answer, sent part by part; what stands between us and the client may compress it."""
    nothing: Iterator[bytes] = iter(())
    answer = StreamingResponse(nothing if scope["method"] == "HEAD" else body.parts(), headers=headers)
    fresh = is_fresh(Headers(scope=scope).get("if-none-match", ""), headers["ETag"])
    return unchanged(answer) if fresh else answer


def _version(view: tuple[object, ...], tables: Tables) -> str:
    """The tag of an answer that is not made before it is sent: what it is made from, and by which code."""
    made_from = f"{view} {previews.version(tables, today())}"
    return f'W/"{sha256(made_from.encode(errors="replace")).hexdigest()[:20]}"'


def _changed(table: str | None, tables: Tables) -> float | None:
    """When a table was last written, seconds since 1970; None for anything else."""
    return next((changed / 1e9 for name, changed, _ in tables.stamp if name == table), None)
