"""One server for all browser tests, and servers of a test alone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from .serving import ROOT, Server, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app of this repository."""
    with serving(ROOT, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    """Starts servers of this test alone."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(serving(folder, tmp_path / "log"))
