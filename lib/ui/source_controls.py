"""Sources: the controls of the list of sources, and the downloads."""

from functools import partial

import streamlit as st

from lib.address.query import FIRST_TABLE, Query
from lib.design.render import render
from lib.tables import export
from lib.tables.schema import TABLES
from lib.text import count, escaped
from lib.trust import provenance
from lib.ui import data, url_state
from lib.ui.results import one_of, search


def list_controls(query: Query) -> None:
    """Draw the search and the grouping of the list of sources."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sources_row"):
        search("Search sources", "find", query.find, "Publisher, title, address", width=260)
        one_of("Group by", provenance.GROUPS, "group", query.group)


def downloads(query: Query) -> None:
    """Draw a popover with each table in each format; a file is made when the reader presses its button."""
    panel = st.popover("Download the data", key="download", on_change="rerun")
    if not panel.open:
        return
    table = query.table
    with panel:
        url_state.control(st.selectbox, "Table", list(TABLES), key="table", value=table, default=FIRST_TABLE, width=300)
        st.html(f"<p class='cw-src-lead'>{escaped(_table_words(table))}</p>")
        buttons = st.container(horizontal=True, gap="small")
        for kind, (ending, mime) in export.FORMATS.items():
            file = f"certwise-{table}.{ending}"
            make_file = partial(export.table_file, data.tables()[table], table, kind)
            buttons.download_button(kind, make_file, file, mime, key=f"table_{ending}", on_click="ignore")
        st.html(render("sources_licence.html"))


def _table_words(name: str) -> str:
    return (
        f"{TABLES[name].row}. {count(len(data.tables()[name]), 'row')}, {count(len(TABLES[name].columns), 'column')}."
    )
