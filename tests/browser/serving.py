"""Servers under test: the repository as it is, or a copy of it whose data a test has changed."""

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
LONGEST_START = 600  # tries, a tenth of a second each


class Server(NamedTuple):
    """A running server: `address` without a slash at the end, the file that its stderr goes to, its process.

    What it says on stdout is beside that file, with the ending `.out`.
    """

    address: str
    log: Path
    process: subprocess.Popen

    def stderr(self) -> str:
        """What it has said so far."""
        return self.log.read_text(encoding="utf-8")


def copy_of_repo(into: Path) -> Path:
    """A copy of what a server and a build need, to be changed at will."""
    return Path(shutil.copytree(ROOT, into / "copy", ignore=shutil.ignore_patterns(*NOT_COPIED)))


def built(folder: Path) -> None:
    """Build the tables of a copy from its sources, as `make data` does."""
    subprocess.run([sys.executable, "-m", "lib.build"], cwd=folder, check=True, capture_output=True, timeout=60)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(
    folder: Path, log: Path, settings: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[Server]:
    """Serve a folder's app.py on a loopback port, a free one unless named, until it answers; stop it after."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1", *QUIET]
    with log.open("w", encoding="utf-8") as said, log.with_suffix(".out").open("w", encoding="utf-8") as shown:
        process = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=folder,
            stdout=shown,
            stderr=said,
            env=os.environ | dict(settings or {}),
        )
    try:
        _wait(process, port, log)
        yield Server(f"http://127.0.0.1:{port}", log, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    """Return once the server is healthy; waiting for its end is the pause between two tries."""
    for _ in range(LONGEST_START):
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asked,
        ):
            asked.request("GET", "/_stcore/health")
            if asked.getresponse().status == 200:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            break
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
