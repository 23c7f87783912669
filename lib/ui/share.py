"""The Share control: the link of what is on screen, as text, as a QR code and as HTML for another site."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import links, sharing, site
from lib.html import render
from lib.settings import current
from lib.ui import state


def link(**more: str) -> str:
    """The address of this view, as the browser shows it; with some keys set, if asked."""
    pairs = [pair for pair in state.pairs() if pair[0] not in more] + list(more.items())
    base = urlsplit(st.context.url or "")
    address = f"{base.scheme}://{base.netloc}{base.path or '/'}" if base.netloc else "/"
    return f"{address}?{urlencode(pairs)}" if pairs else address


def control(page: site.Page) -> Callable[[Mapping[str, str]], None]:
    """A button that opens the link of this view. Gives what fills it after the page, which may add to the link."""
    panel = st.popover("Share", key="share", on_change="rerun")
    return lambda carried: _panel(panel, page, carried) if panel.open else None


def _panel(panel: DeltaGenerator, page: site.Page, carried: Mapping[str, str]) -> None:
    address, origins = link(**carried), current().embed
    panel.markdown("Anyone who opens this link sees this view.")
    panel.code(address, language=None, wrap_lines=True)
    panel.html(render("share.html", code=sharing.qr_code(address), sources=links.address(site.SOURCES)))
    panel.text(sharing.who_may_embed(origins))
    if origins:
        panel.code(sharing.frame_code(address, f"{page.name} · {site.NAME}"), language=None, wrap_lines=True)
