"""The identity of a build: an id that all its tables share, derived from the records they were built from."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import pyarrow as pa
from pydantic import BaseModel

from lib.source.read import SourceRecords

BATCH_ROWS = 10_000
"""Rows that are serialised at a time, so that a long table takes no more memory than a short one."""


def identity(records: SourceRecords, tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """Metadata for every table of a build: `build`, its id, and `built_from`, the digest of the source records.

    The same records give the same id, on any machine and with any version of the libraries. Other records, or other
    tables from the same records (another version of this code), give another id.
    """
    source = hashlib.sha256()
    for field in fields(records):
        _add(source, [_plain(record) for record in _listed(getattr(records, field.name))])
    build = hashlib.sha256(source.digest())
    for name, table in tables.items():
        _add(build, [name, str(table.schema.remove_metadata())])
        for batch in table.to_batches(max_chunksize=BATCH_ROWS):
            _add(build, batch.to_pylist())
    return {"build": build.hexdigest()[:12], "built_from": f"sha256:{source.hexdigest()}"}


def _listed(value: Any) -> Iterable[Any]:
    """The value of a field of SourceRecords as a list: records, or notes of the reading, such as file names."""
    return value if isinstance(value, list) else [value]


def _plain(value: Any) -> Any:
    """A record as JSON values; None for a value that is no record, so that only records count."""
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else None


def _add(digest: "hashlib._Hash", value: object) -> None:
    digest.update(json.dumps(value, sort_keys=True, default=str).encode() + b"\n")
