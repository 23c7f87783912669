"""What all figures share: type, margins, no animation, the colours of the page."""

import html

import plotly.graph_objects as go

from lib import theme

FONT = "Inter, sans-serif"
CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}
"""Plotly's tool bar: on hover, with the picture's download only."""


def figure(*, height: int, left: int = 0, right: int = 0, top: int = 8, bottom: int = 40) -> go.Figure:
    """An empty figure in the look of the product."""
    # A bare template: Plotly's default one sends ten kB of colours that nothing uses with each figure.
    layout = go.Layout(
        template=go.layout.Template(),
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom},
        font={"family": FONT, "size": 13, "color": theme.INK.slot},
        showlegend=False,
        hoverlabel={"font": {"family": FONT, "size": 13}},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )
    return go.Figure(layout=layout)


def label(value: object) -> str:
    """Text for a figure, shown as typed: Plotly reads a few HTML tags in labels."""
    return html.escape(str(value), quote=False)
