"""Downloads of what is on screen, and of everything."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from lib import exports
from lib.ui import data, frame


def control(found: pd.DataFrame, every: pd.DataFrame) -> None:
    """A popover with what the reader sees and the whole catalogue, in each format.

    Takes certifications with their status; a file is made when it is asked for.
    """
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    for name, words, rows in (("seen", "What you see", found), ("all", "Everything", every)):
        panel.markdown(f"{words} ({len(rows)})")
        buttons = panel.container(horizontal=True, gap="small")
        for kind, (ending, mime) in exports.FORMATS.items():
            file = f"certwise-{name}-{frame.on()}.{ending}"
            made = partial(_file, tuple(rows["id"]), frame.on(), kind)
            buttons.download_button(kind, made, file, mime, key=f"download_{name}_{ending}", on_click="ignore")


def _file(ids: tuple[str, ...], on: date, kind: str) -> bytes:
    rows = data.certs(on).set_index("id", drop=False).loc[list(ids)]
    return exports.table_file(rows, "certs", kind)
