"""Write the tables and the files generated beside them: all of them or none."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, create_model

from lib import records
from lib.tables.columns import COLUMNS
from lib.tables.schema import TABLES

SCHEMAS: dict[str, type[BaseModel]] = {
    "cert": records.CertRecord,
    "rules": records.Rules,
    "article": records.Article,
    "vendors": create_model("Vendors", __base__=records.Record, vendor=(list[records.Vendor], ...)),
    "sources": create_model("Sources", __base__=records.Record, source=(list[records.Source], ...)),
    "policies": create_model("Policies", __base__=records.Record, policy=(list[records.Policy], ...)),
    "evidence": create_model("Studies", __base__=records.Record, evidence=(list[records.Study], ...)),
    "surveys": records.Surveys,
    "titles": records.TitleTable,
    "difference": create_model("Differences", __base__=records.Record, difference=(list[records.Difference], ...)),
    "change": create_model("Changes", __base__=records.Record, change=(list[records.Change], ...)),
}


def replace_all(files: dict[Path, bytes]) -> None:
    """Write every file under a temporary name first, then rename all. Raises OSError and keeps all old files if a
    write fails.
    """
    temporary: dict[Path, str] = {}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary[path] = tempfile.mkstemp(dir=path.parent, suffix=".new")
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary[path]).chmod(0o644)
    except OSError:
        for name in temporary.values():
            Path(name).unlink(missing_ok=True)
        raise
    for path, name in temporary.items():
        Path(name).replace(path)


def parquet(table: pa.Table, identity: Mapping[str, str]) -> bytes:
    """A table as the bytes of a Parquet file whose metadata has the identity of its build."""
    sink = pa.BufferOutputStream()
    identified = table.replace_schema_metadata({**table.schema.metadata, **identity})
    pq.write_table(identified, sink, compression="zstd")
    return bytes(sink.getvalue())


def json_schema(name: str) -> bytes:
    """JSON Schema of a source file, for editors, as UTF-8 text."""
    schema = SCHEMAS[name].model_json_schema()
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def dictionary() -> bytes:
    """The data dictionary in Markdown: every table, its row, key and columns with type and unit."""
    lines = [
        "# Data dictionary",
        "",
        "Written by `make data` from `lib/tables/schema.py` and `lib/tables/columns.py`; do not edit.",
        "",
    ]
    for name, table in TABLES.items():
        lines += [f"## {name}", "", f"{table.row}. Key: {', '.join(f'`{k}`' for k in table.key)}.", ""]
        lines += ["| column | type | unit | what it says |", "|---|---|---|---|"]
        for column in table.columns:
            spec = COLUMNS[column]
            lines.append(f"| `{column}` | {spec.type} | {spec.unit} | {spec.text.replace('|', chr(92) + '|')} |")
        lines.append("")
    return "\n".join(lines).encode()
