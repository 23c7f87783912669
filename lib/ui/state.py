"""Controls of one page, whose state is the address.

The address is read before a control is drawn (`lib.query`) and written in its callback, so that a link, Back and a
fresh browser all give the same page. Streamlit's own binding is right for controls that every page draws (see
`lib.ui.frame`); a key that only some pages bind is stripped from the history on leaving (docs/adr/0002).
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib import values


def as_written(value: Any) -> str | list[str]:
    """A control's value as the address has it."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if value is True:
        return "1"
    return values.written(value) if isinstance(value, float) else str(value)


def control(
    draw: Callable[..., Any],
    label: str,
    *options: Any,
    key: str,
    now: Any,
    default: Any,
    written: Callable[[Any], str | list[str]] = as_written,
    **shown: Any,
) -> None:
    """Draw a control with the value that the address gives it. A change goes to the address but for the default."""
    st.session_state[key] = now
    draw(label, *options, key=key, on_change=_write, args=(key, default, written), **shown)


def _write(key: str, default: object, written: Callable[[Any], str | list[str]]) -> None:
    value = st.session_state[key]
    put(key, None if value in (None, "", [], default) else written(value))


def put(key: str, written: str | list[str] | None) -> None:
    """Write one key of the address, a list as the key repeated in its order, or take it out."""
    if written is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = written


def pairs() -> list[tuple[str, str]]:
    """The address's query, repeated keys kept."""
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
