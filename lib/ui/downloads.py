"""Downloads of what is on screen, and of everything."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import exports
from lib.tables import TABLES
from lib.ui import frame


def control(found: pd.DataFrame, every: pd.DataFrame) -> None:
    """A popover with what the reader sees and the whole catalogue, in each format.

    Takes certifications with `record` (see `lib.ui.data`).
    """
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    for name, words, rows in (("seen", "What you see", found), ("all", "Everything", every)):
        panel.markdown(f"{words} ({len(rows)})")
        buttons(panel, name, partial(certs_file, rows))


def rows(frame_of: Callable[[], pd.DataFrame], name: str, label: str = "Download the data") -> None:
    """A popover with the rows behind a picture in each format."""
    panel = st.popover(label, type="tertiary", key=f"download_{name}", on_change="rerun")
    if panel.open:
        buttons(panel, name, lambda kind: exports.rows_file(frame_of(), kind))


def buttons(panel: DeltaGenerator, name: str, made: Callable[[str], bytes]) -> None:
    """A button for each format; `made` gives the file of one, and is called when that one is asked for."""
    row = panel.container(horizontal=True, gap="small")
    for kind, (ending, mime) in exports.FORMATS.items():
        file = f"certwise-{name}-{frame.on()}.{ending}"
        key = f"download_{name}_{ending}"
        row.download_button(kind, partial(made, kind), file, mime, key=key, on_click="ignore")


def certs_file(found: pd.DataFrame, kind: str) -> bytes:
    """Certifications with `record` as a file, with their status and price as of the day that is shown."""
    columns = [*TABLES["certs"].columns, "status"]
    return exports.table_file(pd.DataFrame(found["record"].tolist(), columns=columns), "certs", kind)
