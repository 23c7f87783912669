"""Downloads of what is on screen, and of everything."""

from functools import partial

import pandas as pd
import streamlit as st

from lib import exports
from lib.ui import frame


def control(found: pd.DataFrame, every: pd.DataFrame) -> None:
    """A popover with what the reader sees and the whole catalogue, in each format; files are made when asked for."""
    with frame.controls().popover("Download", key="download"):
        for name, rows in (("seen", found), ("all", every)):
            st.markdown(f"What you see ({len(rows)})" if name == "seen" else f"Everything ({len(rows)})")
            with st.container(horizontal=True, gap="small"):
                for kind, (ending, mime) in exports.FORMATS.items():
                    st.download_button(
                        kind,
                        partial(exports.table_file, rows, "certs", kind),
                        f"certwise-{'certifications' if name == 'seen' else 'all'}-{frame.on()}.{ending}",
                        mime,
                        key=f"download_{name}_{ending}",
                        on_click="ignore",
                    )
