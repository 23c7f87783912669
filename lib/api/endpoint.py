"""What an endpoint of the API is: what it is asked, and what it answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

import orjson

from lib import links, query, site
from lib.api.parameters import Parameter, Schema
from lib.store import Tables

PREFIX = "/api/v1"
JSON = "application/json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_LINE = f"Certwise, CC BY 4.0 ({LICENCE}); wages of the US Bureau of Labor Statistics are in the public domain."
AT_ONCE = 1000
"""Rows of a list that are turned into text at a time."""


class NotThere(Exception):
    """What was asked for does not exist. Its text is a sentence; `more` is for programs."""

    def __init__(self, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.more = more


class Moved(Exception):
    """What was asked for is at another path, which is the text."""


@dataclass(frozen=True)
class Asked:
    """One request, understood: the tables, the day, the query with its pairs in canonical form, parts of the path.

    `origin` is the scheme and host that were asked, so that links in the answer are whole.
    """

    tables: Tables
    on: date
    query: query.Query
    pairs: tuple[tuple[str, str], ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    origin: str = ""

    def name(self, part: str) -> str:
        """A part of the path."""
        return dict(self.named)[part]

    def link(self, path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
        """The address of something in the API."""
        query = urlencode(list(pairs))
        return f"{self.origin}{PREFIX}{path}{'?' if query else ''}{query}"

    def page(self, page: site.Page, pairs: Iterable[tuple[str, str]] | None = None) -> str:
        """The address of a page in the state of this request, or in another one."""
        return self.origin + links.address(page, self.pairs if pairs is None else pairs)

    @property
    def day(self) -> links.Pairs:
        """The day as it was asked for, to be carried on by links."""
        return [pair for pair in self.pairs if pair[0] == "as_of"]


@dataclass(frozen=True)
class Body:
    """The body of an answer in parts, made when it is asked for; `rows` says how long it is."""

    parts: Callable[[], Iterator[bytes]]
    rows: int = 1


Parse = Callable[[links.Pairs, Tables], tuple[query.Query, list[query.Left]]]


@dataclass(frozen=True)
class Endpoint:
    """One path of the API. `answer` raises NotThere or Moved; `text` says more than the summary.

    `schemas` gives the JSON Schema of the answer for each media type, the first of which is the usual one; `name` is
    the operation's. `parse` understands the query. `parts` are the values of the parts of the path, `named` parts that
    are always the same. `media` says what is sent for parts of a path (None = the usual one), `file` under which name
    it is kept. `moves`: it may be answered with another path.
    """

    path: str
    name: str
    summary: str
    answer: Callable[[Asked], Body]
    schemas: Mapping[str, Callable[[], Schema]]
    text: str = ""
    parameters: tuple[Parameter, ...] = ()
    parse: Parse = lambda pairs, tables: query.parsed(pairs, site.OVERVIEW, tables)
    parts: tuple[Parameter, ...] = ()
    media: Callable[[Mapping[str, str]], str] | None = None
    file: Callable[[Asked], str] | None = None
    moves: bool = False
    named: Mapping[str, str] = field(default_factory=dict)

    def sends(self, named: Mapping[str, str]) -> str:
        """The media type of the answer for parts of a path."""
        return self.media(named) if self.media else next(iter(self.schemas))

    @property
    def negotiated(self) -> bool:
        """Whether what a client accepts is looked at: a path with an ending says itself what it is."""
        return "." not in self.path


def of_page(page: site.Page) -> Parse:
    """The parser of a page."""
    return lambda pairs, tables: query.parsed(pairs, page, tables)


def head(asked: Asked, own: str, page: str, notes: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """What every JSON answer begins with. `own` and `page` are the addresses of the answer and of its page."""
    told = {"as_of": asked.on, "licence": LICENCE_LINE, "links": {"self": own, "page": page}, "notes": list(notes)}
    return told | more


def one(said: Mapping[str, Any]) -> Body:
    """A mapping as the body of an answer."""
    return Body(lambda: iter([orjson.dumps(said)]))


def listing(head: Mapping[str, Any], name: str, rows: int, plain: Callable[[slice], Sequence[Any]]) -> Body:
    """A mapping and a list in it, as the body of an answer; `plain` gives a part of the rows as JSON can hold it."""

    def parts() -> Iterator[bytes]:
        yield orjson.dumps({**head, "count": rows})[:-1] + b',"%s":[' % name.encode()
        for start in range(0, rows, AT_ONCE):
            yield (b"," if start else b"") + orjson.dumps(plain(slice(start, start + AT_ONCE)))[1:-1]
        yield b"]}"

    return Body(parts, rows)
