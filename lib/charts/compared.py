"""The sections of several exams against each other: one figure for each exam, all on one scale."""

from collections.abc import Collection
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label
from lib.detail import weight_words
from lib.overlap import words

LETTERS = {2: 52, 3: 38, 4: 30}
"""Letters of 13 px that a title may take in a line, by how many exams stand side by side; a phone has room for 44."""
LINE, BAR = 17, 26


def compared_domains(sections: pd.DataFrame, cert_id: str, tier: str, shared: Collection[str]) -> go.Figure:
    """Bars of one exam's sections, heaviest first, on the scale and in the height of all that are compared.

    Takes `cert_id`, `name`, `weight_low` and `weight_high` (percent) of every exam compared. The open part of a
    vendor's range is hatched; words that the titles of another exam share are bold. Sections without a weight are
    left to the table.
    """
    every = sections.dropna(subset="weight_high")
    letters = min(44, LETTERS.get(every["cert_id"].nunique(), 44))
    tall = max((len(wrap(name, letters)) for name in every["name"]), default=1) * LINE + BAR
    rows = every[every["cert_id"] == cert_id].sort_values(["weight_high", "weight_low"], ascending=False)
    most = int(every.groupby("cert_id").size().max())
    colour = theme.TIER[tier].slot if tier in theme.TIER else theme.INK.slot
    drawn = figure(height=tall * most + 40 + 17, left=5, right=96, top=0)
    _bars(drawn, rows, colour, 15 / tall)
    for place, row in enumerate(rows.to_dict("records")):
        at = {"y": -place, "showarrow": False, "xanchor": "left", "align": "left"}
        lines = [_marked(line, shared) for line in wrap(row["name"], letters)]
        drawn.add_annotation(x=0, text="<br>".join(lines), yanchor="bottom", yshift=8, **at)
        share = weight_words(row["weight_low"], row["weight_high"])
        drawn.add_annotation(x=row["weight_high"], text=share, xshift=6, **at)
    _axes(drawn, float(every["weight_high"].max()), most, tall)
    return drawn


def _bars(drawn: go.Figure, rows: pd.DataFrame, colour: str, width: float) -> None:
    bar = {"y": [-place for place in range(len(rows))], "orientation": "h", "width": width, "hoverinfo": "skip"}
    hatched = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colour, "size": 5}}
    drawn.add_bar(x=rows["weight_low"], marker={"color": colour}, **bar)
    drawn.add_bar(x=rows["weight_high"] - rows["weight_low"], marker=hatched, **bar)
    drawn.update_layout(barmode="stack", bargap=0)


def _marked(line: str, shared: Collection[str]) -> str:
    """A line of a title, as typed, with its shared words in bold."""
    return " ".join(f"<b>{label(word)}</b>" if set(words(word)) & set(shared) else label(word) for word in line.split())


def _axes(drawn: go.Figure, heaviest: float, most: int, tall: int) -> None:
    drawn.update_xaxes(
        range=[0, heaviest * 1.02],
        title={"text": "share of the exam, percent", "font": QUIET_TYPE},
        nticks=5,
        gridcolor=theme.GRID.slot,
        zeroline=False,
        fixedrange=True,
    )
    drawn.update_yaxes(visible=False, range=[-most + 0.6, 1 - 10 / tall], fixedrange=True)
