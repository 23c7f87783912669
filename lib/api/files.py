"""The tables: which there are, what their columns mean, and each as a file."""

from typing import Any

from lib import exports, site
from lib.api import schemas
from lib.api.endpoint import Asked, Body, NotThere, head, listing
from lib.api.parameters import Parameter, Schema
from lib.columns import COLUMNS
from lib.tables import TABLES, is_needed

KINDS = {ending: (kind, media) for kind, (ending, media) in exports.FORMATS.items()}
PARTS = (
    Parameter("name", "Which table.", lambda _: {"type": "string", "enum": list(TABLES)}),
    Parameter("ending", "Which kind of file.", lambda _: {"type": "string", "enum": list(KINDS)}),
)


def tables_schema() -> Schema:
    """The answer of `every`."""
    text: Schema = {"type": "string"}
    column = {"name": text, "type": text, "description": text, "unit": text, "may_be_missing": {"type": "boolean"}}
    files = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}
    table = {
        "name": text,
        "row": text | {"description": "What one row is"},
        "key": schemas.strings("The columns that tell rows apart"),
        "rows": {"type": "integer"},
        "columns": schemas.listed(schemas.mapping(column)),
        "files": files,
    }
    return schemas.listing("tables", schemas.mapping(table))


def every(asked: Asked) -> Body:
    """Every table: what a row is, its key, its columns with type, meaning and unit, its files."""
    begins = head(asked, asked.link("/tables"), asked.page(site.SOURCES, []))
    rows = [
        {
            "name": name,
            "row": table.row,
            "key": table.key,
            "rows": len(asked.tables[name]),
            "columns": [_column(name, column) for column in table.columns],
            "files": {ending: asked.link(f"/tables/{name}.{ending}") for ending in KINDS},
        }
        for name, table in TABLES.items()
    ]
    return listing(begins, "tables", len(rows), rows.__getitem__)


def _column(table: str, name: str) -> dict[str, Any]:
    about = COLUMNS[name]
    told = {"name": name, "type": str(about.type), "description": about.text, "unit": about.unit}
    return told | {"may_be_missing": not is_needed(name, table)}


def file_schema() -> Schema:
    """The rows of any of the tables."""
    return {"anyOf": [schemas.listed(schemas.row(name)) for name in TABLES]}


def file(asked: Asked) -> Body:
    """A table as a file. Raises NotThere for a table or a kind that there is not."""
    name, ending = asked.name("name"), asked.name("ending")
    if name not in TABLES or ending not in KINDS:
        raise NotThere(f"There is no such file. Tables are {', '.join(TABLES)}, each as {', '.join(KINDS)}.")
    frame = asked.tables[name]
    return Body(lambda: exports.table_parts(frame, name, KINDS[ending][0]), len(frame))


def file_name(asked: Asked) -> str:
    """The name that the file is kept under."""
    return f"certwise-{asked.name('name')}.{asked.name('ending')}"
