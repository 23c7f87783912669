"""The Share control: the link of what is on screen, as text, QR code and HTML for another site; and its data."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode, urljoin, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import links, previews, sharing, site
from lib.html import render
from lib.settings import current
from lib.ui import data, state


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
    _to_copy(panel, address)
    _data(panel, page, carried, sharing.qr_code(address))
    panel.text(sharing.who_may_embed(origins))
    if origins:
        _to_copy(panel, sharing.frame_code(address, f"{page.name} · {site.NAME}"))


def _data(panel: DeltaGenerator, page: site.Page, carried: Mapping[str, str], code: str | None) -> None:
    """The link as a picture, and where the data of the view is; of a plan that is shown the calendar too."""
    known = previews.understood(state.pairs(), page, data.tables())
    panel.html(render("share.html", code=code, data=sharing.data(page, known), sources=links.address(site.SOURCES)))
    if made := carried.get("made"):
        panel.text("As a calendar to subscribe to:")
        _to_copy(panel, urljoin(st.context.url or "", sharing.calendar([*known, ("made", made)])))


def _to_copy(panel: DeltaGenerator, text: str) -> None:
    panel.code(text, language=None, wrap_lines=True)
