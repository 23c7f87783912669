"""Compare: the control that picks the certifications, and the downloads."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from lib.address import parameters
from lib.catalogue import snapshot
from lib.compare.sheet import chosen
from lib.tables.cache import while_alive
from lib.tables.store import Tables
from lib.ui import data, downloads, frame, url_state


def picker(ids: Sequence[str]) -> None:
    """Draw the control that picks up to four; it offers those that nobody can book last."""
    labels = _labels(data.tables(), frame.on())
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


@while_alive(64)
def _labels(tables: Tables, on: date) -> Mapping[str, str]:
    rows = snapshot.certs(tables, on).sort_values("gone", kind="stable")
    return dict(zip(rows["id"], rows["label"], strict=True))


def download(ids: tuple[str, ...]) -> None:
    """Draw the downloads of the compared certifications."""
    downloads.control(_compared(data.tables(), ids, frame.on()), data.certs(frame.on()))


@while_alive(64)
def _compared(tables: Tables, ids: tuple[str, ...], on: date) -> pd.DataFrame:
    return chosen(snapshot.certs(tables, on), ids)
