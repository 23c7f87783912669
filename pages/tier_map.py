"""Tier map: how the tiers line up across vendors."""

import streamlit as st

from lib.address import pages
from lib.catalogue import filtering
from lib.catalogue.tier_map import with_closed
from lib.ui import data, elements, figures, frame, results
from lib.ui.tier_map import board

query = frame.page_query()
with frame.controls():
    board.own_controls(query)

on, filters, links = frame.on(), with_closed(frame.shared_filters()), frame.links()
content = board.content(on, filters, query.colour, query.find, links)

frame.question(pages.TIER_MAP.question, content.finding)
if content.certs.empty:
    results.loosen(filtering.counts_without(data.brief(on, None, query.sort), filters))
    frame.end_page()

st.html(content.html)
board.below(content, filters, links)
if not content.certs["bookable"].any():
    elements.heading("None of these can be booked now, so there is nothing to count.")
    frame.end_page()

elements.heading(content.tree_finding)
figures.show_both_widths(board.treemap, on, filters, key="tier_treemap", alt=content.tree_finding)
st.html(content.source)

heat_column, note_column = st.columns([11, 5], gap="large")
with heat_column:
    elements.heading(content.heat_findings[query.measure])
    board.measure_control(query)
    heatmap = board.heatmap(on, filters, query.measure)
    figures.show(heatmap, key="tier_heatmap", alt=content.heat_findings[query.measure])
    st.html(content.source)
with note_column:
    elements.heading("What to know before reading")
    st.html(content.notes)
