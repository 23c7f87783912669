"""An object store that speaks S3, on loopback: moto's server, a program in an environment of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.browser.serving import free_port

PROGRAM = "moto_server"
WANTED = "The tests of object stores need moto's server: `make s3` installs it beside the environment of the tests."
TRIES = 300
KEYS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_EC2_METADATA_DISABLED": "true"}


def program() -> str | None:
    """Where moto's server is: beside this environment, or on the PATH; None if there is none."""
    beside = Path(f"{sys.prefix}-s3") / "bin" / PROGRAM
    return str(beside) if beside.exists() else shutil.which(PROGRAM)


class ObjectStore:
    """A running store with one bucket, `tables`."""

    def __init__(self, port: int, process: subprocess.Popen) -> None:
        self.port, self.process = port, process

    def address(self, folder: str) -> str:
        """What CERTWISE_DATA takes for a folder of the bucket."""
        return f"s3://tables/{folder}?endpoint_override=127.0.0.1:{self.port}&scheme=http&region=us-east-1"

    def put(self, key: str, content: bytes = b"") -> None:
        """Write an object of the bucket; without a key, make the bucket."""
        self._ask("PUT", f"/tables/{key}".rstrip("/"), content)

    def fill(self, folder: str, source: Path) -> None:
        """Put every table of a folder there."""
        for path in sorted(source.glob("*.parquet")):
            self.put(f"{folder}/{path.name}", path.read_bytes())

    def delete(self, key: str) -> None:
        """Take an object away."""
        self._ask("DELETE", f"/tables/{key}")

    def stop(self) -> None:
        """End it; it answers nobody any more."""
        self.process.terminate()
        self.process.wait(timeout=30)

    def _ask(self, method: str, path: str, content: bytes = b"") -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, content, {"Authorization": "AWS4-HMAC-SHA256 Credential=any/1/us-east-1/s3/x"})
        if (status := connection.getresponse().status) >= 400:
            raise RuntimeError(f"{method} {path}: {status}")
        connection.close()


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """Run one until it is not needed. Raises FileNotFoundError with a sentence if the program is missing."""
    if (found := program()) is None:
        raise FileNotFoundError(WANTED)
    port = free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([found, "-H", "127.0.0.1", "-p", str(port)], env=os.environ | KEYS, **quiet)
    try:
        store = ObjectStore(port, process)
        _wait(store)
        yield store
    finally:
        store.stop()


def _wait(store: ObjectStore) -> None:
    """Return once the bucket is there; waiting for the end of the process is the pause between two tries."""
    for _ in range(TRIES):
        try:
            return store.put("")
        except (OSError, HTTPException):
            try:
                store.process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            break
    raise RuntimeError("the object store did not start")
