"""Addresses: unknown paths are 404s, and what people write by hand is sent on to its canonical form."""

from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import URL
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib import links, site, theme
from lib.html import render
from lib.store import DataProblem, Store

PASSED_ON = ("_stcore", "static", "media", "component", "app", "vendor")
FILES = ("favicon.png", "favicon.ico", "manifest.json")


class Addresses:
    """ASGI middleware in front of Streamlit, which answers 200 with a shell for any path."""

    def __init__(self, app: ASGIApp, store: Store | None = None) -> None:
        self.app = app
        self.store = store or Store()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an unknown path or a name that is not canonical here; pass everything else on."""
        answer = (
            self._answer(URL(scope=scope)) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        )
        await (answer or self.app)(scope, receive, send)

    def _answer(self, url: URL) -> Response | None:
        parts = [part for part in url.path.split("/") if part]
        if any(part in PASSED_ON for part in parts) or (len(parts) == 1 and parts[0] in FILES):
            return None
        page = "/".join(parts)
        if page and page not in {one.path for one in site.PAGES}:
            return HTMLResponse(_not_found(), status_code=404)
        return self._canonical(page, url)

    def _canonical(self, page: str, url: URL) -> Response | None:
        given = parse_qsl(url.query, keep_blank_values=True)
        try:
            wanted = links.canonical(given, self.store.tables())
        except DataProblem:
            return None
        if wanted == given:
            return None
        return RedirectResponse(f"/{page}" + (f"?{urlencode(wanted)}" if wanted else ""), status_code=307)


def _not_found() -> str:
    listed = [page for page in site.PAGES if page.listed]
    return render("not_found.html", pages=listed, colours=theme.custom_properties())
