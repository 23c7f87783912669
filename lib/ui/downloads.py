"""Downloads of what is on screen, and of everything."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib import exports
from lib.ui import frame


def control(found: pd.DataFrame, every: pd.DataFrame) -> None:
    """A popover with what the reader sees and the whole catalogue, in each format.

    Takes certifications with `record` (see `lib.ui.data`); a file is made when it is asked for.
    """
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    for name, words, rows in (("seen", "What you see", found), ("all", "Everything", every)):
        panel.markdown(f"{words} ({len(rows)})")
        buttons = panel.container(horizontal=True, gap="small")
        for kind, (ending, mime) in exports.FORMATS.items():
            file = f"certwise-{name}-{frame.on()}.{ending}"
            made = partial(_file, rows["record"].tolist(), kind)
            buttons.download_button(kind, made, file, mime, key=f"download_{name}_{ending}", on_click="ignore")


def rows(frame_of: Callable[[], pd.DataFrame], name: str, label: str = "Download the data") -> None:
    """A popover with the rows behind a picture in each format; they are made when a file is asked for."""
    panel = st.popover(label, type="tertiary", key=f"download_{name}", on_change="rerun")
    if not panel.open:
        return
    buttons = panel.container(horizontal=True, gap="small")
    for kind, (ending, mime) in exports.FORMATS.items():
        made = partial(_rows_file, frame_of, kind)
        file = f"certwise-{name}-{frame.on()}.{ending}"
        buttons.download_button(kind, made, file, mime, key=f"download_{name}_{ending}", on_click="ignore")


def _rows_file(frame_of: Callable[[], pd.DataFrame], kind: str) -> bytes:
    return exports.rows_file(frame_of(), kind)


def _file(records: list[dict[str, Any]], kind: str) -> bytes:
    rows = pd.DataFrame(records)
    return exports.table_file(rows.assign(price_usd=rows["price_now_usd"]), "certs", kind)
