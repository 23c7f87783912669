"""The tables for the pages: read once, kept fresh, with statuses computed once a day asked for."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from lib import lifecycle
from lib.store import Store, Tables


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The one store of this server."""
    return Store()


def tables() -> Tables:
    """The newest good tables. Raises DataProblem if there never were any."""
    return store().tables()


def certs(on: date, language: str | None = None) -> pd.DataFrame:
    """Every certification with what holds on a day; shared between readers, so never to be changed."""
    return _certs(tables().stamp, on, language)


@st.cache_resource(show_spinner=False, max_entries=64)
def _certs(stamp: object, on: date, language: str | None) -> pd.DataFrame:
    return lifecycle.with_status(tables()["certs"], on=on, language=language)


def today() -> date:
    """The day on which the server is, in UTC."""
    return datetime.now(UTC).date()


def warm() -> None:
    """Fill the caches that every first page needs. Raises DataProblem if the tables cannot be used."""
    certs(today())


def languages() -> list[str]:
    """Every exam language that is named for some certification, in alphabetical order."""
    return sorted({language for named in tables()["certs"]["languages"] for language in named})
