"""The one clock: which day it is."""

from datetime import UTC, date, datetime


def today() -> date:
    """The day in UTC, wherever the server stands."""
    return datetime.now(UTC).date()
