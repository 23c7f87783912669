"""The tier map as HTML: tiles that are links, in rows of vendors and columns of tiers, and what is said about them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import board, links, query, site
from lib.certs import FACETS, SORTS, Filters, Mask, besides, matching
from lib.html import render
from lib.overview import NOT_BOOKABLE
from lib.text import escaped, missing, usd
from lib.theme import FOCUS, STATUS, TIER, css_name
from lib.ui import cards, controls, data, downloads, frame

Cert = Mapping[str, Any]

MOST = 12
"""How many tiles a cell shows at most; a link leads to the rest."""

LONG = 11
"""Letters of a code beside which a price has room."""


class View(NamedTuple):
    """The map for one set of filters on one day, made once for all its readers.

    `found`: the certifications shown, ghosts too, in reading order; `bookable`: those of them that anybody can book;
    `lit`: the ids that the search lights up; `places`: what stands in each place (`lib.board.places`); `tiers`: those
    that the filters let through. `heat` has a finding for each measure; the findings on what can be booked are empty
    where nothing can. The rest is HTML.
    """

    finding: str
    tree: str
    heat: dict[str, str]
    found: pd.DataFrame
    bookable: pd.DataFrame
    lit: tuple[str, ...]
    places: pd.DataFrame
    tiers: tuple[str, ...]
    html: str
    source: str
    notes: str


def own_controls(asked: query.Query) -> None:
    """The search and what the edges of the tiles mean."""
    controls.search("Find", "find", asked.find, "Find: code, name, topic")
    controls.one_of("Colour by", board.COLOURS, "colour", asked.colour, labelled=True)


def view(on: date, filters: Filters, colour: str, find: str, following: links.Pairs) -> View:
    """The map as a reader asks for it."""
    make = partial(_view, on, filters, colour, find, following)
    return data.remembered(make, "board", on, filters, colour, find, *following)


def _view(on: date, filters: Filters, colour: str, find: str, following: links.Pairs) -> View:
    every = data.brief(on, None, SORTS[0])
    words = links.vocabulary(data.tables())
    shown = board.board(matching(every, filters), tiers=words["tier"], vendors=words["vendor"])
    shown = shown.assign(code=[record["code"] for record in shown["record"]])
    tiers = [tier for tier in words["tier"] if tier in (filters.tier or words["tier"])]
    found = board.lit(shown, find)
    elsewhere = int(board.lit(every, find).sum() - found.sum())
    places = board.places(shown, tiers=tiers)
    bookable = shown[shown["bookable"]]
    told = board.found_words(shown, found, find, elsewhere)
    checked = data.tables()["certs"]["checked_on"].max()
    return View(
        finding=board.finding(shown, tiers=tiers),
        tree=board.tree_finding(bookable, tiers=tiers),
        heat={measure: board.heat_finding(places, measure) for measure in board.MEASURES},
        found=shown,
        bookable=bookable,
        lit=tuple(shown.loc[found, "id"]),
        places=places,
        tiers=tuple(tiers),
        html=_html(shown, found, tiers, told, colour, following),
        source=render("board_source.html", bookable=len(bookable), checked=checked),
        notes=_notes(shown, bookable),
    )


def _notes(shown: pd.DataFrame, bookable: pd.DataFrame) -> str:
    """What to know before reading the counts and medians."""
    others = shown[~shown["bookable"]]
    return render(
        "board_notes.html",
        besides=[(why, rows["code"].tolist()) for why, rows in others.groupby(others["status"].map(NOT_BOOKABLE))],
        unpriced=bookable.loc[bookable["price_usd"].isna(), "code"].tolist(),
        betas=bookable.loc[bookable["status"] == "beta", "code"].tolist(),
    )


def _html(
    shown: pd.DataFrame, found: Mask, tiers: Sequence[str], told: str, colour: str, following: links.Pairs
) -> str:
    tiles = [
        _tile(record, bool(is_lit), colour, following) for record, is_lit in zip(shown["record"], found, strict=True)
    ]
    rows = [_row(vendor, group, tiers, following) for vendor, group in _grouped(tiles, shown["vendor"]).items()]
    folds = set(shown.loc[shown["folded"], "vendor"])
    folded = [row for row in rows if row["vendor"] in folds]
    in_tier = Counter(shown.loc[shown["bookable"], "tier"])
    ids = [("id", one) for one in shown.loc[found, "id"]]
    return render(
        "board.html",
        by=colour,
        searched=bool(told),
        told=told,
        lit=len(ids),
        compare=links.address(site.COMPARE, [*ids, *following]) if 2 <= len(ids) <= 4 else "",
        legend=_legend(shown, colour),
        besides=besides(shown),
        heads=[{"tier": tier, "many": in_tier[tier]} for tier in tiers],
        rows=[row for row in rows if row["vendor"] not in folds],
        folded=folded,
        unfolded=any(tile["lit"] for tile in tiles if tile["vendor"] in folds),
        others=[[tile["code"] for tile in tiles if tile["vendor"] in folds and tile["tier"] == t] for t in tiers],
    )


def _grouped(tiles: Sequence[Cert], vendors: pd.Series) -> dict[str, list[Cert]]:
    rows: dict[str, list[Cert]] = {vendor: [] for vendor in vendors}
    for tile in tiles:
        rows[tile["vendor"]].append(tile)
    return rows


def _row(vendor: str, tiles: Sequence[Cert], tiers: Sequence[str], following: links.Pairs) -> dict[str, Any]:
    rest = [pair for pair in following if pair[0] != "vendor"]
    return {
        "vendor": vendor,
        "many": sum(tile["bookable"] for tile in tiles),
        "href": links.address(site.EXPLORE, [("vendor", vendor), *rest, ("closed", "1")]),
        "cells": [_cell(vendor, tier, [tile for tile in tiles if tile["tier"] == tier], rest) for tier in tiers],
    }


def _cell(vendor: str, tier: str, tiles: Sequence[Cert], rest: links.Pairs) -> dict[str, Any]:
    """What is lit comes first where a cell cannot show all."""
    pairs = [("vendor", vendor), ("tier", tier), *(pair for pair in rest if pair[0] != "tier"), ("closed", "1")]
    first = sorted(tiles, key=lambda tile: not tile["lit"]) if len(tiles) > MOST else tiles
    more = max(0, len(tiles) - MOST)
    return {"tier": tier, "tiles": first[:MOST], "more": more, "more_href": links.address(site.EXPLORE, pairs)}


def _tile(cert: Cert, is_lit: bool, colour: str, following: links.Pairs) -> dict[str, Any]:
    said = cards.status_words(cert)
    return {
        "vendor": cert["vendor"],
        "tier": cert["tier"],
        "href": links.address(site.CERT, [("id", cert["id"]), *following]),
        "title": " · ".join(filter(None, [cert["name"], cert["focus"], said])),
        "edge": _edge(cert, colour),
        "ghost": cert["gone"],
        "bookable": cert["bookable"],
        "beta": cert["status"] == "beta",
        "lit": is_lit,
        "code": cert["code"],
        "long": len(cert["code"]) > LONG,
        "name": _plain(cert["short_name"], cert["code"]),
        "price": _short_price(cert),
        "said": _second(cert, said, colour),
    }


def _plain(name: str, code: str) -> str:
    """A name without a closing bracket that repeats a part of the code: `Agentic AI (NCP)` beside NCP-AAI."""
    bare, _, bracket = name.rstrip(")").rpartition(" (")
    return bare if bare and bracket in code else name


def _edge(cert: Cert, colour: str) -> str:
    word = cert["status_word"] if colour == "status" else cert[colour]
    known = {"tier": TIER, "status": STATUS, "focus": FOCUS}[colour]
    return f"var({css_name(colour, word) if word in known else '--quiet'})"


def _short_price(cert: Cert) -> str:
    """What stands beside the code: the price, empty for an unknown one, or why there is none to pay."""
    if cert["gone"]:
        return str(cert["status"])
    if missing(cert["price_usd"]):
        return ""
    return f"{usd(cert['price_usd'])} beta" if cert["status"] == "beta" else usd(cert["price_usd"])


def _second(cert: Cert, said: str, colour: str) -> str:
    """What stands before the name: the focus where the edge shows it, else a status that the price does not say."""
    if colour == "focus":
        return str(cert["focus"])
    if cert["gone"] or cert["status"] == "beta":
        return ""
    return str(cert["status_word"]) if cert["status"] == "unknown" else said


def _legend(shown: pd.DataFrame, colour: str) -> list[dict[str, Any]]:
    """The words of a colour with how many of each anybody can book. The tiers need none: they are the columns."""
    if colour == "tier":
        return []
    column, known = ("status_word", STATUS) if colour == "status" else ("focus", FOCUS)
    many = shown["bookable"].groupby(shown[column], sort=False).sum()
    words = [*(word for word in known if word in many.index), *(word for word in many.index if word not in known)]
    return [
        {"word": word, "many": many[word], "edge": f"var({css_name(colour, word) if word in known else '--quiet'})"}
        for word in words
    ]


def measure_control(asked: query.Query) -> None:
    """What the heatmap shows."""
    controls.one_of("Measure", board.MEASURES, "measure", asked.measure)


def below(view: View, filters: Filters, following: links.Pairs) -> None:
    """What can be done with the map: compare some, download, start again; and the same facts as tables."""
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        _compare(view, following)
        downloads.control(view.found, data.certs(frame.on()))
        if any(filters.is_on(facet) for facet in FACETS):
            st.button("Reset filters", key="reset", type="tertiary", on_click=frame.reset)
    panel = st.expander("The same as a table", key="as_table", on_change="rerun")
    if panel.open:
        with panel:
            cards.table(view.found, following, article=False)
            st.html(_places_table(view))


def _compare(view: View, following: links.Pairs) -> None:
    """Pick two to four; the link says which. What a search lights up is picked already where it is that few."""
    panel = st.popover("Compare some", type="tertiary", key="pick", on_change="rerun")
    if not panel.open:
        return
    ids = {record["label"]: record["id"] for record in view.found["record"]}
    lit = [label for label, one in ids.items() if one in view.lit]
    chosen = panel.multiselect(
        "Two to four of them", list(ids), lit if 2 <= len(lit) <= 4 else None, max_selections=4, key="picked"
    )
    pairs = [("id", ids[label]) for label in chosen if label in ids]
    if 2 <= len(pairs) <= 4:
        href = escaped(links.address(site.COMPARE, [*pairs, *following]))
        panel.html(f'<p class="cw-key"><a href="{href}">Compare these {len(pairs)}</a></p>')


def _places_table(view: View) -> str:
    rows: dict[str, list[Cert]] = {vendor: [] for vendor in view.places["vendor"]}
    for place in view.places.to_dict("records"):
        rows[place["vendor"]].append({str(name): value for name, value in place.items()})
    return render("board_places.html", tiers=view.tiers, rows=rows)
