"""What a plan costs as it goes."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import Annotation, Shape, dollar_axis, figure, label, month_axis
from lib.charts.gantt import PHONE_TICKS
from lib.design import theme
from lib.tables.row import Row
from lib.text import usd

HEIGHT = 290


def cost_curve(payments: pd.DataFrame, budget: float | None) -> go.Figure:
    """What has been paid after each exam, as a step line from the first day of study; a budget is a horizontal line.

    Labels are where no rise of the curve crosses them: below it on the right of their day, and from the middle of the
    plan on above it on the left.

    Args:
        payments: `day`, `code` (empty on the first day of study), `paid` (in words) and `so_far_usd`, in order of days.
        budget: US dollars; None for no line.
    """
    top = max([*payments["so_far_usd"], budget or 0.0, 1.0]) * 1.25
    curve = {
        "type": "scatter",
        "x": payments["day"].tolist(),
        "y": payments["so_far_usd"].tolist(),
        "mode": "lines+markers",
        "line": {"shape": "hv", "color": theme.INK.slot, "width": 2},
        "marker": {"size": [0, *[9] * (len(payments) - 1)], "color": theme.INK.slot, "opacity": 1},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    first, last = payments["day"].min(), payments["day"].max()
    room = (last - first) / 20
    rows = payments[payments["code"] != ""].to_dict("records")
    labels = [_exam_label(row, early=row["day"] - first < (last - first) / 2) for row in rows]
    budget_lines, budget_labels = ([], []) if budget is None else _budget_marks(budget)
    return figure(
        curve,
        height=HEIGHT,
        margin={"r": 24, "t": 8},
        xaxis=month_axis(first, last, PHONE_TICKS) | {"range": [first - room, last + room], "showgrid": False},
        yaxis=dollar_axis(top) | {"range": [-0.2 * top, top], "title": "paid, US dollars"},
        shapes=budget_lines,
        annotations=[*budget_labels, *labels],
    )


def _exam_label(row: Row, *, early: bool) -> Annotation:
    """The label at a step of the curve, on the page's colour so that the line of a budget does not cross it out."""
    text = f"<b>{label(row['code'])}</b><br>{row['paid']}"
    side, edge, shift = ("left", "top", 6) if early else ("right", "bottom", -6)
    position = {"x": row["day"], "y": row["so_far_usd"], "xshift": shift, "yshift": -shift / 2}
    style = {"text": text, "align": side, "showarrow": False, "bgcolor": theme.GROUND.slot}
    return {**position, **style, "xanchor": side, "yanchor": edge}


def _budget_marks(budget: float) -> tuple[list[Shape], list[Annotation]]:
    """The horizontal line of a budget, and its label."""
    line = {"color": theme.STATUS["ending"].slot, "width": 2, "dash": "dash"}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": budget, "y1": budget}
    position = {"xref": "paper", "x": 0, "y": budget, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    return [{"type": "line", "layer": "below", "line": line, **ends}], [position | {"text": f"budget {usd(budget)}"}]
