"""How many certifications are in each cell of the tier map, or what they cost."""

from collections.abc import Sequence
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lib.catalogue.tier_map import MEASURES, place_price
from lib.charts.base import figure, label
from lib.design import theme

STEPS = len(theme.RAMP)
LINE = 12  # letters of 13 px that fit a column on a phone
TICK_FONT = {"size": 13, "color": theme.INK.slot}


def tier_heatmap(cells: pd.DataFrame, measure: str, tiers: Sequence[str]) -> go.Figure:
    """Vendors by tiers, each cell with its number; a cell without certifications or without a price says so.

    The number of a cell is in ink or in the colour of the page, whichever can be read on its step of the ramp.

    Args:
        cells: `lib.catalogue.tier_map.places`, in its order.
        measure: One of `lib.catalogue.tier_map.MEASURES`.
        tiers: The columns, in order.
    """
    counts = cells["certifications"]
    values = counts.where(counts > 0) if measure == MEASURES[0] else cells["median_usd"]
    rows = cells.assign(step=_steps(values), text=_texts(cells, measure))
    grid = rows.pivot(index="vendor", columns="tier", values="step").reindex(cells["vendor"].unique())[list(tiers)]
    vendors = [label(vendor) for vendor in grid.index]
    fig = figure(height=30 * len(vendors) + 50, margin={"l": 138, "r": 6, "t": 44, "b": 0})
    fig.add_heatmap(
        x=[label(tier) for tier in tiers],
        y=vendors,
        z=grid.to_numpy(),
        zmin=-0.5,
        zmax=STEPS - 0.5,
        colorscale=_colour_scale(),
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    fig.add_scatter(
        x=rows["tier"].map(label),
        y=rows["vendor"].map(label),
        mode="text",
        text=rows["text"],
        textfont={"size": 13, "color": [_ink(step) for step in rows["step"]]},
        hoverinfo="skip",
    )
    _set_axes(fig, tiers)
    return fig


def _set_axes(fig: go.Figure, tiers: Sequence[str]) -> None:
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": "", "tickfont": TICK_FONT}
    names = ["<br>".join(label(line) for line in wrap(tier, LINE)) for tier in tiers]
    fig.update_xaxes(
        side="top", autotickangles=[0, 90], automargin=True, tickvals=list(range(len(tiers))), ticktext=names, **axis
    )
    fig.update_yaxes(autorange="reversed", **axis)


def _steps(values: pd.Series) -> pd.Series:
    """The step of the ramp for each value: 0 for zero, the last one for the highest; a missing value has none."""
    top = values.max()
    return (values / top * (STEPS - 1)).round() if top > 0 else values


def _ink(step: float) -> str:
    return theme.QUIET.slot if pd.isna(step) else theme.on_ramp(int(step)).slot


def _texts(cells: pd.DataFrame, measure: str) -> list[str]:
    if measure == MEASURES[0]:
        return [str(number) if number else "none" for number in cells["certifications"]]
    return [place_price(cell) for cell in cells.to_dict("records")]


def _colour_scale() -> list[tuple[float, str]]:
    """The ramp in steps that do not blend, so that text on a step can be read."""
    return [(edge / STEPS, swatch.slot) for step, swatch in enumerate(theme.RAMP) for edge in (step, step + 1)]
