"""The type of a table row, and the part of a record that goes into one unchanged."""

from typing import Any

Row = dict[str, Any]


def part(record: Any, names: str) -> Row:
    """The named fields of a record (names separated by spaces), under their own names."""
    return {name: getattr(record, name) for name in names.split()}
