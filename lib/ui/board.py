"""The tier map as HTML: tiles that are links, in rows of vendors and columns of tiers, and what is said about them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import board, links, query, site
from lib.certs import FACETS, SORTS, Filters, Mask, besides, matching
from lib.html import render
from lib.overview import NOT_BOOKABLE
from lib.theme import FOCUS, STATUS
from lib.ui import cards, controls, data, downloads, frame, tiles, widths
from lib.ui.tiles import Tile

MOST = 12
"""How many tiles a cell shows at most; a link leads to the rest."""


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
    made = [tiles.tile(one, colour, following, lit=is_lit) for one, is_lit in zip(shown["record"], found, strict=True)]
    rows = [_row(vendor, group, tiers, following) for vendor, group in _grouped(made, shown["vendor"]).items()]
    folds = set(shown.loc[shown["folded"], "vendor"])
    shown_rows = [row for row in rows if row["vendor"] not in folds]
    others = [[one for one in made if one["vendor"] in folds and one["tier"] == tier] for tier in tiers]
    in_tier = Counter(shown.loc[shown["bookable"], "tier"])
    ids = [("id", one) for one in shown.loc[found, "id"]]
    return render(
        "board.html",
        by=colour,
        told=told,
        lit=len(ids),
        compare=links.address(site.COMPARE, [*ids, *following]) if 2 <= len(ids) <= query.MOST_COMPARED else "",
        legend=_legend(shown, colour),
        besides=besides(shown),
        shares=_shares([*([cell["tiles"] for cell in row["cells"]] for row in shown_rows), others]),
        heads=[{"tier": tier, "many": in_tier[tier]} for tier in tiers],
        rows=shown_rows,
        folded=[row for row in rows if row["vendor"] in folds],
        others=others,
    )


def _shares(rows: Sequence[Sequence[Sequence[Tile]]]) -> str:
    """The widths of the columns as CSS. Takes the tiles of each cell of each row."""
    lengths = tuple(tuple(tuple(map(_length, cell)) for cell in row) for row in rows)
    return " ".join(f"{share}fr" for share in widths.shares(lengths))


def _length(tile: Tile) -> float:
    return widths.length(tile["code"], tile["name"], tile["said"], tile["price"] or "$ ?")


def _grouped(made: Sequence[Tile], vendors: pd.Series) -> dict[str, list[Tile]]:
    rows: dict[str, list[Tile]] = {vendor: [] for vendor in vendors}
    for tile in made:
        rows[tile["vendor"]].append(tile)
    return rows


def _row(vendor: str, made: Sequence[Tile], tiers: Sequence[str], following: links.Pairs) -> dict[str, Any]:
    rest = [pair for pair in following if pair[0] != "vendor"]
    return {
        "vendor": vendor,
        "many": sum(tile["bookable"] for tile in made),
        "href": links.address(site.EXPLORE, [("vendor", vendor), *rest, ("closed", "1")]),
        "cells": [_cell(vendor, tier, [tile for tile in made if tile["tier"] == tier], rest) for tier in tiers],
    }


def _cell(vendor: str, tier: str, made: Sequence[Tile], rest: links.Pairs) -> dict[str, Any]:
    """What is lit comes first where a cell cannot show all."""
    pairs = [("vendor", vendor), ("tier", tier), *(pair for pair in rest if pair[0] != "tier"), ("closed", "1")]
    first = sorted(made, key=lambda tile: not tile["lit"]) if len(made) > MOST else made
    more = max(0, len(made) - MOST)
    return {"tier": tier, "tiles": first[:MOST], "more": more, "more_href": links.address(site.EXPLORE, pairs)}


def _legend(shown: pd.DataFrame, colour: str) -> list[dict[str, Any]]:
    """The words of a colour with how many of each anybody can book. The tiers need none: they are the columns."""
    if colour == "tier":
        return []
    column, known = ("status_word", STATUS) if colour == "status" else ("focus", FOCUS)
    many = shown["bookable"].groupby(shown[column], sort=False).sum()
    words = [*(word for word in known if word in many.index), *(word for word in many.index if word not in known)]
    return [{"word": word, "many": many[word], "edge": tiles.edge(colour, word)} for word in words]


def measure_control(asked: query.Query) -> None:
    """What the heatmap shows."""
    controls.one_of("Measure", board.MEASURES, "measure", asked.measure)


def below(view: View, filters: Filters, following: links.Pairs) -> None:
    """What can be done with the map: compare some, download, start again; and the same facts as tables."""
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        controls.compare_some(view.found, view.lit)
        downloads.control(view.found, data.certs(frame.on()))
        if any(filters.is_on(facet) for facet in FACETS):
            st.button("Reset filters", key="reset", type="tertiary", on_click=frame.reset)
    panel = st.expander("The same as a table", key="as_table", on_change="rerun")
    if panel.open:
        with panel:
            cards.table(view.found, following, article=False)
            st.html(_places_table(view))


def _places_table(view: View) -> str:
    rows: dict[str, list[dict[str, Any]]] = {vendor: [] for vendor in view.places["vendor"]}
    for place in view.places.to_dict("records"):
        rows[place["vendor"]].append({str(name): value for name, value in place.items()})
    return render("board_places.html", tiers=view.tiers, rows=rows)
