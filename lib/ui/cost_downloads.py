"""Cost vs salary: what is on the page as files."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from lib import exports, roles
from lib.ui import downloads, landscape, payback, role_pay


def control(pay: role_pay.Sheet, source: str, back: payback.Sheet, prices: landscape.Sheet) -> None:
    """A popover with the rows behind each picture, in each format."""
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    shown = pay.side_by_side if source == roles.ALL else pay.board
    files: list[tuple[str, str, Callable[[str], bytes]]] = [
        ("pay", f"Cost and pay ({len(shown)} rows)", partial(exports.rows_file, shown)),
        ("payback", f"Payments of the path ({len(back.payments)})", partial(exports.rows_file, back.payments)),
        ("prices", f"Prices ({len(prices.found)})", partial(downloads.certs_file, prices.found)),
    ]
    for name, words, made in files:
        panel.markdown(words)
        downloads.buttons(panel, name, made)
