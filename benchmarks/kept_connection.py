"""A request on a kept connection beside one on a new connection: `python -m benchmarks.kept_connection`.

A new connection is more work, so the ratio is below 1. Where small packets wait for each other (Nagle's algorithm and
delayed acknowledgements) each request on a kept connection takes about 44 ms, and the ratio is far above 1.
"""

import argparse
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection

from benchmarks.sessions import server


def milliseconds(times: int, request: Callable[[], None]) -> float:
    """The mean time of a request."""
    start = time.perf_counter()
    for _ in range(times):
        request()
    return (time.perf_counter() - start) / times * 1000


def request_on(connection: HTTPConnection, path: str) -> None:
    """Request a path on an open connection."""
    connection.request("GET", path)
    connection.getresponse().read()


def request_anew(host: str, path: str) -> None:
    """Request a path on a new connection."""
    with closing(HTTPConnection(host)) as connection:
        request_on(connection, path)


def main() -> None:
    """Measure both ways and print the milliseconds of a request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", default="/healthz")
    parser.add_argument("--times", type=int, default=200)
    options = parser.parse_args()
    with server("app.py") as (host, _), closing(HTTPConnection(host)) as connection:
        request_anew(host, options.path)
        new_ms = milliseconds(options.times, lambda: request_anew(host, options.path))
        kept_ms = milliseconds(options.times, lambda: request_on(connection, options.path))
    print(f"new connections {new_ms:.2f} ms, one kept {kept_ms:.2f} ms a request: ratio {kept_ms / new_ms:.2f}")


if __name__ == "__main__":
    main()
