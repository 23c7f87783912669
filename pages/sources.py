"""Sources: what the figures rest on, where sources differ, what is stale, and everything to take away."""

from functools import partial

import streamlit as st

from lib import certs, charts, site
from lib.ui import controls, data, frame, pictures, sources, trust

asked = frame.asked()
with frame.controls():
    sources.downloads(asked)

filters = trust.filters(frame.shared_filters())
every = data.certs(frame.on())
sheet = trust.sheet(every, filters, frame.on(), frame.following())
if sheet is None:
    frame.question(site.SOURCES.question, certs.finding(every.head(0)))
    controls.loosen(certs.loosened(every, filters))
    frame.done()

frame.question(site.SOURCES.question, sheet.finding)
left, right = st.columns([13, 7], gap="large")
with left:
    st.html(sheet.key)
    bars = partial(charts.evidence_bars, sheet.grounds, sheet.certs)
    pictures.show(bars, frame.on(), *frame.following(), key="evidence_bars", alt=sheet.heading)
    st.html(sheet.twin)
right.html(sheet.aside)

st.html(sheet.differences)
sources.controls(asked)
st.html(sources.listing(asked.find, asked.group, frame.following()))
st.html(sources.rest())
