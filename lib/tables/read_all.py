"""All tables of a folder or address, read and checked together."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from lib.tables import integrity
from lib.tables.parquet import opened_table
from lib.tables.problems import PassingProblem, table_problem, unreachable
from lib.tables.schema import TABLES
from lib.tables.storage import Stamp, Storage, storage_at
from lib.tables.time_limit import ReportProgress


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables as frames, by name, compared by identity. `lib.tables.cache` caches what is derived from them.

    `stamp` is that of the files that were read, `build` the id of the build that wrote them.
    """

    frames: Mapping[str, pd.DataFrame]
    stamp: Stamp = ()
    build: str = ""

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


def read(location: Path | str, report_progress: ReportProgress = lambda _: None) -> Tables:
    """Read and check every table of a folder or address. Raises DataProblem for the first that cannot be used.

    `report_progress` is called with each step before it begins.
    """
    storage, stamp = listing(location)
    files = {}
    for name in TABLES:
        report_progress(f"Reading {storage.display_name(name)}")
        files[name] = opened_table(storage, name)
    if mixed := integrity.mixed_builds({name: file.build for name, file in files.items()}):
        raise PassingProblem(f"The tables in {storage.display_folder} {mixed}")
    report_progress("Checking the tables")
    frames = {name: file.frame() for name, file in files.items()}
    for misfit in integrity.misfits(frames):
        raise table_problem(storage.display_name(misfit.table), misfit.message)
    return Tables(frames, stamp, files[name].build or "")


def listing(location: Path | str) -> tuple[Storage, Stamp]:
    """The storage at a location and the stamp of its tables now. Raises Unreachable."""
    try:
        storage = storage_at(location)
        return storage, storage.stamp(TABLES)
    except (pa.ArrowException, OSError):
        raise unreachable() from None
