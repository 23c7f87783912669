"""Overview: where to start, by what the reader wants to be able to do."""

from functools import partial

import streamlit as st

from lib import charts, kickers, site
from lib.ui import downloads, facts, frame, outcomes, pictures

on = frame.on()
sheet = outcomes.sheet(on, frame.following())

frame.question(site.OVERVIEW.question, sheet.finding, kickers.OVERVIEW)
left, right = st.columns([7, 4], gap="large")
left.html(sheet.chooser)
with right:
    facts.heading(sheet.happening)
    pictures.fitting(partial(charts.timeline, sheet.events, on), on, key="timeline", alt=sheet.happening)
    st.html(sheet.twin)
    downloads.rows(partial(sheet.events.drop, columns="words"), "timeline", "Download the timeline")

if sheet.verdict_finding:
    facts.heading(sheet.verdict_finding)
    st.html(sheet.verdict)
facts.heading(sheet.glance_finding)
st.html(sheet.glance)
facts.heading("Go on from here")
st.html(sheet.onward)
with st.expander("Every dated change"):
    st.html(sheet.changes)
