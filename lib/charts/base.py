"""What all figures share: type, margins, no animation, the colours of the page."""

import html
from collections.abc import Mapping
from datetime import date
from typing import Any

import plotly.graph_objects as go

from lib import theme

FONT = "Inter, sans-serif"
TICKS = 6
DOLLARS = (25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
QUIET_TYPE = {"size": 13, "color": theme.QUIET.slot}
QUIET_AXIS = {"tickfont": QUIET_TYPE, "title": {"font": QUIET_TYPE}}
"""Axes are quieter than what is drawn, in both themes: without a colour of ours Streamlit gives them one of its own."""
CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}
"""Plotly's tool bar: on hover, with the picture's download only."""


def figure(
    *traces: Mapping[str, Any],
    height: int,
    left: int = 0,
    right: int = 0,
    top: int = 8,
    bottom: int = 40,
    **layout: Any,
) -> go.Figure:
    """A figure in the look of the product, with traces and more of a layout as mappings.

    Plotly checks in one go what is given here; each trace, axis or shape that is added later costs a millisecond.
    """
    shared = {
        # A bare template: Plotly's default one sends ten kB of colours that nothing uses with each figure.
        "template": go.layout.Template(),
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "font": {"family": FONT, "size": 13, "color": theme.INK.slot},
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
    }
    axes = {name: QUIET_AXIS | layout.get(name, {}) for name in ("xaxis", "yaxis")}
    return go.Figure(data=list(traces), layout=shared | layout | axes)


def months(first: date, last: date, most: int = TICKS) -> dict[str, Any]:
    """An axis of days with ticks at firsts of months, each another month, level, and about so many at most."""
    every = -(-((last.year - first.year) * 12 + last.month - first.month + 1) // most)
    step = next((one for one in (1, 2, 3, 6, 12) if one >= every), 12 * -(-every // 12))
    ticks = {"dtick": f"M{step}", "tick0": date(first.year, 1, 1), "tickformat": "%b %Y", "tickangle": 0}
    return {"type": "date", "gridcolor": theme.GRID.slot, "fixedrange": True, **ticks}


def dollars(top: float) -> dict[str, Any]:
    """An axis of prices with level ticks from nothing up to a height, five at most."""
    every = next((one for one in DOLLARS if top / one <= 4), DOLLARS[-1])
    values = range(0, int(top) + 1, every)
    ticks = {"tickvals": [*values], "ticktext": [f"${one:,}" for one in values]}
    return {**ticks, "gridcolor": theme.GRID.slot, "zeroline": False, "fixedrange": True}


def label(value: object) -> str:
    """Text for a figure, shown as typed: Plotly reads a few HTML tags in labels."""
    return html.escape(str(value), quote=False)
