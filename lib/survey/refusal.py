"""How the command refuses: one error for all input that it cannot count, and which errors of engines become it."""

import importlib
import sys
import tomllib
from pathlib import Path
from typing import TypeVar

import duckdb
from ibis.common.exceptions import IbisError
from pyarrow import ArrowException
from pydantic import ValidationError

from lib.records import Record

R = TypeVar("R", bound=Record)


class BadInput(Exception):
    """Input that cannot be counted. Its text is one sentence that names the file and, where there is one, the row."""


def engine_errors() -> tuple[type[Exception], ...]:
    """What engines raise for files that they cannot read or memory that they lack; Spark's only where it was loaded."""
    known: list[type[Exception]] = [duckdb.Error, IbisError, ArrowException]
    if sys.modules.get("pyspark"):
        known += [importlib.import_module("pyspark.errors").PySparkException]
        known += [importlib.import_module("py4j.protocol").Py4JError]
    return tuple(known)


def first_line(error: Exception) -> str:
    """What an error says, as a part of a sentence."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".: ")


def source(path: Path, model: type[R]) -> R:
    """A source file of one record. Raises BadInput with what is wrong first."""
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise BadInput(f"{path.name}: {what_is_wrong(error)}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name}: {first_line(error)}") from None


def what_is_wrong(error: ValidationError) -> str:
    """The first thing that is wrong with a record: where in it, and what."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg'].removeprefix('Value error, ')}".removeprefix(": ")
