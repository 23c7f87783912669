"""Two replicas with a copy of the tables, behind nginx with the deployed configuration."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser.serving import ROOT, Server, free_port, running_server

from .nginx import executable, running


@dataclass
class Replicas:
    """The replicas by name; each can be stopped and restarted on its port. `host` is that of nginx."""

    folder: Path
    ports: dict[str, int]
    host: str = ""
    servers: dict[str, Server] = field(default_factory=dict)
    stacks: dict[str, ExitStack] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The tables that both read."""
        return self.folder / "data"

    def start(self, name: str) -> None:
        """Start one and wait until it answers."""
        self.stacks[name] = ExitStack()
        started = running_server(ROOT, self.folder / name, {"CERTWISE_DATA": str(self.data)}, self.ports[name])
        self.servers[name] = self.stacks[name].enter_context(started)

    def stop(self, name: str) -> None:
        """Stop one (SIGTERM) and wait until it has ended."""
        self.stacks.pop(name).close()

    def kill(self, name: str) -> None:
        """Kill one, which ends like a lost machine."""
        self.servers[name].process.kill()
        self.stop(name)


@pytest.fixture
def replicas(tmp_path: Path) -> Iterator[Replicas]:
    """Two replicas behind nginx. Without nginx the tests fail, since nobody notices a skipped test."""
    assert executable(), "install nginx: `make nginx`"
    both = Replicas(tmp_path, {"a": free_port(), "b": free_port()})
    both.data.mkdir()
    for path in (ROOT / "data").glob("*.parquet"):
        shutil.copy(path, both.data)
    try:
        for name in both.ports:
            both.start(name)
        with running(tmp_path, free_port(), both.ports) as both.host:
            yield both
    finally:
        for name in list(both.stacks):
            both.stop(name)
