"""Reads the source files and checks each record on its own, collecting every problem."""

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from lib.records import (
    Article,
    CertRecord,
    Change,
    Difference,
    Policy,
    Record,
    Rules,
    Salary,
    Source,
    Study,
    Surveys,
    TitleTable,
    Vendor,
)
from lib.records.characters import visible

R = TypeVar("R", bound=Record)


class SourceProblem(NamedTuple):
    """A problem in the source files: the file, the record, the field, and what is wrong with it."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        return visible(f"{self.file}: {self.record}: {self.field}: {self.message}")


@dataclass
class SourceRecords:
    """All source records that passed their own checks, and the problems of those that did not.

    `files` has the file of each certification by its id. `salary_lines` has the file and line of each salary, in the
    order of `salaries`. `broken` are the ids or names of records that failed.
    """

    certs: list[CertRecord] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    vendors: list[Vendor] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    evidence: list[Study] = field(default_factory=list)
    salaries: list[Salary] = field(default_factory=list)
    salary_lines: list[str] = field(default_factory=list)
    rules: Rules | None = None
    article: Article | None = None
    broken: set[str] = field(default_factory=set)
    problems: list[SourceProblem] = field(default_factory=list)


def source_records(folder: Path) -> SourceRecords:
    """Read every source file below a folder. A file that cannot be parsed is a problem, not an error."""
    records = SourceRecords()
    for path in sorted((folder / "certs").glob("*.toml")):
        _read_cert(path, records)
    records.vendors = _record_list(folder / "vendors.toml", "vendor", Vendor, records)
    records.sources = _record_list(folder / "sources.toml", "source", Source, records)
    records.differences = _record_list(folder / "differences.toml", "difference", Difference, records)
    records.changes = _record_list(folder / "changes.toml", "change", Change, records)
    records.policies = _record_list(folder / "policies.toml", "policy", Policy, records)
    records.evidence = _record_list(folder / "evidence.toml", "evidence", Study, records)
    records.rules = _record(folder / "rules.toml", Rules, records)
    records.article = _record(folder / "article.toml", Article, records)
    for name, model in (("surveys", Surveys), ("titles", TitleTable)):
        _record(folder / f"{name}.toml", model, records)  # only checked here: lib.survey reads them
    for path in sorted((folder / "salaries").glob("*.csv")):
        _read_salaries(path, records)
    return records


def _read_cert(path: Path, records: SourceRecords) -> None:
    cert = _record(path, CertRecord, records)
    if cert is None:
        records.broken.add(path.stem)
        return
    file = _display_path(path)
    if cert.id in records.files:
        records.problems.append(SourceProblem(file, cert.id, "id", f"is already the id of {records.files[cert.id]}"))
        return
    if path.stem != cert.id:
        records.problems.append(SourceProblem(file, cert.id, "id", f"the file should be named {cert.id}.toml"))
    records.files[cert.id] = file
    records.certs.append(cert)


def _record(path: Path, model: type[R], records: SourceRecords) -> R | None:
    raw = _toml(path, records)
    if raw is None:
        return None
    return _validated(raw, model, _display_path(path), str(raw.get("id", path.stem)), records)


def _record_list(path: Path, name: str, model: type[R], records: SourceRecords) -> list[R]:
    file, raw = _display_path(path), _toml(path, records) or {}
    for key in sorted(raw.keys() - {name}):
        records.problems.append(SourceProblem(file, path.stem, key, "is not a field that this file has"))
    rows = raw.get(name, [])
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        records.problems.append(SourceProblem(file, path.stem, name, f"is written as [[{name}]] tables"))
        return []
    valid = []
    for number, row in enumerate(rows, 1):
        record = _validated(row, model, file, f"{name} {_row_name(row, number)}", records)
        if record is None:
            records.broken.add(_row_name(row, number))
        else:
            valid.append(record)
    return valid


def _row_name(row: dict[str, Any], number: int) -> str:
    return str(row.get("id") or row.get("name") or row.get("number") or number)


def _read_salaries(path: Path, records: SourceRecords) -> None:
    file = _display_path(path)
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), restkey="cells"))
    except OSError as error:
        records.problems.append(SourceProblem(file, path.stem, "file", f"cannot be read: {error.strerror}"))
        return
    except (UnicodeDecodeError, csv.Error) as error:
        records.problems.append(SourceProblem(file, path.stem, "file", f"is not valid CSV: {error}"))
        return
    for line, row in enumerate(rows, 2):
        salary = _validated(_typed(row), Salary, file, f"line {line}", records)
        if salary is not None:
            records.salaries.append(salary)
            records.salary_lines.append(f"{file}: line {line}")


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """CSV cells in the types of a Salary's fields, empty ones left out; Salary refuses those that do not convert."""
    typed: dict[str, Any] = {name: cell for name, cell in row.items() if cell not in ("", None)}
    for name, value in typed.items():
        if name == "cells":
            continue  # the cells beyond the columns of the first line; Salary refuses them as an unknown field
        if name in ("year", "n", "missed_share") or name.endswith("_usd"):
            typed[name] = _number(value)
        elif name == "checked_on":
            typed[name] = _day(value)
    return typed


def _number(text: str) -> int | float | str:
    try:
        return int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _toml(path: Path, records: SourceRecords) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = "is missing"
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"is not valid TOML: {error}"
    records.problems.append(SourceProblem(_display_path(path), path.stem, "file", message))
    return None


def _validated(raw: Any, model: type[R], file: str, record: str, records: SourceRecords) -> R | None:
    """The record, or None after noting its problems."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        records.problems.extend(_validation_problems(error, file, record))
        return None


def _validation_problems(error: ValidationError, file: str, record: str) -> Iterator[SourceProblem]:
    for detail in error.errors():
        location = ".".join(str(part) for part in detail["loc"]) or "record"
        message = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            message = "is not a field that this record has"
        yield SourceProblem(file, record, location, message)


def _display_path(path: Path) -> str:
    """A file's path from its `data` folder on, as messages show it; its name if there is no such folder."""
    parts = path.parts
    return "/".join(parts[parts.index("data") :]) if "data" in parts else path.name
