"""Overview: where to start, by what the reader wants to be able to do."""

from functools import partial

import streamlit as st

from lib.address import pages
from lib.preview import kickers
from lib.ui import downloads, elements, figures, frame, overview

on = frame.on()
content = overview.content(on, frame.links())

frame.question(pages.OVERVIEW.question, content.finding, kickers.OVERVIEW_KICKER)
path_column, timeline_column = st.columns([7, 4], gap="large")
path_column.html(content.outcomes)
with timeline_column:
    elements.heading(content.timeline_finding)
    figures.show_both_widths(overview.timeline, on, key="timeline", alt=content.timeline_finding)
    st.html(content.timeline_table)
    downloads.rows(partial(content.events.drop, columns="words"), "timeline", "Download the timeline")

if content.verdict_finding:
    elements.heading(content.verdict_finding)
    st.html(content.verdict)
elements.heading(content.glance_finding)
st.html(content.glance)
elements.heading("Go on from here")
st.html(content.further_links)
with st.expander("Every dated change"):
    st.html(content.changes)
