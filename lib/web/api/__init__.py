"""The open API under `/api/v1/`: the endpoints of `lib.api` over HTTP."""

from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from lib.api.endpoint import PREFIX
from lib.api.endpoints import ENDPOINTS
from lib.store import Store
from lib.web.api.resource import MOST, MOST_BYTES, Resource
from lib.web.kept import Kept
from lib.web.refusals import refusal

__all__ = ["routes"]


def routes(store: Store) -> list[Route]:
    """A route for each endpoint, and one for every other path below `/api`."""
    kept = Kept(MOST, MOST_BYTES)
    own = [Route(PREFIX + endpoint.path, Resource(endpoint, store, kept)) for endpoint in ENDPOINTS]
    return [*own, Route("/api{rest:path}", Nothing())]


class Nothing:
    """ASGI app of the paths that are not there."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A problem document that says where to look; what is above the endpoints leads to their list."""
        sentence = f"There is no such path; {PREFIX}/ lists those that there are."
        above = scope["path"].rstrip("/") in ("/api", PREFIX)
        answer = RedirectResponse(f"{PREFIX}/", 307) if above else refusal(scope, 404, sentence)
        await answer(scope, receive, send)
