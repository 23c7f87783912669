"""Compare: the control that picks the certifications."""

from collections.abc import Sequence

import streamlit as st

from lib.address import parameters
from lib.catalogue import snapshot
from lib.ui import data, frame, url_state


def picker(ids: Sequence[str]) -> None:
    """Draw the control that picks up to four; it offers those that nobody can book last."""
    rows = snapshot.certs(data.tables(), frame.on()).sort_values("gone", kind="stable")
    labels = dict(zip(rows["id"], rows["label"], strict=True))
    url_state.control(
        st.multiselect,
        "Certifications to compare",
        list(labels),
        key="id",
        value=list(ids),
        default=[],
        format_func=labels.get,
        max_selections=parameters.MAX_COMPARED,
        placeholder="Add a certification: code or name",
        select_all=False,
        filter_mode="contains",
        label_visibility="collapsed",
        wrap=True,
    )
