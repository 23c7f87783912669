"""Find the nginx that stands before the replicas, or install Debian's; run it with the deployed configuration."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

WANTED = "The tests of replicas need nginx: install the package `nginx-light` so that it is on the PATH."
DEPLOYED = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/certwise.conf;
}}
"""
TRIES = 100


def executable() -> str | None:
    """The path of nginx; None if there is none. Debian puts it where only root's PATH looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def main() -> int:
    """Make sure that there is one: 0 if there is, 1 and a sentence if somebody has to install it."""
    if executable() is None and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}  # installed, and not started
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "nginx-light"], check=False, env=quiet)
    if executable() is None:
        print(WANTED, file=sys.stderr)
        return 1
    return 0


def configured(folder: Path, port: int, replicas: dict[str, int]) -> Path:
    """Write the deployed configuration for replicas on loopback (name to port) into a folder; gives its main file."""
    text = DEPLOYED.read_text(encoding="utf-8").replace("listen 8080;", f"listen 127.0.0.1:{port};")
    for name, where in replicas.items():
        text = text.replace(f"certwise-{name}:8501", f"127.0.0.1:{where}")
    if re.search(r"certwise-\w:", text):
        raise ValueError("the configuration names a replica that does not run")
    (folder / "certwise.conf").write_text(text, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(folder=folder), encoding="utf-8")
    return whole


@contextmanager
def running(folder: Path, port: int, replicas: dict[str, int]) -> Iterator[str]:
    """Run nginx before replicas until it is not needed; gives host:port. FileNotFoundError if it is not installed."""
    if (found := executable()) is None:
        raise FileNotFoundError(WANTED)
    process = subprocess.Popen([found, "-c", str(configured(folder, port, replicas))], stderr=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen, port: int) -> None:
    """Return once it listens; waiting for its end is the pause between two tries."""
    for _ in range(TRIES):
        try:
            HTTPConnection("127.0.0.1", port, timeout=5).connect()
            return
        except OSError:
            pass
        try:
            process.wait(timeout=0.1)
            break
        except subprocess.TimeoutExpired:
            continue
    raise RuntimeError("nginx did not start")


if __name__ == "__main__":
    sys.exit(main())
