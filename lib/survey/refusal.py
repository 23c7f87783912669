"""One error for all input that the command cannot count, and the errors of engines that are turned into it."""

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
    """The errors of engines for unreadable files or lack of memory; those of Spark only if PySpark is imported."""
    errors: list[type[Exception]] = [duckdb.Error, IbisError, ArrowException]
    if sys.modules.get("pyspark"):
        errors += [importlib.import_module("pyspark.errors").PySparkException]
        errors += [importlib.import_module("py4j.protocol").Py4JError]
    return tuple(errors)


def first_line(error: Exception) -> str:
    """The first line of an error's text (its type if it has none), to be part of a sentence."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".: ")


def source_record(path: Path, model: type[R]) -> R:
    """The record of a source file. Raises BadInput with the file's name and the first problem."""
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise BadInput(f"{path.name}: {first_problem(error)}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name}: {first_line(error)}") from None


def first_problem(error: ValidationError) -> str:
    """The first problem of a record: the field, and what is wrong with it."""
    first = error.errors()[0]
    location = ".".join(str(part) for part in first["loc"])
    return f"{location}: {first['msg'].removeprefix('Value error, ')}".removeprefix(": ")
