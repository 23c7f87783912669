"""Whether the server lives, and whether it can be of use: for probes, load balancers and people."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.store import DataProblem, Store

FRESH = {"Cache-Control": "no-store"}


def alive(_: Request) -> Response:
    """The process answers. Nothing else is looked at: a restart would not mend it."""
    return JSONResponse({"status": "alive"}, headers=FRESH)


class Readiness:
    """Whether there are tables that have been read and checked, which, and why newer ones are not in use."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def answer(self, _: Request) -> Response:
        """200 with the dates of the tables, 503 with a sentence until there are some."""
        try:
            checked = self.store.tables()["certs"]["checked_on"].max()
        except DataProblem as problem:
            return JSONResponse({"status": "not ready", "because": str(problem)}, 503, FRESH)
        written = {name: _instant(at) for name, at in self.store.written().items()}
        ready: dict[str, Any] = {"status": "ready", "facts_checked": checked.date().isoformat(), "written": written}
        ready["read"] = _instant(self.store.read_at or 0)
        ready["refused"] = self.store.problem
        return JSONResponse(ready, headers=FRESH)


def _instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
