"""What roles' paths cost against what the roles pay.

Pay is above, costs below in lanes on the same scale of dollars, cheapest lane lowest. So the name of a lane, on the
right of its bar, is never crossed by the line that ties another lane to its pay.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import QUIET_FONT, figure, label
from lib.charts.cost_scale import BOTTOM_MARGIN, GAP, LANE, PANEL, RIGHT_MARGIN, TOP_MARGIN, Scale
from lib.charts.explained import explain, has_room
from lib.design import theme
from lib.design.text_width import width_px
from lib.pay.roles import claim_words, cost_words, n_words, unpublished_words
from lib.tables.row import Row
from lib.text import missing, thousands

PAY_DISTANCE = 30  # px between the pay of two roles
OPEN_END = 26  # px of the hatched end of a cost whose upper end is not known
HEADROOMS = (0.06, 0.2, 0.4, 0.7, 1.0)  # how far the axis may go on beyond the dearest path, as a share of its cost


def cost_pay(board: pd.DataFrame, chosen_role: str) -> go.Figure:
    """Roles: exam fees from the lowest to the highest choice on x, annual pay on y; one role explained.

    A thin line is the 10th to 90th percentile of pay, a thick one the middle half, a dot the median, a hollow diamond
    beside them the article's claim, an arrow an open end. Pay stands above the cost of the choices named first. Fewer
    than 30 rows are grey and dotted. A role whose cost is not known stands left of $0 and says so.

    Args:
        board: `lib.pay.roles.board`.
        chosen_role: The id of the role that is in ink and explained; any other text for none.
    """
    rows = sorted(board.to_dict("records"), key=_preferred_usd)
    scale, all_pay_x = _layout(board, rows)
    height = TOP_MARGIN + PANEL + GAP + LANE * len(rows) + BOTTOM_MARGIN
    fig = figure(height=height, margin={"l": 48, "r": RIGHT_MARGIN, "t": TOP_MARGIN, "b": BOTTOM_MARGIN})
    for lane, (row, pay_x) in enumerate(zip(rows, all_pay_x, strict=True)):
        strong = row["role"] == chosen_role
        _add_guide(fig, scale, row, pay_x, lane)
        _add_cost(fig, scale, row, lane, strong=strong)
        _add_name(fig, scale, row, lane, all_pay_x[:lane], strong=strong)
        _add_pay(fig, scale, row, pay_x, strong=strong)
    for row, pay_x in zip(rows, all_pay_x, strict=True):
        if row["role"] == chosen_role:
            explain(fig, scale, row, pay_x, all_pay_x)
    _set_axes(fig, scale)
    return fig


def _layout(board: pd.DataFrame, rows: Sequence[Row]) -> tuple[Scale, list[float]]:
    """The scale with the least headroom at which every label finds room, and the x of each role's pay."""
    for headroom in HEADROOMS:
        scale = Scale(board, len(rows), headroom)
        preferred = [scale.cost_x(_preferred_usd(row)) for row in rows]
        all_pay_x = _spaced(preferred, [_cost_range(row) for row in rows], PAY_DISTANCE / scale.px_per_usd)
        names_fit = all(_name_sides(scale, row, all_pay_x[:lane]) for lane, row in enumerate(rows))
        if names_fit and all(has_room(scale, row, x, all_pay_x) for row, x in zip(rows, all_pay_x, strict=True)):
            break
    return scale, all_pay_x


def _preferred_usd(row: Row) -> float:
    """The cost of the choices named first; -1 where it is not known."""
    return -1.0 if missing(row["low_usd"]) else float(row["preferred_usd"])


def _cost_range(row: Row) -> tuple[float, float]:
    """The lowest and the highest cost; without a lower end where it is not known."""
    return (float("-inf"), 0.0) if missing(row["low_usd"]) else (row["low_usd"], row["high_usd"])


def _spaced(positions: Sequence[float], ranges: Sequence[tuple[float, float]], least: float) -> list[float]:
    """Positions, in order, moved until neighbours are `least` apart.

    A position first gives way to the left, as far as the range of its role's costs goes, and only then moves the next
    one to the right.
    """
    spaced = list(positions)
    for number in range(len(spaced) - 2, -1, -1):
        low = ranges[number][0]
        spaced[number] = max(low, min(spaced[number], spaced[number + 1] - least))
    for number in range(1, len(spaced)):
        spaced[number] = max(spaced[number], spaced[number - 1] + least)
    return spaced


def _add_guide(fig: go.Figure, scale: Scale, row: Row, pay_x: float, lane: int) -> None:
    """The line from the choices named first up to the pay of a role, aslant where the pay had to move."""
    lowest = [row[name] for name in ("p10_usd", "median_usd") if not missing(row[name])] or [row["claim_usd"]]
    if not missing(lowest[0]):
        line = {"color": theme.QUIET.slot, "width": 1, "dash": "dot"}
        start = {"x0": scale.cost_x(_preferred_usd(row)), "y0": scale.lane_y(lane)}
        end = {"x1": pay_x, "y1": scale.pay_y(min(lowest))}
        fig.add_shape(type="line", xref="x", yref="paper", layer="below", line=line, opacity=0.7, **start, **end)


def _ink(*, strong: bool) -> str:
    return theme.INK.slot if strong else theme.QUIET.slot


def _add_cost(fig: go.Figure, scale: Scale, row: Row, lane: int, *, strong: bool) -> None:
    """The cost of one role: a bar from the lowest to the highest choice, a tick at the preferred one, its open end."""
    if missing(row["low_usd"]):
        return
    low, high = _cost_range(row)
    ink, shared = _ink(strong=strong), {"yaxis": "y2", "hoverinfo": "skip"}
    fig.add_scatter(x=[low, high], y=[lane, lane], mode="lines", line={"color": ink, "width": 8}, **shared)
    tick = {"symbol": "line-ns", "size": 16, "line": {"color": ink, "width": 3}}
    fig.add_scatter(x=[row["preferred_usd"]], y=[lane], mode="markers", marker=tick, **shared)
    if len(row["unknown"]):
        hatch = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": ink, "size": 5}}
        width = OPEN_END / scale.px_per_usd
        fig.add_bar(x=[width], y=[lane], base=high, width=0.3, orientation="h", marker=hatch, **shared)


def _bar_ends(scale: Scale, row: Row) -> tuple[float, float]:
    """The ends of a role's bar, in dollars, its open end included."""
    low, high = (scale.unknown_x, scale.unknown_x) if missing(row["low_usd"]) else _cost_range(row)
    return low, high + (OPEN_END / scale.px_per_usd if len(row["unknown"]) else 0)


def _name_sides(scale: Scale, row: Row, pay_x_below: Sequence[float]) -> list[str]:
    """How a role's name may be aligned, best first: `left` where it fits right of its bar, `right` left of it.

    A name on the left of its bar must not be crossed by the guide of a lane below.
    """
    low, high = _bar_ends(scale, row)
    width = 18 + max(width_px(row["name"], bold=True) + width_px(n_words(row)), width_px(_cost_label(row, 0)))
    start = low - width / scale.px_per_usd
    fits_right = (scale.cost_end - high) * scale.px_per_usd + RIGHT_MARGIN >= width
    fits_left = start >= 2 * scale.unknown_x and not any(start < x < low for x in pay_x_below)
    return [side for side, fits in (("left", fits_right), ("right", fits_left)) if fits]


def _add_name(fig: go.Figure, scale: Scale, row: Row, lane: int, pay_x_below: Sequence[float], *, strong: bool) -> None:
    """The role's name and cost beside its bar."""
    low, high = _bar_ends(scale, row)
    side = next(iter(_name_sides(scale, row, pay_x_below)), "left")
    on_left = side == "right"
    space = low - 2 * scale.unknown_x if on_left else scale.cost_end - high
    width = space * scale.px_per_usd + (0 if on_left else RIGHT_MARGIN)
    name = f"<b>{label(row['name'])}</b>" if strong else label(row["name"])
    fig.add_annotation(
        x=low if on_left else high,
        y=lane,
        yref="y2",
        text=f"{name}{n_words(row)}<br>{label(_cost_label(row, width - 14))}",
        align=side,
        xanchor=side,
        xshift=-10 if on_left else 10,
        showarrow=False,
        font={"color": _ink(strong=strong)},
    )


def _cost_label(row: Row, width: float) -> str:
    """What the exams cost, and as many of the choices without a published price as fit; one of them at least."""
    labels = [" · ".join(filter(None, (cost_words(row), unpublished_words(row, most)))) for most in (3, 2, 1)]
    return next((text for text in labels if width_px(text) <= width), labels[-1])


def _add_pay(fig: go.Figure, scale: Scale, row: Row, pay_x: float, *, strong: bool) -> None:
    """The pay of one role in the chosen source, and the article's claim."""
    ink = _ink(strong=strong)
    shared = {"x": [pay_x, pay_x], "mode": "lines", "hoverinfo": "skip"}
    grey = theme.QUIET.slot if row["thin"] else ink
    dash = "dot" if row["thin"] else "solid"
    if not missing(row["p10_usd"]) and not missing(row["p90_usd"]):
        fig.add_scatter(y=[row["p10_usd"], row["p90_usd"]], line={"color": grey, "width": 2, "dash": dash}, **shared)
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        thick = {"color": grey, "width": 14 if strong else 10}
        opacity = 0.18 if row["thin"] else 0.36 if strong else 0.3
        fig.add_scatter(y=[row["p25_usd"], row["p75_usd"]], line=thick, opacity=opacity, **shared)
    if not missing(row["median_usd"]):
        dot = {"color": grey, "size": 13 if strong else 10, "symbol": "circle-open" if row["thin"] else "circle"}
        fig.add_scatter(x=[pay_x], y=[row["median_usd"]], mode="markers", marker=dot, **_pay_hover(row))
    _add_claim(fig, row, pay_x + scale.claim_shift, strong=strong)


def _add_claim(fig: go.Figure, row: Row, x: float, *, strong: bool) -> None:
    if missing(row["claim_usd"]):
        return
    edge = {"width": 2, "color": theme.ACCENT.slot}
    diamond = {"symbol": "diamond", "size": 13 if strong else 11, "line": edge, "color": theme.GROUND.slot}
    hover = f"{label(row['name'])}<br>the article claims {claim_words(row)}<extra></extra>"
    fig.add_scatter(x=[x], y=[row["claim_usd"]], mode="markers", marker=diamond, hovertemplate=hover)
    if row["claim_bound"] == "floor":
        arrow = {"arrowhead": 1, "arrowwidth": 2, "arrowsize": 1, "arrowcolor": theme.ACCENT.slot, "text": ""}
        fig.add_annotation(x=x, y=row["claim_usd"], yshift=34, ax=0, ay=28, showarrow=True, **arrow)


def _pay_hover(row: Row) -> dict[str, Any]:
    lines = [f"<b>{label(row['name'])}</b>", f"{cost_words(row)} of exams", f"median {thousands(row['median_usd'])}"]
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        lines.append(f"middle half {thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}")
    lines.append(f"n = {row['n']:,.0f}" if not missing(row["n"]) else "n not published")
    return {"hovertemplate": "<br>".join(lines) + "<extra></extra>"}


def _set_axes(fig: go.Figure, scale: Scale) -> None:
    step = next(step for step in (50, 100, 200, 500, 1000, 2000, 5000, 10_000) if scale.cost_end / step <= 10)
    ticks = list(range(0, int(scale.cost_end) + 1, step))
    plain = {"showgrid": False, "zeroline": False, "fixedrange": True}
    fig.update_xaxes(
        range=[2 * scale.unknown_x, scale.cost_end],
        anchor="y2",
        title={"text": "exam fees of the path, US dollars", "standoff": 8, "font": QUIET_FONT},
        tickvals=ticks,
        ticktext=[f"${tick:,}" for tick in ticks],
        ticks="outside",
        tickcolor=theme.GRID.slot,
        **plain,
    )
    pay = {"tickprefix": "$", "tickformat": "~s", "nticks": 6, "gridcolor": theme.GRID.slot, "zeroline": False}
    lanes = {"range": [-0.5, scale.lanes - 0.5], "domain": [0, scale.lanes_top], "anchor": "x", "visible": False}
    fig.update_layout(
        yaxis={"range": scale.pay_range, "domain": [scale.panel_bottom, 1], "fixedrange": True, **pay},
        yaxis2={**lanes, "fixedrange": True},
        bargap=0,
    )
    position = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xshift": -48, "yshift": 6}
    title = {"text": "pay a year, US dollars", "font": {"color": theme.QUIET.slot}, "showarrow": False}
    fig.add_annotation(xanchor="left", yanchor="bottom", **position, **title)
