"""The catalogue as nested areas: tier, vendor, certification."""

import re
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from lib.catalogue.filtering import price_words
from lib.catalogue.record import records
from lib.charts.areas import Box, nested
from lib.charts.base import figure, label
from lib.design import theme
from lib.design.text_width import width_px
from lib.text import count

MAX_CODES = 200
"""With more certifications than this, leaves would be too small to read, so vendors are the smallest areas."""

TINT = "22"
"""The opacity of a colour as the ground of tiers and vendors: the fourth pair of a hexadecimal colour."""

CODE_PART = re.compile(r"[^-]*-|[^-]+$")
"""The parts of a code that may stand on a line of their own: it breaks after hyphens."""

PAD, GAP = {"l": 3, "t": 23, "r": 3, "b": 3}, 3  # px: around the areas inside another, with its name at the top
SIZES = {True: (1200, (540, 600, 660)), False: (358, (540, 620, 700, 780, 860, 940, 1020, 1100, 1180, 1260))}
"""The width of a wide and of a narrow figure, and the heights to try, in px: the first at which all labels fit, or the
one at which the smallest label is largest."""
EDGE, LINE = 7.0, 17.0  # px of an area that its label cannot use, and of one line of a label
NEARLY = 0.92
"""A height is good enough where no label has to be smaller than this share of its size."""
STYLE = {
    "textinfo": "label",
    "textfont": {"size": 13, "color": theme.INK.slot},
    "textposition": "top left",
    "root": {"color": "rgba(0,0,0,0)"},
    "pathbar": {"visible": False},
    "tiling": {"packing": "squarify", "pad": GAP},
    "maxdepth": 3,
}


def tier_treemap(certs: pd.DataFrame, *, wide: bool) -> go.Figure:
    """Areas for tiers, inside them vendors, inside them certifications, in proportion to the number of certifications.

    Tiers are in their order, everything else in that of the rows. A tier is a frame in its colour and its leaves have
    the colour of the page: text on a full colour would be hard to read. A narrow screen has no room for codes, so its
    leaves are vendors with their numbers. Labels that do not fit are smaller.

    Args:
        certs: `id`, `tier`, `vendor` and `record` (`lib.catalogue.snapshot.certs`) of each certification.
        wide: Whether it is for a wide screen.
    """
    nodes = _tree(certs, down_to_codes=wide and len(certs) <= MAX_CODES)
    width, heights = SIZES[wide]
    layouts = [(height, *_labels(nodes, width, height)) for height in heights]
    height, labels, _ = max(layouts, key=lambda layout: (min(layout[2], NEARLY), -layout[0]))
    areas = {
        "type": "treemap",
        "ids": nodes["id"],
        "labels": labels,
        "parents": nodes["parent"],
        "values": nodes["value"],
        "branchvalues": "total",
        "sort": False,
        "text": nodes["hover"],
        "hovertemplate": "%{label}<br>%{text}<extra></extra>",
        "marker": {"colors": nodes["fill"], "line": {"color": nodes["line"], "width": nodes["width"]}, "pad": PAD},
    }
    return figure(areas | STYLE, height=height, margin={"t": 0, "b": 0})


def _tree(certs: pd.DataFrame, *, down_to_codes: bool) -> pd.DataFrame:
    """Tiers, vendors and certifications as nodes, parents first.

    `id`, `name`, `parent`, `tier`, `value` (certifications), `parts` (of the label, which may each have a line of their
    own), `hover`, `fill`, `line` (its colour) and `width` (of the line, px).
    """
    ranks = {tier: rank for rank, tier in enumerate(theme.TIER)}
    rows = certs.sort_values("tier", key=lambda tiers: tiers.map(ranks), kind="stable")
    vendors = _vendors(rows) if down_to_codes else _vendor_leaves(rows)
    return pd.concat([_tiers(rows), vendors, *([_leaves(rows)] if down_to_codes else [])], ignore_index=True)


def _labels(nodes: pd.DataFrame, width: float, height: float) -> tuple[list[str], float]:
    """The label of each node, on several lines where its area is narrow, and the scale of the smallest label."""
    tree = list(zip(nodes["id"], nodes["parent"], nodes["value"], strict=True))
    boxes = nested(tree, (width, height), (PAD["l"], PAD["t"], PAD["r"], PAD["b"]), GAP)
    fitted = [_lines(parts, boxes[node]) for node, parts in zip(nodes["id"], nodes["parts"], strict=True)]
    return ["<br>".join(map(label, lines)) for lines, _ in fitted], min((scale for _, scale in fitted), default=1.0)


def _lines(parts: Sequence[str], box: Box) -> tuple[list[str], float]:
    """The parts of a label on as few lines as its area allows, and the scale at which they fit (1 = full size)."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0 - EDGE, y1 - y0
    lines = [""]
    for part in parts:
        longer = lines[-1] + part
        lines[-1:] = [longer] if not lines[-1] or width_px(longer.strip()) <= width else [lines[-1], part]
    stripped = [line.strip() for line in lines]
    return stripped, min(1.0, width / max(map(width_px, stripped)), height / (LINE * len(stripped)))


def _nodes(certs: pd.DataFrame, ids: pd.Series, names: pd.Series, parents: pd.Series | str) -> pd.DataFrame:
    """One row for each id, in the order of the rows, with the number of its certifications and its tier's colour."""
    rows = pd.DataFrame({"id": ids, "name": names, "parent": parents, "tier": certs["tier"]})
    nodes = rows.groupby("id", sort=False).agg(
        name=("name", "first"), parent=("parent", "first"), tier=("tier", "first"), value=("tier", "size")
    )
    colour = nodes["tier"].map({tier: swatch.slot for tier, swatch in theme.TIER.items()}).fillna(theme.QUIET.slot)
    return nodes.reset_index().assign(line=colour.to_numpy())


def _with_parts(nodes: pd.DataFrame, parts: Sequence[Sequence[str]]) -> pd.DataFrame:
    return nodes.assign(parts=pd.Series(list(parts), index=nodes.index, dtype=object))


def _tiers(certs: pd.DataFrame) -> pd.DataFrame:
    nodes = _nodes(certs, certs["tier"], certs["tier"], "")
    hover = [count(value, "certification") for value in nodes["value"]]
    named = _with_parts(nodes, [[name] for name in nodes["name"]])
    return named.assign(hover=hover, fill=nodes["line"] + TINT, width=2.5)


def _vendors(certs: pd.DataFrame) -> pd.DataFrame:
    nodes = _nodes(certs, certs["tier"] + "/" + certs["vendor"], certs["vendor"], certs["tier"])
    hover = [f"{value} in {label(tier)}" for value, tier in zip(nodes["value"], nodes["tier"], strict=True)]
    named = _with_parts(nodes, [[name] for name in nodes["name"]])
    return named.assign(hover=hover, fill=nodes["line"] + TINT, width=1)


def _vendor_leaves(certs: pd.DataFrame) -> pd.DataFrame:
    """Vendors as the smallest areas, each with its number: the most certifications first, then the longest words.

    The last areas are the narrowest, so the shortest words go there.
    """
    nodes = _vendors(certs)
    longest_word = nodes["name"].map(lambda name: max(map(len, name.split())))
    ranks = pd.DataFrame({"tier": pd.factorize(nodes["tier"])[0], "value": -nodes["value"], "word": -longest_word})
    nodes = nodes.loc[ranks.sort_values(["tier", "value", "word"], kind="stable").index]
    named = zip(nodes["name"], nodes["value"], strict=True)
    parts = [[f"{word} " for word in [*name.split(), number]] for name, number in named]
    return _with_parts(nodes, parts).assign(fill=theme.GROUND.slot)


def _leaves(certs: pd.DataFrame) -> pd.DataFrame:
    parents = certs["tier"] + "/" + certs["vendor"]
    codes = pd.Series([cert["code"] for cert in records(certs)], index=certs.index)
    nodes = _nodes(certs, parents + "/" + certs["id"], codes, parents)
    hover = [f"{label(cert['short_name'])}, {label(price_words(cert))}" for cert in records(certs)]
    parts = [CODE_PART.findall(code) for code in nodes["name"]]
    return _with_parts(nodes, parts).assign(hover=hover, fill=theme.GROUND.slot, width=1)
