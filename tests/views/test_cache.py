"""What views are made of is cached by the function and its arguments, for as long as the tables are in use."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from lib.address.links import Links
from lib.catalogue.filters import Filters
from lib.tables.store import Tables
from lib.views import cache

DAY = date(2026, 3, 1)


@pytest.fixture
def tables():
    """Tables in use."""
    return Tables({})


@pytest.fixture
def calls():
    """The calls of `described`."""
    return []


@pytest.fixture
def described(calls):
    @cache.cached
    def described(tables, *args, **kwargs):
        calls.append((args, kwargs))
        return [args, kwargs]

    return described


def test_the_same_arguments_are_made_once(tables, described, calls):
    views = [(("a", "b"), Filters(vendor=("AWS",)), DAY, Links(Filters(vendor=("AWS",)), DAY)) for _ in range(2)]
    assert described(tables, *views[0], wide=True) is described(tables, *views[1], wide=True)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        (("a", Filters(), DAY), {}),
        (("a", Filters(closed=True), date(2026, 3, 2)), {}),
        (("b", Filters(closed=True), DAY), {}),
        (("a", Filters(closed=True), DAY), {"wide": True}),
        (("a", Filters(closed=True), DAY, Links(Filters(), DAY)), {}),
    ],
)
def test_other_arguments_are_made_anew(tables, described, calls, args, kwargs):
    described(tables, "a", Filters(closed=True), DAY)
    assert described(tables, *args, **kwargs) == [args, kwargs]
    assert len(calls) == 2


def test_links_that_carry_something_else_are_other_arguments(tables, described, calls):
    for links in (Links(Filters(), DAY), Links(Filters(vendor=("AWS",)), DAY), Links(Filters(tier=("AWS",)), DAY)):
        described(tables, DAY, links)
    assert len(calls) == 3


def test_what_was_made_on_another_day_is_made_anew(tables, described, calls, monkeypatch):
    for day in (DAY, date(2026, 3, 2), DAY):
        monkeypatch.setattr(cache, "today", lambda day=day: day)
        described(tables, DAY)
    assert len(calls) == 2


def test_newer_tables_are_read_anew(tables, described, calls):
    assert described(Tables({}), "a") is not described(tables, "a")
    assert len(calls) == 2


def test_two_functions_with_the_same_arguments_do_not_collide(tables):
    upper, capital = (
        cache.cached(lambda _, words, change=change: change(words)) for change in (str.upper, str.capitalize)
    )
    assert [make(tables, "a b") for make in (upper, capital, upper)] == ["A B", "A b", "A B"]


def test_all_functions_together_are_bounded(tables, described, calls):
    one, other = (cache.cached(lambda _, number, make=make: make(number)) for make in (str, repr))
    first = described(tables, "first")
    for number in range(cache.MAX_RESULTS - 1):
        one(tables, number)
    assert described(tables, "first") is first
    for number in range(cache.MAX_RESULTS):
        other(tables, number)
    assert described(tables, "first") is not first
    assert len(calls) == 2


@pytest.mark.parametrize("argument", [pd.DataFrame(), {"id": "a"}, ["a"]], ids=["a frame", "a record", "a list"])
def test_an_argument_that_can_change_is_refused(tables, described, argument):
    with pytest.raises(TypeError, match="unhashable"):
        described(tables, argument)


def test_a_figure_is_built_and_made_ready_once(tables):
    built = []

    @cache.cached_figure
    def bars(tables, values, *, wide):
        built.append(wide)
        return go.Figure(go.Bar(y=values))

    wide, narrow = bars(tables, (1, 2), wide=True), bars(tables, (1, 2), wide=False)
    assert bars(tables, (1, 2), wide=True) is wide
    assert built == [True, False]
    assert wide.to_dict()["data"][0]["y"] == narrow.to_dict()["data"][0]["y"] == [1, 2]
    assert wide.to_dict() is wide.to_dict()
