"""Addresses: unknown paths are 404s, and what people write by hand is sent on to its canonical form."""

from urllib.parse import parse_qsl

from starlette.datastructures import URL
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib import links, site, theme
from lib.html import render
from lib.store import SHARED, DataProblem, Store

PASSED_ON = ("_stcore", "static", "media", "component")
FILES = ("favicon.png", "favicon.ico", "manifest.json")
PATHS = {page.path: page for page in site.PAGES}


class Addresses:
    """ASGI middleware in front of Streamlit, which answers 200 with a shell for any path."""

    def __init__(self, app: ASGIApp, store: Store = SHARED) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an unknown path or a name that is not canonical here; pass everything else on."""
        answer = (
            self._answer(URL(scope=scope)) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        )
        await (answer or self.app)(scope, receive, send)

    def _answer(self, url: URL) -> Response | None:
        parts = [part for part in url.path.split("/") if part]
        page = "/".join(parts)
        if page in FILES or _is_streamlits(parts):
            return None
        if page and page not in PATHS:
            return HTMLResponse(_not_found(), status_code=404)
        return self._canonical(page, url)

    def _canonical(self, page: str, url: URL) -> Response | None:
        given = parse_qsl(url.query, keep_blank_values=True)
        try:
            wanted = links.canonical(given, self.store.tables())
        except DataProblem:
            return None
        if wanted == given and page != site.HOME.path:
            return None
        return RedirectResponse(links.address(PATHS.get(page, site.HOME), wanted), status_code=307)


def _is_streamlits(parts: list[str]) -> bool:
    """Whether a path is one of Streamlit's own, which its frontend also looks for below the path of a page."""
    own = parts[1:] if parts and parts[0] in PATHS else parts
    return len(own) > 1 and (own[0] in PASSED_ON or own[:2] == ["app", "static"])


def _not_found() -> str:
    listed = [(page, links.address(page)) for page in site.PAGES if page.listed]
    return render("not_found.html", pages=listed, colours=theme.custom_properties())
