"""Plotly figures on a page: built once, with a name for screen readers, in the theme of the page."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

import orjson
import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.text import sentence
from lib.ui import data


def _finished(figure: go.Figure) -> go.Figure:
    """A figure that nobody changes any more: what is sent of it is made once, of values that JSON has.

    A copy costs 1 ms of CPU a rerun, and looking for arrays and dates in it another one.
    """
    sent: dict[str, Any] = orjson.loads(figure.to_json())
    figure.to_dict = lambda: sent
    return figure


def show(build: Callable[[], go.Figure], *made_of: Hashable, key: str, alt: str, **more: Any) -> None:
    """Draw a figure; `made_of` tells one from another, so that it is built once for all readers of the same view.

    `more` goes to Streamlit, such as what to do with a click.
    """
    figure = data.remembered(lambda: _finished(build()), key, *made_of)
    st.plotly_chart(figure, key=key, alt=sentence(alt), config=charts.CONFIG, **more)


def fitting(build: Callable[..., go.Figure], *made_of: Hashable, key: str, alt: str) -> None:
    """Draw a figure twice, for a wide and for a narrow screen (`wide=`); a style sheet shows the one that fits."""
    for wide, name in ((True, f"{key}_wide"), (False, f"{key}_narrow")):
        show(partial(build, wide=wide), *made_of, key=name, alt=alt)
