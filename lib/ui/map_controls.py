"""Tier map: its controls, and what is below the board."""

import streamlit as st

from lib.address.query import Query
from lib.catalogue import tier_map
from lib.catalogue.filters import FACETS
from lib.ui import data, downloads, frame, results
from lib.views.tier_map import board


def controls(query: Query) -> None:
    """Draw the search, and the choice of what the edges of the tiles mean."""
    results.search("Find", "find", query.find, "Find: code, name, topic")
    results.one_of("Colour by", tier_map.COLOURS, "colour", query.colour, labelled=True)


def measure(query: Query) -> None:
    """Draw the choice of what the heatmap shows."""
    results.one_of("Measure", tier_map.MEASURES, "measure", query.measure)


def below(query: Query) -> None:
    """Draw what is below the board: compare some, downloads, the reset of filters, and the same facts as tables."""
    tables, on = data.tables(), frame.on()
    certs = board.map_places(tables, on, query.filters.with_closed()).certs
    with st.container(key="below", horizontal=True, vertical_alignment="center", gap="small"):
        results.compare_some(certs, board.lit_ids(tables, query, on))
        downloads.control(certs, data.certs(on))
        if any(query.filters.is_on(facet) for facet in FACETS):
            st.button("Reset filters", key="reset", type="tertiary", on_click=frame.reset)
    panel = st.expander("The same as a table", key="as_table", on_change="rerun")
    if panel.open:
        for table in board.as_tables(tables, query, on):
            panel.html(table)
