"""Files of survey rows as one Ibis table, numbers as whole numbers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from lib.survey.form import COLUMNS, header, is_parquet, records
from lib.survey.refusal import BadInput

NUMBERS = ("work_year", "salary", "salary_in_usd")
ENDINGS = (".csv", ".parquet")
WHOLE_NUMBER = r"^\s*[0-9]{1,15}\s*$"
"""Text that is a whole number. "150000.7" and "1e9" do not match, though a cast would round them."""


def files(paths: Iterable[Path], endings: tuple[str, ...] = ENDINGS) -> list[Path]:
    """The files with these endings among paths, each once, folders searched one level deep and in order of names.

    Raises BadInput for a path that is no such file, and for a folder without one.
    """
    kinds = " or ".join(ending.removeprefix(".").upper() for ending in endings)
    matching: list[Path] = []
    for path in paths:
        candidates = sorted(path.iterdir()) if path.is_dir() else [path]
        matches = [file for file in candidates if file.is_file() and file.suffix.lower() in endings]
        if not matches:
            raise BadInput(f"there is no {kinds} file in {path}" if path.is_dir() else f"{path} is no {kinds} file")
        matching += matches
    return distinct_files(matching)


def distinct_files(paths: Iterable[Path]) -> list[Path]:
    """Files in order, without a second path to the same file, so that no row counts twice."""
    return list({path.resolve(): path for path in paths}.values())


def table(engine: Any, paths: list[Path]) -> ir.Table:
    """All rows of all files with COLUMNS, typed as by `columns`.

    Takes an Ibis backend. Raises BadInput for a file that cannot be read or lacks a column.
    """
    parts = [raw.select(**columns(raw)) for raw in [_read(engine, path) for path in paths]]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def columns(raw: ir.Table) -> dict[str, ir.Column]:
    """COLUMNS of a raw table: NUMBERS as int64 (missing where a cell is no whole number), the others as text."""
    return {name: _number(raw[name]) if name in NUMBERS else raw[name].cast("string") for name in COLUMNS}


def _read(engine: Any, path: Path) -> ir.Table:
    names = header(path)
    if is_parquet(path):
        return engine.read_parquet(str(path))
    dialect: dict[str, Any] = {"header": True, "quote": '"', "escape": '"'}
    if engine.name == "duckdb":
        text = dict.fromkeys(names, "VARCHAR")
        return engine.read_csv(str(path), delim=",", auto_detect=False, columns=text, **dialect)
    for _ in records(path):  # Spark reads an unclosed quote or invalid UTF-8 as text, without an error
        pass
    return engine.read_csv(str(path), sep=",", inferSchema=False, multiLine=True, mode="FAILFAST", **dialect)


def _number(column: ir.Column) -> ir.Column:
    kind = column.type()
    if kind.is_integer():
        return column.cast("int64")
    if kind.is_floating() or kind.is_decimal():
        integer = column.try_cast("int64")
        return ibis.ifelse(integer.cast(kind) == column, integer, None)
    text = column.cast("string")
    return ibis.ifelse(text.re_search(WHOLE_NUMBER), text.strip(), None).try_cast("int64")
