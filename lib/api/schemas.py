"""JSON Schemas of the API's answers, made from the definitions of the data: columns, tables, records."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from lib.address.domains import Schema
from lib.tables.columns import COLUMNS, Column
from lib.tables.schema import TABLES, is_needed

REFERENCE = "#/components/schemas/{}"
SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}
"""The schemas of Python types that hold one value."""
PUBLISHED = {"PlanAnswer": "Answer", "PlanRequest": "Request", "HeldCert": "Holds"}
"""Names of records in the document, by the name of their class, where the two differ."""


def reference(name: str) -> Schema:
    """The reference to a schema among the components of the document."""
    return {"$ref": REFERENCE.format(name)}


def strings(text: str) -> Schema:
    """The schema of a list of texts, with its description."""
    return {"type": "array", "items": {"type": "string"}, "description": text}


def listed(items: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": items}


def mapping(properties: Mapping[str, Schema]) -> Schema:
    """The schema of an object with exactly these properties, all required."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def answer(**properties: Schema) -> Schema:
    """The schema of a JSON answer: the fields that all begin with (`lib.api.endpoint.envelope`), then `properties`."""
    link: Schema = {"type": "string", "format": "uri-template"}
    shared: dict[str, Schema] = {
        "as_of": {"type": "string", "format": "date", "description": "The day that everything is as of"},
        "licence": {"type": "string", "description": "Under which licence the data can be used, and whom to name"},
        "links": {
            "type": "object",
            "additionalProperties": link,
            "description": "Addresses of this answer and others; `{id}` stands for a slug",
        },
        "notes": strings("What to know about the answer: what was left out, which prices are shown"),
    }
    return mapping(shared | properties)


def listing(name: str, row: Schema, **properties: Schema) -> Schema:
    """The schema of a JSON answer with a list under `name`, and its length."""
    return answer(**properties, count={"type": "integer", "description": "Number of rows"}, **{name: listed(row)})


# Columns and tables ──────────────────────────────────────────────────────────


def column(definition: Column, *, needed: bool) -> Schema:
    """The schema of a column's values; null is allowed unless the column is `needed`."""
    schema = _arrow_schema(definition.type)
    json_type = schema.pop("type")
    text = f"{definition.text} ({definition.unit})" if definition.unit else definition.text
    return {"type": json_type if needed else [json_type, "null"], **schema, "description": text}


def _arrow_schema(arrow_type: pa.DataType) -> Schema:
    if pa.types.is_list(arrow_type):
        return {"type": "array", "items": _arrow_schema(arrow_type.value_type)}
    if pa.types.is_floating(arrow_type):
        return {"type": "number"}
    if pa.types.is_integer(arrow_type):
        return {"type": "integer"}
    if pa.types.is_boolean(arrow_type):
        return {"type": "boolean"}
    return {"type": "string", "format": "date"} if pa.types.is_date(arrow_type) else {"type": "string"}


def columns_of(table: str) -> dict[str, Schema]:
    """The schemas of a table's columns by name, in the order of the table."""
    return {name: column(COLUMNS[name], needed=is_needed(name, table)) for name in TABLES[table].columns}


def row(table: str) -> Schema:
    """The reference to the schema of a table's rows."""
    return reference(f"{table}_row")


@cache
def rows() -> Mapping[str, Schema]:
    """The components that `row` refers to, one for each table."""
    return {f"{name}_row": mapping(columns_of(name)) | {"description": table.row} for name, table in TABLES.items()}


# Records ─────────────────────────────────────────────────────────────────────


def record(record_class: type) -> Schema:
    """The reference to the schema of a record (a dataclass or a named tuple) as `lib.planner.json_data` writes it."""
    return reference(_published(record_class.__name__))


def _published(text: str) -> str:
    """A text with classes named as in the document, so that renaming a class does not break the API's clients."""
    for name, published in PUBLISHED.items():
        text = text.replace(name, published)
    return text


@cache
def records(record_class: type) -> Mapping[str, Schema]:
    """The components that `record` refers to: the schemas of the record and of all records inside it.

    Their descriptions are the docstrings of the classes.
    """
    schemas: dict[str, Schema] = {}
    pending = [record_class]
    while pending:
        current = pending.pop()
        if current.__name__ not in schemas:
            types = {name: hint for name, hint in get_type_hints(current).items() if not name.startswith("_")}
            properties = {name: _type_schema(hint) for name, hint in types.items()}
            schemas[current.__name__] = mapping(properties) | {"description": _published(getdoc(current) or "")}
            pending += [inner for hint in types.values() for inner in _records_in(hint)]
    return {_published(name): schema for name, schema in schemas.items()}


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields"))


def _records_in(hint: Any) -> Iterator[type]:
    """The record classes in a type hint, at any depth."""
    if _is_record(hint):
        yield hint
    for argument in get_args(hint):
        yield from _records_in(argument)


def _type_schema(hint: Any) -> Schema:
    """The schema of the JSON that a value of a Python type becomes."""
    if _is_record(hint):
        return record(hint)
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return {"anyOf": [_type_schema(argument) for argument in arguments]}
    if get_origin(hint) is Literal:
        return {"type": "string", "enum": list(arguments)}
    if get_origin(hint) is tuple and Ellipsis in arguments:
        return listed(_type_schema(arguments[0]))
    if get_origin(hint) is tuple:
        length = {"minItems": len(arguments), "maxItems": len(arguments)}
        return {"type": "array", "prefixItems": [_type_schema(argument) for argument in arguments], **length}
    return dict(SCALARS[hint])
