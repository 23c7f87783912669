"""The floor of a rerun: one Streamlit radio, with the start-up heap frozen as ours is."""

import gc
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def lifespan(_: object):
    """Freeze what start-up left."""
    gc.collect()
    gc.freeze()
    yield


app = st.App(Path(__file__).with_name("floor_radio_page.py"), lifespan=lifespan)
