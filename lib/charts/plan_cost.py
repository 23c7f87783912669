"""What a plan costs as it goes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import dollars, figure, label, months
from lib.charts.gantt import FEW
from lib.text import usd

HEIGHT = 290
Part = dict[str, Any]
Row = Mapping[Any, Any]


def cost_curve(paid: pd.DataFrame, budget: float | None) -> go.Figure:
    """What has been paid after each exam, as a step line from the first day of study; a budget is a line across.

    Takes `day`, `code` (empty on the first day), `paid` in words and `so_far_usd`, in order of days. Words stand where
    no rise crosses them: below the line to the right of their day, and above it to the left from the middle on.
    """
    top = max([*paid["so_far_usd"], budget or 0.0, 1.0]) * 1.25
    curve = {
        "type": "scatter",
        "x": paid["day"].tolist(),
        "y": paid["so_far_usd"].tolist(),
        "mode": "lines+markers",
        "line": {"shape": "hv", "color": theme.INK.slot, "width": 2},
        "marker": {"size": [0, *[9] * (len(paid) - 1)], "color": theme.INK.slot, "opacity": 1},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    first, last = paid["day"].min(), paid["day"].max()
    room = (last - first) / 20
    rows = paid[paid["code"] != ""].to_dict("records")
    words = [_said(one, early=one["day"] - first < (last - first) / 2) for one in rows]
    lines, limit = ([], []) if budget is None else _limit(budget)
    return figure(
        curve,
        height=HEIGHT,
        right=24,
        top=8,
        xaxis=months(first, last, FEW) | {"range": [first - room, last + room], "showgrid": False},
        yaxis=dollars(top) | {"range": [-0.2 * top, top], "title": "paid, US dollars"},
        shapes=lines,
        annotations=[*limit, *words],
    )


def _said(row: Row, *, early: bool) -> Part:
    """The words at a step of the curve, on the page's colour: a budget's line does not strike them through."""
    words = f"<b>{label(row['code'])}</b><br>{row['paid']}"
    side, edge, shift = ("left", "top", 6) if early else ("right", "bottom", -6)
    at = {"x": row["day"], "y": row["so_far_usd"], "xshift": shift, "yshift": -shift / 2}
    look = {"text": words, "align": side, "showarrow": False, "bgcolor": theme.GROUND.slot}
    return {**at, **look, "xanchor": side, "yanchor": edge}


def _limit(budget: float) -> tuple[list[Part], list[Part]]:
    """The line across of a budget, and its words."""
    line = {"color": theme.STATUS["ending"].slot, "width": 2, "dash": "dash"}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": budget, "y1": budget}
    across = {"type": "line", "layer": "below", "line": line, **ends}
    words = {"xref": "paper", "x": 0, "y": budget, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    return [across], [words | {"text": f"budget {usd(budget)}"}]
