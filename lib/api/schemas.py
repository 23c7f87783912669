"""JSON Schemas of what the API answers, from the definitions that the data itself has: columns, tables, records."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from lib.api.parameters import Schema
from lib.columns import COLUMNS, Column
from lib.tables import TABLES, is_needed

REFERENCE = "#/components/schemas/{}"
PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}


def reference(name: str) -> Schema:
    """A schema that stands among the components of the document."""
    return {"$ref": REFERENCE.format(name)}


def strings(text: str) -> Schema:
    """A list of texts."""
    return {"type": "array", "items": {"type": "string"}, "description": text}


def listed(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def mapping(properties: Mapping[str, Schema]) -> Schema:
    """A mapping with these keys, all of them and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def answer(**more: Schema) -> Schema:
    """A JSON answer: what every one begins with (`lib.api.endpoint.head`), and more."""
    link: Schema = {"type": "string", "format": "uri-template"}
    begins: dict[str, Schema] = {
        "as_of": {"type": "string", "format": "date", "description": "The day that everything is as of"},
        "licence": {"type": "string", "description": "Under which licence the data can be used, and whom to name"},
        "links": {
            "type": "object",
            "additionalProperties": link,
            "description": "Addresses of this answer and others; `{id}` stands for a slug",
        },
        "notes": strings("What to know about the answer: what was left out, which prices are shown"),
    }
    return mapping(begins | more)


def listing(name: str, row: Schema, **more: Schema) -> Schema:
    """A JSON answer with a list and its length."""
    return answer(**more, count={"type": "integer", "description": "Number of rows"}, **{name: listed(row)})


# Columns and tables ──────────────────────────────────────────────────────────


def column(about: Column, *, needed: bool) -> Schema:
    """The schema of a column; one that is not needed may be null."""
    told = _arrow(about.type)
    type_ = told.pop("type")
    text = f"{about.text} ({about.unit})" if about.unit else about.text
    return {"type": type_ if needed else [type_, "null"], **told, "description": text}


def _arrow(kind: pa.DataType) -> Schema:
    if pa.types.is_list(kind):
        return {"type": "array", "items": _arrow(kind.value_type)}
    if pa.types.is_floating(kind):
        return {"type": "number"}
    if pa.types.is_integer(kind):
        return {"type": "integer"}
    if pa.types.is_boolean(kind):
        return {"type": "boolean"}
    return {"type": "string", "format": "date"} if pa.types.is_date(kind) else {"type": "string"}


def columns_of(table: str) -> dict[str, Schema]:
    """The schemas of a table's columns, in order."""
    return {name: column(COLUMNS[name], needed=is_needed(name, table)) for name in TABLES[table].columns}


def row(table: str) -> Schema:
    """The schema of a row of a table."""
    return reference(f"{table}_row")


@cache
def rows() -> Mapping[str, Schema]:
    """The components that `row` refers to."""
    return {f"{name}_row": mapping(columns_of(name)) | {"description": table.row} for name, table in TABLES.items()}


# Records ─────────────────────────────────────────────────────────────────────


def record(of: type) -> Schema:
    """The schema of a record (a dataclass or a named tuple) as `lib.planner.plain` writes it."""
    return reference(of.__name__)


@cache
def records(of: type) -> Mapping[str, Schema]:
    """The components that `record` refers to: of the record and of all the records in it."""
    found: dict[str, Schema] = {}
    wanted = [of]
    while wanted:
        one = wanted.pop()
        if one.__name__ not in found:
            hints = {name: kind for name, kind in get_type_hints(one).items() if not name.startswith("_")}
            properties = {name: _typed(kind) for name, kind in hints.items()}
            found[one.__name__] = mapping(properties) | {"description": getdoc(one)}
            wanted += [inner for kind in hints.values() for inner in _records_in(kind)]
    return found


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


def _records_in(kind: Any) -> Iterator[type]:
    if _is_record(kind):
        yield kind
    for one in get_args(kind):
        yield from _records_in(one)


def _typed(kind: Any) -> Schema:
    """The schema of a type of Python, as JSON has it."""
    if _is_record(kind):
        return record(kind)
    inner = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return {"anyOf": [_typed(one) for one in inner]}
    if get_origin(kind) is Literal:
        return {"type": "string", "enum": list(inner)}
    if get_origin(kind) is tuple and Ellipsis in inner:
        return listed(_typed(inner[0]))
    if get_origin(kind) is tuple:
        exact = {"minItems": len(inner), "maxItems": len(inner)}
        return {"type": "array", "prefixItems": [_typed(one) for one in inner], **exact}
    return dict(PLAIN[kind])
