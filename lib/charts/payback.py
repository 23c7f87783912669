"""Break-even: the raise that pays a path back, by how long it may take, and what has to be paid back."""

import math

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label
from lib.payback import Answer, curve, dollars, raise_needed, waterfall
from lib.text import amount, count, usd

HEIGHT = 320
BAR, EACH = 14, 46  # px


def payback_curve(told: Answer) -> go.Figure:
    """The raise a year that is needed (y) against the months until it has paid the cost back (x).

    A filled dot is the reader's horizon, a hollow diamond the raise that the reader assumes, where it lies in the
    picture; where it does not, words say so.
    """
    longest = max(12, math.ceil(told.months * 5 / 36) * 12)
    top = max(told.raise_needed_usd * 2.2, 1.0)
    seen = told.months_needed is not None and 0 < told.months_needed <= longest
    if seen and told.assumed_raise_usd <= 12 * told.raise_needed_usd:
        top = max(top, told.assumed_raise_usd * 1.2)
    rows = _drawable(told.total_usd, longest, top)
    drawn = figure(height=HEIGHT, left=64, right=16, top=28, bottom=46)
    hover = "%{y:$,.0f} a year: %{x} months<extra></extra>"
    line = {"color": theme.INK.slot, "width": 2}
    drawn.add_scatter(x=rows["months"], y=rows["raise_usd"], mode="lines", line=line, hovertemplate=hover)
    _point(drawn, told.months, told.raise_needed_usd, _needed(told), longest, claimed=False)
    inside = seen and told.assumed_raise_usd <= top
    if inside:
        words = f"{usd(told.assumed_raise_usd)}: {count(math.ceil(told.months_needed or 0), 'month')}"
        _point(drawn, told.months_needed or 0, told.assumed_raise_usd, words, longest, claimed=True)
    _curve_axes(drawn, longest, top, "" if inside else _elsewhere(told))
    return drawn


def _needed(told: Answer) -> str:
    """What is said of the raise that is needed, on lines that are short enough for a phone."""
    least = "<b>at least</b><br>" if told.unknown else ""
    return f"{least}<b>{dollars(told.raise_needed_usd)} a year</b><br>{count(told.months, 'month')}"


def _drawable(total_usd: float, longest: int, top: float) -> pd.DataFrame:
    """The part of the curve that is in the picture, from where it comes in at the top."""
    rows = curve(total_usd, longest=longest)
    start = min(max(total_usd * 12 / top, 1e-9), float(longest))
    inside = rows[rows["months"] > start]
    first = pd.DataFrame({"months": [start], "raise_usd": [raise_needed(total_usd, start)]})
    return pd.concat([first, inside], ignore_index=True)


def _point(drawn: go.Figure, x: float, y: float, words: str, longest: int, *, claimed: bool) -> None:
    colour = theme.ACCENT.slot if claimed else theme.INK.slot
    mark = {"size": 12, "color": colour, "symbol": "circle"}
    if claimed:
        mark |= {"symbol": "diamond", "color": theme.GROUND.slot, "line": {"width": 2, "color": colour}}
    drawn.add_scatter(x=[x], y=[y], mode="markers", marker=mark, hoverinfo="skip")
    late = x > 0.78 * longest
    side = {"xanchor": "right" if late else "left", "align": "right" if late else "left", "xshift": -4 if late else 10}
    drawn.add_annotation(
        x=x, y=y, text=words, showarrow=False, yanchor="bottom", yshift=6, font={"color": colour}, **side
    )


def _elsewhere(told: Answer) -> str:
    """What is said of an assumed raise that is not in the picture."""
    if told.total_usd == 0:
        return ""
    if told.months_needed is None:
        return "a raise of $0 never pays it back"
    months = count(math.ceil(told.months_needed), "month")
    return f"a raise of {usd(told.assumed_raise_usd)} takes {months},<br>which is outside the picture"


def _curve_axes(drawn: go.Figure, longest: int, top: float, aside: str) -> None:
    title = {"standoff": 8, "font": QUIET_TYPE}
    shared = {"zeroline": False, "fixedrange": True}
    months = {
        "range": [0, longest * 1.02],
        "dtick": 3 if longest <= 24 else 12 if longest <= 96 else 24,
        "showgrid": False,
    }
    drawn.update_xaxes(title={"text": "months until it is paid back", **title}, **months, **shared)
    drawn.update_yaxes(range=[0, top], tickprefix="$", tickformat=",", nticks=6, gridcolor=theme.GRID.slot, **shared)
    at = {"xref": "paper", "yref": "paper", "y": 1, "showarrow": False}
    left = {"x": 0, "xanchor": "left", "xshift": -64, "yanchor": "bottom", "yshift": 8}
    drawn.add_annotation(text="raise a year, US dollars", font={"color": theme.QUIET.slot}, **left, **at)
    right = {"x": 1, "xanchor": "right", "align": "right", "yanchor": "top", "yshift": -4}
    if aside:
        drawn.add_annotation(text=aside, font={"color": theme.ACCENT.slot}, **right, **at)


def cost_waterfall(told: Answer) -> go.Figure:
    """What has to be paid back: each part where the last one ended, and all of them together.

    Parts in their order, top to bottom; an open end is hatched where a price is not known.
    """
    rows = waterfall(told.parts).to_dict("records")
    rows.append({"name": "together", "usd": told.total_usd, "why": "", "from_usd": 0.0, "to_usd": told.total_usd})
    top = max(told.total_usd, 1.0) * (1.14 if told.unknown else 1.04)
    drawn = figure(height=max(EACH * len(rows) + 50, HEIGHT), left=10, right=8, top=0, bottom=46)
    for place, row in enumerate(reversed(rows)):
        last = row["name"] == "together"
        colour = theme.INK.slot if last else theme.QUIET.slot
        bar = {"y": [place], "orientation": "h", "width": BAR / EACH, "hoverinfo": "skip"}
        drawn.add_bar(x=[row["usd"]], base=row["from_usd"], marker={"color": colour}, **bar)
        if last and told.unknown:
            hatch = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colour, "size": 5}}
            drawn.add_bar(x=[0.1 * top], base=row["to_usd"], marker=hatch, **bar)
        cost = f"{'at least ' if last and told.unknown else ''}{amount(row['usd'])}"
        why = f" · {label(row['why'])}" if row["why"] else ""
        text = f"<b>{label(row['name'])}</b> {cost}{why}"
        at = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False}
        drawn.add_annotation(y=place, text=text, yshift=BAR / 2 + 1, **at)
    title = {"text": "US dollars until the horizon", "standoff": 8, "font": QUIET_TYPE}
    axis = {"tickprefix": "$", "tickformat": ",", "nticks": 5, "showgrid": False, "ticks": "outside", "zeroline": False}
    drawn.update_xaxes(range=[0, top], title=title, tickcolor=theme.GRID.slot, fixedrange=True, **axis)
    drawn.update_yaxes(visible=False, range=[-0.4, len(rows) - 0.3], fixedrange=True)
    drawn.update_layout(bargap=0, barmode="overlay")
    return drawn
