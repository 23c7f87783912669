"""All sources and all tables: the list with its search, and the dictionary of columns."""

from typing import Any

import pyarrow as pa

from lib.address.links import Links
from lib.design.render import Html, render
from lib.tables.columns import COLUMNS
from lib.tables.row import Row
from lib.tables.schema import TABLES
from lib.tables.store import Tables
from lib.text import count, day, missing
from lib.trust import corrections, provenance
from lib.views.cache import cached

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


@cached
def listing(tables: Tables, words: str, group: str, links: Links) -> Html:
    """The sources that match a search, in groups.

    `words` must all occur in a source; `group` is one of `lib.trust.provenance.GROUPS`.
    """
    sources = provenance.grouped_sources(tables["sources"], q=words, by=group)
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


@cached
def dictionary(tables: Tables) -> Html:
    """The dictionary of the tables, the licence, and how to correct a fact."""
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
