"""The floor of a rerun: one Streamlit control, with the heap of start-up frozen as in our app."""

import gc
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def lifespan(_: object):
    """Freeze the objects of start-up."""
    gc.collect()
    gc.freeze()
    yield


app = st.App(Path(__file__).with_name("floor_radio_page.py"), lifespan=lifespan)
