"""The tables in use: read again when their files change; after a bad change the last good ones stay in use."""

import logging
import math
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lib.settings import current
from lib.tables.problems import DataProblem, Hanging, PassingProblem, Unreachable
from lib.tables.read_all import Tables, listing, read
from lib.tables.schema import TABLES
from lib.tables.storage import ROOT, Stamp, is_remote, storage_at
from lib.tables.time_limit import Attempt, Probe, ReportProgress

__all__ = ["SHARED", "DataProblem", "Store", "Tables", "Unreachable", "read"]

DATA = ROOT / "data"
REFRESH_INTERVAL = 5.0  # seconds between two refreshes from a folder
REMOTE_REFRESH_INTERVAL = 20.0  # the same for an object store, where each one is a request that costs money
TIME_LIMIT = 30.0  # seconds for one refresh; a read that takes longer counts as hanging
PROBE_LIMIT = 10.0  # seconds in which a folder that hung has to answer before its tables are read again
MAX_STUCK = 3  # threads that may hang at the same time, for a thread cannot be killed
LOG = logging.getLogger("certwise")


def _accept(_: Tables) -> None:
    """The trial of a store that has none."""


class Outcome(NamedTuple):
    """The outcome of an attempt to read: new tables, why they cannot be used, or None where nothing has changed."""

    stamp: Stamp | None
    result: Tables | DataProblem | None


@dataclass
class Store:
    """The newest good tables of a folder or address; a bad replacement leaves the last good ones in use.

    `trial` raises DataProblem for tables that pass every check and still cannot be used. `problem` is why the newest
    tables cannot be used (None if they are in use), `refused` how often tables were refused. `read_at` is when those in
    use were read, `hanging_since` when the read that hangs began (seconds since 1970, None for none).
    """

    location: Path | str = field(default_factory=lambda: current().data)
    trial: Callable[[Tables], None] = _accept
    problem: str | None = None
    refused: int = 0
    read_at: float | None = None
    hanging_since: float | None = None
    _tables: Tables | None = None
    _refreshed: float = -math.inf
    _last_stamp: Stamp | None = None
    _late: Attempt[Outcome] | None = None
    _stuck: list[Attempt[Outcome]] = field(default_factory=list)
    _probe: Probe = field(default_factory=Probe)
    _is_settled: threading.Event = field(default_factory=threading.Event)
    _refreshing: threading.Lock = field(default_factory=threading.Lock)

    def tables(self) -> Tables:
        """The newest good tables. Raises DataProblem only if there never were any.

        Changes are read in the background. Only readers who come before the first refresh is over wait for it, and they
        wait no longer than its time limit.
        """
        if self._is_due() and self._refreshing.acquire(blocking=False):
            self._refresh_in_background()
        self._is_settled.wait()
        if self._tables is None:
            raise DataProblem(self.problem or "the tables have not been read")
        return self._tables

    def refresh(self) -> None:
        """Read what has changed now, however recent the last refresh is."""
        self._refreshing.acquire()
        self._refreshed = -math.inf
        self._refresh()

    def written(self) -> dict[str, float]:
        """When each table in use was last written, seconds since 1970; empty while there are none."""
        return {name: changed / 1e9 for name, changed, _ in (self._tables.stamp if self._tables else ())}

    def build(self) -> str | None:
        """The build id of the tables in use; None while there are none."""
        return self._tables.build if self._tables else None

    def _is_due(self) -> bool:
        interval = REMOTE_REFRESH_INTERVAL if is_remote(self.location) else REFRESH_INTERVAL
        return time.monotonic() - self._refreshed >= interval

    def _refresh_in_background(self) -> None:
        """Refresh on another thread, which takes over the lock."""
        try:
            threading.Thread(target=self._refresh, name="tables", daemon=True).start()
        except RuntimeError:  # no thread is available
            self._refreshing.release()
            raise

    def _refresh(self) -> None:
        """Read what has changed. The caller holds the lock; it is released here, after the time limit at the latest."""
        try:
            if self._is_due() and (attempt := self._attempt()):
                self._settle(attempt) if attempt.is_over(TIME_LIMIT) else self._give_up(attempt)
        finally:
            self._refreshed = time.monotonic()
            self._is_settled.set()
            self._refreshing.release()

    def _attempt(self) -> Attempt[Outcome] | None:
        """A new attempt to read, or the late one if it is over; None while the storage does not answer.

        A hanging thread cannot be killed. So a new one starts only after a child process could read the files, and only
        while fewer than MAX_STUCK hang.
        """
        if self._late is None:
            return Attempt(self._read)
        if self._late.is_over():
            return self._late
        self._stuck = [attempt for attempt in self._stuck if not attempt.is_over()]
        may_start = len(self._stuck) < MAX_STUCK and self._answers()
        return Attempt(self._read) if may_start else None

    def _answers(self) -> bool:
        """Whether the folder can be read. An object store is not probed, for its client gives up in time."""
        if is_remote(self.location):
            return True
        return self._probe.answers([storage_at(self.location).path(name) for name in TABLES], PROBE_LIMIT)

    def _read(self, report_progress: ReportProgress) -> Outcome:
        stamp = None
        try:
            report_progress("Listing the tables")
            stamp = listing(self.location)[1]
            if stamp == self._last_stamp:
                return Outcome(stamp, None)
            tables = read(self.location, report_progress)
            report_progress("Trying every page on the tables")
            self.trial(tables)
            return Outcome(stamp, tables)
        except DataProblem as problem:
            return Outcome(stamp, problem)
        except Exception:
            LOG.exception("the tables cannot be read")
            return Outcome(stamp, DataProblem("The tables cannot be read; the log says why."))

    def _settle(self, attempt: Attempt[Outcome]) -> None:
        """Use the tables of an attempt that is over, or note their problem."""
        self._late = self.hanging_since = None
        stamp, result = attempt.result or Outcome(None, None)
        self._last_stamp = stamp
        if isinstance(result, Tables):
            self._tables, self.problem, self.read_at = result, None, time.time()
        elif result:
            self._refuse(result)

    def _give_up(self, attempt: Attempt[Outcome]) -> None:
        """Stop waiting for an attempt. If it ends after all, its tables are used."""
        attempt.given_up = True
        self._late = attempt
        self._stuck.append(attempt)
        self.hanging_since = self.hanging_since or attempt.began
        hanging = f"{attempt.step} takes longer than {TIME_LIMIT:g} seconds and may hang"
        self._refuse(Hanging(f"{hanging}; the tables are read again once it ends or the place answers."))

    def _refuse(self, problem: DataProblem) -> None:
        if isinstance(problem, PassingProblem):
            self._last_stamp = None  # read the same files again, for the problem may pass without a newer change
            if str(problem) == self.problem:
                return
        self.problem = str(problem)
        self.refused += 1
        print(f"certwise: {problem}", file=sys.stderr, flush=True)


SHARED = Store()
"""The store of this process: the server in front of the app and the pages see the same tables."""
