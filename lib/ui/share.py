"""The Share control: the link of what is on screen."""

from urllib.parse import urlencode, urlsplit

import streamlit as st


def link() -> str:
    """The address of this view, as the browser shows it."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    base = urlsplit(st.context.url or "")
    address = f"{base.scheme}://{base.netloc}{base.path or '/'}" if base.netloc else "/"
    return f"{address}?{urlencode(pairs)}" if pairs else address


def control() -> None:
    """A button that opens the link of this view, ready to copy."""
    with st.popover("Share", key="share"):
        st.markdown("Anyone who opens this link sees this view.")
        st.code(link(), language=None, wrap_lines=True)
