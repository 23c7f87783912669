"""Pay lying down, a row for each figure: for a narrow screen, and for every source side by side."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label
from lib.charts.cost_scale import pay_ends
from lib.letters import px
from lib.roles import claim_words, cost_words, n_words, open_words
from lib.text import missing, thousands, usd

Row = Mapping[Any, Any]

EACH, LINE, HEAD, GAP = 73, 21, 44, 14  # px: a role on a phone; a source; a role's name; the space between two roles
MARKS, ABOVE = 37, 11  # px from the top of a role on a phone to its marks, and from there up to what is claimed
NAMES, BESIDE = 284, 8  # px for names on the left of a wide picture, and between it and the sources on its right
FULL = 880  # px that a wide picture has on a desktop
EDGE = 10  # px at the left of a picture, so that the zero of its axis is there
COST, PAY = 0.27, 0.36  # shares of a phone's width where costs end and pay begins


def cost_pay_list(board: pd.DataFrame, chosen: str) -> go.Figure:
    """For a narrow screen: a row for each role with its cost on the left and its pay on the right, both in words too.

    Takes `lib.roles.board`; marks as in `cost_pay`, rows in the board's order.
    """
    rows = board.to_dict("records")
    heights = [EACH + (18 if len(row["unknown"]) else 0) for row in rows]
    drawn = figure(height=sum(heights) + 44, left=EDGE, right=10, top=0, bottom=44)
    top = float(sum(heights))
    for row, height in zip(rows, heights, strict=True):
        ink = theme.INK.slot if row["role"] == chosen else theme.QUIET.slot
        _cost(drawn, row, top - MARKS, ink)
        pay_marks(drawn, row, top - MARKS, ink, axis="x2", above=ABOVE if board["median_usd"].notna().any() else 0)
        _row_words(drawn, row, top, ink, strong=row["role"] == chosen)
        top -= height
    dearest = float(board["high_usd"].max()) if board["high_usd"].notna().any() else 100.0
    ticks = [0, _round(dearest)]
    costs = {
        "range": [0, dearest * 1.3],
        "domain": [0, COST],
        "tickvals": ticks,
        "ticktext": [f"${one:,}" for one in ticks],
    }
    drawn.update_layout(
        xaxis={**_axis("exams, $"), **costs, "showgrid": False},
        xaxis2={**_axis("pay a year, $"), "range": _reach(board), "domain": [PAY, 1], "anchor": "y", "showgrid": False},
        yaxis={"range": [0, sum(heights)], "visible": False, "fixedrange": True},
        bargap=0,
    )
    return drawn


def _round(dearest: float) -> int:
    """The largest round amount within some costs: 1, 2 or 5 and zeros."""
    zeros = int(10 ** math.floor(math.log10(dearest)))
    return max(one * zeros for one in (1, 2, 5) if one * zeros <= dearest)


def _row_words(drawn: go.Figure, row: Row, top: float, ink: str, *, strong: bool) -> None:
    name = f"<b>{label(row['name'])}</b>" if strong else label(row["name"])
    known = n_words(row)
    at = {"xref": "paper", "showarrow": False, "xanchor": "left", "yanchor": "middle", "font": {"color": ink}}
    drawn.add_annotation(x=0, y=top - 9, text=f"{name}{known}", **at)
    drawn.add_annotation(x=0, y=top - 54, text=label(_fees(row)), **at)
    drawn.add_annotation(x=PAY, y=top - 54, text=_pay_words(row), **at)
    drawn.add_annotation(x=0, y=top - 71, text=label(open_words(row)), **at)


def _fees(row: Row) -> str:
    return "not known" if missing(row["low_usd"]) else cost_words(row)


def _pay_words(row: Row) -> str:
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        return f"{thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}, median {thousands(row['median_usd'])}"
    if not missing(row["median_usd"]):
        return f"median {thousands(row['median_usd'])}"
    return "nothing in this source" if missing(row["claim_usd"]) else f"claim: {claim_words(row)}"


def _cost(drawn: go.Figure, row: Row, y: float, ink: str) -> None:
    if missing(row["low_usd"]):
        return
    low, high = row["low_usd"], row["high_usd"]
    line = {"color": ink, "width": 8}
    drawn.add_scatter(x=[low, high], y=[y, y], mode="lines", line=line, hoverinfo="skip")
    tick = {"symbol": "line-ns", "size": 12, "line": {"color": ink, "width": 3}}
    drawn.add_scatter(x=[row["preferred_usd"]], y=[y], mode="markers", marker=tick, hovertemplate=_fees_hover(row))
    if len(row["unknown"]):
        hatch = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": ink, "size": 5}}
        drawn.add_bar(x=[high * 0.2], y=[y], base=high, width=8, orientation="h", marker=hatch, hoverinfo="skip")


def _fees_hover(row: Row) -> str:
    return f"{label(row['name'])}<br>{usd(row['preferred_usd'])} with the first choices<extra></extra>"


def pay_marks(drawn: go.Figure, row: Row, y: float, ink: str, *, axis: str = "x", above: float = 0.0) -> None:
    """One figure of pay lying down: thin line, thick bar, dot; a claim as a hollow diamond, an open end as an arrow.

    `above`: how much higher than what was measured a claim stands.
    """
    at = {"y": [y, y], "mode": "lines", "hoverinfo": "skip", "xaxis": axis}
    grey, dash = (theme.QUIET.slot, "dot") if row["thin"] else (ink, "solid")
    if not missing(row["p10_usd"]) and not missing(row["p90_usd"]):
        drawn.add_scatter(x=[row["p10_usd"], row["p90_usd"]], line={"color": grey, "width": 2, "dash": dash}, **at)
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        faint = 0.18 if row["thin"] else 0.34
        drawn.add_scatter(x=[row["p25_usd"], row["p75_usd"]], line={"color": grey, "width": 11}, opacity=faint, **at)
    if not missing(row["median_usd"]):
        dot = {"color": grey, "size": 11, "symbol": "circle-open" if row["thin"] else "circle"}
        text = f"{label(row['name'])}<br>median {thousands(row['median_usd'])}<extra></extra>"
        at = {"mode": "markers", "hovertemplate": text, "xaxis": axis}
        drawn.add_scatter(x=[row["median_usd"]], y=[y], marker=dot, **at)
    _claim(drawn, row, y + above, axis)


def _claim(drawn: go.Figure, row: Row, y: float, axis: str) -> None:
    if missing(row["claim_usd"]):
        return
    edge = {"width": 2, "color": theme.ACCENT.slot}
    mark = {"symbol": "diamond", "size": 12, "line": edge, "color": theme.GROUND.slot}
    text = f"{label(row['name'])}<br>the article claims {claim_words(row)}<extra></extra>"
    at = {"mode": "markers", "hovertemplate": text, "xaxis": axis}
    drawn.add_scatter(x=[row["claim_usd"]], y=[y], marker=mark, **at)
    if row["claim_bound"] == "floor":
        arrow = {"arrowhead": 1, "arrowwidth": 2, "arrowsize": 1, "arrowcolor": theme.ACCENT.slot, "text": ""}
        drawn.add_annotation(x=row["claim_usd"], xref=axis, y=y, xshift=32, ax=-26, ay=0, showarrow=True, **arrow)


def pay_by_source(rows: pd.DataFrame, chosen: str, *, wide: bool) -> go.Figure:
    """Every source's figure for every role side by side, and the neighbouring occupations after them.

    Takes `lib.roles.side_by_side`; rows of a group stand together, in order. On a narrow screen words stand above
    their marks, on a wide one beside them.
    """
    groups = [group for _, group in rows.groupby("group", sort=False)]
    heights = [_block(group, wide=wide) for group in groups]
    side = 10 + (BESIDE + max((px(said) for said in rows.loc[~rows["neighbour"], "said"]), default=0) if wide else 0)
    drawn = figure(height=sum(heights) + 44, left=2, right=round(side), top=0, bottom=44)
    top = float(sum(heights))
    for group, height in zip(groups, heights, strict=True):
        strong = group["role"].iloc[0] == chosen
        _group_words(drawn, group, top, strong=strong, wide=wide)
        _group_marks(drawn, group, top, strong=strong, wide=wide)
        top -= height
    domain = [NAMES / (FULL - side) if wide else 0.0, 1]
    drawn.update_xaxes(**_axis("pay a year, US dollars"), range=_reach(rows), domain=domain)
    drawn.update_yaxes(range=[0, sum(heights)], visible=False, fixedrange=True)
    return drawn


def _block(group: pd.DataFrame, *, wide: bool) -> int:
    if wide:
        return GAP + len(group) * LINE + (LINE if group["neighbour"].all() else 0)
    return GAP + HEAD + len(group) * (LINE + 16)


def _group_words(drawn: go.Figure, group: pd.DataFrame, top: float, *, strong: bool, wide: bool) -> None:
    first = group.iloc[0]
    joined = ", " if first["neighbour"] and wide else "<br>"
    name = f"<b>{label(first['group'])}</b>" if strong else label(first["group"])
    at = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}
    ink = theme.INK.slot if strong else theme.QUIET.slot
    drawn.add_annotation(y=top, text=f"{name}{joined}{label(first['aside'])}", font={"color": ink}, **at)


def _group_marks(drawn: go.Figure, group: pd.DataFrame, top: float, *, strong: bool, wide: bool) -> None:
    near = bool(group["neighbour"].all())
    start = top - (LINE if near else 0) if wide else top - HEAD
    each = LINE if wide else LINE + 16
    for place, row in enumerate(group.to_dict("records")):
        y = start - place * each - (LINE / 2 + 1 if wide else each - 9)
        pay_marks(drawn, row, y, theme.INK.slot if strong else theme.QUIET.slot)
        ink = theme.ACCENT.slot if not missing(row["claim_usd"]) else theme.INK.slot if strong else theme.QUIET.slot
        beside = {"x": 1, "xshift": BESIDE} if wide and not near else {"x": 0}
        at = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "showarrow": False, "font": {"color": ink}}
        drawn.add_annotation(y=y if wide else y + 17, text=label(row["said"]), **beside, **at)


def _reach(rows: pd.DataFrame) -> list[float]:
    low, high = pay_ends(rows)
    return [max(0.0, low - 10_000), high + 0.1 * (high - low) + 5000]


def _axis(title: str) -> dict[str, Any]:
    return {
        "title": {"text": title, "standoff": 6, "font": QUIET_TYPE},
        "tickfont": QUIET_TYPE,
        "tickprefix": "$",
        "tickformat": "~s",
        "nticks": 5,
        "gridcolor": theme.GRID.slot,
        "zeroline": False,
        "fixedrange": True,
    }
