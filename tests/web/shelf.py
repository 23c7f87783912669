"""A store whose tables a test puts there itself, and the API over it behind the headers of the server."""

import json
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from lib.settings import Settings
from lib.store import DataProblem, Tables
from lib.web.api import routes
from lib.web.bounds import Bounds, Sessions
from lib.web.failures import Failures
from lib.web.headers import Headers

from .asking import Answer, Pairs, ask


class Shelf:
    """Holds tables, or why there are none."""

    def __init__(self, tables: Tables | None) -> None:
        self.now = tables

    def tables(self) -> Tables:
        """What is there now."""
        if self.now is None:
            raise DataProblem("data/certs.parquet is missing; `make data` builds it.")
        return self.now


def api(shelf: Shelf) -> ASGIApp:
    """The API as the server has it, without the app."""
    outside = [Middleware(Headers, settings=Settings()), Middleware(Failures), Middleware(Bounds, sessions=Sessions(1))]
    return Starlette(routes=routes(shelf), middleware=outside)


class Client:
    """Asks an API; a path begins after `/api/v1`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def get(self, path: str, headers: Pairs = (), **more: Any) -> Answer:
        """The answer to one request."""
        return ask(self.app, f"/api/v1{path}", headers, **more)

    def json(self, path: str) -> Any:
        """The answer to a request that goes well, as data."""
        answer = self.get(path)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    def problem(self, path: str, **more: Any) -> tuple[int, Any]:
        """The status and the problem document of a request that is refused."""
        answer = self.get(path, **more)
        assert answer.headers["content-type"] == "application/problem+json"
        return answer.status, json.loads(answer.body)
