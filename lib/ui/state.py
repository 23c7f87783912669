"""Controls of one page, whose state is the address.

The address is read before a control is drawn (`lib.query`) and written in its callback, so that a link, Back and a
fresh browser all give the same page. Streamlit's own binding is right for controls that every page draws (see
`lib.ui.frame`); a key that only some pages bind is stripped from the history on leaving (docs/adr/0002).
"""

from collections.abc import Callable
from typing import Any

import streamlit as st


def control(
    draw: Callable[..., Any], label: str, *options: Any, key: str, now: Any, default: Any, **shown: Any
) -> None:
    """Draw a control with the value that the address gives it. A change goes to the address but for the default."""
    st.session_state[key] = now
    draw(label, *options, key=key, on_change=_write, args=(key, default), **shown)


def _write(key: str, default: object) -> None:
    value = st.session_state[key]
    put(
        key,
        None
        if value in (None, "", default)
        else "1"
        if value is True
        else f"{value:g}"
        if isinstance(value, float)
        else str(value),
    )


def put(key: str, written: str | None) -> None:
    """Write one key of the address, or take it out."""
    if written is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = written


def pairs() -> list[tuple[str, str]]:
    """The address's query, repeated keys kept."""
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
