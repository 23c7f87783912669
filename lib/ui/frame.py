"""What is around every page: navigation, the question, the row of controls, notes, the footer.

The shared filters are bound to the address by Streamlit and drawn here, on every page: so they follow the reader,
Back is exact, and a link survives the first navigation. They sit in an expander and not in a popover because a
popover's controls do not exist in the browser until it is opened, and unmounted ones lose their place in the address.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import links, site, text, theme
from lib.certs import FACETS, Filters
from lib.store import DataProblem
from lib.ui import data, share, state

STYLE = theme.css() + Path(__file__).with_name("style.css").read_text(encoding="utf-8")
EARLIEST, LATEST = date(2024, 1, 1), date(2035, 12, 31)
IGNORED_KEYS = ("embed", "embed_options")


class Place:
    """Where things go, top to bottom: the question, the row of controls, the filters, the notes, then the page."""

    def __init__(self) -> None:
        self.question = st.container(key="question")
        row = st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="small")
        self.own = row.container(key="own", horizontal=True, vertical_alignment="bottom", gap="small")
        self.shared = row.container(key="shared", horizontal=True, vertical_alignment="bottom", gap="small", width="content")
        self.filters = st.container(key="filters")
        self.filter_panel = self.filters
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
    st.html(f"<style>{STYLE}</style>")
    st.session_state["_notes"] = []
    st.session_state["_place"] = Place()
    try:
        data.tables()
    except DataProblem as problem:
        question("The data cannot be shown.", str(problem))
        st.stop()
    _note_unknown(next(one for one in site.PAGES if one.name == page.title))
    _shared_controls()
    yield
    if st.session_state["_notes"]:
        place().notes.warning("  \n".join(st.session_state["_notes"]))
    _footer()


def place() -> Place:
    """The places of this run."""
    return st.session_state["_place"]


def question(title: str, finding: str) -> None:
    """The page's question and its finding, above the controls. As HTML: a name is shown as typed."""
    place().question.html(f"<h1>{text.escaped(title)}</h1><p class='cw-finding'>{text.escaped(finding)}</p>")


def title(name: str) -> None:
    """The title of the browser's tab."""
    st.set_page_config(page_title=f"{name} · Certwise")


def controls() -> DeltaGenerator:
    """The row that a page puts its own controls into."""
    return place().own


def more_filters() -> DeltaGenerator:
    """The panel of the shared filters, for a page's own ones."""
    return place().filter_panel.container(key="more_filters", horizontal=True, vertical_alignment="bottom")


def on() -> date:
    """The day that everything is shown as of: `?as_of=`, or today."""
    chosen = st.session_state.get("as_of")
    return chosen if isinstance(chosen, date) and EARLIEST <= chosen <= LATEST else data.today()


def shared_filters() -> Filters:
    """The shared filters as they are set, checked again here: the browser's checks bind nobody."""
    known = links.vocabulary(data.tables())
    chosen = {facet: _chosen(facet) for facet in FACETS}
    return Filters(**{facet: tuple(v for v in values if v in known[facet]) for facet, values in chosen.items()})


def _chosen(facet: str) -> list[str]:
    """What is chosen in a shared filter; before its control was first drawn, what the address says."""
    return (st.session_state[facet] or []) if facet in st.session_state else st.query_params.get_all(facet)


def following() -> links.Pairs:
    """The pairs that a link to another page carries, so that filters and date follow the reader."""
    filters = shared_filters()
    pairs = [(facet, value) for facet in FACETS for value in getattr(filters, facet)]
    return pairs + ([("as_of", on().isoformat())] if on() != data.today() else [])


def _shared_controls() -> None:
    here = place()
    with here.shared:
        st.date_input(
            "As of",
            "today",
            EARLIEST,
            LATEST,
            key="as_of",
            bind="query-params",
            format="YYYY-MM-DD",
            width=210,
        )
        share.control()
    here.filter_panel = here.filters.expander(_filters_label(), key="filter_panel")
    with here.filter_panel:
        for facet, options in links.vocabulary(data.tables()).items():
            st.pills(facet.capitalize(), options, selection_mode="multi", key=facet, bind="query-params", wrap=True)


def _filters_label() -> str:
    """How many filters are on, and which; of a page's own ones the address tells."""
    shared = shared_filters()
    chosen = [value for facet in FACETS for value in getattr(shared, facet)]
    chosen += [site.OWN_FILTERS[key].format(st.query_params[key]) for key in site.OWN_FILTERS if key in st.query_params]
    return f"Filters · {len(chosen)} on: {text.plain(', '.join(chosen))}" if chosen else "Filters"


def reset() -> None:
    """Clear every filter of every page; for a button's callback. The day stays."""
    for facet in FACETS:
        st.session_state[facet] = []
    for key in site.OWN_FILTERS:
        st.query_params.pop(key, None)


def _note_unknown(page: site.Page) -> None:
    """Name what the address asks for and nobody understands. The bound controls drop such values by themselves."""
    known = links.vocabulary(data.tables())
    for key in st.query_params:
        if key not in (*site.SHARED, *page.keys, *IGNORED_KEYS):
            state.not_understood(key, "this page has no such control")
    for facet, values in known.items():
        for value in st.query_params.get_all(facet):
            if value not in values:
                state.not_understood(f"{facet}={value}", "it is not among the choices")
    for written in st.query_params.get_all("as_of"):
        if not _is_day(written):
            state.not_understood(f"as_of={written}", f"it is a day from {EARLIEST} to {LATEST}, written YYYY-MM-DD")


def _is_day(written: str) -> bool:
    try:
        return EARLIEST <= date.fromisoformat(written) <= LATEST
    except ValueError:
        return False


def _footer() -> None:
    newest = data.tables()["certs"]["checked_on"].max()
    st.html(
        "<footer class='cw-footer'><p>Facts were last checked on "
        f"{text.day(newest)}; each page says when and where each one was seen. Tiers, focus areas, study hours and projects are ours.</p>"
        "<p>Certwise is open source under the MIT licence; the data is CC BY 4.0. Not affiliated with any vendor.</p></footer>"
    )
