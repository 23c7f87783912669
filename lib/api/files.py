"""Two endpoints: the list of the tables with the meaning of their columns, and each table as a file."""

from typing import Any

from lib.address import pages
from lib.address.domains import Schema
from lib.api import schemas
from lib.api.endpoint import ApiRequest, Body, NotFound, PathParameter, envelope, list_body
from lib.tables import export
from lib.tables.columns import COLUMNS
from lib.tables.schema import TABLES, is_needed

KINDS = {ending: (kind, media_type) for kind, (ending, media_type) in export.FORMATS.items()}
"""Format (a key of `export.FORMATS`) and media type, by file ending."""
PATH_PARAMETERS = (
    PathParameter("name", "Which table.", lambda _: {"type": "string", "enum": list(TABLES)}),
    PathParameter("ending", "Which kind of file.", lambda _: {"type": "string", "enum": list(KINDS)}),
)


def tables_schema() -> Schema:
    """The schema of the answer of `all_tables`."""
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


def all_tables(request: ApiRequest) -> Body:
    """Every table: the meaning of a row, the key, the columns with type, meaning and unit, the files."""
    fields = envelope(request, request.link("/tables"), request.page_link(pages.SOURCES, []))
    rows = [
        {
            "name": name,
            "row": table.row,
            "key": table.key,
            "rows": len(request.tables[name]),
            "columns": [_column(name, column) for column in table.columns],
            "files": {ending: request.link(f"/tables/{name}.{ending}") for ending in KINDS},
        }
        for name, table in TABLES.items()
    ]
    return list_body(fields, "tables", len(rows), rows.__getitem__)


def _column(table: str, name: str) -> dict[str, Any]:
    column = COLUMNS[name]
    return {
        "name": name,
        "type": str(column.type),
        "description": column.text,
        "unit": column.unit,
        "may_be_missing": not is_needed(name, table),
    }


def file_schema() -> Schema:
    """The schema of the rows of any table."""
    return {"anyOf": [schemas.listed(schemas.row(name)) for name in TABLES]}


def file(request: ApiRequest) -> Body:
    """A table as a file. Raises NotFound for an unknown table or file ending."""
    name, ending = request.path_param("name"), request.path_param("ending")
    if name not in TABLES or ending not in KINDS:
        raise NotFound(f"There is no such file. Tables are {', '.join(TABLES)}, each as {', '.join(KINDS)}.")
    frame = request.tables[name]
    return Body(lambda: export.table_parts(frame, name, KINDS[ending][0]), len(frame))


def file_name(request: ApiRequest) -> str:
    """The name under which the file is saved."""
    return f"certwise-{request.path_param('name')}.{request.path_param('ending')}"
