"""Fixtures of the planner's tests: the shipped catalogue, and answers on it."""

from datetime import date

import pytest

from lib import planner


@pytest.fixture(scope="session")
def shipped_catalogue(tables):
    """The planner's catalogue of the shipped tables."""
    return planner.catalogue_of(tables)


@pytest.fixture(scope="session")
def answered(shipped_catalogue):
    """The answer to a request on the shipped catalogue, as of a day."""

    def answer(on, **asked):
        return planner.plan(planner.Request.of(on=date.fromisoformat(on), **asked), shipped_catalogue)

    return answer
