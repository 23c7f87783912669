"""Read and check the source files one record at a time, collecting every problem."""

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
    Cert,
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

R = TypeVar("R", bound=Record)


class Problem(NamedTuple):
    """One thing wrong with the source: which file, which record, which field, and what."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.field}: {self.message}"


@dataclass
class Catalogue:
    """All source records, with the file that each certification came from; `broken` are the ids that failed."""

    certs: list[Cert] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    vendors: list[Vendor] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    evidence: list[Study] = field(default_factory=list)
    salaries: list[Salary] = field(default_factory=list)
    salary_files: list[str] = field(default_factory=list)
    rules: Rules | None = None
    article: Article | None = None
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def catalogue(folder: Path) -> Catalogue:
    """Read every source file below a folder. What does not parse is a problem, not an error."""
    found = Catalogue()
    for path in sorted((folder / "certs").glob("*.toml")):
        _read_cert(path, found)
    found.vendors = _list_of(folder / "vendors.toml", "vendor", Vendor, found)
    found.sources = _list_of(folder / "sources.toml", "source", Source, found)
    found.differences = _list_of(folder / "differences.toml", "difference", Difference, found)
    found.changes = _list_of(folder / "changes.toml", "change", Change, found)
    found.policies = _list_of(folder / "policies.toml", "policy", Policy, found)
    found.evidence = _list_of(folder / "evidence.toml", "evidence", Study, found)
    found.rules = _one(folder / "rules.toml", Rules, found)
    found.article = _one(folder / "article.toml", Article, found)
    for name, model in (("surveys", Surveys), ("titles", TitleTable)):
        _one(folder / f"{name}.toml", model, found)  # read by lib.survey; checked here, where all problems are told
    for path in sorted((folder / "salaries").glob("*.csv")):
        _read_salaries(path, found)
    return found


def _read_cert(path: Path, found: Catalogue) -> None:
    cert = _one(path, Cert, found)
    if cert is None:
        found.broken.add(path.stem)
        return
    file = _shown(path)
    if cert.id in found.files:
        found.problems.append(Problem(file, cert.id, "id", f"is already the id of {found.files[cert.id]}"))
        return
    if path.stem != cert.id:
        found.problems.append(Problem(file, cert.id, "id", f"the file should be named {cert.id}.toml"))
    found.files[cert.id] = file
    found.certs.append(cert)


def _one(path: Path, model: type[R], found: Catalogue) -> R | None:
    raw = _toml(path, found)
    if raw is None:
        return None
    return _checked(raw, model, _shown(path), str(raw.get("id", path.stem)), found)


def _list_of(path: Path, name: str, model: type[R], found: Catalogue) -> list[R]:
    raw = _toml(path, found) or {}
    for key in sorted(raw.keys() - {name}):
        found.problems.append(Problem(_shown(path), path.stem, key, "is not a field that this file has"))
    rows = raw.get(name, [])
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        found.problems.append(Problem(_shown(path), path.stem, name, f"is written as [[{name}]] tables"))
        return []
    records = []
    for number, row in enumerate(rows, 1):
        record = _checked(row, model, _shown(path), f"{name} {_row_name(row, number)}", found)
        if record is None:
            found.broken.add(_row_name(row, number))
        else:
            records.append(record)
    return records


def _row_name(row: dict[str, Any], number: int) -> str:
    return str(row.get("id") or row.get("name") or row.get("number") or number)


def _read_salaries(path: Path, found: Catalogue) -> None:
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), restkey="cells"))
    except (UnicodeDecodeError, csv.Error) as error:
        found.problems.append(Problem(_shown(path), path.stem, "file", f"is not valid CSV: {error}"))
        return
    for line, row in enumerate(rows, 2):
        salary = _checked(_typed(row), Salary, _shown(path), f"line {line}", found)
        if salary is not None:
            found.salaries.append(salary)
            found.salary_files.append(f"{_shown(path)}: line {line}")


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """CSV cells as the types that a Salary asks for; what cannot be converted is left for it to refuse."""
    typed: dict[str, Any] = {k: v for k, v in row.items() if v not in ("", None)}
    for name, value in typed.items():
        if name == "cells":
            continue  # more cells than the first line has names; refused as a field that is not known
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


def _toml(path: Path, found: Catalogue) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        found.problems.append(Problem(_shown(path), path.stem, "file", "is missing"))
    except OSError as error:
        found.problems.append(Problem(_shown(path), path.stem, "file", f"cannot be read: {error.strerror}"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found.problems.append(Problem(_shown(path), path.stem, "file", f"is not valid TOML: {error}"))
    return None


def _checked(raw: Any, model: type[R], file: str, record: str, found: Catalogue) -> R | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        found.problems.extend(_told(error, file, record))
        return None


def _told(error: ValidationError, file: str, record: str) -> Iterator[Problem]:
    for detail in error.errors():
        where = ".".join(str(part) for part in detail["loc"]) or "record"
        message = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            message = "is not a field that this record has"
        yield Problem(file, record, where, message)


def _shown(path: Path) -> str:
    """A file as people name it: from its `data` folder on."""
    parts = path.parts
    return "/".join(parts[parts.index("data") :]) if "data" in parts else path.name
