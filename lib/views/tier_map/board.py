"""The tier map in one state: its board as HTML, and what counts the places on it.

A row of the board is a vendor and a column a tier; a cell has a tile, which is a link, for each certification.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address import pages, parameters
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue import snapshot, tier_map
from lib.catalogue.filtering import matching, unbookable_words
from lib.catalogue.filters import Filters, Mask
from lib.catalogue.record import records
from lib.catalogue.status import reasons
from lib.design.render import Html, render
from lib.design.theme import FOCUS, STATUS
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.views import cards
from lib.views.blocks import Block, Columns, Control, Heights, Picture, View, heading
from lib.views.cache import cached, cached_figure
from lib.views.explore import highlights
from lib.views.tier_map import column_widths, tiles
from lib.views.tier_map.tiles import Tile
from lib.views.title import title_of

MAX_TILES = 12
"""How many tiles a cell shows; a link leads to further ones."""


@cached
def view(tables: Tables, query: Query, on: date) -> View:
    """The map on a day."""
    filters, links = query.filters.with_closed(), Links(query.filters, on)
    places = map_places(tables, on, filters)
    certs, tiers = places.certs, places.tiers
    blocks: tuple[Block, ...] = (Control("loosen", Heights(160, 160)),)
    if len(certs):
        blocks = (_board(tables, query, on, filters, links), Control("below"), *_counts(tables, query, on, filters))
    return View(
        title_of(pages.TIER_MAP, query.filters),
        pages.TIER_MAP.question,
        tier_map.finding(certs, tiers=tiers),
        blocks,
        highlights=highlights(certs),
        controls=Heights(0, 128),  # on a wide screen they stand beside the question
    )


def _board(tables: Tables, query: Query, on: date, filters: Filters, links: Links) -> Html:
    certs, tiers, _ = map_places(tables, on, filters)
    lit = tier_map.search_mask(certs, query.find)
    filtered_out = int(tier_map.search_mask(snapshot.brief(tables, on), query.find).sum() - lit.sum())
    search_finding = tier_map.search_finding(certs, lit, query.find, filtered_out)
    return _html(certs, lit, tiers, search_finding, query.colour, links)


def _counts(tables: Tables, query: Query, on: date, filters: Filters) -> tuple[Block, ...]:
    """The treemap and the heatmap of what anybody can book, with what to know before reading them."""
    certs, tiers, places = map_places(tables, on, filters)
    bookable = certs[certs["bookable"]]
    if bookable.empty:
        return (heading("None of these can be booked now, so there is nothing to count."),)
    tree_finding = tier_map.tree_finding(bookable, tiers=tiers)
    heat_finding = tier_map.heat_finding(places, query.measure)
    checked = tables["certs"]["checked_on"].max()
    source = render("board_source.html", bookable=len(bookable), checked=checked)
    wide, narrow = (partial(treemap, on=on, filters=filters, wide=wide) for wide in (True, False))
    heat = Picture("tier_heatmap", heat_finding, partial(heatmap, on=on, filters=filters, measure=query.measure))
    notes = (heading("What to know before reading"), _notes(certs, bookable))
    return (
        heading(tree_finding),
        Picture("tier_treemap", tree_finding, wide, narrow),
        source,
        Columns((11, 5), ((heading(heat_finding), Control("measure", Heights(32, 32)), heat, source), notes)),
    )


def lit_ids(tables: Tables, query: Query, on: date) -> list[str]:
    """The ids of the certifications on the map that match the search."""
    certs = map_places(tables, on, query.filters.with_closed()).certs
    return certs.loc[tier_map.search_mask(certs, query.find), "id"].tolist()


def as_tables(tables: Tables, query: Query, on: date) -> tuple[Html, Html]:
    """The same facts as tables: the certifications, and the counts and median prices by vendor and tier."""
    places = map_places(tables, on, query.filters.with_closed())
    return cards.table(places.certs, Links(query.filters, on), article=False), _places_table(places)


class MapPlaces(NamedTuple):
    """What is on the map.

    `certs` are the certifications in reading order, those that nobody can book too, with `record`; `tiers` those that
    the filters let through, in order; `places` the numbers of each place (`lib.catalogue.tier_map.places`).
    """

    certs: pd.DataFrame
    tiers: tuple[str, ...]
    places: pd.DataFrame


@cached
def map_places(tables: Tables, on: date, filters: Filters) -> MapPlaces:
    """What is on the map for some filters, which let closed certifications through."""
    vocabulary = parameters.vocabulary(tables)
    rows = matching(snapshot.brief(tables, on), filters)
    certs = tier_map.board(rows, tiers=vocabulary["tier"], vendors=vocabulary["vendor"])
    certs = certs.assign(code=[cert["code"] for cert in records(certs)])
    tiers = tuple(tier for tier in vocabulary["tier"] if tier in (filters.tier or vocabulary["tier"]))
    return MapPlaces(certs, tiers, tier_map.places(certs, tiers=tiers))


@cached_figure
def treemap(tables: Tables, on: date, filters: Filters, *, wide: bool) -> go.Figure:
    """The figure of what anybody can book as a treemap."""
    certs = map_places(tables, on, filters).certs
    return charts.tier_treemap(certs[certs["bookable"]], wide=wide)


@cached_figure
def heatmap(tables: Tables, on: date, filters: Filters, measure: str) -> go.Figure:
    """The figure of a measure (`lib.catalogue.tier_map.MEASURES`) by vendor and tier."""
    _, tiers, places = map_places(tables, on, filters)
    return charts.tier_heatmap(places, measure, tiers)


def _notes(certs: pd.DataFrame, bookable: pd.DataFrame) -> Html:
    """What to know before reading the counts and medians: what they leave out."""
    unbookable = certs[~certs["bookable"]]
    groups = unbookable.groupby(unbookable["status"].map(reasons()))
    return render(
        "board_notes.html",
        besides=[(why, rows["code"].tolist()) for why, rows in groups],
        unpriced=bookable.loc[bookable["price_usd"].isna(), "code"].tolist(),
        betas=bookable.loc[bookable["status"] == "beta", "code"].tolist(),
    )


def _html(certs: pd.DataFrame, lit: Mask, tiers: Sequence[str], search_finding: str, colour: str, links: Links) -> Html:
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


def _places_table(board: MapPlaces) -> Html:
    rows: dict[str, list[Row]] = {vendor: [] for vendor in board.places["vendor"]}
    for place in board.places.to_dict("records"):
        rows[place["vendor"]].append({str(name): value for name, value in place.items()})
    return render("board_places.html", tiers=board.tiers, rows=rows)
