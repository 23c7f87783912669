"""Prices of certifications."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts.base import QUIET_FONT, figure, label
from lib.design import theme


def price_strip(certs: pd.DataFrame, cert_id: str) -> go.Figure:
    """One certification's price among those of its tier: dots on one line, with a label on this one.

    Takes `id`, `code`, `tier` and `price_usd` of every certification; those without a price are left out. Raises
    KeyError if `cert_id` is one of these.
    """
    priced = certs.dropna(subset="price_usd")
    rows = priced[priced["tier"] == priced.set_index("id").at[cert_id, "tier"]]
    own = rows[rows["id"] == cert_id]
    peers = rows[rows["id"] != cert_id]
    fig = figure(height=118, margin={"t": 34, "l": 12, "r": 12, "b": 44})
    fig.add_scatter(
        x=peers["price_usd"],
        y=[0] * len(peers),
        mode="markers",
        marker={"size": 11, "color": theme.QUIET.slot, "opacity": 0.35},
        text=[f"{label(code)} ${price:,.0f}" for code, price in zip(peers["code"], peers["price_usd"], strict=True)],
        hovertemplate="%{text}<extra></extra>",
    )
    fig.add_scatter(
        x=own["price_usd"],
        y=[0] * len(own),
        mode="markers+text",
        marker={"size": 15, "color": theme.TIER[own["tier"].iloc[0]].slot},
        text=[f"<b>{label(code)}</b>" for code in own["code"]],
        textposition="top center",
        hoverinfo="skip",
    )
    top = float(rows["price_usd"].max())
    fig.update_xaxes(
        range=[-0.04 * top, top * 1.04],
        tickprefix="$",
        nticks=7,
        title={"text": "price of one exam, US dollars", "font": QUIET_FONT},
        gridcolor=theme.GRID.slot,
        zeroline=False,
        fixedrange=True,
    )
    fig.update_yaxes(visible=False, range=[-1, 1.6], fixedrange=True)
    return fig
