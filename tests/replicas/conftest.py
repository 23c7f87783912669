"""Two replicas with tables of their own, and nginx before them as it is deployed."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser.serving import ROOT, Server, free_port, serving

from .nginx import executable, running


@dataclass
class Replicas:
    """The replicas by name; each can be ended and started anew on its port. `host` is nginx."""

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
        started = serving(ROOT, self.folder / name, {"CERTWISE_DATA": str(self.data)}, self.ports[name])
        self.servers[name] = self.stacks[name].enter_context(started)

    def stop(self, name: str) -> None:
        """Ask one to end (SIGTERM), and wait until it has."""
        self.stacks.pop(name).close()

    def kill(self, name: str) -> None:
        """End one at once, as a lost machine would."""
        self.servers[name].process.kill()
        self.stop(name)


@pytest.fixture
def replicas(tmp_path: Path) -> Iterator[Replicas]:
    """Two of them behind nginx. There must be one: a test that is skipped tells nobody anything."""
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
