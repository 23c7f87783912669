"""One control and one line of text."""

import streamlit as st

st.pills("Colour", ["red", "green", "blue"], selection_mode="multi", key="vendor")
st.markdown("Text")
