"""The catalogue as of a day, computed once and shared by the pages, their HTML previews and the API."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from lib.catalogue.filtering import SORTS, codes_by_id, ordered, priced_on, search_text
from lib.catalogue.filters import FILTER_COLUMNS
from lib.catalogue.record import Certification, records
from lib.catalogue.status import with_status
from lib.tables.cache import while_alive
from lib.tables.store import Tables
from lib.text import day


@while_alive(64)
def certs(tables: Tables, on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """Every certification with its status and price on a day, sorted; `record` has each row as a `Certification`.

    All readers share the frame, so it must never be changed. Without it a page would spend most of a rerun on sorting
    and on making the records; filters keep the order.
    """
    priced = priced_on(tables["certs"], on=on, article_day=article_day(tables))
    rows = with_status(priced, on=on, language=language)
    rows = ordered(rows, sort, tables["tiers"]["tier"], tables["vendors"]["vendor"])
    return rows.assign(record=pd.Series(records(rows), index=rows.index, dtype=object))


@while_alive(64)
def brief(tables: Tables, on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """The rows of `certs` with the columns that filters read and `record`: selecting rows costs CPU by the column."""
    rows = certs(tables, on, language, sort)
    return rows.assign(search=search_text(rows))[[*FILTER_COLUMNS, "record"]]


def cert(tables: Tables, cert_id: str, on: date) -> Certification:
    """One certification with its status and price on a day. Raises KeyError for an unknown id."""
    return _records(tables, on)[cert_id]


@while_alive(64)
def _records(tables: Tables, on: date) -> dict[str, Certification]:
    return {cert["id"]: cert for cert in records(certs(tables, on))}


@while_alive(1)
def article_day(tables: Tables) -> date | None:
    """The day that the article describes; None where the sources do not state it."""
    sources = tables["sources"]
    days = sources.loc[sources["source"] == "article", "describes"].dropna()
    return days.iloc[0].date() if len(days) else None


@while_alive(1)
def codes(tables: Tables) -> Mapping[str, str]:
    """The newest exam code of each certification, by id."""
    return codes_by_id(tables["certs"])


@while_alive(1)
def titles(tables: Tables) -> Mapping[str, str]:
    """The title of each source, by its address or id."""
    sources = tables["sources"]
    return dict(zip(sources["source"], sources["title"], strict=True))


def article_name(tables: Tables) -> str:
    """The name of the article by the month that it describes: `the article of March 2026`, else `the article`."""
    described = article_day(tables)
    return f"the article of {described:%B %Y}" if described else "the article"


def price_note(tables: Tables, on: date) -> str:
    """Two sentences for days other than today: the day, and which prices the page shows."""
    prices = "the article's where it has one, else the newest" if on == article_day(tables) else "the newest ones"
    return f"As of {day(on)}. Prices are {prices}: there is no price history."
