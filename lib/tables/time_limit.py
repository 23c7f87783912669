"""Work that may never end, on a thread of its own, and a probe of whether a folder that hung answers again."""

import atexit
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")
ReportProgress = Callable[[str], None]
"""Takes the step that an attempt begins: the start of a sentence, such as `Reading data/certs.parquet`."""

EXIT_WAIT = 5.0
"""Seconds that the end of the process waits for unfinished work: pyarrow aborts if the process ends during a read."""


class Attempt(Generic[T]):
    """Work on a daemon thread: `began` (seconds since 1970), `step` (the current one), `result` once it is over.

    The work must not raise. `given_up` marks an attempt that nobody waits for any more.
    """

    def __init__(self, work: Callable[[ReportProgress], T]) -> None:
        self.began = time.time()
        self.step = ""
        self.given_up = False
        self.result: T | None = None
        self._over = threading.Event()
        _RUNNING.add(self)
        threading.Thread(target=self._run, args=(work,), name="tables read", daemon=True).start()

    def is_over(self, within: float = 0.0) -> bool:
        """Whether the work is over, after waiting for it for up to `within` seconds."""
        return self._over.wait(within)

    def _run(self, work: Callable[[ReportProgress], T]) -> None:
        try:
            self.result = work(self._report_progress)
        finally:
            self._over.set()
            _RUNNING.discard(self)

    def _report_progress(self, step: str) -> None:
        self.step = step


_RUNNING: WeakSet[Attempt[Any]] = WeakSet()


@atexit.register
def _wait_for_running() -> None:
    for attempt in list(_RUNNING):
        if not attempt.given_up:
            attempt.is_over(EXIT_WAIT)


READ_ALL = """
import os, sys
for path in filter(os.path.isfile, sys.argv[1:]):
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        while file.read(1 << 20):
            pass
"""


class Probe:
    """Reads files in a child process, which unlike a thread can be killed if it hangs. One process at most is alive."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def answers(self, files: Sequence[str], within: float) -> bool:
        """Whether all files can be read within so many seconds. A missing file counts as read."""
        if self._process and self._process.poll() is None:
            return False  # a hanging disk may keep even a killed process alive
        command = [sys.executable, "-I", "-S", "-c", READ_ALL, *files]
        devnull = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=devnull, stdout=devnull, stderr=devnull)
        try:
            self._process.wait(within)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return False
        return True
