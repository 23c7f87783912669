"""Overview: where to start, by what the reader wants to be able to do."""

from functools import partial

import streamlit as st

from lib import charts, overview, path_costs, site
from lib.ui import data, downloads, facts, frame, outcomes, pictures

on = frame.on()
tables = data.tables()
every = data.certs(on)
following = frame.following()
view = (on, *following)
events = data.remembered(partial(overview.events, every, on=on), "events", on)
happening = overview.timeline_finding(events, on=on)

frame.question(site.OVERVIEW.question, overview.finding(every), outcomes.WHAT)
left, right = st.columns([7, 4], gap="large")
with left:
    st.html(data.remembered(partial(outcomes.chooser, tables, every, following), "chooser", *view))
with right:
    facts.heading(happening)
    pictures.show(partial(charts.timeline, events, on), on, key="timeline", alt=happening)

costs = data.remembered(partial(path_costs.path_costs, tables, every), "path_costs", on)
facts.heading(overview.verdict_finding(costs))
st.html(data.remembered(partial(outcomes.verdict, tables, every, following), "verdict", *view))
facts.heading(data.remembered(partial(outcomes.glance_finding, every, tables), "glance_finding", on))
st.html(data.remembered(partial(outcomes.glance, every, tables, following), "glance", *view))
facts.heading("Go on from here")
st.html(data.remembered(partial(outcomes.onward, tables, every, following), "onward", *view))
with st.expander("Every dated change"):
    st.html(data.remembered(partial(outcomes.changes, tables, every, on, following), "changes", *view))
    downloads.rows(partial(events.drop, columns="words"), "timeline", "Download the timeline")
