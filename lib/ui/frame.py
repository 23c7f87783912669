"""The frame of every page: navigation, the question, the row of controls, notes, the footer.

Streamlit binds the shared filters to the address. They are drawn here, on every page, so that they follow the reader,
Back is exact, and a link survives the first navigation. They sit in an expander because the controls of a popover do
not exist in the browser until it is opened, and a control that does not exist loses its place in the address.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import text
from lib.address import domains, pages, parameters, query
from lib.address.links import Links
from lib.catalogue import snapshot
from lib.catalogue.filters import FACETS
from lib.catalogue.status import today
from lib.design import logo, stylesheets
from lib.design.render import Html, prose, render
from lib.tables.cache import while_alive
from lib.tables.store import SHARED, DataProblem, Tables
from lib.ui import data, share, url_state

ICON = logo.svg()
CONTEXT = "_page_context"
"""The key of the session's state that has the `PageContext` of the run."""


class PageContext:
    """One run of a page: the containers of its frame, what its address asks for, and what it adds to its link.

    Attributes:
        question: The container of the question and its finding, at the top.
        own: The container of the page's own controls, in the row of controls.
        filters: The container of the panel of the shared filters, in the same row.
        shared: The container of the date and of Share, in the same row.
        filter_panel: The panel of the shared filters, once it is drawn.
        query: The address, understood.
        link_additions: The keys and values that the page adds to the link of this view.
        notes: The container of the notes, under the controls.
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
        self.query = query.Query()
        self.link_additions: dict[str, str] = {}
        self.notes = st.container(key="notes")


def navigation_pages() -> list[st.Page]:
    """The pages for the navigation; the home page also answers `/`."""
    return [
        st.Page(
            page.file,
            title=page.name,
            url_path=page.path,
            default=page is pages.HOME,
            visibility="visible" if page.listed else "hidden",
            help=page.question,
        )
        for page in pages.PAGES
    ]


@contextmanager
def around(st_page: st.Page) -> Iterator[None]:
    """Draw the frame, and the page inside it. Without usable tables the page is one sentence."""
    page = next(page for page in pages.PAGES if page.name == st_page.title)
    if style := stylesheets.OF_PAGE.get(Path(page.file).stem):
        st.html(f"<style>{style}</style>")
    st.session_state[CONTEXT] = context = PageContext()
    url_state.begin(page)
    try:
        tables = data.tables()
    except DataProblem as problem:
        question("The data cannot be shown.", str(problem))
        st.stop()
    context.query = query.read(url_state.pairs(), page, tables)
    fill_share = _shared_controls(page)
    context.query = _with_shared_filters(context.query)
    st.html(f"<style>{_filter_style(page)}</style>")
    url_state.settle()
    _notes()
    try:
        yield
    except Exception:
        _end(fill_share)
        raise
    _end(fill_share)


def _end(fill_share: Callable[[Mapping[str, str]], None]) -> None:
    """Draw the Share panel, the footer and the receipt. It is not called for a run that a newer message interrupts."""
    fill_share(page_context().link_additions)
    _footer()
    url_state.finish()


def _notes() -> None:
    """Draw the notes: what was not understood of the address, which prices another day shows, and unusable tables.

    The controls that Streamlit binds drop values that they do not offer from the address, so this run alone knows them.
    """
    notes = [*page_query().notes, *([snapshot.price_note(data.tables(), on())] if on() != today() else [])]
    if SHARED.problem:
        notes.append(f"Newer tables cannot be used, so these are the last good ones: {SHARED.problem}")
    if notes:
        page_context().notes.html(f"<p class='cw-notes' role='status'>{text.escaped(' '.join(notes))}</p>")


def page_context() -> PageContext:
    """The context of this run."""
    context: PageContext = st.session_state[CONTEXT]
    return context


def question(title: str, finding: str, kicker: str = "") -> None:
    """Draw the page's question and its finding above the controls.

    `title` is shown as it is, `finding` with the punctuation of prose; `kicker`, above both, is HTML.
    """
    page_context().question.html(f"{kicker}<h1>{text.escaped(title)}</h1><p class='cw-finding'>{prose(finding)}</p>")


def tab_title(name: str) -> str:
    """The title of the browser's tab for a page or for the one thing that it shows."""
    return f"{name} · {pages.NAME}"


def set_tab_title(name: str) -> None:
    """Set the title of the browser's tab, for a page that shows one thing of many."""
    st.set_page_config(page_title=tab_title(name))


def controls() -> DeltaGenerator:
    """The container of a page's own controls."""
    return page_context().own


def more_filters() -> DeltaGenerator:
    """The container of a page's own filters, in the panel of the shared ones."""
    return page_context().filter_panel.container(key="more_filters", horizontal=True, vertical_alignment="bottom")


def on() -> date:
    """The day that everything is shown as of: the date control's, before it is drawn the address's, else today."""
    chosen = st.session_state.get("as_of", page_query().on)
    return chosen if isinstance(chosen, date) and domains.EARLIEST <= chosen <= domains.LATEST else today()


def page_query() -> query.Query:
    """The address of this run, understood, with the shared filters as their controls have them."""
    return page_context().query


def _with_shared_filters(page_query: query.Query) -> query.Query:
    """A query with the shared filters as they are set, without values that no control offers.

    A client may send anything.
    """
    vendor, tier, focus, status = map(_chosen, FACETS)
    filters = replace(page_query.filters, vendor=vendor, tier=tier, focus=focus, status=status)
    return replace(page_query, filters=filters)


def _chosen(facet: str) -> tuple[str, ...]:
    """The values that are chosen in a shared filter, in the order offered. Its control has to be drawn before."""
    chosen = st.session_state[facet] or ()
    return tuple(value for value in parameters.vocabulary(data.tables())[facet] if value in chosen)


def links() -> Links:
    """The links of this run to other pages, which carry the shared filters and the day."""
    return Links(page_query().filters, on())


def _shared_controls(page: pages.Page) -> Callable[[Mapping[str, str]], None]:
    """Draw the date, Share and the shared filters.

    Returns a function that fills the Share panel. It is called once the page is drawn, with the page's additions to
    the link.
    """
    context = page_context()
    with context.shared:
        url_state.shared(
            st.date_input,
            "As of",
            today(),
            domains.EARLIEST,
            domains.LATEST,
            key="as_of",
            default=today(),
            format="YYYY-MM-DD",
            width=210,
        )
        fill_share = share.control(page)
    context.filter_panel = context.filters.expander("Filters", key="filter_panel")
    with context.filter_panel:
        for facet, options in parameters.vocabulary(data.tables()).items():
            url_state.shared(
                st.pills, facet.capitalize(), options, key=facet, default=[], selection_mode="multi", wrap=True
            )
    return fill_share


def _filter_style(page: pages.Page) -> str:
    """CSS that says behind the label of the filters' panel how many filters are on, and which.

    The label itself cannot say it: on Back the controls take their values from the address when they are drawn, which
    is after the label; and Streamlit would make links and icons of what a stranger wrote into the address. Where no
    filter is on and the page does not use the filters, the CSS hides their panel. It stays in the browser, since a
    control that does not exist there loses its place in the address, and the filters would not follow the reader.
    """
    filter_words = page_query().filters.phrases()
    if not filter_words:
        return "" if page.filtered else ".st-key-filters{display:none}"
    content = text.css_string(f" · {len(filter_words)} on: {', '.join(filter_words)}")
    return f".st-key-filter_panel summary p::after{{content:{content}}}"


def reset() -> None:
    """Clear the filters of all pages and keep the day. For the callback of a button."""
    for facet in FACETS:
        url_state.assign(facet, [])
    for key in parameters.OWN_FILTERS:
        url_state.put(key, None)


def _footer() -> None:
    if st.context.is_embedded:
        st.html(render("embedded.html", address=share.link(), site=pages.NAME))
    st.html(_footer_html(data.tables()))


@while_alive(1)
def _footer_html(tables: Tables) -> Html:
    return render("footer.html", newest=tables["certs"]["checked_on"].max())
