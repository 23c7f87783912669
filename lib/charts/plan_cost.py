"""What a plan costs as it goes, and what the choices between cost and time are."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import figure, label, months
from lib.text import usd

HEIGHT = 260


def cost_curve(paid: pd.DataFrame, budget: float | None) -> go.Figure:
    """What has been paid after each exam, as a step line; a budget is a line across.

    Takes `day`, `code`, `usd` (of that exam, missing = not published) and `so_far_usd`, in order of days. Words stand
    below the line to the right of their day, where no rise crosses them, and the last above it.
    """
    top = max([*paid["so_far_usd"], budget or 0.0, 1.0]) * 1.15
    curve = {
        "type": "scatter",
        "x": paid["day"].tolist(),
        "y": paid["so_far_usd"].tolist(),
        "mode": "lines+markers+text",
        "line": {"shape": "hv", "color": theme.INK.slot, "width": 2},
        "marker": {"size": 9, "color": theme.INK.slot},
        "text": [_step(row["code"], row["usd"]) for row in paid.to_dict("records")],
        "textposition": [*["bottom right"] * (len(paid) - 1), "top left" if len(paid) > 1 else "top center"],
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    return figure(
        curve,
        height=HEIGHT,
        right=24,
        top=20,
        xaxis=months(paid["day"].min(), paid["day"].max()) | {"showgrid": False},
        yaxis=_dollars([-0.14 * top, top], "paid, US dollars") | {"gridcolor": theme.GRID.slot, "zeroline": False},
        **({} if budget is None else _limit(budget)),
    )


def _limit(budget: float) -> dict[str, Any]:
    """The line across of a budget, with its words."""
    line = {"color": theme.STATUS["ending"].slot, "width": 2, "dash": "dash"}
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": budget, "y1": budget, "line": line}
    words = {"xref": "paper", "x": 0, "y": budget, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    return {"shapes": [across], "annotations": [words | {"text": f"budget {usd(budget)}"}]}


def _dollars(ends: list[float], title: str) -> dict[str, Any]:
    return {"range": ends, "tickprefix": "$", "nticks": 5, "title": title, "fixedrange": True}


def _step(code: str, price: float | None) -> str:
    known = not pd.isna(price)
    return f"{label(code)} {'+' + usd(price) if known and price else 'free' if known else 'price not published'}"


def frontier(points: pd.DataFrame) -> go.Figure:
    """Every choice between cost and time that no other beats on both; those with a name are filled and labelled.

    Takes `weeks`, `usd`, `names` (words, empty = a point between), `chosen`, `exams` (the codes, for hovering) and
    `unknown` (what has no published price: such a point is a lower end, drawn as an open triangle).
    """
    named = list(zip(points["names"], points["unknown"], strict=True))
    dots = {
        "type": "scatter",
        "x": points["weeks"].tolist(),
        "y": points["usd"].tolist(),
        "mode": "lines+markers+text",
        "line": {"shape": "hv", "color": theme.GRID.slot, "width": 2},
        "marker": {
            "size": [16 if chosen else 11 for chosen in points["chosen"]],
            "color": [theme.ACCENT.slot if chosen else theme.INK.slot for chosen in points["chosen"]],
            "symbol": [_symbol(*one) for one in named],
            "opacity": 1,
        },
        "text": [_point(*one) for one in named],
        "textposition": "top right",
        "hovertext": [label(exams) for exams in points["exams"]],
        "hovertemplate": "%{hovertext}<br>%{x:.0f} weeks, $%{y:,.0f}<extra></extra>",
        "cliponaxis": False,
    }
    low, high = points["weeks"].min(), points["weeks"].max()
    room = max(high - low, 4)
    return figure(
        dots,
        height=HEIGHT,
        right=40,
        top=20,
        xaxis={
            **{"range": [low - room * 0.1, high + room * 0.35], "title": "weeks to the last exam"},
            **{"tick0": 0, "dtick": max(1, round(room / 5)), "gridcolor": theme.GRID.slot},
            **{"zeroline": False, "fixedrange": True},
        },
        yaxis=_dollars([0, max(points["usd"].max(), 1) * 1.25], "fees, US dollars") | {"showgrid": False},
    )


def _symbol(names: str, unknown: str) -> str:
    return "triangle-up-open" if unknown else "circle" if names else "circle-open"


def _point(names: str, unknown: str) -> str:
    return label(f"{names}{' + ' + unknown if unknown else ''}")
