"""Error responses: an HTML page for people, a problem document (RFC 9457) for programs, never a traceback."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.address import pages
from lib.design import theme
from lib.design.render import render
from lib.web.path_kind import path_kind

TITLES = {
    400: "This request cannot be understood.",
    404: "There is nothing here.",
    405: "This is for reading only.",
    406: "There is no such form of this.",
    413: "This request is too large.",
    414: "This address is too long.",
    429: "That was too often.",
    500: pages.FAILED,
    503: "This cannot be answered now.",
}


def refusal(
    scope: Scope, status: int, sentence: str, headers: Mapping[str, str] | None = None, **members: object
) -> Response:
    """An error response: HTML for a browser that accepts it outside the API, else a problem document.

    Args:
        scope: the request's ASGI scope.
        status: one of TITLES.
        sentence: the problem document's `detail`, a sentence on the HTML page.
        headers: additional headers.
        **members: additional members of the problem document; the HTML page does not show them.
    """
    title = TITLES[status]
    all_headers = {"Cache-Control": "no-store", **(headers or {})}
    if _wants_html(scope):
        page = render("refusal.html", title=title, sentence=sentence, colours=theme.custom_properties())
        return HTMLResponse(page, status, all_headers)
    problem = {"type": "about:blank", "title": title, "status": status, "detail": sentence, **members}
    return JSONResponse(problem, status, all_headers, media_type="application/problem+json")


def _wants_html(scope: Scope) -> bool:
    return path_kind(scope["path"]) != "api" and "text/html" in Headers(scope=scope).get("accept", "")


class ProblemDocuments:
    """ASGI middleware: errors on paths of the API are problem documents, whichever layer refuses the request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; replace an error response that is no problem document by one that is."""
        if scope["type"] != "http" or path_kind(scope["path"]) != "api":
            await self.app(scope, receive, send)
            return
        error_status = None

        async def send_unless_error(message: Message) -> None:
            nonlocal error_status
            if message["type"] == "http.response.start" and _is_plain_error(message):
                error_status = message["status"]
            elif error_status is None:
                await send(message)

        await self.app(scope, receive, send_unless_error)
        if error_status is not None:
            problem = refusal(scope, error_status, "This server has no answer for such a host or path.")
            await problem(scope, receive, send)


def _is_plain_error(start: Message) -> bool:
    media = Headers(raw=list(start["headers"])).get("content-type", "")
    return start["status"] in TITLES and not media.startswith("application/problem+json")
