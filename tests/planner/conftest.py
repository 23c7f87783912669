"""Fixtures of the planner's tests: the shipped catalogue, and its answers."""

from datetime import date

import pytest

from lib import planner


@pytest.fixture(scope="session")
def shipped_catalogue(tables):
    """The planner's catalogue of the shipped tables."""
    return planner.catalogue_of(tables)


@pytest.fixture(scope="session")
def answer_on(shipped_catalogue):
    """A function that gives the answer of the shipped catalogue to a request of a day (as an ISO string)."""

    def answer(on, **options):
        return planner.plan(planner.PlanRequest.of(on=date.fromisoformat(on), **options), shipped_catalogue)

    return answer
