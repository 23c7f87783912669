"""Fixtures that tests share: the shipped tables, and builders of frames small enough to check by eye."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import is_hypothesis_test, settings

from lib.catalogue.filtering import search_text
from lib.catalogue.status import with_status
from lib.source.__main__ import files
from lib.tables import store
from lib.tables.schema import schema
from tests.browser.fixtures import browser, new_page, page  # noqa: F401, fixtures of tests in more than one folder

# The same examples on every run: a generated test that fails does so for everybody, and CI is never flaky.
settings.register_profile("certwise", deadline=None, derandomize=True)
settings.load_profile("certwise")

ROOT = Path(__file__).resolve().parents[1]
ONE_IN = 5
"""Without `--all-examples` a run checks one in so many of the generated examples."""
FEWEST_EXAMPLES = 10
"""No test has fewer, unless it has fewer with `--all-examples` too."""
SLOWEST_FIRST = ("tests/browser/test_reading.py", "tests/browser", "tests/line", "tests/replicas", "tests/pages")
"""Files and folders with which two processes start: a slow file that comes last keeps one of them waiting."""

ANY_CERT: dict[str, Any] = {
    "id": "one",
    "code": "ONE-1",
    "codes": ["ONE-1"],
    "codes_are_ours": False,
    "name": "Certified One",
    "short_name": "One",
    "label": "ONE-1 · One",
    "vendor": "AWS",
    "tier": "Entry / Literacy",
    "focus": "AI literacy",
    "cloud_neutral": False,
    "topics": [],
    "in_article": False,
    "languages": [],
    "never_expires": False,
    "renewed_by": [],
    "requirements_known": True,
    "recommended_certs": [],
    "observed_status": "active",
    "observed_on": date(2026, 1, 1),
    "other_languages_run": False,
    "successor_is_likely": False,
    "predecessors": [],
    "confidence": "high",
    "evidence_kind": "vendor page",
    "checked_on": date(2026, 1, 1),
    "sources": ["https://example.org/one"],
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make test-all`."""
    parser.addoption("--all-examples", action="store_true", help=f"all generated examples, not one in {ONE_IN}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each generated test its number of examples and, where processes share the tests, put slow ones first."""
    for test in {item.obj for item in items if is_hypothesis_test(getattr(item, "obj", None))}:
        own = test._hypothesis_internal_use_settings  # a test's own settings win over those of a profile
        number = number_of_examples(config, own.max_examples)
        test._hypothesis_internal_use_settings = settings(own, max_examples=number)
    if hasattr(config, "workerinput"):
        items.sort(key=slowness)


def number_of_examples(config: pytest.Config, number: int) -> int:
    """How many of a number of generated examples this run checks."""
    return number if config.getoption("all_examples") else max(number // ONE_IN, min(number, FEWEST_EXAMPLES))


def slowness(item: pytest.Item) -> int:
    """The place of a test's file among SLOWEST_FIRST; all others come after them."""
    places = (place for place, slow in enumerate(SLOWEST_FIRST) if item.nodeid.startswith(slow))
    return next(places, len(SLOWEST_FIRST))


@pytest.fixture(scope="session")
def examples(pytestconfig: pytest.Config) -> Callable[[int], int]:
    """A function that returns how many of a number of generated examples this run checks."""
    return lambda number: number_of_examples(pytestconfig, number)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def tables() -> store.Tables:
    """The shipped tables. All tests share them, so none may change them."""
    return store.read(ROOT / "data")


@pytest.fixture(scope="session")
def shipped_certs(tables: store.Tables) -> Callable[..., pd.DataFrame]:
    """A function that returns the shipped certifications with their status on a day and with their search text."""

    def on(day: str, language: str | None = None) -> pd.DataFrame:
        rows = with_status(tables["certs"], on=date.fromisoformat(day), language=language)
        return rows.assign(search=search_text(rows))

    return on


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """A function that makes the frame of a table from a few rows, with the types of the shipped one.

    Columns that a row leaves out are missing.
    """

    def rows_of(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
        with pd.option_context("mode.string_storage", "python"):
            return pa.Table.from_pylist(list(rows), schema=schema(table)).to_pandas(date_as_object=False)

    return rows_of


@pytest.fixture(scope="session")
def cert_rows(frame: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """A function that makes a frame of certifications: each row gives its differences from ANY_CERT."""

    def certs(*rows: dict[str, Any]) -> pd.DataFrame:
        return frame("certs", *({**ANY_CERT, **row} for row in rows))

    return certs


@pytest.fixture(scope="session")
def dated_cert_rows(cert_rows: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """The same with the status of 15 June 2026 and the search text added."""

    def certs(*rows: dict[str, Any], language: str | None = None) -> pd.DataFrame:
        certs_on_day = with_status(cert_rows(*rows), on=date(2026, 6, 15), language=language)
        return certs_on_day.assign(search=search_text(certs_on_day))

    return certs


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a copy of the shipped tables, which a test may damage."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    for path in (ROOT / "data").glob("*.parquet"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder of a copy of the source files, which a test may damage."""
    return shutil.copytree(ROOT / "data" / "source", tmp_path / "data" / "source")


@pytest.fixture
def edit(source: Path) -> Callable[[str, str, str], None]:
    """A function that replaces the first match of a pattern in a source file; an empty pattern appends the text."""

    def replace(file: str, pattern: str, text: str) -> None:
        path = source / file
        before = path.read_text(encoding="utf-8")
        after, matches = re.subn(pattern, lambda _: text, before, count=1) if pattern else (f"{before}\n{text}\n", 1)
        assert matches, f"{file} has no {pattern}"
        path.write_text(after, encoding="utf-8")

    return replace


@pytest.fixture
def problems(source: Path) -> Callable[[], list[tuple[str, str, str, str]]]:
    """A function that returns the problems of the source files: file, record, field and message of each."""
    return lambda: [tuple(one) for one in files(source, source.parent, source.parent / "docs")[1]]
