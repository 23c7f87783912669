"""Addresses: unknown paths are 404s, and what people write by hand is sent on to its canonical form."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.datastructures import URL
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from lib import links, site, theme
from lib.html import render
from lib.store import SHARED, DataProblem, Store
from lib.web import streamlits
from lib.web.kinds import kind

PATHS = {page.path: page for page in site.PAGES}


class Addresses:
    """ASGI middleware in front of Streamlit, which answers 200 with a shell for any path."""

    def __init__(self, app: ASGIApp, store: Store = SHARED, routes: Sequence[BaseRoute] = ()) -> None:
        self.app = app
        self.store = store
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an unknown path or a name that is not canonical here; pass everything else on."""
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        answer = self._answer(scope) if asked else None
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if kind(path) == "page":
            return self._canonical(path, URL(scope=scope))
        if streamlits.has(path) or any(route.matches(scope)[0] is not Match.NONE for route in self.routes):
            return None
        return HTMLResponse(_not_found(), status_code=404)

    def _canonical(self, path: str, url: URL) -> Response | None:
        """The way to the one address of a view; None for that one itself. Slashes too many do not make another page."""
        given = parse_qsl(url.query, keep_blank_values=True)
        try:
            wanted = links.canonical(given, self.store.tables())
        except DataProblem:
            wanted = given
        page = PATHS.get("/".join(part for part in path.split("/") if part), site.HOME)
        if wanted == given and path == links.address(page):
            return None
        return RedirectResponse(links.address(page, wanted), status_code=307)


def _not_found() -> str:
    listed = [(page, links.address(page)) for page in site.PAGES if page.listed]
    return render("not_found.html", pages=listed, colours=theme.custom_properties())
