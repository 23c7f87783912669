"""The tables for the pages: read once, kept fresh, with statuses computed once a day asked for."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from lib import standing
from lib.certs import SORTS
from lib.store import SHARED, Tables

T = TypeVar("T")


def tables() -> Tables:
    """The newest good tables. Raises DataProblem if there never were any."""
    return SHARED.tables()


def certs(on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """Every certification with what holds on a day, sorted; see `lib.standing`."""
    return standing.certs(tables(), on, language, sort)


def cert(cert_id: str, on: date) -> dict[str, Any]:
    """One certification with what holds on a day, as a mapping. Raises KeyError if there is none."""
    return standing.cert(tables(), cert_id, on)


def sections(cert_id: str) -> pd.DataFrame:
    """The exam sections of one certification, in order."""
    rows = tables()["exam_domains"]
    return rows[rows["cert_id"] == cert_id]


def article_day() -> date | None:
    """The day that the article describes."""
    return standing.article_day(tables())


def brief(on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """The same rows with the columns that filters look at."""
    return standing.brief(tables(), on, language, sort)


def remembered(make: Callable[[], T], *key: Hashable) -> T:
    """What `make` gives, made once for a key while the tables stay the same. Shared, so never to be changed."""
    return _remembered(_Key((tables().stamp, *key)), make)


class _Key(tuple[Hashable, ...]):
    """A key that Streamlit tells apart by how it is written: walking through one costs 1 ms of CPU, writing it 0.03."""


@st.cache_resource(show_spinner=False, max_entries=512, hash_funcs={_Key: repr})
def _remembered(
    key: _Key,  # noqa: ARG001, it is the key
    _make: Callable[[], T],
) -> T:
    return _make()
