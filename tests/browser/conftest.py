"""One server and one Chromium for all browser tests; a fresh context and page for each."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from .chromium import WANTED, executable
from .serving import ROOT, Server, serving

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000  # ms; a page takes a second or two, a busy machine longer
DESKTOP = {"width": 1280, "height": 800}

expect.set_options(timeout=PATIENCE)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. There must be one: a test that is skipped tells nobody anything."""
    if (found := executable()) is None:
        pytest.fail(WANTED, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each in a browser that knows nothing of the others."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": DESKTOP} | options))
        contexts[-1].set_default_timeout(PATIENCE)
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page in a fresh browser, on a desktop, light."""
    return new_page()
