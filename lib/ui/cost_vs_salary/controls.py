"""Cost vs salary: the choice of the source and the role, and the reader's assumptions."""

from typing import Any

import streamlit as st

from lib.address import pages, parameters
from lib.address.query import DEFAULT, Query
from lib.cost.payback import BreakEvenAssumptions
from lib.pay import roles
from lib.ui import data, frame, url_state
from lib.views.cost_vs_salary import payback
from lib.views.cost_vs_salary.view import choice_of


def controls(query: Query) -> None:
    """Draw the choice of the source of pay, and of the role to explain."""
    tables = data.tables()
    choice, default = choice_of(tables, query), choice_of(tables, DEFAULT)
    sources = {**roles.sources(tables), roles.ALL: "All sources"}
    names = roles.names(tables)
    url_state.control(
        st.pills,
        "Source of pay",
        list(sources),
        key="source",
        value=choice.source,
        default=default.source,
        format_func=sources.get,
        required=True,
        wrap=True,
        label_visibility="collapsed",
    )
    url_state.control(
        st.selectbox,
        "Role",
        list(names),
        key="role",
        value=choice.role,
        default=default.role,
        format_func=names.get,
        width=270,
        label_visibility="collapsed",
    )


def assumptions(query: Query) -> None:
    """Draw the reader's assumptions of the break-even question in a row."""
    values, default = query.assumptions, BreakEvenAssumptions()
    low, high = payback.content(data.tables(), choice_of(data.tables(), query).role, values, frame.on()).hours
    with st.container(key="assumed", horizontal=True, vertical_alignment="bottom", gap="small"):
        _number("An hour is worth ($)", 5.0, "hour", values.hour_usd, default.hour_usd)
        _number("Hours of study", 10.0, "hours", values.hours, None, f"{(low + high) / 2:,g} (ours)" if high else "")
        _number("Horizon (months)", 6, "months", values.months, default.months)
        _number("Pass chance of a try (%)", 5, "chance", values.chance, default.chance)
        _number("Assumed raise ($ a year)", 500.0, "raise", values.raise_usd, default.raise_usd)


def _number(
    label: str,
    step: float,
    key: str,
    value: float | None,
    default: float | None,
    placeholder: str = "",
) -> None:
    """Draw one assumption as a number; a whole number if `step` is an int."""
    number_format: dict[str, Any] = {"format": "%g"} if isinstance(step, float) else {}
    url_state.control(
        st.number_input,
        label,
        *parameters.limits(pages.COSTS, key),
        None,
        step,
        key=key,
        value=value,
        default=default,
        width=190,
        placeholder=placeholder or None,
        **number_format,
    )
