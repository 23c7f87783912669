"""Every known price, tier by tier: a dot a certification, those of nearly one price on top of each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import QUIET_TYPE, figure, label
from lib.charts.price_labels import DOT, STEP, Pile, piles, placed
from lib.text import usd

Row = Mapping[Any, Any]
Made = dict[str, Any]

LINE, FOOT, SPACE = 18.0, 6.0, 22.0  # px: a line of a tier's words, below and above its dots
WIDE, NARROW = 1170.0, 340.0  # px that the plot has on a desktop and on a phone


def price_landscape(certs: pd.DataFrame, tiers: pd.DataFrame, *, wide: bool) -> go.Figure:
    """Dots by price, a band for each tier in order; betas are rings, what is over has a cross, a line is the median.

    Takes certifications with a known price (`code`, `short_name`, `vendor`, `tier`, `price_usd`, `price_kind`, `gone`,
    `in_article`) and `lib.prices.by_tier`. As many piles of dots have words as there is room for, with vendors where
    these have room too.
    """
    known = certs.dropna(subset="price_usd").sort_values(["price_usd", "vendor", "code"])
    top = max(float(known["price_usd"].max()) if len(known) else 0.0, 100.0) * 1.06
    scale = (WIDE if wide else NARROW) / (top * 1.03)
    shown = [
        (tier, piles(known[known["tier"] == tier["tier"]].to_dict("records"), scale))
        for tier in tiers.to_dict("records")
    ]
    head = LINE if wide else 2 * LINE
    heights = [head + SPACE + FOOT + max((pile.height for pile in found), default=STEP) for _, found in shown]
    bases = [sum(heights[place + 1 :]) for place in range(len(heights))]
    bands = list(zip(shown, bases, heights, strict=True))
    names = [_name(tier, base + height, wide=wide) for (tier, _), base, height in bands]
    words = [one for (_, found), base, _ in bands for one in _words(found, base + FOOT, scale, top)]
    return figure(
        *(_dots(found, base, _colour(tier)) for (tier, found), base, _ in bands),
        height=int(sum(heights)) + 46,
        left=8,
        right=8,
        top=0,
        bottom=46,
        annotations=[*names, *words],
        shapes=[one for (tier, _), base, height in bands for one in _lines(tier, base, height - head - 4)],
        xaxis=_axis(top, wide=wide),
        yaxis={"range": [0, sum(heights)], "visible": False, "fixedrange": True},
    )


def _axis(top: float, *, wide: bool) -> Made:
    step = (100 if wide else 200) * (1 if top < 2000 else 10)
    ticks = list(range(0, int(top) + 1, step))
    title = {"text": "price of one exam, US dollars", "standoff": 8, "font": QUIET_TYPE}
    look = {"gridcolor": theme.GRID.slot, "zeroline": False, "fixedrange": True, "title": title}
    return {"range": [-0.03 * top, top], "tickvals": ticks, "ticktext": [f"${tick:,}" for tick in ticks], **look}


def _colour(tier: Row) -> str:
    return theme.TIER[tier["tier"]].slot if tier["tier"] in theme.TIER else theme.INK.slot


def _name(tier: Row, y: float, *, wide: bool) -> Made:
    """The name of a tier at the top of its band, with its median and what is not known; on a phone on two lines."""
    median: str = "" if pd.isna(tier["median_usd"]) else f"median {usd(tier['median_usd'])}"
    unknown = f"{tier['unknown']} not published" if tier["unknown"] else ""
    said = " · ".join(filter(None, (median, unknown)))
    name = f"<b>{label(tier['tier'])}</b>"
    at = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}
    return {"y": y - 2, "text": (" · " if wide else "<br>").join(filter(None, (name, said))), **at}


def _lines(tier: Row, base: float, height: float) -> Iterator[Made]:
    """The foot of a band, and the median of its tier."""
    yield {
        "type": "line",
        "xref": "paper",
        **{"x0": 0, "x1": 1, "y0": base, "y1": base},
        "line": {"color": theme.GRID.slot, "width": 1},
    }
    if not pd.isna(tier["median_usd"]):
        ends = {"x0": tier["median_usd"], "x1": tier["median_usd"], "y0": base, "y1": base + height}
        line = {"color": theme.QUIET.slot, "width": 1, "dash": "dot"}
        yield {"type": "line", "layer": "below", "line": line, **ends}


def _dots(found: Sequence[Pile], base: float, colour: str) -> Made:
    dots = [(row, level) for pile in found for row, level in zip(pile.rows, pile.levels, strict=True)]
    edges = [theme.GROUND.slot if _symbol(row) == "circle" else colour for row, _ in dots]
    return {
        "type": "scatter",
        "x": [row["price_usd"] for row, _ in dots],
        "y": [base + FOOT + STEP * (level + 0.5) for _, level in dots],
        "mode": "markers",
        "marker": {
            "size": DOT,
            "color": colour,
            "symbol": [_symbol(row) for row, _ in dots],
            "line": {"width": 2, "color": edges},
        },
        "text": [_hover(row) for row, _ in dots],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _symbol(row: Row) -> str:
    if row["gone"]:
        return "circle-x-open"
    return "circle-open" if row["price_kind"] == "beta" else "circle"


def _hover(row: Row) -> str:
    price = f"{usd(row['price_usd'])}{' (beta price)' if row['price_kind'] == 'beta' else ''}"
    return f"<b>{label(row['code'])}</b> {label(row['short_name'])}<br>{label(row['vendor'])}, {price}"


def _words(found: Sequence[Pile], base: float, scale: float, top: float) -> Iterator[Made]:
    """The words of a band on paper, so that no line strikes them through."""
    for words in placed(found, scale, (-0.03 * top * scale, top * scale)).values():
        left, right, low, _ = words.box
        x = {"left": right, "right": left, "above": (left + right) / 2}[words.side] / scale
        anchor = {"left": "right", "right": "left", "above": "center"}[words.side]
        look = {"xanchor": anchor, "yanchor": "middle", "showarrow": False, "bgcolor": theme.GROUND.slot}
        for level, (code, vendor) in enumerate(words.lines):
            aside = f' <span style="color:{theme.QUIET.slot}">{label(vendor)}</span>' if vendor else ""
            yield {"x": x, "y": base + low + STEP * (level + 0.5), "text": f"{label(code)}{aside}", **look}
