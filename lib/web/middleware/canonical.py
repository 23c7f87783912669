"""Addresses: unknown paths are 404s, and a hand-written address is redirected to its canonical form."""

from collections.abc import Sequence
from functools import cache
from urllib.parse import parse_qsl

from starlette.datastructures import URL
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from lib.address import pages, parameters
from lib.design import theme
from lib.design.render import render
from lib.tables.store import SHARED, DataProblem, Store
from lib.web.middleware.limits import BODILESS
from lib.web.path_kind import path_kind
from lib.web.streamlit import open_paths

PAGE_BY_PATH = {page.path: page for page in pages.PAGES}


class KnownPaths:
    """ASGI middleware: answers 404, for any method, to a path that neither the app has nor needs of Streamlit.

    It is in front of everything that reads a body, so the body stays unread and the connection is closed. Paths of
    Streamlit that begin with one of `extra_prefixes` are open too, such as those of an API that a flag switches on.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute] = (), extra_prefixes: tuple[str, ...] = ()) -> None:
        self.app = app
        self.routes = routes
        self.extra_prefixes = extra_prefixes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request for a known path; answer 404, or close a WebSocket, for any other."""
        if scope["type"] == "http" and not self._is_open(scope):
            await _not_found(scope)(scope, receive, send)
        elif scope["type"] == "websocket" and scope["path"] != open_paths.SESSION_PATH:
            await WebSocketClose()(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        path = scope["path"]
        if path_kind(path) == "page" or open_paths.is_open(path) or path.startswith(self.extra_prefixes):
            return True
        return any(route.matches(scope)[0] is not Match.NONE for route in self.routes)


class CanonicalAddresses:
    """ASGI middleware: redirects an address to its canonical form, since Streamlit answers every spelling of it."""

    def __init__(self, app: ASGIApp, store: Store = SHARED) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect the address of a page to its canonical form; pass everything else on."""
        is_page = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and path_kind(scope["path"]) == "page"
        redirect = self._redirect(scope["path"], URL(scope=scope)) if is_page else None
        await (redirect or self.app)(scope, receive, send)

    def _redirect(self, path: str, url: URL) -> Response | None:
        """The redirect to the canonical address of a view; None if this is it. Extra slashes are ignored."""
        pairs = parse_qsl(url.query, keep_blank_values=True)
        try:
            canonical_pairs = parameters.canonical(pairs, self.store.tables())
        except DataProblem:
            canonical_pairs = pairs
        page = PAGE_BY_PATH.get("/".join(part for part in path.split("/") if part), pages.HOME)
        if canonical_pairs == pairs and path == page.address():
            return None
        return RedirectResponse(page.address(canonical_pairs), status_code=307)


def _not_found(scope: Scope) -> Response:
    has_body = scope["method"] not in BODILESS
    return HTMLResponse(_no_such_page(), 404, {"Connection": "close"} if has_body else None)


@cache
def _no_such_page() -> str:
    listed_pages = [(page, page.address()) for page in pages.PAGES if page.listed]
    return render("not_found.html", pages=listed_pages, colours=theme.custom_properties())
