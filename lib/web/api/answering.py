"""One endpoint over HTTP: methods, content negotiation, entity tags, problem documents."""

from collections.abc import Iterator
from email.utils import formatdate
from functools import partial
from hashlib import sha256
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from lib.api.endpoint import LICENCE, PREFIX, ApiRequest, Body, Endpoint, Moved, NotFound
from lib.api.reading import InvalidParameters, api_request
from lib.catalogue.status import today
from lib.planner import CatalogueProblem
from lib.tables.store import DataProblem, Store, Tables
from lib.views.preview import link_preview
from lib.web.accept import accepts
from lib.web.content_coding import CODINGS, preferred_coding
from lib.web.etag import conditional, is_fresh, not_modified
from lib.web.problem import refusal
from lib.web.response_cache import CachedBody, ResponseCache
from lib.web.site_origin import site_origin

MAX_BODIES, MAX_BYTES = 512, 32 * 2**20
MAX_CACHED_ROWS = 5000
"""Rows above which a response is streamed and not cached."""

METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Cache-Control, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
LINKS = f'<{LICENCE}>; rel="license", <{PREFIX}/openapi.json>; rel="service-desc"'


class TooLongToCache(Exception):
    """A response that is too long to be cached; `body` is its body, not yet made."""

    def __init__(self, body: Body) -> None:
        super().__init__()
        self.body = body


class EndpointApp:
    """ASGI app of an endpoint. Bodies are cached; each is made in a thread, once for all requests that wait for it."""

    def __init__(self, endpoint: Endpoint, store: Store, cache: ResponseCache) -> None:
        self.endpoint, self.store, self.cache = endpoint, store, cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of any method."""
        response = self._unread_response(scope) or await self._response(scope)
        await response(scope, receive, send)

    def _unread_response(self, scope: Scope) -> Response | None:
        """The response to a preflight, or to a method or Accept header that the endpoint refuses; else None."""
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        if scope["method"] not in ("GET", "HEAD"):
            return refusal(scope, 405, f"It answers {METHODS}, and not {scope['method'][:20]}.", {"Allow": METHODS})
        media_types = list(self.endpoint.schemas)
        if self.endpoint.negotiated and not accepts(Headers(scope=scope).get("accept", ""), media_types):
            return refusal(scope, 406, f"It is given as {' or '.join(media_types)} only.", {"Vary": "Accept"})
        return None

    async def _response(self, scope: Scope) -> Response:
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        path_params = {**self.endpoint.fixed_params, **scope.get("path_params", {})}
        try:
            request = api_request(self.endpoint, pairs, path_params, self.store.tables(), site_origin(scope))
            return await self._requested(scope, request)
        except InvalidParameters as error:
            errors = [problem._asdict() for problem in error.problems]
            return refusal(scope, 400, str(error), errors=errors)
        except NotFound as error:
            return refusal(scope, 404, str(error), **error.details)
        except Moved as path:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{PREFIX}{path}{'?' if query else ''}{query}", 307)
        except (DataProblem, CatalogueProblem) as problem:
            return refusal(scope, 503, str(problem))

    async def _requested(self, scope: Scope, request: ApiRequest) -> Response:
        """The response to a valid request: a 200 from the cache or a stream, or a 304."""
        encoding = preferred_coding(Headers(scope=scope).get("accept-encoding", ""))
        view = (self.endpoint.path, request.path_params, request.pairs, request.origin, today())
        key = (view, encoding, request.tables.stamp)
        try:
            cached = await self.cache.body(key, partial(_encoded_body, self.endpoint, request, encoding))
        except TooLongToCache as too_long:
            tag = {"ETag": _weak_tag(view, request.tables)}
            return _streamed(scope, too_long.body, self._headers(request) | tag)
        coded = {"Content-Encoding": encoding} if encoding else {}
        return conditional(scope, Response(cached.body, 200, self._headers(request) | coded))

    def _headers(self, request: ApiRequest) -> dict[str, str]:
        endpoint, path_params = self.endpoint, dict(request.path_params)
        media = endpoint.media_type(path_params)
        charset = "; charset=utf-8" if media.startswith("text/") else ""
        varies = "Accept, Accept-Encoding" if endpoint.negotiated else "Accept-Encoding"
        headers = {"Content-Type": f"{media}{charset}", "Cache-Control": "no-cache", "Vary": varies, "Link": LINKS}
        if endpoint.file_name:
            headers["Content-Disposition"] = f'inline; filename="{endpoint.file_name(request)}"'
        if written := _written(path_params.get("name"), request.tables):
            headers["Last-Modified"] = formatdate(written, usegmt=True)
        return headers


def _encoded_body(endpoint: Endpoint, request: ApiRequest, encoding: str | None) -> CachedBody:
    """The complete body in an encoding, None for no encoding. Raises TooLongToCache."""
    body = endpoint.answer(request)
    if body.rows > MAX_CACHED_ROWS:
        raise TooLongToCache(body)
    plain = b"".join(body.parts())
    return CachedBody(CODINGS[encoding](plain) if encoding else plain)


def _streamed(scope: Scope, body: Body, headers: dict[str, str]) -> Response:
    """A long response, sent part by part and uncompressed; a proxy in front of the server may compress it."""
    no_parts: Iterator[bytes] = iter(())
    response = StreamingResponse(no_parts if scope["method"] == "HEAD" else body.parts(), headers=headers)
    fresh = is_fresh(Headers(scope=scope).get("if-none-match", ""), headers["ETag"])
    return not_modified(response) if fresh else response


def _weak_tag(view: tuple[object, ...], tables: Tables) -> str:
    """The weak entity tag of a streamed response, whose bytes are unknown: a hash of request, tables, day and code."""
    version = f"{view} {link_preview.image_version(tables, today())}"
    return f'W/"{sha256(version.encode(errors="replace")).hexdigest()[:20]}"'


def _written(table: str | None, tables: Tables) -> float | None:
    """When a table was last written, in seconds since 1970; None if there is no such table."""
    return next((nanoseconds / 1e9 for name, nanoseconds, _ in tables.stamp if name == table), None)
