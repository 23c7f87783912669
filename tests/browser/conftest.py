"""One server for all browser tests, and servers for a single test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from .serving import ROOT, Server, running_server

pytest.register_assert_rewrite("browser.reader")  # its assertions say what differs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this repository's app, for all tests."""
    with running_server(ROOT, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    """A function that starts a server of a folder, for this test alone."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(running_server(folder, tmp_path / "log"))
