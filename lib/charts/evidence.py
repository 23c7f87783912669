"""The evidence behind the figures of the catalogue."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import QUIET_FONT, Annotation, figure, label
from lib.design import theme
from lib.trust.provenance import GROUNDS

CLEAR = "rgba(0,0,0,0)"
ROW_HEIGHT, BAR_HEIGHT = 36, 15  # px: the name of a field is above its bar

MARKERS: dict[str, dict[str, Any]] = {
    "page": {"color": theme.INK.slot},
    "copy": {"color": CLEAR, "pattern": {"shape": "/", "fgcolor": theme.INK.slot, "size": 5, "solidity": 0.55}},
    "quoted": {"color": theme.QUIET.slot},
    "elsewhere": {"color": CLEAR, "pattern": {"shape": "\\", "fgcolor": theme.QUIET.slot, "size": 5, "solidity": 0.3}},
    "unknown": {"color": CLEAR},
}
"""Ink is the vendor's own word, quiet what others say of it, and a hatch is one step further off. No hue stands for
evidence."""


def evidence_bars(grounds: pd.DataFrame, cert_count: int) -> go.Figure:
    """One bar for each field: the number of certifications by the evidence for their figure, best evidence first.

    A bar ends in an open box for the certifications whose figure is not known. Beside the name of a field: for how
    many it is known, and for how many sources differ.

    Args:
        grounds: `lib.trust.provenance.grounds`.
        cert_count: The number of certifications, where the axis ends.
    """
    rows = grounds[grounds["known"] + grounds["unknown"] > 0].to_dict("records")
    fig = figure(height=ROW_HEIGHT * len(rows) + 44, margin={"t": 0, "l": 5, "r": 6})
    fig.add_traces([_bars(rows, ground) for ground in MARKERS])
    fig.update_layout(
        barmode="stack",
        bargap=0,
        annotations=[text for number, row in enumerate(rows) for text in _labels(number, row, cert_count)],
        xaxis={
            "range": [-0.004 * cert_count, cert_count * 1.004],
            "title": {"text": "certifications", "font": QUIET_FONT},
            "nticks": 6,
            "gridcolor": theme.GRID.slot,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [len(rows) - 0.55, -0.85], "fixedrange": True},
    )
    return fig


def _bars(rows: list[dict[Any, Any]], ground: str) -> go.Bar:
    """The part of every bar that is of one kind of evidence."""
    words = GROUNDS.get(ground, "not known")
    return go.Bar(
        x=[row[ground] for row in rows],
        y=list(range(len(rows))),
        orientation="h",
        width=BAR_HEIGHT / ROW_HEIGHT,
        marker=MARKERS[ground] | {"line": {"color": theme.QUIET.slot, "width": 1}},
        hovertext=[f"{label(row['label'])}: {row[ground]} {words}" for row in rows],
        hoverinfo="text",
    )


def _labels(number: int, row: dict[Any, Any], cert_count: int) -> list[Annotation]:
    """The name of a field above its bar on the left, and how many of its figures are known on the right."""
    position = {"y": number, "showarrow": False, "yanchor": "bottom", "yshift": BAR_HEIGHT / 2}
    counts = f"{row['known']} known, {row['disputed']} disputed" if row["disputed"] else f"{row['known']} known"
    return [
        {"x": 0, "text": label(row["label"]), "xanchor": "left", **position},
        {"x": cert_count, "text": counts, "xanchor": "right", "font": {"color": theme.QUIET.slot}, **position},
    ]
