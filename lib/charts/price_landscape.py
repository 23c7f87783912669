"""Every known price by tier: a dot for each certification, stacked where prices are nearly the same."""

from collections.abc import Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go

from lib.catalogue.filtering import price_words
from lib.catalogue.record import Certification, records
from lib.charts.base import QUIET_FONT, Annotation, Axis, Shape, Trace, figure, label
from lib.charts.price_labels import DOT, STEP, Pile, dot_piles, pile_labels
from lib.design import theme
from lib.tables.row import Row
from lib.text import usd

LINE, FOOT, SPACE = 18.0, 6.0, 22.0  # px: a line of a tier's heading, below and above its dots
WIDE, NARROW = 1170.0, 340.0  # px of the plot on a desktop and on a phone


def price_landscape(certs: pd.DataFrame, tiers: pd.DataFrame, *, wide: bool) -> go.Figure:
    """Dots by price, a band for each tier in order; a dotted line is the tier's median.

    A beta is a ring and a certification that is gone has a cross. As many piles of dots have labels as there is room
    for, with vendors where these have room too.

    Args:
        certs: `code`, `short_name`, `vendor`, `tier`, `price_usd` (missing: left out), `price_kind`, `gone` and
            `in_article` of each certification.
        tiers: `lib.cost.prices_by_tier.by_tier`.
        wide: Whether it is for a desktop.
    """
    priced = certs.dropna(subset="price_usd").sort_values(["price_usd", "vendor", "code"])
    top = max(float(priced["price_usd"].max()) if len(priced) else 0.0, 100.0) * 1.06
    px_per_usd = (WIDE if wide else NARROW) / (top * 1.03)
    tier_piles = [
        (tier, dot_piles(records(priced[priced["tier"] == tier["tier"]]), px_per_usd))
        for tier in tiers.to_dict("records")
    ]
    heading = LINE if wide else 2 * LINE
    heights = [heading + SPACE + FOOT + max((pile.height for pile in piles), default=STEP) for _, piles in tier_piles]
    bases = [sum(heights[number + 1 :]) for number in range(len(heights))]
    bands = list(zip(tier_piles, bases, heights, strict=True))
    headings = [_heading(tier, base + height, wide=wide) for (tier, _), base, height in bands]
    labels = [text for (_, piles), base, _ in bands for text in _labels(piles, base + FOOT, px_per_usd, top)]
    return figure(
        *(_dots(piles, base, _colour(tier)) for (tier, piles), base, _ in bands),
        height=int(sum(heights)) + 46,
        margin={"l": 8, "r": 8, "t": 0, "b": 46},
        annotations=[*headings, *labels],
        shapes=[line for (tier, _), base, height in bands for line in _lines(tier, base, height - heading - 4)],
        xaxis=_axis(top, wide=wide),
        yaxis={"range": [0, sum(heights)], "visible": False, "fixedrange": True},
    )


def _axis(top: float, *, wide: bool) -> Axis:
    step = (100 if wide else 200) * (1 if top < 2000 else 10)
    ticks = list(range(0, int(top) + 1, step))
    title = {"text": "price of one exam, US dollars", "standoff": 8, "font": QUIET_FONT}
    style = {"gridcolor": theme.GRID.slot, "zeroline": False, "fixedrange": True, "title": title}
    return {"range": [-0.03 * top, top], "tickvals": ticks, "ticktext": [f"${tick:,}" for tick in ticks], **style}


def _colour(tier: Row) -> str:
    return theme.TIER[tier["tier"]].slot if tier["tier"] in theme.TIER else theme.INK.slot


def _heading(tier: Row, y: float, *, wide: bool) -> Annotation:
    """The name of a tier at the top of its band, with its median and how many prices are not published.

    On a phone these are on a second line.
    """
    median: str = "" if pd.isna(tier["median_usd"]) else f"median {usd(tier['median_usd'])}"
    unknown = f"{tier['unknown']} not published" if tier["unknown"] else ""
    details = " · ".join(filter(None, (median, unknown)))
    name = f"<b>{label(tier['tier'])}</b>"
    position = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False}
    return {"y": y - 2, "text": (" · " if wide else "<br>").join(filter(None, (name, details))), **position}


def _lines(tier: Row, base: float, height: float) -> Iterator[Shape]:
    """The foot of a band, and the median of its tier where there is one."""
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


def _dots(piles: Sequence[Pile], base: float, colour: str) -> Trace:
    dots = [(row, level) for pile in piles for row, level in zip(pile.rows, pile.levels, strict=True)]
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


def _symbol(cert: Certification) -> str:
    if cert["gone"]:
        return "circle-x-open"
    return "circle-open" if cert["price_kind"] == "beta" else "circle"


def _hover(cert: Certification) -> str:
    return f"<b>{label(cert['code'])}</b> {label(cert['short_name'])}<br>{label(cert['vendor'])}, {price_words(cert)}"


def _labels(piles: Sequence[Pile], base: float, px_per_usd: float, top: float) -> Iterator[Annotation]:
    """The labels of a band, on the page's colour so that no line crosses them out."""
    visible = (-0.03 * top * px_per_usd, top * px_per_usd)
    for pile_label in pile_labels(piles, px_per_usd, visible).values():
        start, end, bottom, _ = pile_label.extent
        x = {"left": end, "right": start, "above": (start + end) / 2}[pile_label.side] / px_per_usd
        anchor = {"left": "right", "right": "left", "above": "center"}[pile_label.side]
        style = {"xanchor": anchor, "yanchor": "middle", "showarrow": False, "bgcolor": theme.GROUND.slot}
        for level, (code, vendor) in enumerate(pile_label.lines):
            suffix = f' <span style="color:{theme.QUIET.slot}">{label(vendor)}</span>' if vendor else ""
            y = base + bottom + STEP * (level + 0.5)
            yield {"x": x, "y": y, "text": f"{label(code)}{suffix}", **style}
