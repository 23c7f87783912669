"""The types of the API: an endpoint, the request that it gets, and the body that it answers with."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

import orjson

from lib.address import pages, parameters, query
from lib.address.domains import Schema
from lib.address.parameter import Parameter
from lib.tables.store import Tables

PREFIX = "/api/v1"
JSON = "application/json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_LINE = f"Certwise, CC BY 4.0 ({LICENCE}); wages of the US Bureau of Labor Statistics are in the public domain."
CHUNK_ROWS = 1000
"""Rows of a list that are written as JSON at a time."""


class NotFound(Exception):
    """The thing that a request names does not exist. The text is a sentence; `details` are fields of the problem."""

    def __init__(self, sentence: str, **details: Any) -> None:
        super().__init__(sentence)
        self.details = details


class Moved(Exception):
    """The thing that a request names is at another path of the API. The text is that path."""


@dataclass(frozen=True)
class ApiRequest:
    """A request after parsing: the tables, the day, the query, its pairs in canonical form, the parameters of the path.

    `origin` is the scheme and host of the request, with which links in the answer begin.
    """

    tables: Tables
    on: date
    query: query.Query
    pairs: tuple[tuple[str, str], ...] = ()
    path_params: tuple[tuple[str, str], ...] = ()
    origin: str = ""

    def path_param(self, name: str) -> str:
        """The value of a parameter of the path."""
        return dict(self.path_params)[name]

    def link(self, path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
        """The URL of a path of the API."""
        query = urlencode(list(pairs))
        return f"{self.origin}{PREFIX}{path}{'?' if query else ''}{query}"

    def page_link(self, page: pages.Page, pairs: Iterable[tuple[str, str]] | None = None) -> str:
        """The URL of a page with these query pairs; None = those of the request."""
        return self.origin + page.address(self.pairs if pairs is None else pairs)

    @property
    def day_pairs(self) -> pages.Pairs:
        """The pairs of the query that name the day, for links that keep it."""
        return [pair for pair in self.pairs if pair[0] == "as_of"]


@dataclass(frozen=True)
class Body:
    """The body of an answer. `parts` makes it, part by part; `rows` is the length of its list (1 without a list)."""

    parts: Callable[[], Iterator[bytes]]
    rows: int = 1


class PathParameter(NamedTuple):
    """A variable part of a path: its name, its description, its JSON Schema."""

    name: str
    text: str
    schema: Callable[[Tables], Schema]


@dataclass(frozen=True)
class Endpoint:
    """One path of the API.

    `name` is the id of the operation, `text` the description after the summary. `answer` makes the body and raises
    NotFound or Moved. `schemas` gives the JSON Schema of the answer by media type, the default first. `group` names the
    parameters of the query. `path_parameters` are the variable parts of the path; `fixed_params` are values that
    endpoints of one function differ in. `media_of` gives the media type for values of the path's parameters (None =
    always the default), `file_name` the name for saving. `redirects`: the answer may be a redirect to another path.
    """

    path: str
    name: str
    summary: str
    answer: Callable[[ApiRequest], Body]
    schemas: Mapping[str, Callable[[], Schema]]
    text: str = ""
    group: str = ""
    path_parameters: tuple[PathParameter, ...] = ()
    media_of: Callable[[Mapping[str, str]], str] | None = None
    file_name: Callable[[ApiRequest], str] | None = None
    redirects: bool = False
    fixed_params: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters that the query can have, by key."""
        return parameters.of_api(self.group)

    def media_type(self, path_params: Mapping[str, str]) -> str:
        """The media type of the answer for values of the path's parameters."""
        return self.media_of(path_params) if self.media_of else next(iter(self.schemas))

    @property
    def negotiated(self) -> bool:
        """Whether the Accept header counts: a path with a file ending names its type itself."""
        return "." not in self.path


def envelope(
    request: ApiRequest, self_link: str, page_link: str, notes: Sequence[str] = (), **fields: Any
) -> dict[str, Any]:
    """The fields that every JSON answer begins with, then `fields`. The links are those of the answer and its page."""
    answer_links = {"self": self_link, "page": page_link}
    return {"as_of": request.on, "licence": LICENCE_LINE, "links": answer_links, "notes": list(notes), **fields}


def json_body(answer: Mapping[str, Any]) -> Body:
    """The body of a JSON answer without a list."""
    return Body(lambda: iter([orjson.dumps(answer)]))


def list_body(fields: Mapping[str, Any], name: str, count: int, rows_of: Callable[[slice], Sequence[Any]]) -> Body:
    """The body of a JSON answer: `fields`, the count, and the list under its name.

    `rows_of` gives a slice of the list in types that JSON has; it is called for CHUNK_ROWS rows at a time.
    """

    def parts() -> Iterator[bytes]:
        yield orjson.dumps({**fields, "count": count})[:-1] + b',"%s":[' % name.encode()
        for start in range(0, count, CHUNK_ROWS):
            yield (b"," if start else b"") + orjson.dumps(rows_of(slice(start, start + CHUNK_ROWS)))[1:-1]
        yield b"]}"

    return Body(parts, count)
