"""Every known price, tier by tier: a dot a certification, those of nearly one price on top of each other."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.charts.base import figure, label
from lib.text import usd

Row = Mapping[Any, Any]

DOT, STEP, HEAD, FOOT, SPACE = 11, 16, 24, 6, 22  # px: a dot, a dot on a dot, a tier's name, below and above its dots
LETTER = 7.3  # px of a letter of 13 px, of codes in capitals
Box = tuple[float, float, float, float]  # px from left to right, and from the foot of the band
WIDE, NARROW = 1170, 340  # px that the plot has on a desktop and on a phone


class _Pile(NamedTuple):
    """Dots on top of each other, dearest last."""

    rows: list[Row]

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where it reaches, in dollars."""
        return float(self.rows[0]["price_usd"]), float(self.rows[-1]["price_usd"])

    def box(self, px: float) -> Box:
        """The room that its dots take."""
        return self.ends[0] * px - DOT / 2, self.ends[1] * px + DOT / 2, 0.0, float(len(self.rows) * STEP)


def price_landscape(certs: pd.DataFrame, tiers: pd.DataFrame, *, wide: bool) -> go.Figure:
    """Dots by price, a band for each tier in order; betas are rings, what is over has a cross, a line is the median.

    Takes certifications with a known price (`code`, `short_name`, `vendor`, `tier`, `price_usd`, `price_kind`, `gone`,
    `in_article`) and `lib.prices.by_tier`. As many piles have words as there is room for: the article's first, then the
    cheapest and the dearest.
    """
    known = certs.dropna(subset="price_usd").sort_values(["price_usd", "code"])
    top = max(float(known["price_usd"].max()) if len(known) else 0.0, 100.0) * 1.06
    px = (WIDE if wide else NARROW) / (top * 1.03)
    bands = [(tier, _piles(known[known["tier"] == tier["tier"]], DOT / px)) for tier in tiers.to_dict("records")]
    heights = [HEAD + SPACE + FOOT + STEP * max((len(pile.rows) for pile in piles), default=1) for _, piles in bands]
    drawn = figure(height=sum(heights) + 46, left=8, right=8, top=0, bottom=46)
    base = float(sum(heights))
    for (tier, piles), height in zip(bands, heights, strict=True):
        base -= height
        _band(drawn, tier, piles, base, height)
        _words(drawn, piles, base + FOOT, px, top)
    step = 100 if wide else 200
    ticks = list(range(0, int(top) + 1, step if top < 2000 else 10 * step))
    title = {"text": "price of one exam, US dollars", "standoff": 8, "font": {"size": 13, "color": theme.QUIET.slot}}
    at = {"tickvals": ticks, "ticktext": [f"${tick:,}" for tick in ticks], "title": title}
    drawn.update_xaxes(range=[-0.03 * top, top], gridcolor=theme.GRID.slot, zeroline=False, fixedrange=True, **at)
    drawn.update_yaxes(range=[0, sum(heights)], visible=False, fixedrange=True)
    return drawn


def _piles(rows: pd.DataFrame, width: float) -> list[_Pile]:
    piles: list[_Pile] = []
    for row in rows.to_dict("records"):
        if piles and row["price_usd"] - piles[-1].rows[0]["price_usd"] < width:
            piles[-1].rows.append(row)
        else:
            piles.append(_Pile([row]))
    return piles


def _band(drawn: go.Figure, tier: Row, piles: Sequence[_Pile], base: float, height: float) -> None:
    colour = theme.TIER[tier["tier"]].slot if tier["tier"] in theme.TIER else theme.INK.slot
    _dots(drawn, piles, base, colour)
    median: str = "" if pd.isna(tier["median_usd"]) else f" · median {usd(tier['median_usd'])}"
    unknown = f" · {tier['unknown']} not published" if tier["unknown"] else ""
    at = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "top", "showarrow": False}
    drawn.add_annotation(y=base + height - 2, text=f"<b>{label(tier['tier'])}</b>{median}{unknown}", **at)
    if median:
        ends = {"y0": base, "y1": base + height - HEAD, "layer": "below"}
        line = {"color": theme.QUIET.slot, "width": 1, "dash": "dot"}
        drawn.add_shape(type="line", x0=tier["median_usd"], x1=tier["median_usd"], line=line, **ends)
    foot = {"color": theme.GRID.slot, "width": 1}
    drawn.add_shape(type="line", xref="paper", x0=0, x1=1, y0=base, y1=base, line=foot)


def _dots(drawn: go.Figure, piles: Sequence[_Pile], base: float, colour: str) -> None:
    dots = [(row, base + FOOT + STEP * (place + 0.5)) for pile in piles for place, row in enumerate(pile.rows)]
    drawn.add_scatter(
        x=[row["price_usd"] for row, _ in dots],
        y=[y for _, y in dots],
        mode="markers",
        marker={
            "size": DOT,
            "color": colour,
            "symbol": [_symbol(row) for row, _ in dots],
            "line": {
                "width": 2,
                "color": [colour if _symbol(row) != "circle" else theme.GROUND.slot for row, _ in dots],
            },
        },
        text=[_hover(row) for row, _ in dots],
        hovertemplate="%{text}<extra></extra>",
    )


def _symbol(row: Row) -> str:
    if row["gone"]:
        return "circle-x-open"
    return "circle-open" if row["price_kind"] == "beta" else "circle"


def _hover(row: Row) -> str:
    price = f"{usd(row['price_usd'])}{' (beta price)' if row['price_kind'] == 'beta' else ''}"
    return f"<b>{label(row['code'])}</b> {label(row['short_name'])}<br>{label(row['vendor'])}, {price}"


def _words(drawn: go.Figure, piles: Sequence[_Pile], base: float, px: float, top: float) -> None:
    """Words for as many piles as have room for them, none over another's words or dots."""
    words: list[Box] = []
    for pile in sorted(piles, key=lambda one: _rank(one, piles)):
        taken = words + [other.box(px) for other in piles if other is not pile]
        free = (offer for offer in _offers(pile, px, top) if not any(_overlap(offer[1], other) for other in taken))
        offer = next((one for one in free if one[1][0] >= -0.03 * top * px and one[1][1] <= top * px), None)
        if offer:
            words.append(offer[1])
            _written(drawn, *offer, base, px)


def _written(drawn: go.Figure, lines: Sequence[str], box: Box, anchor: str, base: float, px: float) -> None:
    x = {"left": box[0], "right": box[1], "center": (box[0] + box[1]) / 2}[anchor] / px
    for place, line in enumerate(lines):
        y = base + (STEP * (place + 0.5) if anchor != "center" else (box[2] + box[3]) / 2)
        drawn.add_annotation(x=x, y=y, text=label(line), xanchor=anchor, yanchor="middle", showarrow=False)


def _offers(pile: _Pile, px: float, top: float) -> list[tuple[list[str], Box, str]]:
    """Where the words of a pile could stand, best first: beside each dot, or shortened above them."""
    codes = [row["code"] for row in pile.rows]
    left, right, _, height = pile.box(px)
    wide = max(map(len, codes)) * LETTER
    beside = [(codes, (right + 3, right + 3 + wide, 0.0, height), "left")]
    beside += [(codes, (left - 3 - wide, left - 3, 0.0, height), "right")]
    short = _said(pile)
    half = len(short) * LETTER / 2
    middle = min(max((left + right) / 2, half - 0.03 * top * px), top * px - half)
    return [*beside, ([short], (middle - half, middle + half, height + 2, height + 18), "center")]


def _rank(pile: _Pile, piles: Sequence[_Pile]) -> tuple[int, float]:
    ends = pile in (piles[0], piles[-1])
    article = any(row["in_article"] for row in pile.rows)
    return (0 if ends else 1 if article else 2, -pile.ends[1])


def _said(pile: _Pile) -> str:
    """One or two codes, or the first of the article's and how many more."""
    codes = [row["code"] for row in sorted(pile.rows, key=lambda row: not row["in_article"])]
    return ", ".join(codes) if len(codes) < 3 else f"{codes[0]} and {len(codes) - 1} more"


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[1] + 3 and other[0] < one[1] + 3 and one[2] < other[3] and other[2] < one[3]
