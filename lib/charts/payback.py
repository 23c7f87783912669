"""Break-even: the raise that pays a path back, by how long it may take, and what has to be paid back."""

import math

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import QUIET_FONT, figure, label
from lib.cost.payback import BreakEven, curve, raise_needed, waterfall, whole_dollars
from lib.design import theme
from lib.text import amount, count, usd

HEIGHT = 320
BAR, ROW = 14, 46  # px


def payback_curve(answer: BreakEven) -> go.Figure:
    """The raise a year that is needed (y) against the months until it has paid the cost back (x).

    A filled dot is the reader's horizon. A hollow diamond is the raise that the reader assumes; where that lies
    outside the chart, a note says so.
    """
    longest = max(12, math.ceil(answer.months * 5 / 36) * 12)
    top = max(answer.raise_needed_usd * 2.2, 1.0)
    in_time = answer.months_needed is not None and 0 < answer.months_needed <= longest
    if in_time and answer.assumed_raise_usd <= 12 * answer.raise_needed_usd:
        top = max(top, answer.assumed_raise_usd * 1.2)
    rows = _visible_curve(answer.total_usd, longest, top)
    fig = figure(height=HEIGHT, margin={"l": 64, "r": 16, "t": 28, "b": 46})
    hover = "%{y:$,.0f} a year: %{x} months<extra></extra>"
    line = {"color": theme.INK.slot, "width": 2}
    fig.add_scatter(x=rows["months"], y=rows["raise_usd"], mode="lines", line=line, hovertemplate=hover)
    _add_point(fig, answer.months, answer.raise_needed_usd, _needed_label(answer), longest, assumed=False)
    inside = in_time and answer.assumed_raise_usd <= top
    if inside:
        text = f"{usd(answer.assumed_raise_usd)}: {count(math.ceil(answer.months_needed or 0), 'month')}"
        _add_point(fig, answer.months_needed or 0, answer.assumed_raise_usd, text, longest, assumed=True)
    _set_curve_axes(fig, longest, top, "" if inside else _outside_note(answer))
    return fig


def _needed_label(answer: BreakEven) -> str:
    """The raise that is needed and by when, on lines that are short enough for a phone."""
    least = "<b>at least</b><br>" if answer.unknown else ""
    return f"{least}<b>{whole_dollars(answer.raise_needed_usd)} a year</b><br>{count(answer.months, 'month')}"


def _visible_curve(total_usd: float, longest: int, top: float) -> pd.DataFrame:
    """The part of the curve inside the chart, from where it enters at the top: `months` and `raise_usd`."""
    rows = curve(total_usd, longest=longest)
    start = min(max(total_usd * 12 / top, 1e-9), float(longest))
    inside = rows[rows["months"] > start]
    first = pd.DataFrame({"months": [start], "raise_usd": [raise_needed(total_usd, start)]})
    return pd.concat([first, inside], ignore_index=True)


def _add_point(fig: go.Figure, x: float, y: float, text: str, longest: int, *, assumed: bool) -> None:
    colour = theme.ACCENT.slot if assumed else theme.INK.slot
    mark = {"size": 12, "color": colour, "symbol": "circle"}
    if assumed:
        mark |= {"symbol": "diamond", "color": theme.GROUND.slot, "line": {"width": 2, "color": colour}}
    fig.add_scatter(x=[x], y=[y], mode="markers", marker=mark, hoverinfo="skip")
    late = x > 0.78 * longest
    side = {"xanchor": "right" if late else "left", "align": "right" if late else "left", "xshift": -4 if late else 10}
    fig.add_annotation(x=x, y=y, text=text, showarrow=False, yanchor="bottom", yshift=6, font={"color": colour}, **side)


def _outside_note(answer: BreakEven) -> str:
    """A note on an assumed raise that lies outside the chart; empty where there is nothing to pay back."""
    if answer.total_usd == 0:
        return ""
    if answer.months_needed is None:
        return "a raise of $0 never pays it back"
    months = count(math.ceil(answer.months_needed), "month")
    return f"a raise of {usd(answer.assumed_raise_usd)} takes {months},<br>which is outside the picture"


def _set_curve_axes(fig: go.Figure, longest: int, top: float, note: str) -> None:
    title = {"standoff": 8, "font": QUIET_FONT}
    shared = {"zeroline": False, "fixedrange": True}
    months = {
        "range": [0, longest * 1.02],
        "dtick": 3 if longest <= 24 else 12 if longest <= 96 else 24,
        "showgrid": False,
    }
    fig.update_xaxes(title={"text": "months until it is paid back", **title}, **months, **shared)
    fig.update_yaxes(range=[0, top], tickprefix="$", tickformat=",", nticks=6, gridcolor=theme.GRID.slot, **shared)
    corner = {"xref": "paper", "yref": "paper", "y": 1, "showarrow": False}
    top_left = {"x": 0, "xanchor": "left", "xshift": -64, "yanchor": "bottom", "yshift": 8}
    fig.add_annotation(text="raise a year, US dollars", font={"color": theme.QUIET.slot}, **top_left, **corner)
    top_right = {"x": 1, "xanchor": "right", "align": "right", "yanchor": "top", "yshift": -4}
    if note:
        fig.add_annotation(text=note, font={"color": theme.ACCENT.slot}, **top_right, **corner)


def cost_waterfall(answer: BreakEven) -> go.Figure:
    """What has to be paid back: each part begins where the one before ends, and the last bar is their total.

    Parts are in their order, top to bottom. A hatched end of the total means that a price is not known.
    """
    rows = waterfall(answer.parts).to_dict("records")
    rows.append({"name": "together", "usd": answer.total_usd, "why": "", "from_usd": 0.0, "to_usd": answer.total_usd})
    top = max(answer.total_usd, 1.0) * (1.14 if answer.unknown else 1.04)
    fig = figure(height=max(ROW * len(rows) + 50, HEIGHT), margin={"l": 10, "r": 8, "t": 0, "b": 46})
    for y, row in enumerate(reversed(rows)):
        is_total = row["name"] == "together"
        colour = theme.INK.slot if is_total else theme.QUIET.slot
        bar = {"y": [y], "orientation": "h", "width": BAR / ROW, "hoverinfo": "skip"}
        fig.add_bar(x=[row["usd"]], base=row["from_usd"], marker={"color": colour}, **bar)
        if is_total and answer.unknown:
            hatch = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colour, "size": 5}}
            fig.add_bar(x=[0.1 * top], base=row["to_usd"], marker=hatch, **bar)
        cost = f"{'at least ' if is_total and answer.unknown else ''}{amount(row['usd'])}"
        why = f" · {label(row['why'])}" if row["why"] else ""
        text = f"<b>{label(row['name'])}</b> {cost}{why}"
        edge = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False}
        fig.add_annotation(y=y, text=text, yshift=BAR / 2 + 1, **edge)
    title = {"text": "US dollars until the horizon", "standoff": 8, "font": QUIET_FONT}
    axis = {"tickprefix": "$", "tickformat": ",", "nticks": 5, "showgrid": False, "ticks": "outside", "zeroline": False}
    fig.update_xaxes(range=[0, top], title=title, tickcolor=theme.GRID.slot, fixedrange=True, **axis)
    fig.update_yaxes(visible=False, range=[-0.4, len(rows) - 0.3], fixedrange=True)
    fig.update_layout(bargap=0, barmode="overlay")
    return fig
