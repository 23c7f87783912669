"""What pages make of the tables is cached by the function and its arguments, for as long as the tables are in use."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from lib.address.links import Links
from lib.catalogue.filters import Filters
from lib.tables.store import Tables
from lib.ui import data, figures

DAY = date(2026, 3, 1)


@pytest.fixture
def use(monkeypatch):
    """A function that puts tables into use; some are in use already."""

    def put_into_use(tables):
        monkeypatch.setattr(data, "tables", lambda: tables)
        return tables

    put_into_use(Tables({}))
    return put_into_use


@pytest.fixture
def calls():
    """The calls of `described`."""
    return []


@pytest.fixture
def described(calls):
    @data.cached
    def described(*args, **kwargs):
        calls.append((args, kwargs))
        return [args, kwargs]

    return described


def test_the_same_arguments_are_made_once(use, described, calls):
    views = [(("a", "b"), Filters(vendor=("AWS",)), DAY, Links(Filters(vendor=("AWS",)), DAY)) for _ in range(2)]
    assert described(*views[0], wide=True) is described(*views[1], wide=True)
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
def test_other_arguments_are_made_anew(use, described, calls, args, kwargs):
    described("a", Filters(closed=True), DAY)
    assert described(*args, **kwargs) == [args, kwargs]
    assert len(calls) == 2


def test_links_that_carry_something_else_are_other_arguments(use, described, calls):
    for links in (Links(Filters(), DAY), Links(Filters(vendor=("AWS",)), DAY), Links(Filters(tier=("AWS",)), DAY)):
        described(DAY, links)
    assert len(calls) == 3


def test_newer_tables_are_read_anew(use, described, calls):
    older = described("a")
    use(Tables({}))
    assert described("a") is not older
    assert len(calls) == 2


def test_two_functions_with_the_same_arguments_do_not_collide(use):
    upper, capital = data.cached(str.upper), data.cached(str.capitalize)
    assert (upper("a b"), capital("a b"), upper("a b")) == ("A B", "A b", "A B")


def test_all_functions_together_are_bounded(use, described, calls):
    first = described("first")
    for number in range(data.MAX_RESULTS - 1):
        data.cached(str)(number)
    assert described("first") is first
    for number in range(data.MAX_RESULTS):
        data.cached(repr)(number)
    assert described("first") is not first
    assert len(calls) == 2


@pytest.mark.parametrize("argument", [pd.DataFrame(), {"id": "a"}, ["a"]], ids=["a frame", "a record", "a list"])
def test_an_argument_that_can_change_is_refused(use, described, argument):
    with pytest.raises(TypeError, match="unhashable"):
        described(argument)


def test_a_figure_is_built_and_made_ready_once(use):
    built = []

    @figures.cached
    def bars(values, *, wide):
        built.append(wide)
        return go.Figure(go.Bar(y=values))

    wide, narrow = bars((1, 2), wide=True), bars((1, 2), wide=False)
    assert bars((1, 2), wide=True) is wide
    assert built == [True, False]
    assert wide.to_dict()["data"][0]["y"] == narrow.to_dict()["data"][0]["y"] == [1, 2]
    assert wide.to_dict() is wide.to_dict()
