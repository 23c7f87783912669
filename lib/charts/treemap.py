"""The catalogue as nested areas: tier, vendor, certification."""

import re
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.certs import price_words
from lib.charts.areas import Box, nested
from lib.charts.base import figure, label
from lib.letters import px
from lib.text import count

MOST_LEAVES = 200
"""With more certifications than this a leaf is too small to be read, and vendors are the smallest areas."""

TINT = "22"
"""How much of a colour the ground of tiers and vendors has, as the fourth pair of a hexadecimal colour."""

HYPHEN = re.compile(r"[^-]*-|[^-]+$")
"""What of a code may stand on a line of its own."""

PAD, BETWEEN = {"l": 3, "t": 23, "r": 3, "b": 3}, 3  # px: for a name at the top of what has areas in it
SIZES = {True: (1200, (540, 600, 660)), False: (358, (540, 620, 700, 780, 860, 940))}
"""The width of a wide and of a narrow picture, and the heights that it may have: the first in which all words fit, or
the one in which the smallest are largest."""
EDGE, LINE = 7.0, 17.0  # px of an area that its words have not, and of one line of them
NEARLY = 0.92
"""How much smaller words may be written before another height is looked for."""
LOOK = {
    "textinfo": "label",
    "textfont": {"size": 13, "color": theme.INK.slot},
    "textposition": "top left",
    "root": {"color": "rgba(0,0,0,0)"},
    "pathbar": {"visible": False},
    "tiling": {"packing": "squarify", "pad": BETWEEN},
    "maxdepth": 3,
}


def tier_treemap(certs: pd.DataFrame, *, wide: bool) -> go.Figure:
    """Areas for tiers, in them vendors, in them certifications, each as large as the number of certifications in it.

    Takes `tier`, `vendor` and `record` (see `lib.ui.data`). Tiers in order, the rest in that of the rows. A tier is a
    frame in its colour and its leaves are paper: text on a full colour would be hard to read. A narrow screen has no
    room for codes, so vendors are its leaves, each with its number. Words that do not fit are written smaller.
    """
    nodes = _tree(certs, down_to_codes=wide and len(certs) <= MOST_LEAVES)
    width, heights = SIZES[wide]
    written = [(height, *_written(nodes, width, height)) for height in heights]
    height, labels, _ = max(written, key=lambda one: (min(one[2], NEARLY), -one[0]))
    areas = {
        "type": "treemap",
        "ids": nodes["id"],
        "labels": labels,
        "parents": nodes["parent"],
        "values": nodes["value"],
        "branchvalues": "total",
        "sort": False,
        "text": nodes["said"],
        "hovertemplate": "%{label}<br>%{text}<extra></extra>",
        "marker": {"colors": nodes["fill"], "line": {"color": nodes["line"], "width": nodes["width"]}, "pad": PAD},
    }
    return figure(areas | LOOK, height=height, top=0, bottom=0)


def _tree(certs: pd.DataFrame, *, down_to_codes: bool) -> pd.DataFrame:
    """Tiers, vendors and certifications as nodes, parents first; `parts` is what may stand on lines of its own."""
    place = {tier: place for place, tier in enumerate(theme.TIER)}
    rows = certs.sort_values("tier", key=lambda tiers: tiers.map(place), kind="stable")
    vendors = _vendors(rows) if down_to_codes else _vendor_leaves(rows)
    return pd.concat([_tiers(rows), vendors, *([_leaves(rows)] if down_to_codes else [])], ignore_index=True)


def _written(nodes: pd.DataFrame, width: float, height: float) -> tuple[list[str], float]:
    """The label of each node, over several lines where its area is narrow, and how much smaller the smallest are."""
    tree = list(zip(nodes["id"], nodes["parent"], nodes["value"], strict=True))
    boxes = nested(tree, (width, height), (PAD["l"], PAD["t"], PAD["r"], PAD["b"]), BETWEEN)
    found = [_lines(parts, boxes[one]) for one, parts in zip(nodes["id"], nodes["parts"], strict=True)]
    return ["<br>".join(map(label, lines)) for lines, _ in found], min((size for _, size in found), default=1.0)


def _lines(parts: Sequence[str], box: Box) -> tuple[list[str], float]:
    """Parts of a label on as few lines as its area allows, and how much smaller they have to be (1 for not at all)."""
    left, top, right, bottom = box
    lines = [""]
    for part in parts:
        longer = lines[-1] + part
        lines[-1:] = [longer] if not lines[-1] or px(longer.strip()) <= right - left - EDGE else [lines[-1], part]
    said = [line.strip() for line in lines]
    return said, min(1.0, (right - left - EDGE) / max(map(px, said)), (bottom - top) / (LINE * len(said)))


def _nodes(certs: pd.DataFrame, ids: pd.Series, names: pd.Series, parents: pd.Series | str) -> pd.DataFrame:
    rows = pd.DataFrame({"id": ids, "name": names, "parent": parents, "tier": certs["tier"]})
    counted = rows.groupby("id", sort=False).agg(
        name=("name", "first"), parent=("parent", "first"), tier=("tier", "first"), value=("tier", "size")
    )
    colour = counted["tier"].map({tier: swatch.slot for tier, swatch in theme.TIER.items()}).fillna(theme.QUIET.slot)
    return counted.reset_index().assign(line=colour.to_numpy())


def _with(nodes: pd.DataFrame, parts: Sequence[Sequence[str]]) -> pd.DataFrame:
    return nodes.assign(parts=pd.Series(list(parts), index=nodes.index, dtype=object))


def _tiers(certs: pd.DataFrame) -> pd.DataFrame:
    nodes = _nodes(certs, certs["tier"], certs["tier"], "")
    said = [count(value, "certification") for value in nodes["value"]]
    return _with(nodes, [[name] for name in nodes["name"]]).assign(said=said, fill=nodes["line"] + TINT, width=2.5)


def _vendors(certs: pd.DataFrame) -> pd.DataFrame:
    nodes = _nodes(certs, certs["tier"] + "/" + certs["vendor"], certs["vendor"], certs["tier"])
    said = [f"{value} in {label(tier)}" for value, tier in zip(nodes["value"], nodes["tier"], strict=True)]
    return _with(nodes, [[name] for name in nodes["name"]]).assign(said=said, fill=nodes["line"] + TINT, width=1)


def _vendor_leaves(certs: pd.DataFrame) -> pd.DataFrame:
    """Vendors as the smallest areas, each with its number: most first, of equally many the longest words.

    The last areas are the narrowest.
    """
    nodes = _vendors(certs)
    long = nodes["name"].map(lambda name: max(map(len, name.split())))
    order = pd.DataFrame({"tier": pd.factorize(nodes["tier"])[0], "many": -nodes["value"], "long": -long})
    nodes = nodes.loc[order.sort_values(["tier", "many", "long"], kind="stable").index]
    named = zip(nodes["name"], nodes["value"], strict=True)
    return _with(nodes, [[f"{word} " for word in [*name.split(), many]] for name, many in named]).assign(
        fill=theme.GROUND.slot
    )


def _leaves(certs: pd.DataFrame) -> pd.DataFrame:
    parents = certs["tier"] + "/" + certs["vendor"]
    codes = certs["record"].map(lambda record: record["code"])
    nodes = _nodes(certs, parents + "/" + certs["id"], codes, parents)
    said = [f"{label(record['short_name'])}, {label(price_words(record))}" for record in certs["record"]]
    parts = [HYPHEN.findall(code) for code in nodes["name"]]
    return _with(nodes, parts).assign(said=said, fill=theme.GROUND.slot, width=1)
