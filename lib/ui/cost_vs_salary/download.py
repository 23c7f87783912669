"""Cost vs salary: the rows behind the figures as files."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from lib.address.query import Query
from lib.pay import roles
from lib.tables import export
from lib.ui import data, downloads, frame
from lib.views.cost_vs_salary import payback, price_landscape, role_pay
from lib.views.cost_vs_salary.view import choice_of


def control(query: Query) -> None:
    """Draw a popover with the rows behind each figure, in each format."""
    panel = st.popover("Download", type="tertiary", key="download", on_change="rerun")
    if not panel.open:
        return
    tables, on = data.tables(), frame.on()
    choice = choice_of(tables, query)
    pay = role_pay.cost_and_pay(tables, choice, on)
    pay_rows = pay.side_by_side if choice.source == roles.ALL else pay.board
    payments = payback.content(tables, choice.role, query.assumptions, on).payments
    certs, _ = price_landscape.certs_and_tiers(tables, query.filters, on)
    files: list[tuple[str, str, Callable[[str], bytes]]] = [
        ("pay", f"Cost and pay ({len(pay_rows)} rows)", partial(export.rows_file, pay_rows)),
        ("payback", f"Payments of the path ({len(payments)})", partial(export.rows_file, payments)),
        ("prices", f"Prices ({len(certs)})", partial(downloads.certs_file, certs)),
    ]
    for name, words, make_file in files:
        panel.markdown(words)
        downloads.buttons(panel, name, make_file)
