"""HTML elements that several pages draw."""

import streamlit as st

from lib.design.render import prose


def heading(finding: str) -> None:
    """Draw a heading of the second level that states a finding, with the punctuation of prose."""
    st.html(f"<h2 class='cw-h2'>{prose(finding)}</h2>")
