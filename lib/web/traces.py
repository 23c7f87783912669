"""What goes wrong, as one line of JSON on stderr each: a trace of forty lines is one entry of a log, and not forty."""

import json
import logging
from datetime import UTC, datetime


class Lines(logging.Formatter):
    """Writes a record and its trace as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        trace = {"trace": self.formatException(record.exc_info)} if record.exc_info else {}
        return json.dumps(said | trace)


def in_lines() -> None:
    """Let every handler there is write so: Streamlit's, one for each module, and that of who has none."""
    known = (logging.getLogger(name) for name in logging.root.manager.loggerDict)
    for handler in (logging.lastResort, *(handler for logger in known for handler in logger.handlers)):
        if handler:
            handler.setFormatter(Lines())
