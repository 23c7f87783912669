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
from lib.web.kinds import kind

STREAMLITS = ("static", "media", "streamlit", "stream", "metrics")
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
        what = kind(scope["path"])
        if what == "page":
            return self._canonical("/".join(part for part in scope["path"].split("/") if part), URL(scope=scope))
        if what in STREAMLITS or any(route.matches(scope)[0] is not Match.NONE for route in self.routes):
            return None
        return HTMLResponse(_not_found(), status_code=404)

    def _canonical(self, page: str, url: URL) -> Response | None:
        given = parse_qsl(url.query, keep_blank_values=True)
        try:
            wanted = links.canonical(given, self.store.tables())
        except DataProblem:
            return None
        if wanted == given and page != site.HOME.path:
            return None
        return RedirectResponse(links.address(PATHS.get(page, site.HOME), wanted), status_code=307)


def _not_found() -> str:
    listed = [(page, links.address(page)) for page in site.PAGES if page.listed]
    return render("not_found.html", pages=listed, colours=theme.custom_properties())
