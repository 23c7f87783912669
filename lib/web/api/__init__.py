"""The open API under `/api/v1/`: the endpoints of `lib.api` over HTTP."""

from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from lib.api.endpoint import PREFIX
from lib.api.endpoints import ENDPOINTS
from lib.tables.store import Store
from lib.web.api.answering import MAX_BODIES, MAX_BYTES, EndpointApp
from lib.web.problem import refusal
from lib.web.response_cache import ResponseCache

__all__ = ["routes"]


def routes(store: Store) -> list[Route]:
    """One route for each endpoint, and a last one for every other path that begins with `/api`."""
    cache = ResponseCache(MAX_BODIES, MAX_BYTES)
    endpoints = [Route(PREFIX + endpoint.path, EndpointApp(endpoint, store, cache)) for endpoint in ENDPOINTS]
    return [*endpoints, Route("/api{rest:path}", UnknownPath())]


class UnknownPath:
    """ASGI app for paths of the API that do not exist."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect `/api` and `/api/v1` to the list of endpoints; answer any other path with a 404 that names it."""
        sentence = f"There is no such path; {PREFIX}/ lists those that there are."
        is_above = scope["path"].rstrip("/") in ("/api", PREFIX)
        response = RedirectResponse(f"{PREFIX}/", 307) if is_above else refusal(scope, 404, sentence)
        await response(scope, receive, send)
