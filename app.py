"""The server: `streamlit run app.py`. What people see starts in `pages/_app.py`."""

import streamlit as st

from lib.ui.start import failed, warm
from lib.web.server import lifespan, middleware, routes

app = st.App("pages/_app.py", lifespan=lifespan(warm), middleware=middleware, routes=routes, on_script_error=failed)
