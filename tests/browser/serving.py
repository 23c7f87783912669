"""Servers under test: of the repository as it is, or of a copy whose data a test has changed."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
QUIET = ("--server.headless=true", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false")
NOT_COPIED = (".git", ".venv", "tests", "benchmarks", "__pycache__", ".*_cache", ".hypothesis")
START_TRIES = 600  # tries, a tenth of a second each


class Server(NamedTuple):
    """A running server: its `address` without a slash at the end, the `log` file of its stderr, its `process`.

    Its stdout goes to a file beside the log, with the suffix `.out`.
    """

    address: str
    log: Path
    process: subprocess.Popen

    def stderr(self) -> str:
        """Its stderr so far."""
        return self.log.read_text(encoding="utf-8")


def repo_copy(into: Path) -> Path:
    """The folder of a copy of the repository, with all that a server and a build need."""
    return Path(shutil.copytree(ROOT, into / "copy", ignore=shutil.ignore_patterns(*NOT_COPIED)))


def build_tables(folder: Path) -> None:
    """Build the tables of a copy from its sources, as `make data` does."""
    subprocess.run([sys.executable, "-m", "lib.source"], cwd=folder, check=True, capture_output=True, timeout=60)


def free_port() -> int:
    """A free port on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running_server(
    folder: Path, log: Path, settings: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[Server]:
    """A server of a folder's `app.py`, healthy, for as long as the block lasts.

    Takes the folder, the file for its stderr, environment variables, and a port on loopback (a free one by default).
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1", *QUIET]
    with log.open("w", encoding="utf-8") as stderr, log.with_suffix(".out").open("w", encoding="utf-8") as stdout:
        process = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=folder,
            stdout=stdout,
            stderr=stderr,
            env=os.environ | dict(settings or {}),
        )
    try:
        _wait(process, port, log)
        yield Server(f"http://127.0.0.1:{port}", log, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    """Return once the server is healthy. The pause between two tries is a wait for its process to end."""
    for _ in range(START_TRIES):
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection,
        ):
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            break
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
