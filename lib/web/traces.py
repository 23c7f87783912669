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
    """Let every logger there is write so: ours, Streamlit's, which has a handler for each module, and Uvicorn's."""
    if not (ours := logging.getLogger("certwise")).handlers:
        ours.addHandler(logging.StreamHandler())
    ours.propagate = False
    for name in logging.root.manager.loggerDict:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(Lines())
