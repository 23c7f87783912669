"""`/preview/<page>.png`: the image that other sites show with a link to a view."""

from functools import partial
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.address import pages, parameters
from lib.catalogue.status import today
from lib.tables.store import DataProblem, Store, Tables
from lib.views.preview import image, link_preview, summary
from lib.web.etag import conditional
from lib.web.response_cache import CachedBody, ResponseCache

PAGES = {page.path: page for page in pages.PAGES}
MAX_IMAGES, MAX_BYTES = 256, 16 * 2**20
FOR_EVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"


class PreviewImages:
    """Images of views, cached by page, day, tables and those pairs of the query that the page understands."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.cache = ResponseCache(MAX_IMAGES, MAX_BYTES)

    async def answer(self, request: Request) -> Response:
        """A PNG. Browsers cache it for ever if the address has today's version, else they revalidate it."""
        page = PAGES.get(request.path_params["page"])
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        try:
            tables = self.store.tables()
        except DataProblem as problem:
            return PlainTextResponse(str(problem), 503)
        png = await self._png(page, pairs, tables) if page else CachedBody(b"", 404)
        if png.status != 200:
            return PlainTextResponse("There is no such image.", png.status)
        is_current = ("v", link_preview.image_version(tables, today())) in pairs
        headers = {"Cache-Control": FOR_EVER if is_current else REVALIDATE}
        return conditional(request.scope, Response(png.body, 200, headers, "image/png"))

    async def _png(self, page: pages.Page, pairs: pages.Pairs, tables: Tables) -> CachedBody:
        """The PNG of a view, with status 404 for a certification that does not exist."""
        canonical = parameters.canonical([pair for pair in pairs if pair[0] != "v"], tables)
        view_pairs = link_preview.view_pairs(canonical, page, tables)
        key = (page, tuple(view_pairs), today(), tables.stamp)
        return await self.cache.body(key, partial(_image, page, view_pairs, tables))


def _image(page: pages.Page, pairs: pages.Pairs, tables: Tables) -> CachedBody:
    answer = summary.cached_summary(tables, page, tuple(pairs), today())
    return (
        CachedBody(image.png(image.picture(page, pairs, answer, tables)))
        if answer.view.exists
        else CachedBody(b"", 404)
    )
