"""Rows of tables, as they are assembled from records."""

from typing import Any

Row = dict[str, Any]


def part(record: Any, names: str) -> Row:
    """Some fields of a record, under their own names."""
    return {name: getattr(record, name) for name in names.split()}
