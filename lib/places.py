"""Where tables are kept: a folder, or a place in an object store that pyarrow can reach (S3, Google Cloud, Azure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

ROOT = Path(__file__).resolve().parents[1]
SCHEMES = ("s3://", "gs://", "gcs://", "abfs://", "abfss://")
GIVE_UP = "retry_limit_seconds=10"  # Google's client goes on for a quarter of an hour if nobody says so

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Place:
    """A folder of a file system; `remote` if it is reached through a network."""

    files: fs.FileSystem
    folder: str
    remote: bool

    def stamp(self, names: Iterable[str]) -> Stamp:
        """Name, time of the last change (ns since 1970) and size of the tables that are there. Raises OSError."""
        there = self.files.get_file_info(fs.FileSelector(self.folder, allow_not_found=True))
        found = {one.base_name: one for one in there}
        wanted = ((name, found.get(f"{name}.parquet")) for name in names)
        return tuple((name, one.mtime_ns or 0, one.size or 0) for name, one in wanted if one)

    def table(self, name: str) -> pa.Table:
        """A table as it stands there. Raises FileNotFoundError, OSError if it cannot be fetched, pa.ArrowException."""
        with self.files.open_input_file(f"{self.folder}/{name}.parquet") as file:
            content = file.read_buffer()
        return pq.read_table(pa.BufferReader(content))

    def shown(self, name: str) -> str:
        """A table's file for people: its folder's name and its own, nothing of the machine or the bucket."""
        return f"{self.folder.rstrip('/').rsplit('/', 1)[-1]}/{name}.parquet"


def is_remote(where: str | Path) -> bool:
    """Whether an address is one of an object store."""
    return str(where).startswith(SCHEMES)


@cache
def place(where: str | Path) -> Place:
    """The place of an address, or of a folder; a relative folder is one of the repository.

    Raises OSError or pa.ArrowException for an address that cannot be used.
    """
    written = str(where)
    if not is_remote(where):
        return Place(fs.LocalFileSystem(), (ROOT / written).as_posix(), remote=False)
    files, folder = fs.FileSystem.from_uri(impatient(written))
    return Place(files, folder, remote=True)


def impatient(address: str) -> str:
    """An address with the option that makes Google's client give up in time; any other as it is."""
    if not address.startswith(("gs://", "gcs://")) or "retry_limit_seconds" in address:
        return address
    return address + ("&" if "?" in address else "?") + GIVE_UP
