"""The choices between what a plan costs and when it is done."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import Annotation, Axis, Shape, Trace, dollar_axis, figure, label
from lib.design import theme
from lib.tables.row import Row
from lib.text import UNKNOWN_PRICE, count, usd

SCALE, ROW, TEXT = 150, 26, 18  # px: the scale, a row above it for a price that is not known, a line of text
TICKS = 4
Rows = Sequence[Row]


def frontier(points: pd.DataFrame) -> go.Figure:
    """Every choice between cost and time that no other beats on both; named plans are filled and labelled.

    A point of which a part has no published price is an arrow above the scale, on a dotted line from the part that is
    known.

    Args:
        points: One row for each plan: `weeks` (whole ones, as the planner compares them), `usd`, `names` (in words,
            empty for a point between named plans), `aside` (a named plan that is off the frontier: hollow), `chosen`,
            `exams` (the codes, for hovering), `key` (what a click gives) and `unknown` (what has no published price,
            empty for nothing).
    """
    top = max([*points.loc[points["unknown"] == "", "usd"], *points["usd"], 1.0]) * 1.1
    unpriced = [key for key, unknown in zip(points["key"], points["unknown"], strict=True) if unknown]
    usd_per_px = top / SCALE
    heights = {key: top + (number + 0.6) * ROW * usd_per_px for number, key in enumerate(unpriced)}
    placed = points.assign(y=points["key"].map(heights).fillna(points["usd"]))
    rows = placed.sort_values(["weeks", "usd"]).to_dict("records")
    on_line = [row for row in rows if not row["unknown"] and not row["aside"]]
    first, last = points["weeks"].min(), points["weeks"].max()
    room = max((last - first) * 0.6, 1)
    ends = (first - room, last + room)
    return figure(
        _points(on_line, "usd") | {"mode": "lines", "line": {"shape": "hv", "color": theme.GRID.slot, "width": 2}},
        _marks(rows),
        height=round(SCALE + ROW * len(unpriced) + 20 + 46),
        margin={"r": 8, "t": 20, "b": 46},
        shapes=[_open_end(row) for row in rows if row["unknown"] and row["usd"]],
        annotations=[_name(row, shift, ends) for row, shift in _label_shifts(rows, usd_per_px)],
        xaxis=_week_axis(ends),
        yaxis=dollar_axis(top) | {"range": [0, top + ROW * len(unpriced) * usd_per_px], "title": "fees, US dollars"},
    )


def _points(rows: Rows, column: str) -> Trace:
    """A trace through a column of some rows, against their weeks."""
    points = {"x": [row["weeks"] for row in rows], "y": [row[column] for row in rows]}
    return {"type": "scatter", **points, "hoverinfo": "skip", "cliponaxis": False}


def _marks(rows: Rows) -> Trace:
    hover = [f"{label(row['exams'])}<br>{count(row['weeks'], 'week')}, {_price(row)}" for row in rows]
    return _points(rows, "y") | {
        "mode": "markers",
        "marker": {
            "size": [15 if row["chosen"] else 11 for row in rows],
            "color": [theme.ACCENT.slot if row["chosen"] else theme.INK.slot for row in rows],
            "symbol": [_symbol(row) for row in rows],
            "line": {"width": 2},
            "opacity": 1,
        },
        "customdata": [row["key"] for row in rows],
        "hovertext": hover,
        "hoverinfo": "text",
    }


def _symbol(row: Row) -> str:
    filled = row["names"] and not row["aside"]
    return "triangle-up-open" if row["unknown"] else "circle" if filled else "circle-open"


def _price(row: Row) -> str:
    """A price such as `$225 + MLA-C02`; the word for an unknown price where no part of it is known.

    A label has no room for `Total.words`, which says `price not published` behind each code.
    """
    if not row["unknown"]:
        return usd(row["usd"])
    return f"{usd(row['usd'])} + {row['unknown']}" if row["usd"] else UNKNOWN_PRICE


def _open_end(row: Row) -> Shape:
    """The dotted line from the known part of a price up to its arrow."""
    line = {"color": theme.QUIET.slot, "width": 1.5, "dash": "dot"}
    ends = {"x0": row["weeks"], "x1": row["weeks"], "y0": row["usd"], "y1": row["y"]}
    return {"type": "line", "layer": "below", "line": line, **ends}


def _label_shifts(rows: Rows, usd_per_px: float) -> list[tuple[Row, float]]:
    """The named points from the lowest up, and by how many px their labels move up so that none covers another."""
    shifts: list[tuple[Row, float]] = []
    free = -SCALE * usd_per_px
    for row in sorted((row for row in rows if row["names"]), key=lambda row: row["y"]):
        height = max(row["y"], free)
        shifts.append((row, (height - row["y"]) / usd_per_px))
        free = height + TEXT * usd_per_px
    return shifts


def _name(row: Row, shift: float, ends: tuple[float, float]) -> Annotation:
    """The label beside a named point, on the side that has room for it."""
    early = row["weeks"] - ends[0] < (ends[1] - ends[0]) / 2
    side, xshift = ("left", 12) if early else ("right", -12)
    position = {"x": row["weeks"], "y": row["y"], "xanchor": side, "xshift": xshift, "yshift": shift}
    text = label(f"{row['names']}, {_price(row)}")
    return {**position, "showarrow": False, "text": text, "bgcolor": theme.GROUND.slot, "borderpad": 0}


def _week_axis(ends: tuple[float, float]) -> Axis:
    step = max(1, round((ends[1] - ends[0]) / TICKS))
    ticks = {"range": list(ends), "tick0": 0, "dtick": step, "zeroline": False}
    return {**ticks, "title": "weeks to the last exam", "gridcolor": theme.GRID.slot, "fixedrange": True}
