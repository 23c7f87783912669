"""Readers without a browser: a Streamlit session over a real WebSocket, and a server to talk to."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

Value = list[str] | float
ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def server(script: str, folder: Path = ROOT) -> Iterator[tuple[str, int]]:
    """Run `streamlit run script` on a free loopback port; gives host:port and the process id, and stops it after."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.address=127.0.0.1"]
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    process = subprocess.Popen([*command, *quiet], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer")


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Reader:
    """One session: opens a page, then reruns it as a browser would after a change."""

    def __init__(self, host: str, page: str = "", query: str = "") -> None:
        self.socket = connect(
            f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], max_size=None, origin=f"http://{host}"
        )
        self.page, self.query, self.hash = page, query, ""
        self.widgets: dict[str, str] = {}
        self.states: dict[str, Value] = {}
        self.run()

    def run(self) -> None:
        """Run the page once and read until it is finished."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name, state.page_script_hash = (
            self.query,
            "" if self.hash else self.page,
            self.hash,
        )
        for widget, values in self.states.items():
            one = state.widget_states.widgets.add()
            one.id = widget
            if isinstance(values, float):
                one.double_value = values
            else:
                one.string_array_value.data.extend(values)
        self.socket.send(message.SerializeToString())
        while True:
            got = ForwardMsg()
            got.ParseFromString(self.socket.recv(timeout=30))
            if got.HasField("navigation"):
                self.hash = got.navigation.page_script_hash
            if got.HasField("delta"):
                self._learn(str(got.delta))
            if got.HasField("script_finished"):
                return

    def _learn(self, delta: str) -> None:
        for widget in re.findall(r'\bid: "(\$\$ID-[^"]+)"', delta):
            self.widgets[widget.rsplit("-", 1)[-1]] = widget

    def choose(self, key: str, values: Value) -> None:
        """Set a pills, multi-select or number control by its key and rerun."""
        self.states[self.widgets[key]] = values
        self.run()

    def close(self) -> None:
        """Leave."""
        self.socket.close()
