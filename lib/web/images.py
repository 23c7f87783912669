"""`/preview/<page>.png`: the image of a view, for where its link is shown."""

from functools import partial
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib import answers, images, links, previews, site
from lib.clock import today
from lib.store import DataProblem, Store, Tables
from lib.web.conditional import conditional
from lib.web.kept import Kept, Made

PAGES = {page.path: page for page in site.PAGES}
MOST, MOST_BYTES = 256, 16 * 2**20
FOR_EVER = "public, max-age=31536000, immutable"
LOOK_AGAIN = "no-cache"


class Images:
    """Images of views, kept by what makes the view: parts of an address that are left out make no other image."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kept = Kept(MOST, MOST_BYTES)

    async def answer(self, request: Request) -> Response:
        """A PNG; for ever if the address has today's version, else to be asked for again."""
        page = PAGES.get(request.path_params["page"])
        given = parse_qsl(request.url.query, keep_blank_values=True)
        try:
            tables = self.store.tables()
        except DataProblem as problem:
            return PlainTextResponse(str(problem), 503)
        made = await self._made(page, given, tables) if page else Made(b"", 404)
        if made.status != 200:
            return PlainTextResponse("There is no such image.", made.status)
        is_current = ("v", previews.version(tables, today())) in given
        headers = {"Cache-Control": FOR_EVER if is_current else LOOK_AGAIN}
        return conditional(request.scope, Response(made.body, 200, headers, "image/png"))

    async def _made(self, page: site.Page, given: links.Pairs, tables: Tables) -> Made:
        named = links.canonical([pair for pair in given if pair[0] != "v"], tables)
        pairs = previews.understood(named, page, tables)
        key = (page, tuple(pairs), today(), tables.stamp)
        return await self.kept.made(key, partial(_image, page, pairs, tables))


def _image(page: site.Page, pairs: links.Pairs, tables: Tables) -> Made:
    answer = answers.on_day(tables, page, tuple(pairs), today())
    return Made(images.drawn(images.picture(page, pairs, answer, tables))) if answer.found else Made(b"", 404)
