"""The functions of the pages that `app.py` gives the server: for start-up, for open paths, for a page that fails."""

import streamlit as st

from lib import charts
from lib.catalogue.filtering import SORTS
from lib.catalogue.status import today

# Imported so that they are in memory when start-up freezes the heap (lib.web.streamlit.garbage).
from lib.ui import (  # noqa: F401
    comparison_controls,
    data,
    downloads,
    drawing,
    figures,
    frame,
    map_controls,
    results,
    source_controls,
)
from lib.ui.cost_vs_salary import controls, download  # noqa: F401
from lib.ui.error_page import show_failure
from lib.ui.planner import export, plan_controls, request_form  # noqa: F401

__all__ = ["open_prefixes", "show_failure", "warm"]

AGENT = "/_stcore/agent/"


def open_prefixes() -> tuple[str, ...]:
    """The prefixes of paths that a flag of Streamlit opens: its agent API (HACKING)."""
    return (AGENT,) if st.get_option("server.enableAgentApi") else ()


def warm() -> None:
    """Fill the caches that every first page needs. Raises DataProblem if the tables cannot be used."""
    data.brief(today(), None, SORTS[0])
    # Plotly imports most of its modules when the first figure is built and serialised.
    charts.exam_domains(data.tables()["exam_domains"].head(3), "").to_json()
