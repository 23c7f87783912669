"""Logs as lines of JSON: one line for each request on stdout, one for each log record on stderr.

A line about a request holds no address, no query and no browser: nothing about the reader.
"""

import json
import logging
import sys
from datetime import UTC, datetime

from lib.web.middleware.observe import ObservedRequest


def log_request(request: ObservedRequest) -> None:
    """Write one line about a request to stdout."""
    fields = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "kind": request.kind,
        "method": request.method,
        "status": request.status,
        "ms": round(request.seconds * 1000, 1),
        "bytes": request.sent_bytes,
    }
    print(json.dumps(fields), file=sys.stdout, flush=True)


class JsonFormatter(logging.Formatter):
    """Formats a record and its traceback as one line, so that a log collector reads a traceback as one entry."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON; `trace` is there only for a record with an exception."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        trace = {"trace": self.formatException(record.exc_info)} if record.exc_info else {}
        return json.dumps(fields | trace)


def format_as_json() -> None:
    """Make every handler write lines of JSON."""
    for handler in handlers():
        handler.setFormatter(JsonFormatter())


def handlers() -> list[logging.Handler]:
    """Every log handler in use: those of all loggers (Streamlit's have one each), and the last resort of the others."""
    loggers = (logging.getLogger(name) for name in logging.root.manager.loggerDict)
    attached = [handler for logger in loggers for handler in logger.handlers]
    return [*([logging.lastResort] if logging.lastResort else []), *attached]
