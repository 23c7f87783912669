"""Every source and every table: the searchable list, the dictionary, the downloads."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from lib import corrections, exports, links, query, site, trust
from lib.columns import COLUMNS
from lib.html import render
from lib.tables import TABLES
from lib.text import count, day, escaped, missing
from lib.ui import data, state
from lib.ui.controls import one_of, search

MEANINGS = {
    "vendor page": "On a host of the vendor's own, as declared for it.",
    "machine copy of the vendor page": "Somebody's script keeps copies of the vendor's pages, with the day.",
    "dated quotation of the vendor page": "Pages that quote the vendor's, and say when they read it.",
    "report": "Pages, data sets and surveys that say so in their own words.",
    "article": "What the product started from. Its claims are kept beside what was found.",
    "estimate": "Ours. Nobody else says so.",
}
TYPES = {"string": "text", "double": "number", "int32": "whole number", "bool": "yes or no", "date32[day]": "day"}


def controls(asked: query.Query) -> None:
    """Search and grouping of the list of sources."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sources_row"):
        search("Search sources", "find", asked.find, "Publisher, title, address", width=260)
        one_of("Group by", trust.GROUPS, "group", asked.group)


def listing(words: str, group: str, following: links.Pairs) -> str:
    """The sources that have all of some words, in groups, as HTML."""
    return data.remembered(partial(_listing, words, group, following), "sources", words, group, *following)


def _listing(words: str, group: str, following: links.Pairs) -> str:
    found = trust.sources(data.tables()["sources"], q=words, by=group)
    groups = [
        {
            "name": _title(str(name)) if group == trust.GROUPS[0] else str(name),
            "meaning": MEANINGS.get(str(name), ""),
            "rows": [_source(one) for one in rows.to_dict("records")],
        }
        for name, rows in found.groupby("group", sort=False)
    ]
    everything = links.address(site.SOURCES, following)
    return render("sources_list.html", groups=groups, opened=bool(words.strip()), everything=everything)


def _title(words: str) -> str:
    return words[0].upper() + words[1:]


def _source(one: Mapping[Any, Any]) -> dict[str, Any]:
    cited = count(int(one["cert_count"]), "certification")
    said = [
        one["publisher"] if one["publisher"] != one["group"] else "",
        one["kind"] if one["kind"] != one["group"] else "",
        "" if missing(one["dated"]) else f"of {day(one['dated'])}",
        "" if missing(one["series"]) else f"an edition of {one['series']}",
        f"cited by {cited}" if one["cert_count"] else "",
        f"seen {day(one['checked_on'])}" if not missing(one["checked_on"]) else "no day known",
        one["note"],
    ]
    url = one["url"] if str(one["url"]).startswith(("https://", "http://")) else ""
    return {"title": one["title"], "url": url, "said": " · ".join(word for word in said if not missing(word))}


def rest() -> str:
    """The dictionary of the tables, the licence, and how to correct a fact, as HTML."""
    return data.remembered(_rest, "sources rest")


def _rest() -> str:
    tables = data.tables()
    told = [_dictionary(name, len(tables[name])) for name in TABLES]
    columns = sum(len(table["columns"]) for table in told)
    return render("sources_rest.html", tables=told, columns=columns, issue=corrections.issue())


def _dictionary(name: str, rows: int) -> dict[str, Any]:
    table = TABLES[name]
    columns = [
        {"name": one, "type": _type(COLUMNS[one].type), "unit": COLUMNS[one].unit, "text": COLUMNS[one].text}
        for one in table.columns
    ]
    return {
        "name": name,
        "row": table.row,
        "key": table.key,
        "rows": rows,
        "columns": columns,
    }


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}s"
    return TYPES[str(kind)]


def downloads(asked: query.Query) -> None:
    """A popover with every table in every format; a file is made when it is asked for."""
    panel = st.popover("Download the data", key="download", on_change="rerun")
    if not panel.open:
        return
    with panel:
        state.control(
            st.selectbox, "Table", list(TABLES), key="table", now=asked.table, default=query.FIRST_TABLE, width=300
        )
        st.html(f"<p class='cw-src-lead'>{escaped(_table_words(asked.table))}</p>")
        buttons = st.container(horizontal=True, gap="small")
        for kind, (ending, mime) in exports.FORMATS.items():
            file = f"certwise-{asked.table}.{ending}"
            made = partial(exports.table_file, data.tables()[asked.table], asked.table, kind)
            buttons.download_button(kind, made, file, mime, key=f"table_{ending}", on_click="ignore")
        st.html(render("sources_licence.html"))


def _table_words(name: str) -> str:
    return (
        f"{TABLES[name].row}. {count(len(data.tables()[name]), 'row')}, {count(len(TABLES[name].columns), 'column')}."
    )
