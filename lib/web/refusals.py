"""Answers that say no: a sentence for people, a problem document (RFC 9457) for programs, never a trace."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from lib import theme
from lib.html import render
from lib.web.kinds import kind

TITLES = {
    400: "This request cannot be understood.",
    403: "This is for the pages of this site.",
    404: "There is nothing here.",
    405: "This is for reading only.",
    406: "There is no such form of this.",
    413: "This request is too large.",
    414: "This address is too long.",
    429: "That was too often.",
    500: "Something went wrong here.",
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
