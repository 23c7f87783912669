"""The sections of several exams against each other: one figure for each exam, all on one scale."""

from collections.abc import Collection
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from lib.catalogue.certification import weight_words
from lib.catalogue.shared_topics import subject_words
from lib.charts.base import QUIET_FONT, figure, label
from lib.design import theme

LETTERS = {2: 52, 3: 38, 4: 30}
"""The most letters of 13 px in a line of a title, by the number of exams side by side; a phone has room for 44."""
LINE, BAR = 17, 26  # px: a line of a title, a bar with the space around it


def compared_domains(sections: pd.DataFrame, cert_id: str, tier: str, shared: Collection[str]) -> go.Figure:
    """Bars of one exam's sections, heaviest first, on the same scale and at the same height for every exam compared.

    The open part of a vendor's range is hatched. Sections without a weight are left to the table.

    Args:
        sections: `cert_id`, `name`, `weight_low` and `weight_high` (percent) of all the exams compared.
        cert_id: The exam of this figure.
        tier: Its tier, for the colour; ink for one that the theme does not have.
        shared: Words that the titles of another exam have too, in bold here.
    """
    weighted = sections.dropna(subset="weight_high")
    letters = min(44, LETTERS.get(weighted["cert_id"].nunique(), 44))
    row_height = max((len(wrap(name, letters)) for name in weighted["name"]), default=1) * LINE + BAR
    rows = weighted[weighted["cert_id"] == cert_id].sort_values(["weight_high", "weight_low"], ascending=False)
    row_count = int(weighted.groupby("cert_id").size().max())
    colour = theme.TIER[tier].slot if tier in theme.TIER else theme.INK.slot
    fig = figure(height=row_height * row_count + 40 + 17, margin={"l": 5, "r": 96, "t": 0})
    _add_bars(fig, rows, colour, 15 / row_height)
    for number, row in enumerate(rows.to_dict("records")):
        position = {"y": -number, "showarrow": False, "xanchor": "left", "align": "left"}
        lines = [_with_bold(line, shared) for line in wrap(row["name"], letters)]
        fig.add_annotation(x=0, text="<br>".join(lines), yanchor="bottom", yshift=8, **position)
        share = weight_words(row["weight_low"], row["weight_high"])
        fig.add_annotation(x=row["weight_high"], text=share, xshift=6, **position)
    _set_axes(fig, float(weighted["weight_high"].max()), row_count, row_height)
    return fig


def _add_bars(fig: go.Figure, rows: pd.DataFrame, colour: str, width: float) -> None:
    bar = {"y": [-number for number in range(len(rows))], "orientation": "h", "width": width, "hoverinfo": "skip"}
    hatched = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colour, "size": 5}}
    fig.add_bar(x=rows["weight_low"], marker={"color": colour}, **bar)
    fig.add_bar(x=rows["weight_high"] - rows["weight_low"], marker=hatched, **bar)
    fig.update_layout(barmode="stack", bargap=0)


def _with_bold(line: str, shared: Collection[str]) -> str:
    """A line of a title, displayed as typed, with its shared words in bold."""
    return " ".join(
        f"<b>{label(word)}</b>" if set(subject_words(word)) & set(shared) else label(word) for word in line.split()
    )


def _set_axes(fig: go.Figure, heaviest: float, row_count: int, row_height: int) -> None:
    fig.update_xaxes(
        range=[0, heaviest * 1.02],
        title={"text": "share of the exam, percent", "font": QUIET_FONT},
        nticks=5,
        gridcolor=theme.GRID.slot,
        zeroline=False,
        fixedrange=True,
    )
    fig.update_yaxes(visible=False, range=[-row_count + 0.6, 1 - 10 / row_height], fixedrange=True)
