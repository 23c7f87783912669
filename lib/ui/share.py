"""The Share control: the link of what is on screen."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib.ui import state


def link(**more: str) -> str:
    """The address of this view, as the browser shows it; with some keys set, if asked."""
    pairs = [pair for pair in state.pairs() if pair[0] not in more] + list(more.items())
    base = urlsplit(st.context.url or "")
    address = f"{base.scheme}://{base.netloc}{base.path or '/'}" if base.netloc else "/"
    return f"{address}?{urlencode(pairs)}" if pairs else address


def control() -> None:
    """A button that opens the link of this view, ready to copy."""
    if (panel := st.popover("Share", key="share", on_change="rerun")).open:
        panel.markdown("Anyone who opens this link sees this view.")
        panel.code(link(), language=None, wrap_lines=True)
