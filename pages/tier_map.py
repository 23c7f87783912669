"""Tier map: how the tiers line up across vendors."""

from functools import partial

import streamlit as st

from lib import certs, charts, site
from lib.board import with_ghosts
from lib.ui import board, controls, data, facts, frame, pictures

asked = frame.asked()
with frame.controls():
    board.own_controls(asked)

on, filters, following = frame.on(), with_ghosts(frame.shared_filters()), frame.following()
view = board.view(on, filters, asked.colour, asked.find, following)

frame.question(site.TIER_MAP.question, view.finding)
if view.found.empty:
    controls.loosen(certs.loosened(data.brief(on, None, asked.sort), filters))
    frame.done()

st.html(view.html)
board.below(view, filters, following)
if view.bookable.empty:
    facts.heading("None of these can be booked now, so there is nothing to count.")
    frame.done()

facts.heading(view.tree)
pictures.fitting(partial(charts.tier_treemap, view.bookable), on, filters, key="tier_treemap", alt=view.tree)
st.html(view.source)

left, right = st.columns([11, 5], gap="large")
with left:
    facts.heading(view.heat[asked.measure])
    board.measure_control(asked)
    heat = partial(charts.tier_heatmap, view.places, asked.measure, view.tiers)
    pictures.show(heat, on, filters, asked.measure, key="tier_heatmap", alt=view.heat[asked.measure])
    st.html(view.source)
with right:
    facts.heading("What to know before reading")
    st.html(view.notes)
