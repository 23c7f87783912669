"""The tables for the pages, and a cache of what is made of them. All frames are shared: never change one in place."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import ParamSpec, TypeVar

import pandas as pd

from lib.catalogue import snapshot
from lib.catalogue.filtering import SORTS
from lib.catalogue.record import Certification
from lib.tables.cache import while_alive
from lib.tables.store import SHARED, Tables

P = ParamSpec("P")
T = TypeVar("T")

MAX_RESULTS = 512
"""The most results that are cached for one set of tables, of all functions together."""


def tables() -> Tables:
    """The newest good tables. Raises DataProblem if there never were any."""
    return SHARED.tables()


def certs(on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """All certifications with status and price as of a day, sorted; see `lib.catalogue.snapshot`.

    `language` is the exam language whose last day counts for the status; None is English.
    """
    return snapshot.certs(tables(), on, language, sort)


def cert(cert_id: str, on: date) -> Certification:
    """One certification with status and price as of a day. Raises KeyError if there is none of that id."""
    return snapshot.cert(tables(), cert_id, on)


def sections(cert_id: str) -> pd.DataFrame:
    """The rows of `exam_domains` of one certification, in the exam's order; none where it publishes no sections."""
    rows = tables()["exam_domains"]
    return rows[rows["cert_id"] == cert_id]


def article_day() -> date | None:
    """The day that the article describes; None without an article."""
    return snapshot.article_day(tables())


def brief(on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """The rows of `certs` with the columns that filters and findings look at."""
    return snapshot.brief(tables(), on, language, sort)


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """A decorator that caches what a function makes from its arguments and the tables, for as long as they are in use.

    All readers share the results, so they must not be changed. The function and its arguments are the key. So the
    arguments are hashable and name what is wanted (ids, days, filters, links), and the function reads the tables
    itself; it depends on nothing else.
    """

    @wraps(function)
    def cached_function(*args: P.args, **kwargs: P.kwargs) -> T:
        return _result(tables(), function, *args, **kwargs)

    return cached_function


@while_alive(MAX_RESULTS)
def _result(_: Tables, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    return function(*args, **kwargs)
