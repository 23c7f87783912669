"""Limits the log under abuse: each line at most once a second, and no traceback for what a client forged."""

import logging
import time
import traceback
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from lib.web.json_log import handlers

ROOT = Path(__file__).resolve().parents[2]
INTERVAL = 1.0  # seconds between two lines that are alike
MAX_LINES = 1000  # lines that are remembered
PASSED = "certwise_passed"
"""Attribute of a record: whether it passed the limit. A record reaches several handlers and is judged once."""

REFUSED_HANDSHAKE = "ASGI callable returned without completing handshake."
"""Message that uvicorn logs as an error for each session refused with a status (lib.web.middleware.limits)."""

VALUE_READERS = ("deserialize", "deserialize_single_value", "get_serialized", "expander", "popover")
READ_ERRORS = ("DecodeError", "JSONDecodeError")
"""Functions of Streamlit that read a control's value from a client, and the errors that they fail with."""


@dataclass
class LineState:
    """State of a log line: when it was last written, how many records were held back since, and the newest of those."""

    written: float
    held: int = 0
    last: logging.LogRecord | None = None


class LogRateLimit(logging.Filter):
    """Log filter that lets a line pass at most once a second and adds how many like it were held back.

    Two records are alike if the same line of code logs them and, where they report an error, the same line raised it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self._lines: dict[Hashable, LineState] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is written. One that a client caused loses its traceback or its level first."""
        if PASSED not in vars(record):
            _tone_down(record)
            vars(record)[PASSED] = self._passes(record)
        return bool(vars(record)[PASSED])

    def flush(self) -> None:
        """Write the newest held-back record of each line whose second is over."""
        due = [line for line in list(self._lines.values()) if line.last and self.clock() - line.written >= INTERVAL]
        for line in due:
            record, line.last, line.held = line.last, None, line.held - 1
            if record:
                del vars(record)[PASSED]
                logging.getLogger(record.name).handle(record)

    def _passes(self, record: logging.LogRecord) -> bool:
        key, now = _line_key(record), self.clock()
        line = self._lines.get(key)
        if line and now - line.written < INTERVAL:
            line.held, line.last = line.held + 1, record
            return False
        if line and line.held:
            record.msg, record.args = f"{record.getMessage()} (and {line.held} more like it)", ()
        if len(self._lines) >= MAX_LINES:
            self._lines.clear()
        self._lines[key] = LineState(now)
        return True


def limit_all_handlers() -> LogRateLimit:
    """Add one limit, shared by all, to every log handler in use, and return it."""
    limit = LogRateLimit()
    for handler in handlers():
        handler.addFilter(limit)
    return limit


def _line_key(record: logging.LogRecord) -> Hashable:
    """The key under which records are alike. Of a message formatted before it was logged, only the beginning counts."""
    beginning = str(record.msg).partition("\n")[0][:60]
    frames = _frames(record)
    return record.name, record.pathname, record.lineno, beginning, frames[-1] if frames else None


def _tone_down(record: logging.LogRecord) -> None:
    """Reduce the report of a forged value to one line, and that of a refused session to level INFO."""
    if record.msg == REFUSED_HANDSHAKE:
        record.msg, record.levelno, record.levelname = "A session was refused.", logging.INFO, "INFO"
    elif record.exc_info and _is_forged(record):
        error, frame = record.exc_info[0], _frames(record)[-1]
        location = f"{PurePath(frame.file).name}:{frame.line}"
        record.msg, record.args = f"A client sent what no control sends: {error and error.__name__} at {location}", ()
        record.exc_info = record.exc_text = None


def _is_forged(record: logging.LogRecord) -> bool:
    """Whether an error was caused by a client: Streamlit failed to read a message or the value of a control.

    Errors of our own code, and of its use of Streamlit, are not: they keep their traceback.
    """
    error = record.exc_info[0] if record.exc_info else None
    if error is None or error.__module__ == "streamlit.errors":
        return False
    frames = _frames(record)
    last_of_ours = max((index for index, frame in enumerate(frames) if frame.is_ours), default=-1)
    of_streamlit = [frame.function for frame in frames[last_of_ours + 1 :] if frame.is_of_streamlit]
    unreadable = bool(of_streamlit) and error.__name__ in READ_ERRORS
    return unreadable or any(function in VALUE_READERS for function in of_streamlit)


class TraceFrame(NamedTuple):
    """One call of a traceback."""

    file: str
    function: str
    line: int

    @property
    def is_of_streamlit(self) -> bool:
        """Whether the code is Streamlit's."""
        return "streamlit" in PurePath(self.file).parts

    @property
    def is_ours(self) -> bool:
        """Whether the code is the app's."""
        return any(PurePath(self.file).is_relative_to(ROOT / folder) for folder in ("lib", "pages"))


def _frames(record: logging.LogRecord) -> list[TraceFrame]:
    """The calls of a record's traceback, outermost first; none without an error. Source lines would be slow to read."""
    trace = record.exc_info[2] if record.exc_info else None
    codes = ((frame.f_code, line) for frame, line in traceback.walk_tb(trace))
    return [TraceFrame(code.co_filename, code.co_name, line) for code, line in codes]
