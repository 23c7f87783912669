"""What all figures share: type, margins, axes, colours that follow the page, and no animation."""

import html
from collections.abc import Mapping
from datetime import date
from typing import Any

import plotly.graph_objects as go

from lib.design import theme

Trace = dict[str, Any]
Axis = dict[str, Any]
Shape = dict[str, Any]
Annotation = dict[str, Any]
"""Parts of a figure as Plotly's mappings."""

FONT = "Inter, sans-serif"
MARGIN = {"l": 0, "r": 0, "t": 8, "b": 40}
MAX_TICKS = 6
DOLLAR_STEPS = (25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
QUIET_FONT = {"size": 13, "color": theme.QUIET.slot}
QUIET_AXIS = {"tickfont": QUIET_FONT, "title": {"font": QUIET_FONT}}
"""Axes are quieter than marks in both themes. Without a colour of ours Streamlit gives them one of its own."""
CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}
"""Plotly's tool bar: visible on hover, with nothing but the download of the image."""


def figure(*traces: Mapping[str, Any], height: int, margin: Mapping[str, int] = MARGIN, **layout: Any) -> go.Figure:
    """A figure in the look of the product.

    Plotly validates everything that is passed here in one go; a trace, an axis or a shape that is added later costs a
    millisecond each.

    Args:
        *traces: Plotly's traces as mappings, with their `type`.
        height: In px.
        margin: Margins in px under Plotly's keys (`l`, `r`, `t`, `b`); those of `MARGIN` fill the gaps.
        **layout: More of Plotly's layout. `xaxis` and `yaxis` are merged into `QUIET_AXIS`.
    """
    shared = {
        # A bare template: Plotly's default one sends ten kB of colours that nothing uses with each figure.
        "template": go.layout.Template(),
        "height": height,
        "margin": {**MARGIN, **margin},
        "font": {"family": FONT, "size": 13, "color": theme.INK.slot},
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
    }
    axes = {name: QUIET_AXIS | layout.get(name, {}) for name in ("xaxis", "yaxis")}
    return go.Figure(data=list(traces), layout=shared | layout | axes)


def month_axis(first: date, last: date, max_ticks: int = MAX_TICKS) -> Axis:
    """An axis of days with horizontal labels at the first days of months, about `max_ticks` of them at most.

    Labels are 1, 2, 3, 6 or 12 months apart, or several years.
    """
    least = -(-((last.year - first.year) * 12 + last.month - first.month + 1) // max_ticks)
    step = next((months for months in (1, 2, 3, 6, 12) if months >= least), 12 * -(-least // 12))
    ticks = {"dtick": f"M{step}", "tick0": date(first.year, 1, 1), "tickformat": "%b %Y", "tickangle": 0}
    return {"type": "date", "gridcolor": theme.GRID.slot, "fixedrange": True, **ticks}


def dollar_axis(top: float) -> Axis:
    """An axis of US dollars with at most five ticks at round amounts, from zero up to `top`."""
    step = next((usd for usd in DOLLAR_STEPS if top / usd <= 4), DOLLAR_STEPS[-1])
    values = range(0, int(top) + 1, step)
    ticks = {"tickvals": [*values], "ticktext": [f"${usd:,}" for usd in values]}
    return {**ticks, "gridcolor": theme.GRID.slot, "zeroline": False, "fixedrange": True}


def label(value: object) -> str:
    """Text for a figure, displayed as typed: Plotly would interpret a few HTML tags."""
    return html.escape(str(value), quote=False)
