"""Caches of what views are made of, one for all readers, for as long as the tables are in use."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import orjson
import plotly.graph_objects as go

from lib.catalogue.status import today
from lib.tables.cache import while_alive
from lib.tables.store import Tables

P = ParamSpec("P")
T = TypeVar("T")

MAX_RESULTS = 512
"""The most results that are cached for one set of tables, of all functions together."""


def cached(function: Callable[Concatenate[Tables, P], T]) -> Callable[Concatenate[Tables, P], T]:
    """A decorator that caches what a function makes from tables and its other arguments.

    All readers share the results, so they must not be changed, and must not refer to the tables. The function, its
    arguments and today's date are the key, so the arguments are hashable and name what is wanted: ids, days, filters.
    Links leave today out, so what has links is another one tomorrow.
    """

    @wraps(function)
    def cached_function(tables: Tables, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return _result(tables, today(), function, *args, **kwargs)

    return cached_function


@while_alive(MAX_RESULTS)
def _result(tables: Tables, _: date, function: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    return function(tables, *args, **kwargs)


def cached_figure(build: Callable[Concatenate[Tables, P], go.Figure]) -> Callable[Concatenate[Tables, P], go.Figure]:
    """A decorator that caches the figure which a function builds, ready to be sent."""

    @wraps(build)
    def serialised(tables: Tables, /, *args: P.args, **kwargs: P.kwargs) -> go.Figure:
        return _serialised(build(tables, *args, **kwargs))

    return cached(serialised)


def _serialised(figure: go.Figure) -> go.Figure:
    """An empty figure whose `to_dict` gives the values of a figure as JSON has them, made once.

    Streamlit calls `to_dict` in each rerun. Plotly's own copies the figure, 1 ms of CPU, and Streamlit looks in the
    copy for arrays and dates, another 1 ms. The figure itself is not kept: with its traces and axes it is several
    times as large as its values.
    """
    values: dict[str, Any] = orjson.loads(figure.to_json())
    serialised = go.Figure()
    serialised.to_dict = lambda: values
    return serialised
