"""The HTML of every page: its title, its link preview, and its answer in words, readable before the app has loaded."""

import logging
from datetime import date
from functools import cache, partial
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.address import pages, query
from lib.address.links import Links
from lib.catalogue.status import today
from lib.design import stylesheets, theme
from lib.design.render import render
from lib.tables.store import SHARED, DataProblem, Store, Tables
from lib.views.blocks import View
from lib.views.preview import image, link_preview, summary
from lib.views.static_html import html_of, room
from lib.web.client_address import client_address
from lib.web.content_coding import CODINGS, preferred_coding
from lib.web.etag import conditional
from lib.web.middleware.rate_limit import TokenBuckets
from lib.web.response_cache import CachedBody, ResponseCache
from lib.web.site_origin import site_origin
from lib.web.streamlit.shell import READER_SCRIPT, SHEET_PATH, START_SCRIPT, script_tags

PAGE_BY_PATH = {f"/{page.path}" if page is not pages.HOME else "/": page for page in pages.PAGES}
CHARTLESS = (pages.EXPLORE,)
MAX_BODIES, MAX_BYTES = 512, 16 * 2**20
MAX_WAITING = 20
"""Pending views beyond which a page is sent without its answer, since the app then shows it sooner."""

SHARED_BUCKET = "everybody"
"""Bucket that pages without a query may use as well: they are few, except under many names of hosts."""

HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
LOG = logging.getLogger("certwise")


class HtmlView(NamedTuple):
    """What the HTML of a page depends on.

    `pairs` are those of the query that the page understands, so other parts of an address make no other document.
    `origin` is the site's scheme and host. `embedded` is true for a page that another site shows in a frame.
    """

    page: pages.Page
    pairs: tuple[tuple[str, str], ...]
    origin: str
    on: date
    embedded: bool = False


class PageHtml:
    """ASGI middleware: answers requests for pages with their HTML; a certification that does not exist is a 404.

    Without usable tables the HTML starts the app alone, which shows what is wrong with them. So does that of a view
    that is not cached while its client has no token left or too many views are pending. Pages without a query have a
    cache of their own, so that no number of views can evict them.
    """

    def __init__(self, app: ASGIApp, store: Store = SHARED, buckets: TokenBuckets | None = None) -> None:
        self.app = app
        self.store = store
        self.buckets = buckets or TokenBuckets(0)
        self.pages, self.views = ResponseCache(MAX_BODIES // 4, MAX_BYTES // 4), ResponseCache(MAX_BODIES, MAX_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a page; pass everything else on."""
        is_page = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in PAGE_BY_PATH
        await (await self._response(scope) if is_page else self.app)(scope, receive, send)

    async def _response(self, scope: Scope) -> Response:
        encoding = preferred_coding(Headers(scope=scope).get("accept-encoding", ""))
        page = PAGE_BY_PATH[scope["path"]]
        html = await self._html(scope, encoding) or _app_alone(page, _is_embedded(_pairs(scope)), encoding)
        coded = {"Content-Encoding": encoding} if encoding else {}
        return conditional(scope, Response(html.body, html.status, {**HEADERS, **coded}, "text/html"))

    async def _html(self, scope: Scope, encoding: str | None) -> CachedBody | None:
        """The page with its answer; None if there are no tables or the limits forbid to make it."""
        try:
            tables = self.store.tables()
        except DataProblem:
            return None
        view = _view(scope, tables)
        cache, key = self.views if view.pairs else self.pages, (view, encoding, tables.stamp)
        if not cache.has(key) and not self._may_make(scope, view):
            return None
        return await cache.body(key, partial(_with_answer, view, encoding, tables))

    def _may_make(self, scope: Scope, view: HtmlView) -> bool:
        """Whether a view may be made now. Takes a token: the client's or, without a query, one of the shared bucket."""
        if view.pairs:
            return self.views.pending < MAX_WAITING and not self.buckets.wait(client_address(scope))
        return not self.buckets.wait(client_address(scope)) or not self.buckets.wait(SHARED_BUCKET)


def _view(scope: Scope, tables: Tables) -> HtmlView:
    """The view that a request is for, as of today."""
    page, query_pairs = PAGE_BY_PATH[scope["path"]], _pairs(scope)
    pairs = tuple(link_preview.view_pairs(query_pairs, page, tables))
    return HtmlView(page, pairs, site_origin(scope), today(), _is_embedded(query_pairs))


def _pairs(scope: Scope) -> pages.Pairs:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _with_answer(view: HtmlView, encoding: str | None, tables: Tables) -> CachedBody:
    text, status = document(view, tables)
    return CachedBody(_coded(text, encoding), status)


@cache
def _app_alone(page: pages.Page, embedded: bool, encoding: str | None) -> CachedBody:
    """The HTML of a page without its answer, which only starts the app."""
    text = render("app.html", here=page, site=pages.NAME, embedded=embedded, grounds=theme.PAGE, app=_app(page))
    return CachedBody(_coded(text, encoding), 200)


def _app(page: pages.Page) -> dict[str, str]:
    """The values of the templates that start the app: script tags, style sheets and the script of the connection."""
    return {
        "scripts": script_tags(charts=page not in CHARTLESS),
        "sheet": SHEET_PATH,
        "look": stylesheets.PATH,
        "line": READER_SCRIPT,
    }


def _coded(text: str, encoding: str | None) -> bytes:
    body = text.encode(errors="replace")
    return CODINGS[encoding](body) if encoding else body


def document(view: HtmlView, tables: Tables) -> tuple[str, int]:
    """The HTML of a view and its status: 404 for a certification that does not exist, else 200."""
    page, pairs, origin, on, embedded = view
    answer = summary.cached_summary(tables, page, pairs, on)
    state = query.read(pairs, page, tables)
    links = Links(state.filters, state.on or on)
    listed = [(other, links.page(other)) for other in pages.PAGES if other.listed]
    if not answer.view.exists:
        return _no_such_cert(answer.view, listed, tables), 404
    preview = link_preview.preview(page, list(pairs), answer, link_preview.image_version(tables, on), tables)
    newest = tables["certs"]["checked_on"].max()
    look = {"style": stylesheets.OF_ANSWER, "grounds": theme.PAGE, "width": image.WIDTH, "height": image.HEIGHT}
    app = {"app": _app(page), "start": START_SCRIPT, "embedded": embedded}
    content = {"site": pages.NAME, "view": answer.view, "notes": answer.notes, "pages": listed, "here": page}
    content |= {"room": room(answer.view.controls), "blocks": html_of(answer.view.blocks, tables)}
    return render("page.html", newest=newest, preview=preview, origin=origin, **look, **app, **content), 200


def check_answers(tables: Tables) -> None:
    """Make the answer of every page, and of one certification, which also fills the cache for the first readers.

    Raises:
        DataProblem: one of the answers cannot be made from the tables.
    """
    first_id = (("id", tables["certs"]["id"].iloc[0]),)
    for page, pairs in [*((page, ()) for page in pages.PAGES), (pages.CERT, first_id)]:
        try:
            html_of(summary.cached_summary(tables, page, pairs, today()).view.blocks, tables)
        except Exception as error:
            LOG.exception("an answer failed on new tables")
            sentence = f"The page {page.address(pairs)} cannot be made from the tables"
            raise DataProblem(f"{sentence}; `make data` builds them again.") from error


def _no_such_cert(view: View, listed: list[tuple[pages.Page, str]], tables: Tables) -> str:
    look = {"look": stylesheets.PATH, "colours": theme.custom_properties()}
    return render("no_such_cert.html", view=view, blocks=html_of(view.blocks, tables), pages=listed, **look)


def _is_embedded(pairs: pages.Pairs) -> bool:
    """Whether another site frames the page, by the rule of `lib.web.middleware.security_headers`."""
    return any(key == "embed" and value.lower() == "true" for key, value in pairs)
