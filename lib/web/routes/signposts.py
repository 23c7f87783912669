"""Files that browsers and search engines request besides pages: style sheets, icons, manifest, robots.txt, sitemap."""

from collections.abc import Callable, Mapping

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lib.address import pages
from lib.design import logo, stylesheets
from lib.design.render import render
from lib.design.theme import PAGE
from lib.tables.store import DataProblem, Store
from lib.web.etag import conditional
from lib.web.site_origin import site_origin
from lib.web.streamlit import shell

A_DAY = {"Cache-Control": "public, max-age=86400"}
REVALIDATE = {"Cache-Control": "no-cache"}
ROBOTS = """User-agent: *
Allow: /
Disallow: /_stcore/
Disallow: /metrics
Sitemap: {origin}/sitemap.xml
"""
"""Crawlers may read the HTML of the pages, but open no sessions of the app."""

MANIFEST = {
    "name": pages.NAME,
    "short_name": pages.NAME,
    "description": pages.DESCRIPTION,
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
    """One route for each file."""
    return [
        _file_route(shell.SHEET_PATH, "text/css", lambda: shell.style_sheet().encode(), REVALIDATE),
        _file_route(stylesheets.PATH, "text/css", lambda: stylesheets.SHARED.encode(), REVALIDATE),
        _file_route("/favicon.svg", "image/svg+xml", lambda: logo.svg().encode()),
        _file_route("/favicon.ico", "image/x-icon", logo.ico),
        _file_route("/favicon.png", "image/png", lambda: logo.png(64)),
        _file_route("/apple-touch-icon.png", "image/png", lambda: logo.png(180, square=True)),
        _file_route("/icon-192.png", "image/png", lambda: logo.png(192)),
        _file_route("/icon-512.png", "image/png", lambda: logo.png(512, square=True)),
        _file_route("/manifest.webmanifest", "application/manifest+json", lambda: orjson.dumps(MANIFEST)),
        Route("/robots.txt", robots_txt),
        Route("/sitemap.xml", Sitemap(store).answer),
    ]


def _file_route(path: str, media_type: str, make: Callable[[], bytes], headers: Mapping[str, str] = A_DAY) -> Route:
    """The route of a small file, which is made at the first request and cached."""
    cached: list[bytes] = []

    def answer(request: Request) -> Response:
        if not cached:
            cached.append(make())
        return conditional(request.scope, Response(cached[0], 200, headers, media_type))

    return Route(path, answer)


def robots_txt(request: Request) -> Response:
    """The robots.txt: what crawlers may read, and where the sitemap is."""
    return PlainTextResponse(ROBOTS.format(origin=site_origin(request.scope)), headers=A_DAY)


class Sitemap:
    """The sitemap: every page and every certification, with the day on which its facts were last checked."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def answer(self, request: Request) -> Response:
        """The sitemap as XML; 503 with a sentence until there are tables."""
        try:
            certs = self.store.tables()["certs"]
        except DataProblem as problem:
            return PlainTextResponse(str(problem), 503)
        newest = certs["checked_on"].max()
        places = [(page.address(), newest) for page in pages.PAGES if page.listed]
        rows = zip(certs["id"], certs["checked_on"], strict=True)
        places += [(pages.CERT.address([("id", slug)]), checked_on) for slug, checked_on in rows]
        text = render("sitemap.xml", places=places, origin=site_origin(request.scope))
        return conditional(request.scope, Response(text, 200, REVALIDATE, "application/xml"))
