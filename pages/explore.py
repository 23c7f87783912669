"""Explore: what is out there, and what of it can still be booked."""

import streamlit as st

from lib import certs, links, query, site
from lib.ui import cards, controls, data, frame, state

tables = data.tables()
asked = frame.asked()
mine = asked.filters

with frame.controls():
    state.control(
        st.text_input,
        "Search",
        key="q",
        value=mine.q,
        default="",
        max_chars=query.LONGEST,
        placeholder="Code, name, topic",
        width=230,
        type="search",
        label_visibility="collapsed",
    )
    state.control(st.selectbox, "Sort by", certs.SORTS, key="sort", value=asked.sort, default=certs.SORTS[0], width=190)
    state.control(
        st.segmented_control,
        "View",
        query.VIEWS,
        key="view",
        value=asked.view,
        default=query.VIEWS[0],
        label_visibility="collapsed",
    )
with frame.more_filters():
    state.control(
        st.number_input,
        "Price up to ($)",
        0.0,
        float(query.DEAREST),
        None,
        25.0,
        key="price_max",
        value=mine.price_max,
        default=None,
        format="%g",
        placeholder="any",
        width=170,
    )
    state.control(
        st.selectbox,
        "Exam language",
        links.languages(tables),
        None,
        key="language",
        value=mine.language,
        default=None,
        placeholder="any",
        width=210,
    )
    state.control(st.toggle, "Only the article's ten", key="article", value=mine.article, default=False)
    state.control(st.toggle, "Show closed and retired ones", key="closed", value=mine.closed, default=False)

filters = frame.filters()
every = data.brief(frame.on(), filters.language, asked.sort)
answer = certs.answer(every, filters)

frame.question(site.EXPLORE.question, certs.finding(answer.found))
controls.facet_counts(answer.counts)
controls.result_line(answer, every, filters)
if answer.found.empty:
    controls.loosen(certs.loosened(every, filters))
    st.stop()

if asked.view == query.VIEWS[0]:
    cards.cards(
        answer.found, tables["tiers"], frame.following(), grouped=asked.sort == certs.SORTS[0], article=filters.article
    )
else:
    cards.table(answer.found, frame.following(), article=filters.article)
