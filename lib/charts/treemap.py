"""The catalogue as nested areas: tier, vendor, certification."""

import pandas as pd
import plotly.graph_objects as go

from lib import theme
from lib.certs import price_words
from lib.charts.base import figure, label
from lib.text import count

MOST_LEAVES = 200
"""With more certifications than this a leaf is too small to be read, and vendors are the smallest areas."""

LINE = 6
"""Letters of a code that the narrowest leaves have room for."""

TINT = "22"
"""How much of a colour the ground of tiers and vendors has, as the fourth pair of a hexadecimal colour."""

PAD = {"t": 23, "l": 3, "r": 3, "b": 3}
LOOK = {
    "textinfo": "label",
    "textfont": {"size": 13, "color": theme.INK.slot},
    "textposition": "top left",
    "root": {"color": "rgba(0,0,0,0)"},
    "pathbar": {"visible": False},
    "tiling": {"packing": "squarify", "pad": 3},
    "maxdepth": 3,
}


def tier_treemap(certs: pd.DataFrame) -> go.Figure:
    """Areas for tiers, in them vendors, in them certifications, each as large as the number of certifications in it.

    Takes `tier`, `vendor` and `record` (see `lib.ui.data`). Tiers in order, the rest in that of the rows. A tier is a
    frame in its colour and its leaves are paper: text on a full colour would be hard to read.
    """
    place = {tier: place for place, tier in enumerate(theme.TIER)}
    rows = certs.sort_values("tier", key=lambda tiers: tiers.map(place), kind="stable")
    nodes = pd.concat([_tiers(rows), _vendors(rows), _leaves(rows)], ignore_index=True)
    drawn = figure(height=540, top=0, bottom=0)
    drawn.add_treemap(
        ids=nodes["id"],
        labels=nodes["label"],
        parents=nodes["parent"],
        values=nodes["value"],
        branchvalues="total",
        sort=False,
        text=nodes["said"],
        hovertemplate="%{label}<br>%{text}<extra></extra>",
        marker={"colors": nodes["fill"], "line": {"color": nodes["line"], "width": nodes["width"]}, "pad": PAD},
        **LOOK,
    )
    return drawn.update_layout(uniformtext={"minsize": 12, "mode": "hide"})


def _nodes(certs: pd.DataFrame, ids: pd.Series, names: pd.Series, parents: pd.Series | str) -> pd.DataFrame:
    rows = pd.DataFrame({"id": ids, "label": names, "parent": parents, "tier": certs["tier"]})
    counted = rows.groupby("id", sort=False).agg(
        label=("label", "first"), parent=("parent", "first"), tier=("tier", "first"), value=("tier", "size")
    )
    colour = counted["tier"].map({tier: swatch.slot for tier, swatch in theme.TIER.items()}).fillna(theme.QUIET.slot)
    return counted.reset_index().assign(line=colour.to_numpy())


def _tiers(certs: pd.DataFrame) -> pd.DataFrame:
    nodes = _nodes(certs, certs["tier"], certs["tier"], "")
    said = [count(value, "certification") for value in nodes["value"]]
    return nodes.assign(label=nodes["label"].map(label), said=said, fill=nodes["line"] + TINT, width=2.5)


def _vendors(certs: pd.DataFrame) -> pd.DataFrame:
    nodes = _nodes(certs, certs["tier"] + "/" + certs["vendor"], certs["vendor"].map(label), certs["tier"])
    return nodes.assign(
        said=[f"{value} in {label(tier)}" for value, tier in zip(nodes["value"], nodes["tier"], strict=True)],
        fill=nodes["line"] + TINT,
        width=1,
    )


def _leaves(certs: pd.DataFrame) -> pd.DataFrame:
    if len(certs) > MOST_LEAVES:
        return _vendors(certs.iloc[:0])
    parents = certs["tier"] + "/" + certs["vendor"]
    records = certs["record"].tolist()
    codes = pd.Series([_broken(record["code"]) for record in records], index=certs.index, dtype=object)
    nodes = _nodes(certs, parents + "/" + certs["id"], codes, parents)
    said = [f"{label(record['short_name'])}, {label(price_words(record))}" for record in records]
    return nodes.assign(said=said, fill=theme.GROUND.slot, width=1)


def _broken(code: str) -> str:
    """A code over several lines, for leaves are narrow: broken after hyphens, no line with a single letter."""
    lines = [""]
    for part in code.replace("-", "-\n").split("\n"):
        fits = not lines[-1] or len(lines[-1] + part) <= LINE or len(part) == 1
        lines[-1:] = [lines[-1] + part] if fits else [lines[-1], part]
    return "<br>".join(map(label, lines))
