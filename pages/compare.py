"""Compare: two to four certifications side by side."""

import streamlit as st

from lib.address import pages
from lib.compare.sheet import invitation
from lib.ui import compare, data, downloads, frame

on, links, ids = frame.on(), frame.links(), frame.page_query().ids
all_certs = data.certs(on)
with frame.controls():
    compare.picker(ids, on)

if len(ids) < 2:
    frame.question(pages.COMPARE.question, invitation(all_certs, ids))
    st.html(compare.presets(ids, on, links))
    frame.end_page()

content = compare.content(ids, on, links)
frame.set_tab_title(content.title)
frame.question(pages.COMPARE.question, content.finding)
st.html(content.facts)
downloads.control(content.certs, all_certs)
compare.exams(content)
st.html(content.years)
