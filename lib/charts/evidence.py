"""What figures rest on."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label
from lib.trust import GROUNDS

CLEAR = "rgba(0,0,0,0)"
EACH = 36  # px a row: its name above its bar
THICK = 15

LOOKS: dict[str, dict[str, Any]] = {
    "page": {"color": theme.INK.slot},
    "copy": {"color": CLEAR, "pattern": {"shape": "/", "fgcolor": theme.INK.slot, "size": 5, "solidity": 0.55}},
    "quoted": {"color": theme.QUIET.slot},
    "elsewhere": {"color": CLEAR, "pattern": {"shape": "\\", "fgcolor": theme.QUIET.slot, "size": 5, "solidity": 0.3}},
    "unknown": {"color": CLEAR},
}
"""Ink is the vendor's own word, quiet what others say of it; a hatch is one step further off. No hue means that."""


def evidence_bars(grounds: pd.DataFrame, certs: int) -> go.Figure:
    """One bar for each field: for how many certifications its figure rests on what, best evidence first.

    Takes `lib.trust.grounds` and the number of certifications, which the axis ends at. What is not known is the open
    end. Beside each name: for how many it is known, and on how many sources differ.
    """
    rows = grounds[grounds["known"] + grounds["unknown"] > 0].to_dict("records")
    drawn = figure(height=EACH * len(rows) + 44, top=0, left=5, right=6)
    drawn.add_traces([_bars(rows, ground) for ground in LOOKS])
    drawn.update_layout(
        barmode="stack",
        bargap=0,
        annotations=[one for place, row in enumerate(rows) for one in _labels(place, row, certs)],
        xaxis={
            "range": [-0.004 * certs, certs * 1.004],
            "title": {"text": "certifications", "font": QUIET_TYPE},
            "nticks": 6,
            "gridcolor": theme.GRID.slot,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [len(rows) - 0.55, -0.85], "fixedrange": True},
    )
    return drawn


def _bars(rows: list[dict[Any, Any]], ground: str) -> go.Bar:
    words = GROUNDS.get(ground, "not known")
    return go.Bar(
        x=[row[ground] for row in rows],
        y=list(range(len(rows))),
        orientation="h",
        width=THICK / EACH,
        marker=LOOKS[ground] | {"line": {"color": theme.QUIET.slot, "width": 1}},
        hovertext=[f"{label(row['label'])}: {row[ground]} {words}" for row in rows],
        hoverinfo="text",
    )


def _labels(place: int, row: dict[Any, Any], certs: int) -> list[dict[str, Any]]:
    """The name of a field above its bar on the left, and what is known of it on the right."""
    at = {"y": place, "showarrow": False, "yanchor": "bottom", "yshift": THICK / 2}
    said = f"{row['known']} known, {row['disputed']} disputed" if row["disputed"] else f"{row['known']} known"
    return [
        {"x": 0, "text": label(row["label"]), "xanchor": "left", **at},
        {"x": certs, "text": said, "xanchor": "right", "font": {"color": theme.QUIET.slot}, **at},
    ]
