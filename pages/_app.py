"""The frame: every page runs inside it."""

import streamlit as st

from lib.ui import frame

page = st.navigation(frame.navigation_pages(), position="top")
st.set_page_config(page_title=frame.tab_title(page.title), page_icon=frame.ICON, layout="wide")
with frame.around(page):
    page.run()
