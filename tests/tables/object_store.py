"""An object store with the S3 protocol, on loopback: moto's server, a program in an environment of its own."""

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
INSTALL_HINT = (
    "The tests of object stores need moto's server: `make s3` installs it beside the environment of the tests."
)
TRIES = 300
KEYS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_EC2_METADATA_DISABLED": "true"}


def program_path() -> str | None:
    """The path of moto's server, beside this environment or on the PATH; None if it is not installed."""
    beside = Path(f"{sys.prefix}-s3") / "bin" / PROGRAM
    return str(beside) if beside.exists() else shutil.which(PROGRAM)


class ObjectStore:
    """A running store with the bucket `tables`."""

    def __init__(self, port: int, process: subprocess.Popen) -> None:
        self.port, self.process = port, process

    def address(self, folder: str) -> str:
        """The address of a folder of the bucket, as the setting CERTWISE_DATA takes it."""
        return f"s3://tables/{folder}?endpoint_override=127.0.0.1:{self.port}&scheme=http&region=us-east-1"

    def put(self, key: str, content: bytes = b"") -> None:
        """Write an object to the bucket; without a key, make the bucket."""
        self._request("PUT", f"/tables/{key}".rstrip("/"), content)

    def fill(self, folder: str, source: Path) -> None:
        """Write every table of a local folder to a folder of the bucket."""
        for path in sorted(source.glob("*.parquet")):
            self.put(f"{folder}/{path.name}", path.read_bytes())

    def delete(self, key: str) -> None:
        """Delete an object of the bucket."""
        self._request("DELETE", f"/tables/{key}")

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(timeout=30)

    def _request(self, method: str, path: str, content: bytes = b"") -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, content, {"Authorization": "AWS4-HMAC-SHA256 Credential=any/1/us-east-1/s3/x"})
        if (status := connection.getresponse().status) >= 400:
            raise RuntimeError(f"{method} {path}: {status}")
        connection.close()


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """A store for as long as the block lasts. Raises FileNotFoundError if the program is not installed."""
    if (server_path := program_path()) is None:
        raise FileNotFoundError(INSTALL_HINT)
    port = free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([server_path, "-H", "127.0.0.1", "-p", str(port)], env=os.environ | KEYS, **quiet)
    try:
        store = ObjectStore(port, process)
        _wait(store)
        yield store
    finally:
        store.stop()


def _wait(store: ObjectStore) -> None:
    """Return once the bucket exists. The pause between two tries is a wait for the process to end."""
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
