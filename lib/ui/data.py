"""The tables for the pages, and the catalogue of a day. All frames are shared: never change one in place."""

from datetime import date

import pandas as pd

from lib.catalogue import snapshot
from lib.catalogue.filtering import SORTS
from lib.tables.store import SHARED, Tables


def tables() -> Tables:
    """The newest good tables. Raises DataProblem if there never were any."""
    return SHARED.tables()


def certs(on: date) -> pd.DataFrame:
    """All certifications with status and price as of a day; see `lib.catalogue.snapshot`."""
    return snapshot.certs(tables(), on)


def brief(on: date, language: str | None = None, sort: str = SORTS[0]) -> pd.DataFrame:
    """The rows of `certs`, sorted, with the columns that filters and findings look at.

    `language` is the exam language whose last day counts for the status; None is English.
    """
    return snapshot.brief(tables(), on, language, sort)
