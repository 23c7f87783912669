"""The sections of an exam and their shares."""

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lib.catalogue.certification import weight_words
from lib.charts.base import QUIET_FONT, figure, label
from lib.design import theme

LINE = 44  # letters of 13 px that fit the width of a phone of 390 px


def exam_domains(domains: pd.DataFrame, tier: str) -> go.Figure:
    """Bars of one certification's sections, heaviest first; the open part of a vendor's range is hatched.

    Takes `name`, `weight_low` and `weight_high` (percent). Sections without a weight are left to the table.
    """
    rows = domains.dropna(subset="weight_high").sort_values(["weight_high", "weight_low"])
    colour = theme.TIER[tier].slot if tier in theme.TIER else theme.INK.slot
    numbers = list(range(len(rows)))
    titles = [wrap(name, LINE) for name in rows["name"]]
    row_height = 26 + 18 * max(map(len, titles), default=1)
    fig = figure(height=row_height * len(rows) + 48, margin={"l": 5, "r": 88, "t": 0})
    bar = {"y": numbers, "orientation": "h", "width": 15 / row_height, "hoverinfo": "skip"}
    fig.add_bar(x=rows["weight_low"], marker={"color": colour}, **bar)
    spread = rows["weight_high"] - rows["weight_low"]
    fig.add_bar(
        x=spread, marker={"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colour, "size": 5}}, **bar
    )
    for number, lines, row in zip(numbers, titles, rows.to_dict("records"), strict=True):
        position = {"y": number, "showarrow": False, "xanchor": "left", "align": "left"}
        share = weight_words(row["weight_low"], row["weight_high"])
        fig.add_annotation(x=0, text="<br>".join(map(label, lines)), yanchor="bottom", yshift=8, **position)
        fig.add_annotation(x=row["weight_high"], text=share, xshift=6, **position)
    fig.update_layout(barmode="stack", bargap=0)
    fig.update_xaxes(
        range=[0, max(rows["weight_high"]) * 1.02],
        title={"text": "share of the exam, percent", "font": QUIET_FONT},
        nticks=6,
        gridcolor=theme.GRID.slot,
        zeroline=False,
        fixedrange=True,
    )
    fig.update_yaxes(visible=False, range=[-0.4, len(rows) - 0.4], fixedrange=True)
    return fig
