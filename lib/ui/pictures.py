"""Plotly figures on a page: built once, with a name for screen readers, in the theme of the page."""

from collections.abc import Callable, Hashable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.ui import data


class _Finished(go.Figure):  # type: ignore[misc]
    """A figure that nobody changes any more: what is sent of it is made once. A copy for each rerun costs 1 ms CPU."""

    def __init__(self, figure: go.Figure) -> None:
        super().__init__(figure)
        self._sent: dict[str, Any] = super().to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The figure as it is sent. Shared, so never to be changed."""
        return self._sent


def show(build: Callable[[], go.Figure], *made_of: Hashable, key: str, alt: str, **more: Any) -> None:
    """Draw a figure; `made_of` tells one from another, so that it is built once for all readers of the same view.

    `more` goes to Streamlit, such as what to do with a click.
    """
    figure = data.remembered(lambda: _Finished(build()), key, *made_of)
    st.plotly_chart(figure, key=key, alt=alt, config=charts.CONFIG, **more)
