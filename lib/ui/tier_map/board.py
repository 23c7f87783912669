"""The board of the tier map as HTML, and the words and tables around it.

A row of the board is a vendor and a column a tier; a cell has a tile, which is a link, for each certification.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.address import parameters, query
from lib.address.links import Links
from lib.catalogue import tier_map
from lib.catalogue.filtering import matching, unbookable_words
from lib.catalogue.filters import FACETS, Filters, Mask
from lib.catalogue.record import records
from lib.catalogue.status import reasons
from lib.design.render import render
from lib.design.theme import FOCUS, STATUS
from lib.ui import cards, data, downloads, figures, frame, results
from lib.ui.tier_map import column_widths, tiles
from lib.ui.tier_map.tiles import Tile

MAX_TILES = 12
"""How many tiles a cell shows; a link leads to further ones."""


class TierMapContent(NamedTuple):
    """The map for one set of filters, one search and one colouring on a day.

    Attributes:
        finding: The sentence that answers the page's question.
        tree_finding: The heading of the treemap; empty where nothing can be booked.
        heat_findings: The headings of the heatmap by measure; empty where nothing can be booked.
        certs: The certifications on the map in reading order, those that nobody can book too, with `record`.
        lit_ids: The ids of the certifications that match the search.
        places: The numbers of each place on the board (`lib.catalogue.tier_map.places`).
        tiers: The tiers that the filters let through, in order.
        html: The board.
        source: HTML of the line under a figure that names its source.
        notes: HTML of what to know before reading counts and medians.
    """

    finding: str
    tree_finding: str
    heat_findings: dict[str, str]
    certs: pd.DataFrame
    lit_ids: tuple[str, ...]
    places: pd.DataFrame
    tiers: tuple[str, ...]
    html: str
    source: str
    notes: str


def own_controls(page_query: query.Query) -> None:
    """Draw the search, and the choice of what the edges of the tiles mean."""
    results.search("Find", "find", page_query.find, "Find: code, name, topic")
    results.one_of("Colour by", tier_map.COLOURS, "colour", page_query.colour, labelled=True)


@data.cached
def content(on: date, filters: Filters, colour: str, find: str, links: Links) -> TierMapContent:
    """Everything on the map on a day.

    `colour` is one of `lib.catalogue.tier_map.COLOURS`, `find` the words of the search, empty for none.
    """
    certs, tiers, places = _places(on, filters)
    lit = tier_map.search_mask(certs, find)
    filtered_out = int(tier_map.search_mask(data.brief(on), find).sum() - lit.sum())
    bookable = certs[certs["bookable"]]
    search_finding = tier_map.search_finding(certs, lit, find, filtered_out)
    checked = data.tables()["certs"]["checked_on"].max()
    return TierMapContent(
        finding=tier_map.finding(certs, tiers=tiers),
        tree_finding=tier_map.tree_finding(bookable, tiers=tiers),
        heat_findings={measure: tier_map.heat_finding(places, measure) for measure in tier_map.MEASURES},
        certs=certs,
        lit_ids=tuple(certs.loc[lit, "id"]),
        places=places,
        tiers=tiers,
        html=_html(certs, lit, tiers, search_finding, colour, links),
        source=render("board_source.html", bookable=len(bookable), checked=checked),
        notes=_notes(certs, bookable),
    )


class _Places(NamedTuple):
    """The certifications on the map, the tiers that the filters let through, and the numbers of each place."""

    certs: pd.DataFrame
    tiers: tuple[str, ...]
    places: pd.DataFrame


@data.cached
def _places(on: date, filters: Filters) -> _Places:
    vocabulary = parameters.vocabulary(data.tables())
    rows = matching(data.brief(on), filters)
    certs = tier_map.board(rows, tiers=vocabulary["tier"], vendors=vocabulary["vendor"])
    certs = certs.assign(code=[cert["code"] for cert in records(certs)])
    tiers = tuple(tier for tier in vocabulary["tier"] if tier in (filters.tier or vocabulary["tier"]))
    return _Places(certs, tiers, tier_map.places(certs, tiers=tiers))


@figures.cached
def treemap(on: date, filters: Filters, *, wide: bool) -> go.Figure:
    """The figure of what anybody can book as a treemap."""
    certs = _places(on, filters).certs
    return charts.tier_treemap(certs[certs["bookable"]], wide=wide)


@figures.cached
def heatmap(on: date, filters: Filters, measure: str) -> go.Figure:
    """The figure of a measure (`lib.catalogue.tier_map.MEASURES`) by vendor and tier."""
    _, tiers, places = _places(on, filters)
    return charts.tier_heatmap(places, measure, tiers)


def _notes(certs: pd.DataFrame, bookable: pd.DataFrame) -> str:
    """What to know before reading the counts and medians: what they leave out."""
    unbookable = certs[~certs["bookable"]]
    groups = unbookable.groupby(unbookable["status"].map(reasons()))
    return render(
        "board_notes.html",
        besides=[(why, rows["code"].tolist()) for why, rows in groups],
        unpriced=bookable.loc[bookable["price_usd"].isna(), "code"].tolist(),
        betas=bookable.loc[bookable["status"] == "beta", "code"].tolist(),
    )


def _html(certs: pd.DataFrame, lit: Mask, tiers: Sequence[str], search_finding: str, colour: str, links: Links) -> str:
    """The board. Vendors with a single certification are folded into one row where there are many vendors."""
    zipped = zip(records(certs), lit, strict=True)
    board_tiles = [tiles.tile(cert, colour, lit=is_lit) for cert, is_lit in zipped]
    rows = [_row(vendor, group, tiers) for vendor, group in _by_vendor(board_tiles, certs["vendor"]).items()]
    folds = set(certs.loc[certs["folded"], "vendor"])
    open_rows = [row for row in rows if row["vendor"] not in folds]
    folded_cells = [
        [tile for tile in board_tiles if tile["vendor"] in folds and tile["tier"] == tier] for tier in tiers
    ]
    in_tier = Counter(certs.loc[certs["bookable"], "tier"])
    ids = certs.loc[lit, "id"].tolist()
    return render(
        "board.html",
        by=colour,
        told=search_finding,
        lit=len(ids),
        compare=links.compare(ids) if 2 <= len(ids) <= parameters.MAX_COMPARED else "",
        legend=_legend(certs, colour),
        besides=unbookable_words(certs),
        shares=_shares([*([cell["tiles"] for cell in row["cells"]] for row in open_rows), folded_cells]),
        heads=[{"tier": tier, "many": in_tier[tier]} for tier in tiers],
        rows=open_rows,
        folded=[row for row in rows if row["vendor"] in folds],
        others=folded_cells,
        links=links,
    )


def _shares(rows: Sequence[Sequence[Sequence[Tile]]]) -> str:
    """The widths of the columns as CSS, such as `120fr 80fr`. Takes the tiles of each cell of each row."""
    lengths = tuple(tuple(tuple(map(_length, cell)) for cell in row) for row in rows)
    return " ".join(f"{share}fr" for share in column_widths.shares(lengths))


def _length(tile: Tile) -> float:
    """How long a tile is on one line, in px."""
    return column_widths.length(tile["code"], tile["name"], tile["said"], tile["price"] or "$ ?")


def _by_vendor(board_tiles: Sequence[Tile], vendors: pd.Series) -> dict[str, list[Tile]]:
    rows: dict[str, list[Tile]] = {vendor: [] for vendor in vendors}
    for tile in board_tiles:
        rows[tile["vendor"]].append(tile)
    return rows


def _row(vendor: str, row_tiles: Sequence[Tile], tiers: Sequence[str]) -> dict[str, Any]:
    """A vendor's row for the template."""
    cells = [(tier, [tile for tile in row_tiles if tile["tier"] == tier]) for tier in tiers]
    return {
        "vendor": vendor,
        "many": sum(tile["bookable"] for tile in row_tiles),
        "cells": [_cell(tier, cell_tiles) for tier, cell_tiles in cells],
    }


def _cell(tier: str, cell_tiles: Sequence[Tile]) -> dict[str, Any]:
    """A cell for the template. Where it cannot show all of its tiles, those that match the search come first."""
    is_full = len(cell_tiles) > MAX_TILES
    ordered_tiles = sorted(cell_tiles, key=lambda tile: not tile["lit"]) if is_full else cell_tiles
    return {
        "tier": tier,
        "tiles": ordered_tiles[:MAX_TILES],
        "more": max(0, len(cell_tiles) - MAX_TILES),
    }


def _legend(certs: pd.DataFrame, colour: str) -> list[dict[str, Any]]:
    """The words of a colouring, each with its colour and the number of bookable certifications.

    Words without a colour come last. The tiers need no legend: they are the columns.
    """
    if colour == "tier":
        return []
    column, palette = ("status_word", STATUS) if colour == "status" else ("focus", FOCUS)
    counts = certs["bookable"].groupby(certs[column], sort=False).sum()
    words = [*(word for word in palette if word in counts.index), *(w for w in counts.index if w not in palette)]
    return [{"word": word, "many": counts[word], "edge": tiles.edge(colour, word)} for word in words]


def measure_control(page_query: query.Query) -> None:
    """Draw the choice of what the heatmap shows."""
    results.one_of("Measure", tier_map.MEASURES, "measure", page_query.measure)


def below(board: TierMapContent, filters: Filters, links: Links) -> None:
    """Draw what is below the board: compare some, downloads, the reset of filters, and the same facts as tables."""
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        results.compare_some(board.certs, board.lit_ids)
        downloads.control(board.certs, data.certs(frame.on()))
        if any(filters.is_on(facet) for facet in FACETS):
            st.button("Reset filters", key="reset", type="tertiary", on_click=frame.reset)
    panel = st.expander("The same as a table", key="as_table", on_change="rerun")
    if panel.open:
        with panel:
            cards.table(board.certs, links, article=False)
            st.html(_places_table(board))


def _places_table(board: TierMapContent) -> str:
    """Counts and median prices by vendor and tier as a table, as HTML."""
    rows: dict[str, list[dict[str, Any]]] = {vendor: [] for vendor in board.places["vendor"]}
    for place in board.places.to_dict("records"):
        rows[place["vendor"]].append({str(name): value for name, value in place.items()})
    return render("board_places.html", tiers=board.tiers, rows=rows)
