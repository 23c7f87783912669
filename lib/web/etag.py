"""Conditional requests: entity tags, and 304 for a response that the browser has cached."""

from hashlib import sha256

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

HEADERS_OF_304 = ("cache-control", "content-security-policy", "etag", "vary", "last-modified")


def entity_tag(body: bytes) -> str:
    """The entity tag of a body; equal bytes have equal tags on every server."""
    return f'"{sha256(body).hexdigest()[:20]}"'


def is_fresh(if_none_match: str, tag: str | None) -> bool:
    """Whether the If-None-Match header has the tag of the response, by the weak comparison of RFC 9110."""
    client_tags = [client_tag.strip().removeprefix("W/") for client_tag in if_none_match.split(",")]
    return if_none_match.strip() == "*" or (tag is not None and tag.removeprefix("W/") in client_tags)


def not_modified(response: Response) -> Response:
    """The 304 that replaces a response, with those of its headers that a 304 carries."""
    headers = {name: response.headers[name] for name in HEADERS_OF_304 if name in response.headers}
    return Response(status_code=304, headers=headers)


def conditional(scope: Scope, response: Response) -> Response:
    """The response with its entity tag, or a 304 if the browser has it. A status other than 200 passes unchanged."""
    if response.status_code != 200:
        return response
    response.headers.setdefault("ETag", entity_tag(bytes(response.body)))
    fresh = is_fresh(Headers(scope=scope).get("if-none-match", ""), response.headers["etag"])
    return not_modified(response) if fresh else response
