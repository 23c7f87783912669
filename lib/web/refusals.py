"""Answers that say no: a sentence for people, a problem document (RFC 9457) for programs, never a trace."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib import site, theme
from lib.html import render
from lib.web.kinds import kind

TITLES = {
    400: "This request cannot be understood.",
    404: "There is nothing here.",
    405: "This is for reading only.",
    406: "There is no such form of this.",
    413: "This request is too large.",
    414: "This address is too long.",
    429: "That was too often.",
    500: site.FAILED,
    503: "This cannot be answered now.",
}


def refusal(
    scope: Scope, status: int, sentence: str, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """An answer with a status of TITLES: HTML for a browser that asks for a page, else a problem document.

    What is said for programs alone is `more`.
    """
    title = TITLES[status]
    given = {"Cache-Control": "no-store", **(headers or {})}
    if _wants_html(scope):
        page = render("refusal.html", title=title, sentence=sentence, colours=theme.custom_properties())
        return HTMLResponse(page, status, given)
    problem = {"type": "about:blank", "title": title, "status": status, "detail": sentence, **more}
    return JSONResponse(problem, status, given, media_type="application/problem+json")


def _wants_html(scope: Scope) -> bool:
    return kind(scope["path"]) != "api" and "text/html" in Headers(scope=scope).get("accept", "")


class Problems:
    """ASGI middleware: what anything but the API itself refuses on its paths is a problem document too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold back an error that is none, and answer it."""
        if scope["type"] != "http" or kind(scope["path"]) != "api":
            await self.app(scope, receive, send)
            return
        held = None

        async def sent(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_plain_error(message):
                held = message["status"]
            elif held is None:
                await send(message)

        await self.app(scope, receive, sent)
        if held is not None:
            await refusal(scope, held, "This server has no answer for such a host or path.")(scope, receive, send)


def _is_plain_error(start: Message) -> bool:
    media = Headers(raw=list(start["headers"])).get("content-type", "")
    return start["status"] in TITLES and not media.startswith("application/problem+json")
