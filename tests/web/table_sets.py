"""A store whose tables a test sets, and the API over it with part of the server's middleware."""

import json
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from lib.settings import Settings
from lib.tables.store import DataProblem, Tables
from lib.web.api import routes
from lib.web.middleware.errors import Errors
from lib.web.middleware.limits import RequestLimits, Sessions
from lib.web.middleware.security_headers import SecurityHeaders

from .asgi_client import Answer, Pairs, ask


class Shelf:
    """A store of the tables in `now`, or of none."""

    def __init__(self, tables: Tables | None) -> None:
        self.now = tables

    def tables(self) -> Tables:
        """The tables; DataProblem if there are none."""
        if self.now is None:
            raise DataProblem("data/certs.parquet is missing; `make data` builds it.")
        return self.now


def api(shelf: Shelf) -> ASGIApp:
    """The API as the server serves it, without the app."""
    outside = [
        Middleware(SecurityHeaders, settings=Settings()),
        Middleware(Errors),
        Middleware(RequestLimits, sessions=Sessions(1)),
    ]
    return Starlette(routes=routes(shelf), middleware=outside)


class Client:
    """A client of an API; paths are relative to `/api/v1`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def get(self, path: str, headers: Pairs = (), **overrides: Any) -> Answer:
        """The answer to one request."""
        return ask(self.app, f"/api/v1{path}", headers, **overrides)

    def json(self, path: str) -> Any:
        """The JSON of a response with status 200."""
        answer = self.get(path)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    def problem(self, path: str, **overrides: Any) -> tuple[int, Any]:
        """The status and the problem document of a refused request."""
        answer = self.get(path, **overrides)
        assert answer.headers["content-type"] == "application/problem+json"
        return answer.status, json.loads(answer.body)
