"""Compare: two to four certifications side by side."""

import streamlit as st

from lib import site
from lib.compare import invitation
from lib.ui import compare, data, downloads, frame

every = data.certs(frame.on())
ids = frame.asked().ids
with frame.controls():
    compare.picker(every, ids, frame.on())

if len(ids) < 2:
    frame.question(site.COMPARE.question, invitation(every, ids))
    compare.begin(every, ids, frame.on(), frame.following())
    frame.done()

shown = compare.view(ids, every, frame.on(), frame.following())
frame.title(shown.title)
frame.question(site.COMPARE.question, shown.finding)
st.html(shown.sheet)
downloads.control(shown.certs, every)
compare.exams(shown)
st.html(shown.years)
