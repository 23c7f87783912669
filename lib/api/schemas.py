"""JSON Schemas of the API's answers, made from the definitions of the data: columns, tables, records."""

from collections.abc import Iterable, Mapping
from functools import cache
from inspect import getdoc
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from lib.address.domains import Schema
from lib.tables.columns import COLUMNS, Column
from lib.tables.schema import TABLES, is_needed

REFERENCE = "#/components/schemas/{model}"
PUBLISHED = {"PlanAnswer": "Answer", "PlanRequest": "Request", "HeldCert": "Holds"}
"""Names of records in the document, by the name of their class, where the two differ."""


def reference(name: str) -> Schema:
    """The reference to a schema among the components of the document."""
    return {"$ref": REFERENCE.format(model=name)}


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
def records(*record_classes: type) -> Mapping[str, Schema]:
    """The components that `record` refers to: the schemas of these records and of all records inside them."""
    _, document = TypeAdapter.json_schemas(
        [(record_class, "serialization", TypeAdapter(record_class)) for record_class in record_classes],
        ref_template=REFERENCE,
        schema_generator=_RecordSchemas,
    )
    components: dict[str, Schema] = document["$defs"]
    return components


class _RecordSchemas(GenerateJsonSchema):
    """The generator of the schemas of records as `lib.planner.json_data` writes them: objects that have every field.

    By itself Pydantic takes a named tuple for an array and a field with a default for one that may be left out, and
    gives each field a title that repeats its name. The description of a record is the docstring of its class.
    """

    def dataclass_schema(self, schema: Any) -> Schema:
        return self._record_schema(schema["cls"], schema["schema"]["fields"])

    def named_tuple_schema(self, schema: Any) -> Schema:
        return self._record_schema(schema["cls"], schema["fields"])

    def _record_schema(self, record_class: type, fields: Iterable[Any]) -> Schema:
        properties = {field["name"]: self.generate_inner(field["schema"]) for field in fields}
        return mapping(properties) | {"description": _published(getdoc(record_class) or "")}

    def default_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])

    def normalize_name(self, name: str) -> str:
        return _published(super().normalize_name(name))
