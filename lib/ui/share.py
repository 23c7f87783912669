"""The Share control: the link of this view as text, QR code and HTML for another site, and where its data is."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode, urljoin, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.address import pages
from lib.design.render import render
from lib.settings import current
from lib.ui import data, url_state
from lib.views.preview import link_preview, share


def link(**additions: str) -> str:
    """The whole address of this view, with the host that the browser shows and with some keys added or replaced."""
    pairs = [pair for pair in url_state.pairs() if pair[0] not in additions] + list(additions.items())
    base = urlsplit(st.context.url or "")
    address = f"{base.scheme}://{base.netloc}{base.path or '/'}" if base.netloc else "/"
    return f"{address}?{urlencode(pairs)}" if pairs else address


def control(page: pages.Page) -> Callable[[Mapping[str, str]], None]:
    """Draw the Share button. Returns a function that fills its panel, given what the page adds to the link."""
    panel = st.popover("Share", key="share", on_change="rerun")
    return lambda additions: _panel(panel, page, additions) if panel.open else None


def _panel(panel: DeltaGenerator, page: pages.Page, additions: Mapping[str, str]) -> None:
    address, origins = link(**additions), current().embed
    panel.markdown("Anyone who opens this link sees this view.")
    _to_copy(panel, address)
    _data(panel, page, additions, share.qr_code(address))
    panel.text(share.embedding_words(origins))
    if origins:
        _to_copy(panel, share.iframe_html(address, f"{page.name} · {pages.NAME}"))


def _data(panel: DeltaGenerator, page: pages.Page, additions: Mapping[str, str], code: str | None) -> None:
    """Draw the QR code and the address of the view's data; for a plan also its calendar."""
    pairs = link_preview.view_pairs(list(url_state.pairs()), page, data.tables())
    panel.html(render("share.html", code=code, data=share.data_address(page, pairs), sources=pages.SOURCES.address()))
    if made_on := additions.get("made"):
        panel.text("As a calendar to subscribe to:")
        _to_copy(panel, urljoin(st.context.url or "", share.calendar_address([*pairs, ("made", made_on)])))


def _to_copy(panel: DeltaGenerator, text: str) -> None:
    panel.code(text, language=None, wrap_lines=True)
