"""What browsers and search engines look for beside the pages: style sheets, icons, manifest, robots.txt, sitemap."""

from collections.abc import Callable, Mapping

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lib import links, sheets, site
from lib.html import render
from lib.images import mark
from lib.store import DataProblem, Store
from lib.theme import PAGE
from lib.web import shell
from lib.web.conditional import conditional
from lib.web.origin import origin

A_DAY = {"Cache-Control": "public, max-age=86400"}
LOOK_AGAIN = {"Cache-Control": "no-cache"}
ROBOTS = """User-agent: *
Allow: /
Disallow: /_stcore/
Disallow: /metrics
Sitemap: {origin}/sitemap.xml
"""
"""Crawlers read the answers; sessions of the app are for people."""

MANIFEST = {
    "name": site.NAME,
    "short_name": site.NAME,
    "description": "AI and ML certifications: what can be booked, what a path costs, what its role pays.",
    "start_url": "/",
    "display": "minimal-ui",
    "background_color": PAGE[0],
    "theme_color": PAGE[0],
    "icons": [
        {"src": "/favicon.svg", "type": "image/svg+xml", "sizes": "any"},
        {"src": "/icon-192.png", "type": "image/png", "sizes": "192x192"},
        {"src": "/icon-512.png", "type": "image/png", "sizes": "512x512", "purpose": "maskable"},
    ],
}


def routes(store: Store) -> list[Route]:
    """The routes of all of them."""
    return [
        _file(shell.SHEET_PATH, "text/css", lambda: shell.sheet().encode(), LOOK_AGAIN),
        _file(sheets.PATH, "text/css", lambda: sheets.SHARED.encode(), LOOK_AGAIN),
        _file("/favicon.svg", "image/svg+xml", lambda: mark.svg().encode()),
        _file("/favicon.ico", "image/x-icon", mark.ico),
        _file("/favicon.png", "image/png", lambda: mark.png(64)),
        _file("/apple-touch-icon.png", "image/png", lambda: mark.png(180, square=True)),
        _file("/icon-192.png", "image/png", lambda: mark.png(192)),
        _file("/icon-512.png", "image/png", lambda: mark.png(512, square=True)),
        _file("/manifest.webmanifest", "application/manifest+json", lambda: orjson.dumps(MANIFEST)),
        Route("/robots.txt", robots),
        Route("/sitemap.xml", Sitemap(store).answer),
    ]


def _file(path: str, kind: str, made: Callable[[], bytes], keep: Mapping[str, str] = A_DAY) -> Route:
    """A small file, made when it is first asked for."""
    kept: list[bytes] = []

    def answer(request: Request) -> Response:
        if not kept:
            kept.append(made())
        return conditional(request.scope, Response(kept[0], 200, keep, kind))

    return Route(path, answer)


def robots(request: Request) -> Response:
    """What crawlers may read, and where the sitemap is."""
    return PlainTextResponse(ROBOTS.format(origin=origin(request.scope)), headers=A_DAY)


class Sitemap:
    """Every page and every certification, with the day on which its facts were last checked."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def answer(self, request: Request) -> Response:
        """The sitemap as XML; 503 with a sentence until there are tables."""
        try:
            certs = self.store.tables()["certs"]
        except DataProblem as problem:
            return PlainTextResponse(str(problem), 503)
        newest = certs["checked_on"].max()
        places = [(links.address(page), newest) for page in site.PAGES if page.listed]
        rows = zip(certs["id"], certs["checked_on"], strict=True)
        places += [(links.address(site.CERT, [("id", one)]), checked_on) for one, checked_on in rows]
        text = render("sitemap.xml", places=places, origin=origin(request.scope))
        return conditional(request.scope, Response(text, 200, LOOK_AGAIN, "application/xml"))
