"""Readers without a browser: Streamlit sessions over real WebSockets, and the server that they talk to."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as connect_async
from websockets.sync.client import connect

Value = list[str] | float
ROOT = Path(__file__).resolve().parents[1]
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
PATIENCE = 60  # seconds for an answer

PAGES: dict[str, tuple[str, str, str, Sequence[Value]]] = {
    "overview": ("", "", "vendor", [["AWS"], ["Microsoft"]]),
    "explore": ("explore", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "explore as a table": ("explore", "view=table", "tier", [["Associate Engineer"], ["Specialty / GenAI"], []]),
    "certification": ("cert", "id=nvidia-nca-genl", "vendor", [["AWS"], []]),
    "cost vs salary": ("cost-vs-salary", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "cost vs salary, hour": ("cost-vs-salary", "", "hour", [float(usd) for usd in range(10, 60)]),
    "tier map": ("tier-map", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "compare": ("compare", "id=aws-ai-practitioner&id=azure-ai-fundamentals", "vendor", [["AWS"], []]),
    "sources": ("sources", "", "vendor", [["AWS"], ["Microsoft", "NVIDIA"], []]),
    "planner": ("planner", "from=developer-adding-ai", "week", [float(hours) for hours in range(5, 60)]),
}
"""For each page: its path, its query, the control that is changed, and the values that the control takes in turn."""


@contextmanager
def server(
    script: str, folder: Path = ROOT, *, core: int | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[str, int]]:
    """Run `streamlit run script` on a free loopback port; yields host:port and the process id, and stops it afterwards.

    Args:
        script: The script, relative to `folder`.
        folder: The working directory.
        core: The only core that the process may use; None for any.
        settings: More variables of its environment.

    Raises:
        RuntimeError: It does not answer within a minute.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.address=127.0.0.1"]
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    environment = os.environ | dict(settings or {})
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*pinned, *command, *quiet], cwd=folder, env=environment, **silent)
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
    """The user and system time of a process, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> float:
    """The resident memory of a process, in megabytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES / 1e6


class BrowserState:
    """The state of one session's browser: its page, the ids of its controls by key, and their values by id."""

    def __init__(self, page: str = "", query: str = "") -> None:
        self.page, self.query, self.hash = page, query, ""
        self.widgets: dict[str, str] = {}
        self.states: dict[str, Value] = {}

    def request(self) -> bytes:
        """The message that requests a run, with the state of all controls."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self.query, self.hash
        state.page_name = "" if self.hash else self.page
        for widget, value in self.states.items():
            control = state.widget_states.widgets.add()
            control.id = widget
            if isinstance(value, float):
                control.double_value = value
            else:
                control.string_array_value.data.extend(value)
        return message.SerializeToString()

    def receive(self, payload: bytes) -> bool:
        """Take over what a message of the server says; whether it ends the run."""
        message = ForwardMsg.FromString(payload)
        if message.HasField("navigation"):
            self.hash = message.navigation.page_script_hash
        for widget, key in WIDGET.findall(payload):
            self.widgets[key.decode()] = widget.decode()
        return message.HasField("script_finished")

    def put(self, key: str, value: Value) -> None:
        """Set a pills, multi-select or number control by its key."""
        self.states[self.widgets[key]] = value


WIDGET = re.compile(rb"(\$\$ID-[0-9a-f]{32}-(vendor|tier|hour|week))")
"""The id of a control in PAGES and its key, as they appear in a message."""


class Reader(BrowserState):
    """One session: it opens a page, then reruns it as a browser does after a change."""

    def __init__(self, host: str, page: str = "", query: str = "") -> None:
        super().__init__(page, query)
        self.socket = connect(
            f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], max_size=None, origin=f"http://{host}"
        )
        self.run()

    def run(self) -> None:
        """Run the page once and read until it is finished."""
        self.socket.send(self.request())
        while not self.receive(bytes(self.socket.recv(timeout=PATIENCE))):
            continue

    def choose(self, key: str, value: Value) -> None:
        """Set a control and rerun."""
        self.put(key, value)
        self.run()

    def close(self) -> None:
        """End the session."""
        self.socket.close()


class AsyncReader(BrowserState):
    """A session for an event loop with many of them: call `open` first."""

    socket: ClientConnection

    async def open(self, host: str, address: str | None = None) -> None:
        """Connect, from a given loopback address if there is one, and run the page."""
        self.socket = await connect_async(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            origin=f"http://{host}",
            compression=None,
            open_timeout=PATIENCE,
            local_addr=(address, 0) if address else None,
        )
        await self.run()

    async def run(self) -> None:
        """Run the page once and read until it is finished."""
        await self.socket.send(self.request())
        async with asyncio.timeout(PATIENCE):
            while not self.receive(bytes(await self.socket.recv())):
                continue

    async def choose(self, key: str, value: Value) -> None:
        """Set a control and rerun."""
        self.put(key, value)
        await self.run()

    async def close(self) -> None:
        """End the session."""
        await self.socket.close()
