"""Pay on horizontal rows: for a narrow screen, and for every source side by side."""

import math

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import QUIET_FONT, Axis, figure, label
from lib.charts.cost_scale import pay_ends
from lib.design import theme
from lib.design.text_width import width_px
from lib.pay.roles import claim_words, cost_words, n_words, unpublished_words
from lib.tables.row import Row
from lib.text import missing, thousands, usd

ROLE, SOURCE, NAME, GAP = 73, 21, 44, 14  # px: a role on a phone; a source; a role's name; the space between two roles
MARKS, CLAIM_RISE = 37, 11  # px from the top of a role on a phone down to its marks, and from these up to its claim
NAMES, BESIDE = 284, 8  # px for names on the left of a wide figure, and between it and the sources on its right
FULL = 880  # px of a wide figure on a desktop
EDGE = 10  # px at the left of a figure, so that the zero of its axis is inside
COST_END, PAY_START = 0.27, 0.36  # shares of a phone's width where costs end and pay begins


def cost_pay_list(board: pd.DataFrame, chosen_role: str) -> go.Figure:
    """For a narrow screen: a row for each role with its cost on the left and its pay on the right, both in words too.

    Takes `lib.pay.roles.board`. Marks are those of `lib.charts.cost_pay`; rows are in the board's order.
    """
    rows = board.to_dict("records")
    heights = [ROLE + (18 if len(row["unknown"]) else 0) for row in rows]
    fig = figure(height=sum(heights) + 44, margin={"l": EDGE, "r": 10, "t": 0, "b": 44})
    top = float(sum(heights))
    claim_rise = CLAIM_RISE if board["median_usd"].notna().any() else 0
    for row, height in zip(rows, heights, strict=True):
        ink = theme.INK.slot if row["role"] == chosen_role else theme.QUIET.slot
        _add_cost(fig, row, top - MARKS, ink)
        _add_pay(fig, row, top - MARKS, ink, axis="x2", claim_rise=claim_rise)
        _add_row_words(fig, row, top, ink, strong=row["role"] == chosen_role)
        top -= height
    dearest = float(board["high_usd"].max()) if board["high_usd"].notna().any() else 100.0
    ticks = [0, _round(dearest)]
    costs = {
        "range": [0, dearest * 1.3],
        "domain": [0, COST_END],
        "tickvals": ticks,
        "ticktext": [f"${tick:,}" for tick in ticks],
    }
    pay = {"range": _pay_range(board), "domain": [PAY_START, 1], "anchor": "y", "showgrid": False}
    fig.update_layout(
        xaxis={**_axis("exams, $"), **costs, "showgrid": False},
        xaxis2={**_axis("pay a year, $"), **pay},
        yaxis={"range": [0, sum(heights)], "visible": False, "fixedrange": True},
        bargap=0,
    )
    return fig


def _round(dearest: float) -> int:
    """The largest round amount that is at most `dearest`: 1, 2 or 5 and zeros."""
    power = int(10 ** math.floor(math.log10(dearest)))
    return max(digit * power for digit in (1, 2, 5) if digit * power <= dearest)


def _add_row_words(fig: go.Figure, row: Row, top: float, ink: str, *, strong: bool) -> None:
    """The name of a role above its marks, cost and pay in words below them, then the choices without a price."""
    name = f"<b>{label(row['name'])}</b>" if strong else label(row["name"])
    shared = {"xref": "paper", "showarrow": False, "xanchor": "left", "yanchor": "middle", "font": {"color": ink}}
    fig.add_annotation(x=0, y=top - 9, text=f"{name}{n_words(row)}", **shared)
    fig.add_annotation(x=0, y=top - 54, text=label(_fees(row)), **shared)
    fig.add_annotation(x=PAY_START, y=top - 54, text=_pay_words(row), **shared)
    fig.add_annotation(x=0, y=top - 71, text=label(unpublished_words(row)), **shared)


def _fees(row: Row) -> str:
    return "not known" if missing(row["low_usd"]) else cost_words(row)


def _pay_words(row: Row) -> str:
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        return f"{thousands(row['p25_usd'])} to {thousands(row['p75_usd'])}, median {thousands(row['median_usd'])}"
    if not missing(row["median_usd"]):
        return f"median {thousands(row['median_usd'])}"
    return "nothing in this source" if missing(row["claim_usd"]) else f"claim: {claim_words(row)}"


def _add_cost(fig: go.Figure, row: Row, y: float, ink: str) -> None:
    """The cost of one role: a bar from the lowest to the highest choice, a tick at the preferred one, its open end."""
    if missing(row["low_usd"]):
        return
    low, high = row["low_usd"], row["high_usd"]
    line = {"color": ink, "width": 8}
    fig.add_scatter(x=[low, high], y=[y, y], mode="lines", line=line, hoverinfo="skip")
    tick = {"symbol": "line-ns", "size": 12, "line": {"color": ink, "width": 3}}
    fig.add_scatter(x=[row["preferred_usd"]], y=[y], mode="markers", marker=tick, hovertemplate=_fees_hover(row))
    if len(row["unknown"]):
        hatch = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": ink, "size": 5}}
        fig.add_bar(x=[high * 0.2], y=[y], base=high, width=8, orientation="h", marker=hatch, hoverinfo="skip")


def _fees_hover(row: Row) -> str:
    return f"{label(row['name'])}<br>{usd(row['preferred_usd'])} with the first choices<extra></extra>"


def _add_pay(fig: go.Figure, row: Row, y: float, ink: str, *, axis: str = "x", claim_rise: float = 0.0) -> None:
    """One source's pay as a thin line, a thick bar and a dot; a claim as a hollow diamond, its open end as an arrow.

    A claim stands `claim_rise` px above them.
    """
    shared = {"y": [y, y], "mode": "lines", "hoverinfo": "skip", "xaxis": axis}
    grey, dash = (theme.QUIET.slot, "dot") if row["thin"] else (ink, "solid")
    if not missing(row["p10_usd"]) and not missing(row["p90_usd"]):
        fig.add_scatter(x=[row["p10_usd"], row["p90_usd"]], line={"color": grey, "width": 2, "dash": dash}, **shared)
    if not missing(row["p25_usd"]) and not missing(row["p75_usd"]):
        thick, opacity = {"color": grey, "width": 11}, 0.18 if row["thin"] else 0.34
        fig.add_scatter(x=[row["p25_usd"], row["p75_usd"]], line=thick, opacity=opacity, **shared)
    if not missing(row["median_usd"]):
        dot = {"color": grey, "size": 11, "symbol": "circle-open" if row["thin"] else "circle"}
        hover = f"{label(row['name'])}<br>median {thousands(row['median_usd'])}<extra></extra>"
        marks = {"mode": "markers", "hovertemplate": hover, "xaxis": axis}
        fig.add_scatter(x=[row["median_usd"]], y=[y], marker=dot, **marks)
    _add_claim(fig, row, y + claim_rise, axis)


def _add_claim(fig: go.Figure, row: Row, y: float, axis: str) -> None:
    if missing(row["claim_usd"]):
        return
    edge = {"width": 2, "color": theme.ACCENT.slot}
    diamond = {"symbol": "diamond", "size": 12, "line": edge, "color": theme.GROUND.slot}
    hover = f"{label(row['name'])}<br>the article claims {claim_words(row)}<extra></extra>"
    marks = {"mode": "markers", "hovertemplate": hover, "xaxis": axis}
    fig.add_scatter(x=[row["claim_usd"]], y=[y], marker=diamond, **marks)
    if row["claim_bound"] == "floor":
        arrow = {"arrowhead": 1, "arrowwidth": 2, "arrowsize": 1, "arrowcolor": theme.ACCENT.slot, "text": ""}
        fig.add_annotation(x=row["claim_usd"], xref=axis, y=y, xshift=32, ax=-26, ay=0, showarrow=True, **arrow)


def pay_by_source(rows: pd.DataFrame, chosen_role: str, *, wide: bool) -> go.Figure:
    """The pay of every role by every source side by side, and the neighbouring occupations after them.

    Takes `lib.pay.roles.side_by_side`; rows of a group stand together, in order. On a narrow screen words are above
    their marks, on a wide one beside them.
    """
    groups = [group for _, group in rows.groupby("group", sort=False)]
    heights = [_group_height(group, wide=wide) for group in groups]
    source_widths = [width_px(words) for words in rows.loc[~rows["neighbour"], "said"]]
    right = 10 + (BESIDE + max(source_widths, default=0) if wide else 0)
    fig = figure(height=sum(heights) + 44, margin={"l": 2, "r": round(right), "t": 0, "b": 44})
    top = float(sum(heights))
    for group, height in zip(groups, heights, strict=True):
        strong = group["role"].iloc[0] == chosen_role
        _add_group_words(fig, group, top, strong=strong, wide=wide)
        _add_group_marks(fig, group, top, strong=strong, wide=wide)
        top -= height
    domain = [NAMES / (FULL - right) if wide else 0.0, 1]
    fig.update_xaxes(**_axis("pay a year, US dollars"), range=_pay_range(rows), domain=domain)
    fig.update_yaxes(range=[0, sum(heights)], visible=False, fixedrange=True)
    return fig


def _group_height(group: pd.DataFrame, *, wide: bool) -> int:
    if wide:
        return GAP + len(group) * SOURCE + (SOURCE if group["neighbour"].all() else 0)
    return GAP + NAME + len(group) * (SOURCE + 16)


def _add_group_words(fig: go.Figure, group: pd.DataFrame, top: float, *, strong: bool, wide: bool) -> None:
    """The heading of a group: the role and what its exams cost, or what the neighbours are."""
    first = group.iloc[0]
    separator = ", " if first["neighbour"] and wide else "<br>"
    name = f"<b>{label(first['group'])}</b>" if strong else label(first["group"])
    shared = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}
    ink = theme.INK.slot if strong else theme.QUIET.slot
    fig.add_annotation(y=top, text=f"{name}{separator}{label(first['aside'])}", font={"color": ink}, **shared)


def _add_group_marks(fig: go.Figure, group: pd.DataFrame, top: float, *, strong: bool, wide: bool) -> None:
    """A row of marks for each source of a group, with what it is in words; names of neighbours are on the left."""
    neighbours = bool(group["neighbour"].all())
    start = top - (SOURCE if neighbours else 0) if wide else top - NAME
    row_height = SOURCE if wide else SOURCE + 16
    for number, row in enumerate(group.to_dict("records")):
        y = start - number * row_height - (SOURCE / 2 + 1 if wide else row_height - 9)
        _add_pay(fig, row, y, theme.INK.slot if strong else theme.QUIET.slot)
        ink = theme.ACCENT.slot if not missing(row["claim_usd"]) else theme.INK.slot if strong else theme.QUIET.slot
        x = {"x": 1, "xshift": BESIDE} if wide and not neighbours else {"x": 0}
        shared = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "showarrow": False, "font": {"color": ink}}
        fig.add_annotation(y=y if wide else y + 17, text=label(row["said"]), **x, **shared)


def _pay_range(rows: pd.DataFrame) -> list[float]:
    low, high = pay_ends(rows)
    return [max(0.0, low - 10_000), high + 0.1 * (high - low) + 5000]


def _axis(title: str) -> Axis:
    return {
        "title": {"text": title, "standoff": 6, "font": QUIET_FONT},
        "tickfont": QUIET_FONT,
        "tickprefix": "$",
        "tickformat": "~s",
        "nticks": 5,
        "gridcolor": theme.GRID.slot,
        "zeroline": False,
        "fixedrange": True,
    }
