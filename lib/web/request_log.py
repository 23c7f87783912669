"""One line of JSON on stdout for each request. No address, no query, no browser: nothing about the reader."""

import json
import sys
from datetime import UTC, datetime

from lib.web.observed import Request


def line(request: Request) -> None:
    """Write the line of a request."""
    said = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "kind": request.kind,
        "method": request.method,
        "status": request.status,
        "ms": round(request.seconds * 1000, 1),
        "bytes": request.sent_bytes,
    }
    print(json.dumps(said), file=sys.stdout, flush=True)
