"""Liveness and readiness of the server, for probes, load balancers and people."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.tables.store import DataProblem, Store

NO_STORE = {"Cache-Control": "no-store"}


def alive(_: Request) -> Response:
    """200 whenever the process can answer. It checks nothing else, since a restart would not repair anything else."""
    return JSONResponse({"status": "alive"}, headers=NO_STORE)


class Readiness:
    """Readiness: whether valid tables are in use, which ones, and why newer ones are not."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def answer(self, _: Request) -> Response:
        """200 with the dates and the build of the tables in use; 503 with a sentence until there are some."""
        try:
            checked = self.store.tables()["certs"]["checked_on"].max()
        except DataProblem as problem:
            not_ready = {"status": "not ready", "because": str(problem), **self._hanging()}
            return JSONResponse(not_ready, 503, NO_STORE)
        written = {name: _utc_text(seconds) for name, seconds in self.store.written().items()}
        ready: dict[str, Any] = {"status": "ready", "facts_checked": checked.date().isoformat(), "written": written}
        ready["build"] = self.store.build()
        ready["read"] = _utc_text(self.store.read_at or 0)
        ready["refused"] = self.store.problem
        return JSONResponse(ready | self._hanging(), headers=NO_STORE)

    def _hanging(self) -> dict[str, str]:
        """When the read that hangs began; empty if none hangs."""
        since = self.store.hanging_since
        return {"hanging_since": _utc_text(since)} if since else {}


def _utc_text(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
