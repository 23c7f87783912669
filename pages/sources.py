"""Sources: the evidence of the figures, the differences between sources, stale facts, and all data to download."""

import streamlit as st

from lib.address import pages
from lib.catalogue import filtering
from lib.ui import data, figures, frame, results
from lib.ui.sources import blocks, lists

query = frame.page_query()
with frame.controls():
    lists.downloads(query)

filters = blocks.filters(frame.shared_filters())
content = blocks.content(filters, frame.on(), frame.links())
if content is None:
    all_certs = data.certs(frame.on())
    frame.question(pages.SOURCES.question, filtering.finding(all_certs.head(0)))
    results.loosen(filtering.counts_without(all_certs, filters))
    frame.end_page()

frame.question(pages.SOURCES.question, content.finding)
figure_column, contents_column = st.columns([13, 7], gap="large")
with figure_column:
    st.html(content.key)
    figures.show(blocks.evidence_bars(filters, frame.on()), key="evidence_bars", alt=content.heading)
    st.html(content.table)
contents_column.html(content.contents)

st.html(content.differences)
lists.controls(query)
st.html(lists.listing(query.find, query.group, frame.links()))
st.html(lists.dictionary())
