"""The tables for the pages: read once, kept fresh, with statuses computed once a day asked for."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from lib.certs import LOOKED_AT, SORTS, ordered, priced_on, search_text
from lib.lifecycle import with_status
from lib.store import SHARED, Tables

T = TypeVar("T")


def tables() -> Tables:
    """The newest good tables. Raises DataProblem if there never were any."""
    return SHARED.tables()


def certs(on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """Every certification with what holds on a day, sorted; `record` holds each row as a mapping.

    One frame for all readers, so never to be changed. Sorting and turning rows into mappings is most of what a page
    would otherwise compute on each rerun; a filter keeps the order.
    """
    return _certs(tables().stamp, on, language, sort)


@st.cache_resource(show_spinner=False, max_entries=64)
def _certs(
    stamp: object,  # noqa: ARG001, a new set of tables is a new entry
    on: date,
    language: str | None,
    sort: str,
) -> pd.DataFrame:
    now = tables()
    priced = priced_on(now["certs"], on=on, article_day=article_day())
    rows = ordered(with_status(priced, on=on, language=language), sort, now["tiers"]["tier"], now["vendors"]["vendor"])
    return rows.assign(record=pd.Series(rows.to_dict("records"), index=rows.index, dtype=object))


def cert(cert_id: str, on: date) -> dict[str, Any]:
    """One certification with what holds on a day, as a mapping. Raises KeyError if there is none."""
    rows = certs(on)
    found: dict[str, Any] = dict(zip(rows["id"], rows["record"], strict=True))[cert_id]
    return found


def sections(cert_id: str) -> pd.DataFrame:
    """The exam sections of one certification, in order."""
    rows = tables()["exam_domains"]
    return rows[rows["cert_id"] == cert_id]


def article_day() -> date | None:
    """The day that the article describes."""
    sources = tables()["sources"]
    days = sources.loc[sources["source"] == "article", "describes"].dropna()
    return days.iloc[0].date() if len(days) else None


def brief(on: date, language: str | None, sort: str) -> pd.DataFrame:
    """The same rows with the columns that filters look at: picking rows costs CPU by the column."""
    return _brief(tables().stamp, on, language, sort)


@st.cache_resource(show_spinner=False, max_entries=64)
def _brief(stamp: object, on: date, language: str | None, sort: str) -> pd.DataFrame:
    rows = _certs(stamp, on, language, sort)
    return rows.assign(search=search_text(rows))[[*LOOKED_AT, "record"]]


def remembered(make: Callable[[], T], *key: Hashable) -> T:
    """What `make` gives, made once for a key while the tables stay the same. Shared, so never to be changed."""
    return _remembered((tables().stamp, *key), make)


@st.cache_resource(show_spinner=False, max_entries=512)
def _remembered(
    key: Hashable,  # noqa: ARG001, it is the key
    _make: Callable[[], T],
) -> T:
    return _make()
