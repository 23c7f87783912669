"""Controls of one page, whose state is the address.

The address is read before a control is drawn and written in its callback, so that a link, Back and a fresh browser
all give the same page. Streamlit's own binding is right for controls that every page draws (see `lib.ui.frame`);
a key that only some pages bind is stripped from the history on leaving (docs/adr/0002).
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from lib.text import plain

YES = ("1", "true", "yes", "on")


def choice(draw: Callable[..., Any], label: str, options: Sequence[str], *, key: str, **shown: Any) -> str:
    """A control with one of several words; the first is the default and is left out of the address."""
    written = st.query_params.get(key, options[0])
    known = next((one for one in options if one.casefold() == written.casefold()), None)
    if known is None:
        not_understood(f"{key}={written}", f"it is one of {', '.join(options)}")
    st.session_state[key] = known or options[0]
    draw(label, options, key=key, on_change=_write, args=(key, options[0]), **shown)
    return known or options[0]


def option(label: str, options: Sequence[str], *, key: str, **shown: Any) -> str | None:
    """A select box with one of several words or none."""
    written = st.query_params.get(key, "")
    known = next((one for one in options if one.casefold() == written.casefold()), None)
    if written and known is None:
        not_understood(f"{key}={written}", "it is not among the choices")
    st.session_state[key] = known
    st.selectbox(label, options, index=None, key=key, on_change=_write, args=(key, None), **shown)
    return known


def words(label: str, *, key: str, max_chars: int = 80, **shown: Any) -> str:
    """A text field."""
    written = st.query_params.get(key, "")[:max_chars]
    st.session_state[key] = written
    st.text_input(label, key=key, max_chars=max_chars, on_change=_write, args=(key, ""), **shown)
    return written


def number(label: str, *, key: str, low: float, high: float, **shown: Any) -> float | None:
    """A number within bounds, or none."""
    written = st.query_params.get(key, "")
    value = _number(written)
    if written and (value is None or not low <= value <= high):
        not_understood(f"{key}={written}", f"it is a number from {low:g} to {high:g}")
        value = None
    st.session_state[key] = value
    st.number_input(label, low, high, key=key, value=None, on_change=_write, args=(key, None), **shown)
    return value


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def switch(label: str, *, key: str, **shown: Any) -> bool:
    """A switch that is off by default."""
    written = st.query_params.get(key, "")
    value = written.casefold() in YES
    if written and not value:
        not_understood(f"{key}={written}", "it is 1 or left out")
    st.session_state[key] = value
    st.toggle(label, key=key, on_change=_write, args=(key, False), **shown)
    return value


def _write(key: str, default: object) -> None:
    """Put a control's new value into the address, or take it out where it is the default."""
    value = st.session_state[key]
    if value is None or value in (default, ""):
        st.query_params.pop(key, None)
    elif value is True:
        st.query_params[key] = "1"
    else:
        st.query_params[key] = f"{value:g}" if isinstance(value, float) else str(value)


def not_understood(what: str, why: str) -> None:
    """Note a part of the address that is left out; the frame shows all notes of a run above the page."""
    notes: list[str] = st.session_state.setdefault("_notes", [])
    note = f"`{what.replace('`', '')[:80]}` was left out: {plain(why)}."
    if note not in notes:
        notes.append(note)
