"""Fixtures that tests share: the shipped tables, and frames small enough to check by eye."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import settings

from lib import store
from lib.build.__main__ import files
from lib.certs import search_text
from lib.lifecycle import with_status
from lib.tables import schema
from tests.browser.fixtures import browser, new_page, page  # noqa: F401, fixtures of tests in more than one folder

# The same examples on every run: a generated test that fails does so for everybody, and CI is never flaky.
settings.register_profile("certwise", deadline=None, derandomize=True)
settings.load_profile("certwise")

ROOT = Path(__file__).resolve().parents[1]

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


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def tables() -> store.Tables:
    """The shipped tables. Shared by all tests, so never to be changed."""
    return store.read(ROOT / "data")


@pytest.fixture(scope="session")
def shipped(tables: store.Tables) -> Callable[..., pd.DataFrame]:
    """The shipped certifications as they stand on a day, with the text that the search looks in."""

    def on(day: str, language: str | None = None) -> pd.DataFrame:
        rows = with_status(tables["certs"], on=date.fromisoformat(day), language=language)
        return rows.assign(search=search_text(rows))

    return on


@pytest.fixture(scope="session")
def frame() -> Callable[..., pd.DataFrame]:
    """A frame of a table from a few rows, with the types that a shipped one has; columns left out are missing."""

    def rows_of(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
        with pd.option_context("mode.string_storage", "python"):
            return pa.Table.from_pylist(list(rows), schema=schema(table)).to_pandas(date_as_object=False)

    return rows_of


@pytest.fixture(scope="session")
def small(frame: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """A frame of certifications: each row says in what it differs from ANY_CERT."""

    def certs(*rows: dict[str, Any]) -> pd.DataFrame:
        return frame("certs", *({**ANY_CERT, **row} for row in rows))

    return certs


@pytest.fixture(scope="session")
def standing(small: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """The same as they stand on 15 June 2026, with the text that the search looks in."""

    def certs(*rows: dict[str, Any], language: str | None = None) -> pd.DataFrame:
        known = with_status(small(*rows), on=date(2026, 6, 15), language=language)
        return known.assign(search=search_text(known))

    return certs


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the source files that a test may break."""
    return shutil.copytree(ROOT / "data" / "source", tmp_path / "data" / "source")


@pytest.fixture
def edit(source: Path) -> Callable[[str, str, str], None]:
    """Replace the first match of a pattern in one source file by a text; an empty pattern appends the text."""

    def replace(file: str, pattern: str, text: str) -> None:
        path = source / file
        before = path.read_text(encoding="utf-8")
        after, found = re.subn(pattern, lambda _: text, before, count=1) if pattern else (f"{before}\n{text}\n", 1)
        assert found, f"{file} has no {pattern}"
        path.write_text(after, encoding="utf-8")

    return replace


@pytest.fixture
def problems(source: Path) -> Callable[[], list[tuple[str, str, str, str]]]:
    """What the build says against the source files: file, record, field and message of each problem."""
    return lambda: [tuple(one) for one in files(source, source.parent, source.parent / "docs")[1]]
