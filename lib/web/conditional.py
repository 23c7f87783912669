"""Answers that a browser may have already: entity tags and 304."""

from hashlib import sha256

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

KEPT = ("cache-control", "content-security-policy", "etag", "vary", "last-modified")


def tag(body: bytes) -> str:
    """The entity tag of a body: the same bytes have the same one on every server."""
    return f'"{sha256(body).hexdigest()[:20]}"'


def is_fresh(asked: str, tag: str | None) -> bool:
    """Whether a browser has the answer already, by the weak comparison of RFC 9110. `asked` is If-None-Match."""
    given = [one.strip().removeprefix("W/") for one in asked.split(",")]
    return asked.strip() == "*" or (tag is not None and tag.removeprefix("W/") in given)


def unchanged(answer: Response) -> Response:
    """The 304 in the place of an answer."""
    return Response(status_code=304, headers={name: answer.headers[name] for name in KEPT if name in answer.headers})


def conditional(scope: Scope, answer: Response) -> Response:
    """An answer with its tag, or 304 if the browser has it. Only a 200 is ever had already."""
    if answer.status_code != 200:
        return answer
    answer.headers.setdefault("ETag", tag(bytes(answer.body)))
    fresh = is_fresh(Headers(scope=scope).get("if-none-match", ""), answer.headers["etag"])
    return unchanged(answer) if fresh else answer
