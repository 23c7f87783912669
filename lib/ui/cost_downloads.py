"""Cost vs salary: what is on the page as files."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from lib import exports, roles
from lib.ui import frame, landscape, payback, role_pay


def control(pay: role_pay.Sheet, source: str, back: payback.Sheet, prices: landscape.Sheet) -> None:
    """A popover with the rows behind each picture, in each format; a file is made when it is asked for."""
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    shown = pay.side_by_side if source == roles.ALL else pay.board
    files: list[tuple[str, str, Callable[[str], bytes]]] = [
        ("pay", f"Cost and pay ({len(shown)} rows)", partial(exports.rows_file, shown)),
        ("payback", f"Payments of the path ({len(back.payments)})", partial(exports.rows_file, back.payments)),
        ("prices", f"Prices ({len(prices.found)})", partial(_certs, prices.found)),
    ]
    for name, words, made in files:
        panel.markdown(words)
        buttons = panel.container(horizontal=True, gap="small")
        for kind, (ending, mime) in exports.FORMATS.items():
            file = f"certwise-{name}-{frame.on()}.{ending}"
            key = f"download_{name}_{ending}"
            buttons.download_button(kind, partial(made, kind), file, mime, key=key, on_click="ignore")


def _certs(found: pd.DataFrame, kind: str) -> bytes:
    rows = pd.DataFrame(found["record"].tolist(), columns=found.columns.drop("record"))
    return exports.table_file(rows.assign(price_usd=rows["price_now_usd"]), "certs", kind)
