"""What roles' paths cost against what the roles pay.

Pay stands above, cost below in lanes on the same scale of dollars, cheapest lane lowest: so a lane's name, on the right
of its bar, is never crossed by the line that ties another lane to its pay.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label
from lib.charts.cost_scale import BOTTOM, GAP, LANE, PANEL, RIGHT, TOP, Scale
from lib.charts.explained import explain, has_room
from lib.letters import px
from lib.roles import claim_words, cost_words, n_words, open_words
from lib.text import missing, thousands

Row = Mapping[Any, Any]

APART = 30  # px between two roles' pay
OPEN = 26  # px of the hatched end of a cost whose most is not known
ROOMS = (0.06, 0.2, 0.4, 0.7, 1.0)  # what the axis may go on beyond the dearest path, as a share of it


def cost_pay(board: pd.DataFrame, chosen: str) -> go.Figure:
    """Roles: exam fees from the lowest to the highest choice on x, annual pay on y; one role explained.

    Takes `lib.roles.board`. A thin line is the 10th to 90th percentile, a thick one the middle half, a dot the median,
    a hollow diamond beside them the article's claim, an arrow an open end. Pay stands above the choices named first.
    Fewer than 30 rows are grey and dotted. A role whose cost is not known stands left of $0 and says so.
    """
    rows = sorted(board.to_dict("records"), key=_preferred)
    scale, places = _fitted(board, rows)
    drawn = figure(height=TOP + PANEL + GAP + LANE * len(rows) + BOTTOM, left=48, right=RIGHT, top=TOP, bottom=BOTTOM)
    for lane, (row, place) in enumerate(zip(rows, places, strict=True)):
        strong = row["role"] == chosen
        _guide(drawn, scale, row, place, lane)
        _bar(drawn, scale, row, lane, strong=strong)
        _name(drawn, scale, row, lane, places[:lane], strong=strong)
        _pay(drawn, scale, row, place, strong=strong)
    for row, place in zip(rows, places, strict=True):
        if row["role"] == chosen:
            explain(drawn, scale, row, place, places)
    _axes(drawn, scale)
    return drawn


def _fitted(board: pd.DataFrame, rows: Sequence[Row]) -> tuple[Scale, list[float]]:
    """The scale with the least room on its right at which every name has a side, and the places of the roles' pay."""
    for room in ROOMS:
        scale = Scale(board, len(rows), room)
        places = _apart([scale.at(_preferred(row)) for row in rows], [_reach(row) for row in rows], APART / scale.px)
        named = all(_sides(scale, row, places[:lane]) for lane, row in enumerate(rows))
        if named and all(has_room(scale, row, place, places) for row, place in zip(rows, places, strict=True)):
            break
    return scale, places


def _preferred(row: Row) -> float:
    return -1.0 if missing(row["low_usd"]) else float(row["preferred_usd"])


def _reach(row: Row) -> tuple[float, float]:
    return (float("-inf"), 0.0) if missing(row["low_usd"]) else (row["low_usd"], row["high_usd"])


def _apart(middles: Sequence[float], reaches: Sequence[tuple[float, float]], least: float) -> list[float]:
    """Places of the roles' pay, in order, moved apart to a least distance; a range gives way within itself first."""
    places = list(middles)
    for now in range(len(places) - 2, -1, -1):
        low = reaches[now][0]
        places[now] = max(low, min(places[now], places[now + 1] - least))
    for now in range(1, len(places)):
        places[now] = max(places[now], places[now - 1] + least)
    return places


def _guide(drawn: go.Figure, scale: Scale, row: Row, place: float, lane: int) -> None:
    """The line from the choices named first to the pay of a role, aslant where that had to give way."""
    lowest = [row[name] for name in ("p10_usd", "median_usd") if not missing(row[name])] or [row["claim_usd"]]
    if not missing(lowest[0]):
        line = {"color": theme.QUIET.slot, "width": 1, "dash": "dot"}
        ends = {"x0": scale.at(_preferred(row)), "y0": scale.lane(lane), "x1": place, "y1": scale.paper(min(lowest))}
        drawn.add_shape(type="line", xref="x", yref="paper", layer="below", line=line, opacity=0.7, **ends)


def _ink(*, strong: bool) -> str:
    return theme.INK.slot if strong else theme.QUIET.slot


def _bar(drawn: go.Figure, scale: Scale, row: Row, lane: int, *, strong: bool) -> None:
    """The cost of one role: a bar from the lowest to the highest choice, a tick at the preferred one, its open end."""
    if missing(row["low_usd"]):
        return
    low, high = _reach(row)
    ink, at = _ink(strong=strong), {"yaxis": "y2", "hoverinfo": "skip"}
    drawn.add_scatter(x=[low, high], y=[lane, lane], mode="lines", line={"color": ink, "width": 8}, **at)
    tick = {"symbol": "line-ns", "size": 16, "line": {"color": ink, "width": 3}}
    drawn.add_scatter(x=[row["preferred_usd"]], y=[lane], mode="markers", marker=tick, **at)
    if len(row["unknown"]):
        hatch = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": ink, "size": 5}}
        drawn.add_bar(x=[OPEN / scale.px], y=[lane], base=high, width=0.3, orientation="h", marker=hatch, **at)


def _ends(scale: Scale, row: Row) -> tuple[float, float]:
    """From where to where the bar of a role reaches, its open end with it."""
    low, high = (scale.unknown, scale.unknown) if missing(row["low_usd"]) else _reach(row)
    return low, high + (OPEN / scale.px if len(row["unknown"]) else 0)


def _sides(scale: Scale, row: Row, below: Sequence[float]) -> list[str]:
    """On which sides of its bar a role's name has room and no line of a lane below, the best side first."""
    low, end = _ends(scale, row)
    wide = 18 + max(px(row["name"], bold=True) + px(n_words(row)), px(_cost(row, 0)))
    right = (scale.dearest - end) * scale.px + RIGHT >= wide
    left = low - wide / scale.px >= 2 * scale.unknown and not any(low - wide / scale.px < x < low for x in below)
    return [side for side, fits in (("left", right), ("right", left)) if fits]


def _name(drawn: go.Figure, scale: Scale, row: Row, lane: int, below: Sequence[float], *, strong: bool) -> None:
    """The role's name beside its bar, aligned to it."""
    low, end = _ends(scale, row)
    side = next(iter(_sides(scale, row, below)), "left")
    at_left = side == "right"
    room = (low - 2 * scale.unknown) * scale.px if at_left else (scale.dearest - end) * scale.px + RIGHT
    name = f"<b>{label(row['name'])}</b>" if strong else label(row["name"])
    drawn.add_annotation(
        x=low if at_left else end,
        y=lane,
        yref="y2",
        text=f"{name}{n_words(row)}<br>{label(_cost(row, room - 14))}",
        align=side,
        xanchor=side,
        xshift=-10 if at_left else 10,
        showarrow=False,
        font={"color": _ink(strong=strong)},
    )


def _cost(row: Row, room: float) -> str:
    """What the exams cost, and as many of the choices without a published price as there is room to name."""
    told = [" · ".join(filter(None, (cost_words(row), open_words(row, most)))) for most in (3, 2, 1)]
    return next((words for words in told if px(words) <= room), told[-1])


def _pay(drawn: go.Figure, scale: Scale, row: Row, place: float, *, strong: bool) -> None:
    """The pay of one role in the chosen source, and the article's claim."""
    ink = _ink(strong=strong)
    at = {"x": [place, place], "mode": "lines", "hoverinfo": "skip"}
    grey = theme.QUIET.slot if row["thin"] else ink
    dash = "dot" if row["thin"] else "solid"
    if not missing(row["p10_usd"]) and not missing(row["p90_usd"]):
        drawn.add_scatter(y=[row["p10_usd"], row["p90_usd"]], line={"color": grey, "width": 2, "dash": dash}, **at)
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        wide = {"color": grey, "width": 14 if strong else 10}
        faint = 0.18 if row["thin"] else 0.36 if strong else 0.3
        drawn.add_scatter(y=[row["p25_usd"], row["p75_usd"]], line=wide, opacity=faint, **at)
    if not missing(row["median_usd"]):
        dot = {"color": grey, "size": 13 if strong else 10, "symbol": "circle-open" if row["thin"] else "circle"}
        drawn.add_scatter(x=[place], y=[row["median_usd"]], mode="markers", marker=dot, **_hover(row))
    _claim(drawn, row, place + scale.aside, strong=strong)


def _claim(drawn: go.Figure, row: Row, place: float, *, strong: bool) -> None:
    if missing(row["claim_usd"]):
        return
    edge = {"width": 2, "color": theme.ACCENT.slot}
    mark = {"symbol": "diamond", "size": 13 if strong else 11, "line": edge, "color": theme.GROUND.slot}
    text = f"{label(row['name'])}<br>the article claims {claim_words(row)}<extra></extra>"
    drawn.add_scatter(x=[place], y=[row["claim_usd"]], mode="markers", marker=mark, hovertemplate=text)
    if row["claim_bound"] == "floor":
        arrow = {"arrowhead": 1, "arrowwidth": 2, "arrowsize": 1, "arrowcolor": theme.ACCENT.slot, "text": ""}
        drawn.add_annotation(x=place, y=row["claim_usd"], yshift=34, ax=0, ay=28, showarrow=True, **arrow)


def _hover(row: Row) -> dict[str, Any]:
    told = [f"<b>{label(row['name'])}</b>", f"{cost_words(row)} of exams", f"median {thousands(row['median_usd'])}"]
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        told.append(f"middle half {thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}")
    told.append(f"n = {row['n']:,.0f}" if not missing(row["n"]) else "n not published")
    return {"hovertemplate": "<br>".join(told) + "<extra></extra>"}


def _axes(drawn: go.Figure, scale: Scale) -> None:
    step = next(step for step in (50, 100, 200, 500, 1000, 2000, 5000, 10_000) if scale.dearest / step <= 10)
    ticks = list(range(0, int(scale.dearest) + 1, step))
    line = {"showgrid": False, "zeroline": False, "fixedrange": True}
    drawn.update_xaxes(
        range=[2 * scale.unknown, scale.dearest],
        anchor="y2",
        title=_titled("exam fees of the path, US dollars"),
        tickvals=ticks,
        ticktext=[f"${tick:,}" for tick in ticks],
        ticks="outside",
        tickcolor=theme.GRID.slot,
        **line,
    )
    pay = {"tickprefix": "$", "tickformat": "~s", "nticks": 6, "gridcolor": theme.GRID.slot, "zeroline": False}
    lanes = {"range": [-0.5, scale.lanes - 0.5], "domain": [0, scale.lanes_top], "anchor": "x", "visible": False}
    drawn.update_layout(
        yaxis={"range": scale.pay, "domain": [scale.panel_bottom, 1], "fixedrange": True, **pay},
        yaxis2={**lanes, "fixedrange": True},
        bargap=0,
    )
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xshift": -48, "yshift": 6}
    title = {"text": "pay a year, US dollars", "font": {"color": theme.QUIET.slot}, "showarrow": False}
    drawn.add_annotation(xanchor="left", yanchor="bottom", **place, **title)


def _titled(text: str) -> dict[str, Any]:
    return {"text": text, "standoff": 8, "font": QUIET_TYPE}
