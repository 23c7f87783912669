"""Plotly figures on a page: built once for all readers, with a name for screen readers, in the page's theme."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import orjson
import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.text import sentence
from lib.ui import data

P = ParamSpec("P")


def cached(build: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """A decorator that caches the figure which a function builds, ready to be sent; see `lib.ui.data.cached`."""

    @wraps(build)
    def serialised(*args: P.args, **kwargs: P.kwargs) -> go.Figure:
        return _serialised(build(*args, **kwargs))

    return data.cached(serialised)


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


def show(figure: go.Figure, *, key: str, alt: str, **kwargs: Any) -> None:
    """Draw a figure.

    Args:
        figure: The figure, of a function that is `cached`.
        key: The key of Streamlit's chart.
        alt: The name for screen readers, a finding; it ends as a sentence.
        kwargs: More arguments of `st.plotly_chart`, such as what to do on a click.
    """
    st.plotly_chart(figure, key=key, alt=sentence(alt), config=charts.CONFIG, **kwargs)


def show_both_widths(build: Callable[..., go.Figure], *args: Any, key: str, alt: str) -> None:
    """Draw what a function builds for a wide and for a narrow screen (`wide=`); a style sheet shows what fits."""
    for wide, name in ((True, f"{key}_wide"), (False, f"{key}_narrow")):
        show(build(*args, wide=wide), key=name, alt=alt)
