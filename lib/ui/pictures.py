"""Plotly figures on a page: built once, with a name for screen readers, in the theme of the page."""

from collections.abc import Callable, Hashable

import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.ui import data


def show(build: Callable[[], go.Figure], *made_of: Hashable, key: str, alt: str) -> None:
    """Draw a figure; `made_of` tells one from another, so that it is built once for all readers of the same view."""
    st.plotly_chart(data.remembered(build, key, *made_of), key=key, alt=alt, config=charts.CONFIG)
