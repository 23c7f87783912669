"""Prices of certifications."""

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label


def price_strip(certs: pd.DataFrame, cert_id: str) -> go.Figure:
    """One certification's price among those of its tier: a dot each on one line, this one labelled.

    Takes `id`, `code`, `tier` and `price_usd` of every certification; those without a price are left out.
    """
    known = certs.dropna(subset="price_usd")
    rows = known[known["tier"] == known.set_index("id").at[cert_id, "tier"]]
    one = rows[rows["id"] == cert_id]
    others = rows[rows["id"] != cert_id]
    drawn = figure(height=118, top=34, left=12, right=12, bottom=44)
    drawn.add_scatter(
        x=others["price_usd"],
        y=[0] * len(others),
        mode="markers",
        marker={"size": 11, "color": theme.QUIET.slot, "opacity": 0.35},
        text=[f"{label(code)} ${price:,.0f}" for code, price in zip(others["code"], others["price_usd"], strict=True)],
        hovertemplate="%{text}<extra></extra>",
    )
    drawn.add_scatter(
        x=one["price_usd"],
        y=[0] * len(one),
        mode="markers+text",
        marker={"size": 15, "color": theme.TIER[one["tier"].iloc[0]].slot},
        text=[f"<b>{label(code)}</b>" for code in one["code"]],
        textposition="top center",
        hoverinfo="skip",
    )
    top = float(rows["price_usd"].max())
    drawn.update_xaxes(
        range=[-0.04 * top, top * 1.04],
        tickprefix="$",
        nticks=7,
        title={"text": "price of one exam, US dollars", "font": QUIET_TYPE},
        gridcolor=theme.GRID.slot,
        zeroline=False,
        fixedrange=True,
    )
    drawn.update_yaxes(visible=False, range=[-1, 1.6], fixedrange=True)
    return drawn
