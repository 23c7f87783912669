"""Finds nginx, or installs Debian's, and runs it in front of the replicas with the deployed configuration."""

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
    """The path of nginx; None if there is none. Debian installs it into a folder that only root's PATH has."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def main() -> int:
    """Install nginx if need be. Returns 0, or 1 with a sentence on stderr if somebody has to install it by hand."""
    if executable() is None and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}  # installed, and not started
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "nginx-light"], check=False, env=quiet)
    if executable() is None:
        print(WANTED, file=sys.stderr)
        return 1
    return 0


def configured(folder: Path, port: int, replicas: dict[str, int]) -> Path:
    """Write the deployed configuration for replicas on loopback (name to port) into a folder; returns its main file."""
    text = DEPLOYED.read_text(encoding="utf-8").replace("listen 8080;", f"listen 127.0.0.1:{port};")
    for name, replica_port in replicas.items():
        text = text.replace(f"certwise-{name}:8501", f"127.0.0.1:{replica_port}")
    if re.search(r"certwise-\w:", text):
        raise ValueError("the configuration names a replica that does not run")
    (folder / "certwise.conf").write_text(text, encoding="utf-8")
    main_file = folder / "nginx.conf"
    main_file.write_text(AROUND.format(folder=folder), encoding="utf-8")
    return main_file


@contextmanager
def running(folder: Path, port: int, replicas: dict[str, int]) -> Iterator[str]:
    """Run nginx in front of the replicas during the block; yields host:port. FileNotFoundError without nginx."""
    if (binary := executable()) is None:
        raise FileNotFoundError(WANTED)
    process = subprocess.Popen([binary, "-c", str(configured(folder, port, replicas))], stderr=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen, port: int) -> None:
    """Return once nginx listens. Between two tries it waits for the process to end."""
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
