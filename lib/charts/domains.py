"""The sections of an exam and their shares."""

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label
from lib.detail import weight_words

LINE = 44  # letters of 13 px that a phone of 390 px has room for


def exam_domains(domains: pd.DataFrame, tier: str) -> go.Figure:
    """Bars of one certification's sections, heaviest first; where the vendor gives a range its open part is hatched.

    Takes `name`, `weight_low` and `weight_high` (percent). Sections without a weight are left to the table.
    """
    rows = domains.dropna(subset="weight_high").sort_values(["weight_high", "weight_low"])
    colour = theme.TIER[tier].slot if tier in theme.TIER else theme.INK.slot
    places = list(range(len(rows)))
    names = [wrap(name, LINE) for name in rows["name"]]
    each = 26 + 18 * max(map(len, names), default=1)
    drawn = figure(height=each * len(rows) + 48, left=5, right=88, top=0)
    bar = {"y": places, "orientation": "h", "width": 15 / each, "hoverinfo": "skip"}
    drawn.add_bar(x=rows["weight_low"], marker={"color": colour}, **bar)
    spread = rows["weight_high"] - rows["weight_low"]
    drawn.add_bar(
        x=spread, marker={"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colour, "size": 5}}, **bar
    )
    for place, lines, row in zip(places, names, rows.to_dict("records"), strict=True):
        at = {"y": place, "showarrow": False, "xanchor": "left", "align": "left"}
        drawn.add_annotation(x=0, text="<br>".join(map(label, lines)), yanchor="bottom", yshift=8, **at)
        drawn.add_annotation(
            x=row["weight_high"], text=weight_words(row["weight_low"], row["weight_high"]), xshift=6, **at
        )
    drawn.update_layout(barmode="stack", bargap=0)
    drawn.update_xaxes(
        range=[0, max(rows["weight_high"]) * 1.02],
        title={"text": "share of the exam, percent", "font": QUIET_TYPE},
        nticks=6,
        gridcolor=theme.GRID.slot,
        zeroline=False,
        fixedrange=True,
    )
    drawn.update_yaxes(visible=False, range=[-0.4, len(rows) - 0.4], fixedrange=True)
    return drawn
