"""The parameters of the API, which are those of addresses (`lib.address.parameters`), as JSON Schema."""

from collections.abc import Sequence

from lib.address import query
from lib.address.domains import Schema
from lib.address.parameter import Parameter
from lib.tables.store import Tables


def schema(parameter: Parameter, tables: Tables) -> Schema:
    """The JSON Schema of a parameter: of its value, or of the list of its values if it can be repeated."""
    value_schema = parameter.domain.schema(tables)
    if parameter.max_times != 1:
        limit = {"maxItems": parameter.max_times} if parameter.max_times else {}
        return {"type": "array", "items": value_schema} | limit
    default = parameter.value(query.DEFAULT)
    is_empty = default is None or default is False or default == ""
    return value_schema if is_empty else value_schema | {"default": parameter.domain.scalar(default)}


def choices(parameter: Parameter, tables: Tables) -> Sequence[str]:
    """The values to choose from, in their order; empty if the parameter is no choice."""
    options: Sequence[str] = parameter.domain.schema(tables).get("enum", ())
    return options
