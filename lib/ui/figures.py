"""Plotly figures on a page, with a name for screen readers, in the page's theme."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.text import sentence


def show(figure: go.Figure, *, key: str, alt: str, **kwargs: Any) -> None:
    """Draw a figure.

    Args:
        figure: The figure, of a function with `lib.views.cache.cached_figure`.
        key: The key of Streamlit's chart.
        alt: The name for screen readers, a finding; it ends as a sentence.
        kwargs: More arguments of `st.plotly_chart`, such as what to do on a click.
    """
    st.plotly_chart(figure, key=key, alt=sentence(alt), config=charts.CONFIG, **kwargs)
