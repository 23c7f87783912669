"""Read the Parquet tables, refuse bad ones, and keep the last good ones while files change."""

import math
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa

from lib import fit
from lib.places import ROOT, Place, Stamp, is_remote, place
from lib.settings import current
from lib.tables import TABLES, is_needed, schema

DATA = ROOT / "data"
LOOK_AGAIN_AFTER = 5.0  # seconds between two looks at a folder
LOOK_AFAR_AFTER = 20.0  # and at an object store, where each look is a request that is paid for


class DataProblem(Exception):
    """A table that cannot be used. Its text is one sentence for people: which file, which column, what to do."""


class Unreachable(DataProblem):
    """A place that does not answer now; it may do so in a moment."""


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables as frames, and what tells one set of them from another. What is made of one: `lib.memory`."""

    frames: Mapping[str, pd.DataFrame]
    stamp: Stamp = ()

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


def read(where: Path | str) -> Tables:
    """Read and check every table of a folder or address. Raises DataProblem for the first that cannot be used."""
    here, stamp = _seen(where)
    frames = {name: _frame(here, name) for name in TABLES}
    for misfit in fit.misfits(frames):
        raise _problem(here.shown(misfit.table), misfit.what)
    return Tables(frames, stamp)


def _seen(where: Path | str) -> tuple[Place, Stamp]:
    """A place, and what lies there now."""
    try:
        here = place(where)
        return here, here.stamp(TABLES)
    except (pa.ArrowException, OSError):
        raise _unreachable() from None


def _frame(here: Place, name: str) -> pd.DataFrame:
    table = _checked(here, name)
    # Text as Python strings: these small frames are read row by row far more often than they are computed with,
    # and every row of Arrow-backed text is converted anew (a page costs twice the CPU with it).
    with pd.option_context("mode.string_storage", "python"):
        frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    key = list(TABLES[name].key)
    if frame.duplicated(key).any():
        raise _problem(here.shown(name), f" has two rows with the same {' and '.join(key)}")
    return frame


def _checked(here: Place, name: str) -> pa.Table:
    file = here.shown(name)
    found = _fetched(here, name)
    for column in (wanted := schema(name)):
        if column.name not in found.column_names:
            raise _problem(file, f" has no column `{column.name}`")
        if (got := found.schema.field(column.name).type) != column.type:
            raise _problem(file, f": column `{column.name}` is {got} and should be {column.type}")
        if is_needed(column.name, name) and found.column(column.name).null_count:
            raise _problem(file, f": column `{column.name}` lacks a value")
    return found.select(wanted.names)


def _fetched(here: Place, name: str) -> pa.Table:
    """A table as it stands, whole and readable."""
    try:
        found = here.table(name)
        found.validate(full=True)
    except FileNotFoundError:
        raise _problem(here.shown(name), " is missing", mend="builds it") from None
    except (pa.ArrowException, UnicodeDecodeError):
        raise _problem(here.shown(name), " is not a Parquet file that can be read") from None
    except OSError:
        if here.remote:
            raise _unreachable() from None
        raise _problem(here.shown(name), " is not a Parquet file that can be read") from None
    return found


def _problem(file: str, what: str, mend: str = "builds it again") -> DataProblem:
    """One sentence: which file, what is wrong with it, and what to do."""
    return DataProblem(f"{file}{what}; `make data` {mend}.")


def _unreachable() -> DataProblem:
    return Unreachable("The place of the tables cannot be reached; check the network, its address and the credentials.")


def _accepted(_: Tables) -> None:
    """The trial of a store that has none."""


@dataclass
class Store:
    """The tables of a folder or address as they are now; after a bad replacement, as they last were good.

    `trial` raises DataProblem for tables that pass every check and still cannot be used. `problem` says why newer ones
    cannot be, `refused` counts how often that happened, `read_at` is when the good ones were read (seconds since 1970).
    """

    where: Path | str = field(default_factory=lambda: current().data)
    trial: Callable[[Tables], None] = _accepted
    problem: str | None = None
    refused: int = 0
    read_at: float | None = None
    _tables: Tables | None = None
    _looked: float = -math.inf
    _seen: Stamp | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tables(self) -> Tables:
        """The newest good tables. Raises DataProblem only if there never were any.

        What is new is looked for beside the answer, the first time excepted: no reader waits for it, and the server
        answers others meanwhile.
        """
        known = self._tables is not None or self.problem is not None
        if self._is_due() and self._lock.acquire(blocking=not known):
            if known:
                threading.Thread(target=self._look, name="tables").start()
            else:
                self._look()
        if self._tables is None:
            raise DataProblem(self.problem or "the tables have not been read")
        return self._tables

    def look(self) -> None:
        """See now what has changed."""
        self._looked = -math.inf
        self._lock.acquire()
        self._look()

    def written(self) -> dict[str, float]:
        """When each table in use was last written, seconds since 1970; empty while there are none."""
        return {name: changed / 1e9 for name, changed, _ in (self._tables.stamp if self._tables else ())}

    def _is_due(self) -> bool:
        pause = LOOK_AFAR_AFTER if is_remote(self.where) else LOOK_AGAIN_AFTER
        return time.monotonic() - self._looked >= pause

    def _look(self) -> None:
        """Read what has changed. The lock is held, and given back."""
        try:
            if self._is_due():
                self._refresh()
        finally:
            self._looked = time.monotonic()
            self._lock.release()

    def _refresh(self) -> None:
        try:
            stamp = _seen(self.where)[1]
            if stamp == self._seen:
                return
            self._seen = stamp
            tables = read(self.where)
            self.trial(tables)
            self._tables, self.problem, self.read_at = tables, None, time.time()
        except DataProblem as problem:
            self._refuse(problem)

    def _refuse(self, problem: DataProblem) -> None:
        if isinstance(problem, Unreachable):
            self._seen = None  # nothing was seen: what is there is to be read as soon as it can be
            if str(problem) == self.problem:
                return
        self.problem = str(problem)
        self.refused += 1
        print(f"certwise: {problem}", file=sys.stderr, flush=True)


SHARED = Store()
"""The store of this process: the server in front of the app and the pages see the same tables."""
