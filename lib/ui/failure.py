"""What a reader sees when a page fails: a sentence. The trace is in the log, where Streamlit has written it."""

import streamlit as st

from lib import site
from lib.html import render


def failed(_: Exception) -> bool:
    """Say it on the page; True keeps Streamlit from saying it in its own way."""
    st.html(render("failure.html", title=site.FAILED, sentence=site.APOLOGY))
    return True
