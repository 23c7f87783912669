"""Cost vs salary: the rows behind the figures as files."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from lib.pay import roles
from lib.tables import export
from lib.ui import downloads
from lib.ui.cost_vs_salary import payback, price_landscape, role_pay


def control(
    pay: role_pay.RolePayContent,
    source: str,
    payback_content: payback.PaybackContent,
    prices: price_landscape.PriceLandscapeContent,
) -> None:
    """Draw a popover with the rows behind each figure, in each format. `source` is the source of pay on the page."""
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    pay_rows = pay.side_by_side if source == roles.ALL else pay.board
    files: list[tuple[str, str, Callable[[str], bytes]]] = [
        ("pay", f"Cost and pay ({len(pay_rows)} rows)", partial(export.rows_file, pay_rows)),
        (
            "payback",
            f"Payments of the path ({len(payback_content.payments)})",
            partial(export.rows_file, payback_content.payments),
        ),
        ("prices", f"Prices ({len(prices.certs)})", partial(downloads.certs_file, prices.certs)),
    ]
    for name, words, make_file in files:
        panel.markdown(words)
        downloads.buttons(panel, name, make_file)
