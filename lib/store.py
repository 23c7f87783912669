"""Read the Parquet tables, refuse bad ones, and keep the last good ones while files change."""

import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lib.tables import TABLES, is_needed, schema

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
LOOK_AGAIN_AFTER = 5.0  # seconds between two looks at the files


class DataProblem(Exception):
    """A table that cannot be used. Its text is one sentence for people: which file, which column, what to do."""


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables as frames, and what tells one set of them from another. Hashed by identity: it can key a cache."""

    frames: Mapping[str, pd.DataFrame]
    stamp: tuple[tuple[str, int, int], ...] = ()

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


def read(folder: Path) -> Tables:
    """Read and check every table of a folder. Raises DataProblem for the first that cannot be used."""
    stamp = _stamp(folder)
    return Tables({name: _frame(folder / f"{name}.parquet", name) for name in TABLES}, stamp)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found = []
    for name in TABLES:
        try:
            stat = (folder / f"{name}.parquet").stat()
        except OSError:
            continue
        found.append((name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _frame(path: Path, name: str) -> pd.DataFrame:
    table = _checked(path, name)
    # Text as Python strings: these small frames are read row by row far more often than they are computed with,
    # and every row of Arrow-backed text is converted anew (a page costs twice the CPU with it).
    with pd.option_context("mode.string_storage", "python"):
        frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    key = list(TABLES[name].key)
    if frame.duplicated(key).any():
        raise _problem(path, f" has two rows with the same {' and '.join(key)}")
    return frame


def _checked(path: Path, name: str) -> pa.Table:
    try:
        found = pq.read_table(path)
        found.validate(full=True)
    except FileNotFoundError:
        raise _problem(path, " is missing", mend="builds it") from None
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise _problem(path, " is not a Parquet file that can be read") from None
    for column in (wanted := schema(name)):
        if column.name not in found.column_names:
            raise _problem(path, f" has no column `{column.name}`")
        if (got := found.schema.field(column.name).type) != column.type:
            raise _problem(path, f": column `{column.name}` is {got} and should be {column.type}")
        if is_needed(column.name, name) and found.column(column.name).null_count:
            raise _problem(path, f": column `{column.name}` lacks a value")
    if name == "certs" and not len(found):
        raise _problem(path, " has no rows")
    return found.select(wanted.names)


def _problem(path: Path, what: str, mend: str = "builds it again") -> DataProblem:
    """One sentence: which file, what is wrong with it, and what to do."""
    return DataProblem(f"{path.parent.name}/{path.name}{what}; `make data` {mend}.")


@dataclass
class Store:
    """The tables of a folder as they are now; after a bad replacement, as they last were good."""

    folder: Path = DATA
    problem: str | None = None
    _tables: Tables | None = None
    _looked: float = -LOOK_AGAIN_AFTER
    _seen: tuple[tuple[str, int, int], ...] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tables(self) -> Tables:
        """The newest good tables. Raises DataProblem only if there never were any."""
        with self._lock:
            if time.monotonic() - self._looked >= LOOK_AGAIN_AFTER:
                self._looked = time.monotonic()
                self._look()
        if self._tables is None:
            raise DataProblem(self.problem or "the tables have not been read")
        return self._tables

    def _look(self) -> None:
        stamp = _stamp(self.folder)
        if stamp == self._seen:
            return
        self._seen = stamp
        try:
            self._tables, self.problem = read(self.folder), None
        except DataProblem as problem:
            self.problem = str(problem)
            print(f"certwise: {problem}", file=sys.stderr, flush=True)


SHARED = Store()
"""The store of this process: the server in front of the app and the pages see the same tables."""
