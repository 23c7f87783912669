"""The frame: every page runs inside it."""

import streamlit as st

from lib.ui import frame

st.set_page_config(page_title="Certwise", layout="wide")
page = st.navigation(frame.pages(), position="top")
with frame.around(page):
    page.run()
