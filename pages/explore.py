"""Explore: what is out there, and what of it can still be booked."""

from dataclasses import replace

import streamlit as st

from lib import certs, site
from lib.ui import cards, controls, data, downloads, frame, state

with frame.controls():
    words = state.words("Search", key="q", placeholder="Code, name, topic", width=230, type="search", label_visibility="collapsed")
    sort = state.choice(st.selectbox, "Sort by", certs.SORTS, key="sort", width=180)
    view = state.choice(st.segmented_control, "View", ("cards", "table"), key="view", label_visibility="collapsed")
with frame.more_filters():
    price_max = state.number("Price up to ($)", key="price_max", low=0, high=5000, step=25, placeholder="any", width=170)
    language = state.option("Exam language", data.languages(), key="language", placeholder="any", width=210)
    article = state.switch("Only the article's ten", key="article")
    closed = state.switch("Show closed and retired ones", key="closed")

tables = data.tables()
every = data.certs(frame.on(), language)
filters = replace(frame.shared_filters(), price_max=price_max, language=language, q=words, article=article, closed=closed)
found = certs.ordered(certs.matching(every, filters), sort, tables["tiers"]["tier"], tables["vendors"]["vendor"])

frame.question(site.EXPLORE.question, certs.finding(found) if len(found) else "Nothing matches all filters at once.")
controls.facet_counts(certs.facet_counts(every, filters))
controls.result_line(found, every, filters)
if found.empty:
    controls.loosen(certs.loosened(every, filters))
    st.stop()

if view == "cards":
    cards.cards(found, tables["tiers"], frame.following(), grouped=sort == "tier", article=article)
else:
    cards.table(found, frame.following(), article=article)
downloads.control(found, every)
