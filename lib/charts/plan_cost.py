"""What a plan costs as it goes, and what the choices between cost and time are."""

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import figure, label
from lib.text import usd


def cost_curve(paid: pd.DataFrame, budget: float | None) -> go.Figure:
    """What has been paid after each exam, as a step line; a budget is a line across.

    Takes `day`, `code`, `usd` (of that exam, missing = not published) and `so_far_usd`, in order of days.
    """
    drawn = figure(height=260, right=24, top=20)
    top = max([*paid["so_far_usd"], budget or 0.0, 1.0])
    drawn.add_scatter(
        x=paid["day"],
        y=paid["so_far_usd"],
        mode="lines+markers+text",
        line={"shape": "hv", "color": theme.INK.slot, "width": 2},
        marker={"size": 9, "color": theme.INK.slot},
        text=[_step(row["code"], row["usd"]) for row in paid.to_dict("records")],
        textposition="top left",
        hoverinfo="skip",
        cliponaxis=False,
    )
    if budget is not None:
        drawn.add_hline(y=budget, line={"color": theme.STATUS["ending"].slot, "width": 2, "dash": "dash"})
        drawn.add_annotation(
            xref="paper", x=0, y=budget, xanchor="left", yanchor="bottom", showarrow=False, text=f"budget {usd(budget)}"
        )
    drawn.update_xaxes(tickformat="%b %Y", nticks=6, showgrid=False, fixedrange=True)
    drawn.update_yaxes(
        range=[0, top * 1.15], tickprefix="$", nticks=5, title="paid so far", gridcolor=theme.GRID.slot, fixedrange=True
    )
    return drawn


def _step(code: str, price: float | None) -> str:
    known = not pd.isna(price)
    return f"{label(code)} {'+' + usd(price) if known and price else 'free' if known else 'price not published'}"


def frontier(points: pd.DataFrame) -> go.Figure:
    """Every choice between cost and time that no other beats on both; those with a name are filled and labelled.

    Takes `weeks`, `usd`, `names` (words, empty = a point between), `chosen`, `exams` (the codes, for hovering) and
    `unknown` (what has no published price: such a point is a lower end, drawn as an open triangle).
    """
    drawn = figure(height=260, right=40, top=20)
    drawn.add_scatter(
        x=points["weeks"],
        y=points["usd"],
        mode="lines+markers+text",
        line={"shape": "hv", "color": theme.GRID.slot, "width": 2},
        marker={
            "size": [16 if chosen else 11 for chosen in points["chosen"]],
            "color": [theme.ACCENT.slot if chosen else theme.INK.slot for chosen in points["chosen"]],
            "symbol": [_symbol(*one) for one in zip(points["names"], points["unknown"], strict=True)],
            "opacity": 1,
        },
        text=[_point(*one) for one in zip(points["names"], points["unknown"], strict=True)],
        textposition="top right",
        customdata=points.index,
        hovertext=[label(exams) for exams in points["exams"]],
        hovertemplate="%{hovertext}<br>%{x} weeks, $%{y:,.0f}<extra></extra>",
        cliponaxis=False,
    )
    span = max(points["weeks"].max() - points["weeks"].min(), 4)
    drawn.update_xaxes(
        range=[points["weeks"].min() - span * 0.1, points["weeks"].max() + span * 0.35],
        title="weeks to the last exam",
        nticks=6,
        gridcolor=theme.GRID.slot,
        zeroline=False,
        fixedrange=True,
    )
    drawn.update_yaxes(
        range=[0, max(points["usd"].max(), 1) * 1.25],
        tickprefix="$",
        nticks=5,
        title="exam fees, net",
        showgrid=False,
        fixedrange=True,
    )
    return drawn


def _symbol(names: str, unknown: str) -> str:
    return "triangle-up-open" if unknown else "circle" if names else "circle-open"


def _point(names: str, unknown: str) -> str:
    return label(f"{names}{' + ' + unknown if unknown else ''}")
