"""The HTML of every page: its own title, its preview, and its answer in words before the app is there."""

import logging
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib import answers, images, links, previews, query, sheets, site, theme
from lib.answers import Answer
from lib.clock import today
from lib.html import render
from lib.store import SHARED, DataProblem, Store, Tables
from lib.web.clients import client
from lib.web.conditional import conditional
from lib.web.encodings import ENCODINGS, accepted
from lib.web.kept import Kept, Made
from lib.web.origin import origin
from lib.web.rates import Buckets
from lib.web.shell import SHEET_PATH, START, scripts

PATHS = {f"/{page.path}" if page is not site.HOME else "/": page for page in site.PAGES}
CHARTLESS = (site.EXPLORE,)
MOST, MOST_BYTES = 512, 16 * 2**20
MOST_WAITING = 20
"""Answers that are waited for, beyond which a page comes without its own: the app then says it sooner."""

HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
SHEET = Path(__file__).with_name("answer.css").read_text(encoding="utf-8")
LOG = logging.getLogger("certwise")
STYLE = f":root{{{theme.custom_properties()}}}{SHEET}"


class Previews:
    """ASGI middleware that answers for each page; a certification that does not exist is a 404.

    Without usable tables a page is the app alone, which says what is wrong with them. So are views that nobody has
    asked for yet, when their client has no token left or too many are waited for. Pages as they are without a query are
    kept apart, so that no number of views drives them out.
    """

    def __init__(self, app: ASGIApp, store: Store = SHARED, buckets: Buckets | None = None) -> None:
        self.app = app
        self.store = store
        self.buckets = buckets or Buckets(0)
        self.pages, self.views = Kept(MOST // 4, MOST_BYTES // 4), Kept(MOST, MOST_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the address of a page; pass everything else on."""
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in PATHS
        await (await self._answer(scope) if asked else self.app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        encoding = accepted(Headers(scope=scope).get("accept-encoding", ""))
        made = await self._made(scope, encoding) or _app_alone(
            PATHS[scope["path"]], _is_embedded(_pairs(scope)), encoding
        )
        coded = {"Content-Encoding": encoding} if encoding else {}
        answer = Response(made.body, made.status, {**HEADERS, **coded}, "text/html")
        return conditional(scope, answer)

    async def _made(self, scope: Scope, encoding: str | None) -> Made | None:
        """The page with its answer; None if it may not be made."""
        try:
            tables = self.store.tables()
        except DataProblem:
            return None
        view = _view(scope, tables)
        kept, key = self.views if view.pairs else self.pages, (view, encoding, tables.stamp)
        if view.pairs and not kept.has(key) and not self._may_be_made(scope):
            return None
        return await kept.made(key, partial(_with_answer, view, encoding, tables))

    def _may_be_made(self, scope: Scope) -> bool:
        return self.views.waiting < MOST_WAITING and not self.buckets.wait(client(scope))


class View(NamedTuple):
    """What a document is made from: parts of an address that the page leaves out make no other one.

    `whole` is the site's scheme and host, `embedded` says that it is part of another site.
    """

    page: site.Page
    pairs: tuple[tuple[str, str], ...]
    whole: str
    on: date
    embedded: bool = False


def _view(scope: Scope, tables: Tables) -> View:
    """The view that an address asks for, today."""
    page, given = PATHS[scope["path"]], _pairs(scope)
    pairs = tuple(previews.understood(given, page, tables))
    return View(page, pairs, origin(scope), today(), _is_embedded(given))


def _pairs(scope: Scope) -> links.Pairs:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _with_answer(view: View, encoding: str | None, tables: Tables) -> Made:
    text, status = document(view, tables)
    return Made(_coded(text, encoding), status)


@cache
def _app_alone(page: site.Page, embedded: bool, encoding: str | None) -> Made:
    text = render("app.html", here=page, site=site.NAME, embedded=embedded, grounds=theme.PAGE, app=_app(page))
    return Made(_coded(text, encoding), 200)


def _app(page: site.Page) -> dict[str, str]:
    """What starts the app: the frontend's scripts and sheet, and ours."""
    return {"scripts": scripts(charts=page not in CHARTLESS), "sheet": SHEET_PATH, "look": sheets.PATH}


def _coded(text: str, encoding: str | None) -> bytes:
    body = text.encode(errors="replace")
    return ENCODINGS[encoding](body) if encoding else body


def document(view: View, tables: Tables) -> tuple[str, int]:
    """The HTML of a page in the state of a query string, and its status."""
    page, pairs, whole, on, embedded = view
    answer = answers.on_day(tables, page, pairs, on)
    asked = query.read(pairs, page, tables)
    following = links.following(asked.filters, asked.on or on)
    listed = [(one, links.address(one, following)) for one in site.PAGES if one.listed]
    if not answer.found:
        return _no_such_cert(answer, listed, tables), 404
    told = previews.preview(page, list(pairs), answer, previews.version(tables, on), tables)
    newest = tables["certs"]["checked_on"].max()
    drawn = {"style": STYLE, "grounds": theme.PAGE, "width": images.WIDTH, "height": images.HEIGHT}
    app = {"app": _app(page), "start": START, "embedded": embedded}
    seen = {"site": site.NAME, "answer": answer, "pages": listed, "here": page}
    return render("page.html", newest=newest, preview=told, origin=whole, **drawn, **app, **seen), 200


def tried(tables: Tables) -> None:
    """Make the answer of every page once, and of one certification: what readers will ask for first is then there.

    Raises DataProblem for tables that one of them cannot be made from.
    """
    first = (("id", tables["certs"]["id"].iloc[0]),)
    for page, pairs in [*((page, ()) for page in site.PAGES), (site.CERT, first)]:
        try:
            answers.on_day(tables, page, pairs, today())
        except Exception as why:
            LOG.exception("an answer failed on new tables")
            said = f"The page {links.address(page, pairs)} cannot be made from the tables"
            raise DataProblem(f"{said}; `make data` builds them again.") from why


def _no_such_cert(answer: Answer, listed: list[tuple[site.Page, str]], tables: Tables) -> str:
    is_close = len(answer.facts) < len(tables["certs"])
    colours = theme.custom_properties()
    return render("no_such_cert.html", answer=answer, is_close=is_close, pages=listed, colours=colours)


def _is_embedded(pairs: links.Pairs) -> bool:
    """Whether a page is asked for as part of another site, by the rule of `lib.web.headers`."""
    return any(key == "embed" and value.lower() == "true" for key, value in pairs)
