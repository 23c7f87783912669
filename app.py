"""The server: `streamlit run app.py`. The pages begin in `pages/_app.py`."""

import streamlit as st

from lib.ui.start import open_prefixes, show_failure, warm
from lib.web.server import lifespan, middleware, routes

app = st.App(
    "pages/_app.py",
    lifespan=lifespan(warm),
    middleware=middleware(open_prefixes()),
    routes=routes,
    on_script_error=show_failure,
)
