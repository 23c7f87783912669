"""The sentence that a reader sees when a page fails. Streamlit has written the trace to the log."""

import streamlit as st

from lib.address import pages
from lib.design.render import render


def show_failure(_: Exception) -> bool:
    """Draw the sentence. Returns True, which keeps Streamlit from showing the exception."""
    st.html(render("failure.html", title=pages.FAILED, sentence=pages.APOLOGY))
    return True
