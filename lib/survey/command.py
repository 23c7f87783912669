"""What `make salaries` does: find the files, check them all, count, and write all source rows or none."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
from pydantic import ValidationError

from lib.records import Jobs, Salary, Surveys, TitleTable, Wages
from lib.survey import bls, checks, medians, rows, titles
from lib.survey.refusal import BadInput, engine_errors, first_line, what_is_wrong

Say = Callable[[str], None]
Row = dict[Any, Any]
Survey = Jobs | Wages

FIELDS = tuple(Salary.model_fields)
ENGINES = ("duckdb", "pyspark")


def connect(engine: str, memory: str) -> Any:
    """An Ibis backend: `duckdb` in this process, on disk beyond `memory`; or `pyspark`, local or as it is set up.

    Raises BadInput if it cannot be started, saying where PySpark is if it is not here.
    """
    try:
        if engine == "duckdb":
            return ibis.duckdb.connect(memory_limit=memory, preserve_insertion_order=False)
        return _spark()
    except ImportError:
        raise BadInput(
            f"this environment has no {engine}; `make test-all` makes one that has, .venv-spark: "
            "run .venv-spark/bin/python -m lib.survey --engine pyspark FOLDER"
        ) from None
    except engine_errors() as error:
        raise BadInput(f"{engine} does not start: {first_line(error)}") from None


def _spark() -> Any:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.appName("certwise-salaries").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    )
    session.sparkContext.setLogLevel("FATAL")  # its errors are told in one sentence
    return ibis.pyspark.connect(session)


def found(survey: Survey, paths: list[Path]) -> list[Path]:
    """The survey's file among paths and folders; empty where there is none."""
    places = [path / survey.files if path.is_dir() else path for path in paths]
    return rows.once(place for place in places if place.is_file() and place.name == survey.files)


def job_rows(engine: Any, survey: Jobs, files: list[Path], table: TitleTable, surveys: Surveys, say: Say) -> list[Row]:
    """Source rows of a survey of job ads: by role, level ("" = all of the role's) and year, distinct and all rows.

    Raises BadInput for files that cannot be counted, or in which no row counts as any role.
    """
    with checks.refusing(files):
        every = rows.table(engine, files)
        say(f"{survey.id}: checking {len(files)} file{'s' * (len(files) > 1)}")
        checks.check(every, files)
        say(f"{survey.id}: counting rows")
        counts = _kept(engine, medians.histogram(every), survey.id)
        built: list[Row] = []
        for kind in medians.KINDS[:1] if survey.already_distinct else medians.KINDS:
            say(f"{survey.id}: ranking {kind} rows")
            built += _counted(medians.of_kind(counts, kind), kind, survey, table, surveys)
    if not built:
        raise BadInput(f"{survey.id}: no US full-time row of {', '.join(map(str, files))} counts as any role")
    return built


def _kept(engine: Any, counts: ir.Table, name: str) -> ir.Table:
    """The counts computed once, for three expressions follow from them."""
    # Not cache() on DuckDB: its release fails on DuckDB 2.0 (ibis 12.0 writes a DROP that it does not parse).
    return engine.create_table(name, counts, temp=True) if engine.name == "duckdb" else counts.cache()


def _counted(counts: ir.Table, counted: str, survey: Jobs, table: TitleTable, surveys: Surveys) -> list[Row]:
    matched = titles.matches(table, counts.select("title").distinct().to_pandas()["title"])
    roles, rules = titles.roles(matched), medians.rules(matched)
    figures = medians.frame(medians.medians(counts, rules).to_pandas())
    by_title = medians.titles_in(counts, rules).to_pandas()
    missed = {year: 1 - taken / all_of for year, all_of, taken in medians.missed(counts, rules).to_pandas().to_numpy()}
    names = {rule.role: rule.name for rule in table.rule}
    common = {"place": survey.place, "measure": "advertised pay range ends", "bound": "point", "counted": counted}
    return [
        {
            **figure,
            **common,
            "role_name": names[figure["role"]],
            "median_usd": figure["p50_usd"],
            "titles": _titles(by_title, figure) + _also(by_title, figure, roles),
            "missed_share": round(missed[figure["year"]], 4),
            "source": survey.id,
            "checked_on": surveys.checked_on,
        }
        for figure in figures.to_dict("records")
    ]


def _titles(by_title: pd.DataFrame, figure: Row) -> str:
    same = by_title[(by_title[list(medians.GROUP)] == [figure[name] for name in medians.GROUP]).all(axis=1)]
    return "; ".join(f"{title} ({count})" for title, count in zip(same["title"], same["rows"], strict=True))


def _also(by_title: pd.DataFrame, figure: Row, roles: Mapping[tuple[str, str], set[str]]) -> str:
    """Which other roles some of a figure's rows count in as well."""
    same = by_title[(by_title["role"] == figure["role"]) & (by_title["year"] == figure["year"])]
    levels = same["level"] == figure["level"] if figure["level"] else same["level"] != ""
    pairs = same.loc[levels, ["title", "level"]].itertuples(index=False, name=None)
    others = {role for pair in pairs for role in roles[pair]} - {figure["role"]}
    return f"; also counted as {', '.join(sorted(others))}" if others else ""


def wage_rows(survey: Wages, files: list[Path], surveys: Surveys) -> list[Row]:
    """Source rows of a wage survey: one for each of its occupations."""
    common = {"place": survey.place, "year": survey.year, "measure": "employer survey", "source": survey.id}
    figures = bls.wages(files[0], survey.occupations, survey.top_code_usd)
    return [{**figure, **common, "level": "", "checked_on": surveys.checked_on} for figure in figures]


def written(built: list[Row]) -> bytes:
    """Source rows as CSV: the fields of a salary record in order, whole dollars where they are whole.

    Raises BadInput for a row that is no sound salary record.
    """
    frame = pd.DataFrame([_salary(row) for row in built], columns=FIELDS, dtype=object)
    return frame.map(_cell).to_csv(index=False, lineterminator="\n").encode()


def _salary(row: Row) -> dict[str, Any]:
    """A row's fields as a salary record has them, after its checks."""
    known = {name: row[name] for name in FIELDS if row.get(name) is not None and row[name] == row[name]}
    try:
        return Salary.model_validate(known).model_dump()
    except ValidationError as error:
        where = " ".join(str(row.get(name)) for name in ("source", *medians.GROUP) if row.get(name))
        raise BadInput(f"{where} is no sound figure: {what_is_wrong(error)}") from None


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else value


def plan(surveys: Surveys, paths: list[Path], only: str | None) -> list[tuple[Survey, list[Path]]]:
    """Each survey with its files, of any name where one survey is named.

    Raises BadInput for a path that no survey takes, and for more than one workbook of a wage survey.
    """
    every: list[Survey] = [*surveys.jobs, *surveys.wages]
    pairs = _by_id(every, paths, only) if only else _by_name(every, paths)
    for survey, files in pairs:
        if isinstance(survey, Wages) and len(files) > 1:
            raise BadInput(f"{survey.id} takes one workbook, not {len(files)}: {', '.join(map(str, files))}")
    return pairs


def _by_id(every: list[Survey], paths: list[Path], only: str) -> list[tuple[Survey, list[Path]]]:
    named = [survey for survey in every if survey.id == only]
    if not named:
        raise BadInput(f"there is no survey {only}; surveys.toml has {', '.join(survey.id for survey in every)}")
    _are_there(paths)
    files = rows.files(paths, rows.ENDINGS if isinstance(named[0], Jobs) else bls.ENDINGS)
    for file, other in ((file, other) for file in files for other in every):
        if other.files == file.name and other.id != only:
            raise BadInput(f"{file} is called like the file of {other.id}, so it does not count as {only}")
    return [(named[0], files)]


def _by_name(every: list[Survey], paths: list[Path]) -> list[tuple[Survey, list[Path]]]:
    _are_there(paths)
    for path in paths:
        if not any(found(survey, [path]) for survey in every):
            where = "; ".join(f"{survey.files}: {survey.get}" for survey in every)
            told = f"no survey's file is in {path}" if path.is_dir() else f"{path} is called like no survey's file"
            raise BadInput(f"{told} (--survey takes files of any name); they are published here: {where}")
    return [(survey, found(survey, paths)) for survey in every]


def _are_there(paths: list[Path]) -> None:
    if absent := [path for path in paths if not path.exists()]:
        raise BadInput(f"{absent[0]} is not there")
