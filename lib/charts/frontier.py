"""The choices between what a plan costs and when it is done."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import dollars, figure, label
from lib.text import UNKNOWN_PRICE, count, usd

SCALE, LINE, WORDS = 150, 26, 18  # pixels of the scale, of a row above it, of a line of words
TICKS = 4
Part = dict[str, Any]
Row = Mapping[Any, Any]
Rows = Sequence[Row]


def frontier(points: pd.DataFrame) -> go.Figure:
    """Every choice between cost and time that no other beats on both, named plans filled, with their words.

    Takes `weeks` (whole ones, as the planner compares them), `usd`, `names` (words, empty = a point between), `aside`
    (a named plan that is none of the choices: hollow), `chosen`, `exams` (the codes, for hovering), `key` (what a click
    gives) and `unknown` (what has no published price: such a point is an arrow above the scale, on a dotted line from
    what is known).
    """
    top = max([*points.loc[points["unknown"] == "", "usd"], *points["usd"], 1.0]) * 1.1
    dark = [key for key, unknown in zip(points["key"], points["unknown"], strict=True) if unknown]
    unit = top / SCALE
    heights = {key: top + (place + 0.6) * LINE * unit for place, key in enumerate(dark)}
    placed = points.assign(y=points["key"].map(heights).fillna(points["usd"]))
    rows = placed.sort_values(["weeks", "usd"]).to_dict("records")
    known = [one for one in rows if not one["unknown"] and not one["aside"]]
    first, last = points["weeks"].min(), points["weeks"].max()
    room = max((last - first) * 0.6, 1)
    ends = (first - room, last + room)
    return figure(
        _over(known, "usd") | {"mode": "lines", "line": {"shape": "hv", "color": theme.GRID.slot, "width": 2}},
        _marks(rows),
        height=round(SCALE + LINE * len(dark) + 20 + 46),
        right=8,
        top=20,
        bottom=46,
        shapes=[_open(one) for one in rows if one["unknown"] and one["usd"]],
        annotations=[_name(one, shift, ends) for one, shift in _apart(rows, unit)],
        xaxis=_weeks(ends),
        yaxis=dollars(top) | {"range": [0, top + LINE * len(dark) * unit], "title": "fees, US dollars"},
    )


def _over(rows: Rows, height: str) -> Part:
    points = {"x": [one["weeks"] for one in rows], "y": [one[height] for one in rows]}
    return {"type": "scatter", **points, "hoverinfo": "skip", "cliponaxis": False}


def _marks(rows: Rows) -> Part:
    said = [f"{label(one['exams'])}<br>{count(one['weeks'], 'week')}, {_price(one)}" for one in rows]
    return _over(rows, "y") | {
        "mode": "markers",
        "marker": {
            "size": [15 if one["chosen"] else 11 for one in rows],
            "color": [theme.ACCENT.slot if one["chosen"] else theme.INK.slot for one in rows],
            "symbol": [_symbol(one) for one in rows],
            "line": {"width": 2},
            "opacity": 1,
        },
        "customdata": [one["key"] for one in rows],
        "hovertext": said,
        "hoverinfo": "text",
    }


def _symbol(row: Row) -> str:
    filled = row["names"] and not row["aside"]
    return "triangle-up-open" if row["unknown"] else "circle" if filled else "circle-open"


def _price(row: Row) -> str:
    """`$225 + MLA-C02`; the word for it where nothing is known."""
    if not row["unknown"]:
        return usd(row["usd"])
    return f"{usd(row['usd'])} + {row['unknown']}" if row["usd"] else UNKNOWN_PRICE


def _open(row: Row) -> Part:
    """The open end of a price of which a part is not published."""
    line = {"color": theme.QUIET.slot, "width": 1.5, "dash": "dot"}
    ends = {"x0": row["weeks"], "x1": row["weeks"], "y0": row["usd"], "y1": row["y"]}
    return {"type": "line", "layer": "below", "line": line, **ends}


def _apart(rows: Rows, unit: float) -> list[tuple[Row, float]]:
    """The named points with how many pixels their words are moved up, so that none stands on another's."""
    found: list[tuple[Row, float]] = []
    free = -SCALE * unit
    for one in sorted((one for one in rows if one["names"]), key=lambda one: one["y"]):
        height = max(one["y"], free)
        found.append((one, (height - one["y"]) / unit))
        free = height + WORDS * unit
    return found


def _name(row: Row, shift: float, ends: tuple[float, float]) -> Part:
    """The words beside a named point, on the side that has room for them."""
    early = row["weeks"] - ends[0] < (ends[1] - ends[0]) / 2
    side, moved = ("left", 12) if early else ("right", -12)
    at = {"x": row["weeks"], "y": row["y"], "xanchor": side, "xshift": moved, "yshift": shift, "showarrow": False}
    return {**at, "text": label(f"{row['names']}, {_price(row)}"), "bgcolor": theme.GROUND.slot, "borderpad": 0}


def _weeks(ends: tuple[float, float]) -> Part:
    every = max(1, round((ends[1] - ends[0]) / TICKS))
    ticks = {"range": list(ends), "tick0": 0, "dtick": every, "zeroline": False}
    return {**ticks, "title": "weeks to the last exam", "gridcolor": theme.GRID.slot, "fixedrange": True}
