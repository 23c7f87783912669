"""What is around every page: navigation, the question, the row of controls, notes, the footer.

The shared filters are bound to the address by Streamlit and drawn here, on every page: so they follow the reader,
Back is exact, and a link survives the first navigation. They sit in an expander and not in a popover because a
popover's controls do not exist in the browser until it is opened, and unmounted ones lose their place in the address.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import links, query, sheets, site, standing, text, values
from lib.certs import FACETS, Filters
from lib.clock import today
from lib.html import prose, render
from lib.images import mark
from lib.store import SHARED, DataProblem
from lib.ui import data, share, state

ICON = mark.svg()


class Place:
    """Where things go, top to bottom: the question, the row of controls with the filters in it, the notes, the page.

    `carried` is what the page adds to the link of this view.
    """

    def __init__(self) -> None:
        self.question = st.container(key="question")
        row = st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small")
        self.own = row.container(key="own", horizontal=True, vertical_alignment="center", gap="small")
        self.filters = row.container(key="filters", width="content")
        self.shared = row.container(
            key="shared", horizontal=True, vertical_alignment="center", gap="small", width="content"
        )
        self.filter_panel = self.filters
        self.asked = query.Query()
        self.carried: dict[str, str] = {}
        self.notes = st.container(key="notes")


def pages() -> list[st.Page]:
    """The pages for the navigation; the home page also answers `/`."""
    return [
        st.Page(
            one.file,
            title=one.name,
            url_path=one.path,
            default=one is site.HOME,
            visibility="visible" if one.listed else "hidden",
            help=one.question,
        )
        for one in site.PAGES
    ]


@contextmanager
def around(page: st.Page) -> Iterator[None]:
    """Draw the frame, and the page inside it. Without usable tables the page is one sentence."""
    this = next(one for one in site.PAGES if one.name == page.title)
    if own := sheets.OF_PAGE.get(Path(this.file).stem):
        st.html(f"<style>{own}</style>")
    st.session_state["_place"] = here = Place()
    try:
        tables = data.tables()
    except DataProblem as problem:
        question("The data cannot be shown.", str(problem))
        st.stop()
    here.asked = query.read(state.pairs(), this, tables)
    filled = _shared_controls(this)
    _notes()
    try:
        with suppress(_Done):
            yield
    finally:
        filled(here.carried)
        _footer()


class _Done(Exception):
    """A page has said all that it has to say."""


def done() -> NoReturn:
    """End a page early, inside its frame. (What is drawn after `st.stop()`, as a footer, never comes.)"""
    raise _Done


def _notes() -> None:
    """Name what the address asks for and nobody understands; the bound controls then drop such values from it.

    For another day than today, say which prices are shown.
    """
    notes = [*asked().notes, *([standing.price_history(data.tables(), on())] if on() != today() else [])]
    if SHARED.problem:
        notes.append(f"Newer tables cannot be used, so these are the last good ones: {SHARED.problem}")
    if notes:
        place().notes.html(f"<p class='cw-notes' role='status'>{text.escaped(' '.join(notes))}</p>")


def place() -> Place:
    """The places of this run."""
    here: Place = st.session_state["_place"]
    return here


def question(title: str, finding: str, kicker: str = "") -> None:
    """The page's question and its finding, above the controls. As HTML: a name is shown as typed. `kicker` is HTML."""
    place().question.html(f"{kicker}<h1>{text.escaped(title)}</h1><p class='cw-finding'>{prose(finding)}</p>")


def tab(name: str) -> str:
    """The title of the browser's tab."""
    return f"{name} · {site.NAME}"


def title(name: str) -> None:
    """Set the title of the browser's tab, for a page that shows one thing of many."""
    st.set_page_config(page_title=tab(name))


def controls() -> DeltaGenerator:
    """The row that a page puts its own controls into."""
    return place().own


def more_filters() -> DeltaGenerator:
    """The panel of the shared filters, for a page's own ones."""
    return place().filter_panel.container(key="more_filters", horizontal=True, vertical_alignment="bottom")


def on() -> date:
    """The day that everything is shown as of: `?as_of=`, or today."""
    chosen = st.session_state.get("as_of", asked().on)
    return chosen if isinstance(chosen, date) and values.EARLIEST <= chosen <= values.LATEST else today()


def asked() -> query.Query:
    """What the address asks for."""
    return place().asked


def filters() -> Filters:
    """All filters as they are set: the shared ones by their controls, the page's own ones by the address."""
    shared = shared_filters()
    return replace(asked().filters, vendor=shared.vendor, tier=shared.tier, focus=shared.focus, status=shared.status)


def shared_filters() -> Filters:
    """The shared filters as they are set, checked again here: the browser's checks bind nobody."""
    return Filters(vendor=_chosen("vendor"), tier=_chosen("tier"), focus=_chosen("focus"), status=_chosen("status"))


def _chosen(facet: str) -> tuple[str, ...]:
    """What is chosen in a shared filter, in the order in which it is offered. Its control has been drawn."""
    drawn = st.session_state[facet] or ()
    return tuple(one for one in links.vocabulary(data.tables())[facet] if one in drawn)


def following() -> links.Pairs:
    """The pairs that a link to another page carries, so that filters and date follow the reader."""
    return links.following(shared_filters(), on())


def _shared_controls(page: site.Page) -> Callable[[Mapping[str, str]], None]:
    """Draw them; gives what fills the Share control once the page is drawn."""
    here = place()
    with here.shared:
        st.date_input(
            "As of",
            today(),
            values.EARLIEST,
            values.LATEST,
            key="as_of",
            bind="query-params",
            format="YYYY-MM-DD",
            width=210,
        )
        filled = share.control(page)
    here.filter_panel = here.filters.expander("Filters", key="filter_panel")
    with here.filter_panel:
        for facet, options in links.vocabulary(data.tables()).items():
            st.pills(facet.capitalize(), options, selection_mode="multi", key=facet, bind="query-params", wrap=True)
    st.html(f"<style>{_filter_style(page)}</style>")
    return filled


def _filter_style(page: site.Page) -> str:
    """How many filters are on, and which, behind the label of their panel.

    In a style sheet and not in the label: on Back the controls take their values from the address only when they are
    drawn, after the label; and a label would make links and icons of what a stranger wrote into the address. Where no
    filter is on and the page has no use for them the panel is out of sight, but in the browser: what is not there
    loses its place in the address, and the reader's filters would not follow.
    """
    on_now = query.words(filters())
    if not on_now:
        return "" if page.filtered else ".st-key-filters{display:none}"
    said = text.css_string(f" · {len(on_now)} on: {', '.join(on_now)}")
    return f".st-key-filter_panel summary p::after{{content:{said}}}"


def reset() -> None:
    """Clear every filter of every page; for a button's callback. The day stays."""
    for facet in FACETS:
        st.session_state[facet] = []
    for key in site.OWN_FILTERS:
        state.put(key, None)


def _footer() -> None:
    if st.context.is_embedded:
        st.html(render("embedded.html", address=share.link(), site=site.NAME))
    st.html(data.remembered(_footer_html, "footer"))


def _footer_html() -> str:
    return render("footer.html", newest=data.tables()["certs"]["checked_on"].max())
