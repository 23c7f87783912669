"""The storage of the tables: a folder, local or in an object store that pyarrow can reach (S3, Google Cloud, Azure)."""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
from pyarrow import fs

ROOT = Path(__file__).resolve().parents[2]
SCHEMES = ("s3://", "gs://", "gcs://", "abfs://", "abfss://")
RETRY_LIMIT = "retry_limit_seconds=10"  # by default, Google's client retries for a quarter of an hour

Stamp = tuple[tuple[str, int, int], ...]
"""For each table: its name, the time of its last change (ns since 1970) and its size in bytes."""


class NotAFile(Exception):
    """A pipe, device, socket or folder in the place of a file: opening it could block for ever."""


class TooLong(Exception):
    """A file that is longer than allowed. Its one argument is the size in bytes."""


@dataclass(frozen=True)
class Storage:
    """A folder of a file system; `remote` if it is reached over a network."""

    files: fs.FileSystem
    folder: str
    remote: bool

    def stamp(self, names: Iterable[str]) -> Stamp:
        """The stamp of the tables that exist, in the order of `names`. Raises OSError."""
        infos = self.files.get_file_info(fs.FileSelector(self.folder, allow_not_found=True))
        by_file = {info.base_name: info for info in infos}
        tables = ((name, by_file.get(f"{name}.parquet")) for name in names)
        return tuple((name, info.mtime_ns or 0, info.size or 0) for name, info in tables if info)

    def content(self, name: str, max_bytes: int) -> pa.Buffer:
        """The bytes of a table's file.

        Raises FileNotFoundError, NotAFile for a local path that is no regular file, TooLong for more than `max_bytes`,
        and OSError or pa.ArrowException for a read that fails.
        """
        if not self.remote:
            return _local_content(self.path(name), max_bytes)
        with self.files.open_input_file(self.path(name)) as file:
            if (size := file.size()) > max_bytes:
                raise TooLong(size)
            return file.read_buffer()

    def path(self, name: str) -> str:
        """The path of a table's file within the file system."""
        return f"{self.folder}/{name}.parquet"

    def display_name(self, name: str) -> str:
        """A table's file for messages: the folder's own name and the file's, without the machine or the bucket."""
        return f"{self.display_folder}{name}.parquet"

    @property
    def display_folder(self) -> str:
        """The folder's own name with a slash."""
        return f"{self.folder.rstrip('/').rsplit('/', 1)[-1]}/"


def _local_content(path: str, max_bytes: int) -> pa.Buffer:
    """The bytes of a regular file, which is checked before and after it is opened, for it may be replaced between."""
    _must_be_regular(Path(path).stat())
    with open(path, "rb", opener=_open_without_blocking) as file:
        status = os.fstat(file.fileno())
        _must_be_regular(status)
        if status.st_size > max_bytes:
            raise TooLong(status.st_size)
        content = pa.allocate_buffer(status.st_size)
        return content.slice(0, file.readinto(content))


def _must_be_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile


def _open_without_blocking(path: str, flags: int) -> int:
    """A file descriptor; opening a pipe that has no writer does not wait for one."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def is_remote(location: str | Path) -> bool:
    """Whether a location is the address of an object store."""
    return str(location).startswith(SCHEMES)


@cache
def storage_at(location: str | Path) -> Storage:
    """The storage at an address or in a folder; a relative folder is relative to the repository.

    Raises OSError or pa.ArrowException for an address that cannot be used.
    """
    address = str(location)
    if not is_remote(location):
        return Storage(fs.LocalFileSystem(), (ROOT / address).as_posix(), remote=False)
    files, folder = fs.FileSystem.from_uri(with_retry_limit(address))
    return Storage(files, folder, remote=True)


def with_retry_limit(address: str) -> str:
    """An address with the option that makes Google's client give up early; the address of any other store unchanged."""
    if not address.startswith(("gs://", "gcs://")) or "retry_limit_seconds" in address:
        return address
    return address + ("&" if "?" in address else "?") + RETRY_LIMIT
