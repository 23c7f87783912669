"""How many certifications stand in each place of the tier map, or what they cost."""

from collections.abc import Sequence
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.board import MEASURES, price_words
from lib.charts.base import figure, label

STEPS = len(theme.RAMP)
LINE = 12  # letters of 13 px that a column of a phone has room for
TICKS = {"size": 13, "color": theme.INK.slot}


def tier_heatmap(places: pd.DataFrame, measure: str, tiers: Sequence[str]) -> go.Figure:
    """Vendors by tiers, each cell with its number printed; one without certifications or without a price says so.

    Takes `lib.board.places` in its order. The value of a cell is written in ink or in the page's colour, as its step
    of the ramp demands.
    """
    many = places["certifications"]
    values = many.where(many > 0) if measure == MEASURES[0] else places["median_usd"]
    rows = places.assign(step=_steps(values), said=_said(places, measure))
    grid = rows.pivot(index="vendor", columns="tier", values="step").reindex(places["vendor"].unique())[list(tiers)]
    vendors = [label(vendor) for vendor in grid.index]
    drawn = figure(height=30 * len(vendors) + 50, left=138, right=6, top=44, bottom=0)
    drawn.add_heatmap(
        x=[label(tier) for tier in tiers],
        y=vendors,
        z=grid.to_numpy(),
        zmin=-0.5,
        zmax=STEPS - 0.5,
        colorscale=_scale(),
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    drawn.add_scatter(
        x=rows["tier"].map(label),
        y=rows["vendor"].map(label),
        mode="text",
        text=rows["said"],
        textfont={"size": 13, "color": [_ink(step) for step in rows["step"]]},
        hoverinfo="skip",
    )
    _axes(drawn, tiers)
    return drawn


def _axes(drawn: go.Figure, tiers: Sequence[str]) -> None:
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": "", "tickfont": TICKS}
    names = ["<br>".join(label(line) for line in wrap(tier, LINE)) for tier in tiers]
    drawn.update_xaxes(
        side="top", autotickangles=[0, 90], automargin=True, tickvals=list(range(len(tiers))), ticktext=names, **axis
    )
    drawn.update_yaxes(autorange="reversed", **axis)


def _steps(values: pd.Series) -> pd.Series:
    """The step of the ramp of each value: the last for the highest, the first for nothing; missing where none is."""
    top = values.max()
    return (values / top * (STEPS - 1)).round() if top > 0 else values


def _ink(step: float) -> str:
    return theme.QUIET.slot if pd.isna(step) else theme.on_ramp(int(step)).slot


def _said(places: pd.DataFrame, measure: str) -> list[str]:
    if measure == MEASURES[0]:
        return [str(many) if many else "none" for many in places["certifications"]]
    return [price_words(place) for place in places.to_dict("records")]


def _scale() -> list[tuple[float, str]]:
    """The ramp in steps without blending, so that what is written on a step can be read."""
    return [(edge / STEPS, swatch.slot) for at, swatch in enumerate(theme.RAMP) for edge in (at, at + 1)]
