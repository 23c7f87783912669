"""All sources and all tables: the list with its search, the dictionary of columns, the downloads."""

from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from lib.address import query
from lib.address.links import Links
from lib.design.render import render
from lib.tables import export
from lib.tables.columns import COLUMNS
from lib.tables.row import Row
from lib.tables.schema import TABLES
from lib.text import count, day, escaped, missing
from lib.trust import corrections, provenance
from lib.ui import data, url_state
from lib.ui.results import one_of, search

KIND_MEANINGS = {
    "vendor page": "On a host of the vendor's own, as declared for it.",
    "machine copy of the vendor page": "Somebody's script keeps copies of the vendor's pages, with the day.",
    "dated quotation of the vendor page": "Pages that quote the vendor's, and say when they read it.",
    "report": "Pages, data sets and surveys that say so in their own words.",
    "article": "What the product started from. Its claims are kept beside what was found.",
    "estimate": "Ours. Nobody else says so.",
}
"""The line under the heading of each kind of source."""

TYPE_NAMES = {"string": "text", "double": "number", "int32": "whole number", "bool": "yes or no", "date32[day]": "day"}


def controls(page_query: query.Query) -> None:
    """Draw the search and the grouping of the list of sources."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sources_row"):
        search("Search sources", "find", page_query.find, "Publisher, title, address", width=260)
        one_of("Group by", provenance.GROUPS, "group", page_query.group)


@data.cached
def listing(words: str, group: str, links: Links) -> str:
    """The sources that match a search, in groups, as HTML.

    `words` must all occur in a source; `group` is one of `lib.trust.provenance.GROUPS`.
    """
    sources = provenance.grouped_sources(data.tables()["sources"], q=words, by=group)
    groups = [
        {
            "name": _capitalised(str(name)) if group == provenance.GROUPS[0] else str(name),
            "meaning": KIND_MEANINGS.get(str(name), ""),
            "rows": [_source(source) for source in rows.to_dict("records")],
        }
        for name, rows in sources.groupby("group", sort=False)
    ]
    return render("sources_list.html", groups=groups, opened=bool(words.strip()), links=links)


def _capitalised(words: str) -> str:
    return words[0].upper() + words[1:]


def _source(source: Row) -> dict[str, Any]:
    """One source for the template. Its line leaves out what the heading of its group says already."""
    cited = count(int(source["cert_count"]), "certification")
    phrases = [
        source["publisher"] if source["publisher"] != source["group"] else "",
        source["kind"] if source["kind"] != source["group"] else "",
        "" if missing(source["dated"]) else f"of {day(source['dated'])}",
        "" if missing(source["series"]) else f"an edition of {source['series']}",
        f"cited by {cited}" if source["cert_count"] else "",
        f"seen {day(source['checked_on'])}" if not missing(source["checked_on"]) else "no day known",
        source["note"],
    ]
    url = source["url"] if str(source["url"]).startswith(("https://", "http://")) else ""
    line = " · ".join(phrase for phrase in phrases if not missing(phrase))
    return {"title": source["title"], "url": url, "said": line}


@data.cached
def dictionary() -> str:
    """The dictionary of the tables, the licence, and how to correct a fact, as HTML."""
    tables = data.tables()
    entries = [_table_entry(name, len(tables[name])) for name in TABLES]
    columns = sum(len(entry["columns"]) for entry in entries)
    return render("sources_rest.html", tables=entries, columns=columns, issue=corrections.issue_address())


def _table_entry(name: str, rows: int) -> dict[str, Any]:
    """The entry of one table of a number of rows in the dictionary."""
    table = TABLES[name]
    definitions = [(column, COLUMNS[column]) for column in table.columns]
    columns = [
        {"name": column, "type": _type_name(definition.type), "unit": definition.unit, "text": definition.text}
        for column, definition in definitions
    ]
    return {
        "name": name,
        "row": table.row,
        "key": table.key,
        "rows": rows,
        "columns": columns,
    }


def _type_name(arrow_type: pa.DataType) -> str:
    if pa.types.is_list(arrow_type):
        return f"list of {_type_name(arrow_type.value_type)}s"
    return TYPE_NAMES[str(arrow_type)]


def downloads(page_query: query.Query) -> None:
    """Draw a popover with each table in each format; a file is made when the reader presses its button."""
    panel = st.popover("Download the data", key="download", on_change="rerun")
    if not panel.open:
        return
    table = page_query.table
    with panel:
        url_state.control(
            st.selectbox, "Table", list(TABLES), key="table", value=table, default=query.FIRST_TABLE, width=300
        )
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
