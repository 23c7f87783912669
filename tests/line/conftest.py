"""One server for the tests of a slow line."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import ROOT, running_server

from .browser import Browser


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host and port of the app of this repository."""
    with running_server(ROOT, tmp_path_factory.mktemp("server") / "log") as running:
        yield urlsplit(running.address).netloc


@pytest.fixture(scope="module")
def tab(host: str) -> Iterator[Callable[..., Browser]]:
    """Opens a page in a browser without a screen."""
    with ExitStack() as opened:

        def open_page(path: str, query: str = "") -> Browser:
            browser = Browser(host, path, query)
            opened.callback(browser.leave)
            return browser

        yield open_page
