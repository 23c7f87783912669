"""Downloads as files: the certifications on screen, the whole catalogue, the rows behind a picture."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.catalogue.record import records
from lib.tables import export
from lib.tables.schema import TABLES
from lib.ui import frame


def control(certs: pd.DataFrame, all_certs: pd.DataFrame) -> None:
    """Draw a popover with the certifications that the page shows and the whole catalogue, in each format.

    Both frames have `record` (`lib.catalogue.snapshot.certs`).
    """
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    for name, words, rows in (("seen", "What you see", certs), ("all", "Everything", all_certs)):
        panel.markdown(f"{words} ({len(rows)})")
        buttons(panel, name, partial(certs_file, rows))


def rows(frame_of: Callable[[], pd.DataFrame], name: str, label: str = "Download the data") -> None:
    """Draw a popover with the rows behind a picture in each format; `frame_of` gives them."""
    panel = st.popover(label, type="tertiary", key=f"download_{name}", on_change="rerun")
    if panel.open:
        buttons(panel, name, lambda kind: export.rows_file(frame_of(), kind))


def buttons(panel: DeltaGenerator, name: str, make_file: Callable[[str], bytes]) -> None:
    """Draw a button for each format. `make_file`, given a format, is called when the reader presses its button."""
    row = panel.container(horizontal=True, gap="small")
    for kind, (ending, mime) in export.FORMATS.items():
        file = f"certwise-{name}-{frame.on()}.{ending}"
        key = f"download_{name}_{ending}"
        row.download_button(kind, partial(make_file, kind), file, mime, key=key, on_click="ignore")


def certs_file(certs: pd.DataFrame, kind: str) -> bytes:
    """Certifications with `record` as a file of a format, with status and price as of the day that is shown."""
    columns = [*TABLES["certs"].columns, "status"]
    return export.table_file(pd.DataFrame(records(certs), columns=columns), "certs", kind)
