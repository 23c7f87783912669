"""The steps of `make salaries`: find each survey's files, check and count their rows, give the source rows as CSV."""

from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
from pydantic import ValidationError

from lib.records import Jobs, Salary, Surveys, TitleTable, Wages
from lib.records.characters import one_line
from lib.survey import bls, checks, medians, rows, titles
from lib.survey.refusal import BadInput, engine_errors, first_line, first_problem

ReportProgress = Callable[[str], None]
Row = dict[Any, Any]
Survey = Jobs | Wages

FIELDS = tuple(Salary.model_fields)
ENGINES = ("duckdb", "pyspark")


def connect(engine: str, memory: str) -> Any:
    """An Ibis backend: `duckdb` in this process, on disk beyond `memory`; or `pyspark`, local or as configured.

    Raises BadInput if the engine does not start or is not installed.
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
    session.sparkContext.setLogLevel("FATAL")  # the command reports an error itself, in one sentence
    return ibis.pyspark.connect(session)


def files_of(survey: Survey, paths: list[Path]) -> list[Path]:
    """The files among paths and folders that have the survey's file name; empty if there is none."""
    candidates = [path / survey.files if path.is_dir() else path for path in paths]
    return rows.distinct_files(file for file in candidates if file.is_file() and file.name == survey.files)


def job_rows(
    engine: Any,
    survey: Jobs,
    files: list[Path],
    table: TitleTable,
    surveys: Surveys,
    report_progress: ReportProgress,
) -> list[Row]:
    """Source rows of a survey of job ads: by role, level ("" = all levels of the role) and year.

    Distinct rows of the survey give one set of source rows, all its rows a second one (unless it is distinct anyway).
    Raises BadInput for files that cannot be counted, or in which no row counts in any role.
    """
    with checks.refusing(files):
        survey_rows = rows.table(engine, files)
        report_progress(f"{survey.id}: checking {len(files)} file{'s' * (len(files) > 1)}")
        checks.check(survey_rows, files)
        report_progress(f"{survey.id}: counting rows")
        counts = _computed_once(engine, medians.histogram(survey_rows), survey.id)
        source_rows: list[Row] = []
        for kind in medians.KINDS[:1] if survey.already_distinct else medians.KINDS:
            report_progress(f"{survey.id}: ranking {kind} rows")
            source_rows += _kind_rows(medians.of_kind(counts, kind), kind, survey, table, surveys)
    if not source_rows:
        raise BadInput(f"{survey.id}: no US full-time row of {', '.join(map(str, files))} counts as any role")
    return source_rows


def _computed_once(engine: Any, counts: ir.Table, name: str) -> ir.Table:
    """The counts as a computed table, because three expressions use them."""
    # No cache() on DuckDB: releasing it fails on DuckDB 2.0, which does not parse the DROP that ibis 12.0 writes.
    return engine.create_table(name, counts, temp=True) if engine.name == "duckdb" else counts.cache()


def _kind_rows(counts: ir.Table, kind: str, survey: Jobs, table: TitleTable, surveys: Surveys) -> list[Row]:
    """Source rows from the counts of one kind of survey rows, `distinct` or `all`."""
    matches = titles.matches(table, counts.select("title").distinct().to_pandas()["title"])
    roles, match_table = titles.roles(matches), medians.match_table(matches)
    figures = medians.percentile_frame(medians.medians(counts, match_table).to_pandas())
    by_title = medians.titles_in(counts, match_table).to_pandas()
    years = medians.matched_by_year(counts, match_table).to_pandas().to_numpy()
    missed_shares = {year: 1 - matched / total for year, total, matched in years}
    names = {rule.role: rule.name for rule in table.rule}
    common = {"place": survey.place, "measure": "advertised pay range ends", "bound": "point", "counted": kind}
    return [
        {
            **figure,
            **common,
            "role_name": names[figure["role"]],
            "median_usd": figure["p50_usd"],
            "titles": _titles(by_title, figure) + _other_roles(by_title, figure, roles),
            "missed_share": round(missed_shares[figure["year"]], 4),
            "source": survey.id,
            "checked_on": surveys.checked_on,
        }
        for figure in figures.to_dict("records")
    ]


def _titles(by_title: pd.DataFrame, figure: Row) -> str:
    """The titles that were counted for a figure, with their rows: `ai engineer (12); ml engineer (3)`."""
    counted = by_title[(by_title[list(medians.GROUP)] == [figure[name] for name in medians.GROUP]).all(axis=1)]
    pairs = zip(counted["title"], counted["rows"], strict=True)
    return "; ".join(f"{one_line(title)} ({count})" for title, count in pairs)


def _other_roles(by_title: pd.DataFrame, figure: Row, roles: Mapping[tuple[str, str], set[str]]) -> str:
    """The other roles in which some of a figure's rows count, to follow its titles; empty if there are none."""
    of_role = by_title[(by_title["role"] == figure["role"]) & (by_title["year"] == figure["year"])]
    levels = of_role["level"] == figure["level"] if figure["level"] else of_role["level"] != ""
    pairs = of_role.loc[levels, ["title", "level"]].itertuples(index=False, name=None)
    other_roles = {role for pair in pairs for role in roles[pair]} - {figure["role"]}
    return f"; also counted as {', '.join(sorted(other_roles))}" if other_roles else ""


def wage_rows(survey: Wages, files: list[Path], surveys: Surveys) -> list[Row]:
    """Source rows of a wage survey: one for each of its occupations."""
    common = {"place": survey.place, "year": survey.year, "measure": "employer survey", "source": survey.id}
    figures = bls.wages(files[0], survey.occupations, survey.top_code_usd)
    return [{**figure, **common, "level": "", "checked_on": surveys.checked_on} for figure in figures]


def csv_file(source_rows: list[Row]) -> bytes:
    """Source rows as the bytes of a CSV file: the fields of a salary record in order, whole numbers without a point.

    Raises BadInput for a row that is no valid salary record.
    """
    frame = pd.DataFrame([_salary(row) for row in source_rows], columns=FIELDS, dtype=object)
    return frame.map(_cell).to_csv(index=False, lineterminator="\n").encode()


def _salary(row: Row) -> dict[str, Any]:
    """A row as the fields of a valid salary record. None and NaN count as missing."""
    fields = {name: row[name] for name in FIELDS if row.get(name) is not None and row[name] == row[name]}
    try:
        return Salary.model_validate(fields).model_dump()
    except ValidationError as error:
        figure = " ".join(str(row.get(name)) for name in ("source", *medians.GROUP) if row.get(name))
        raise BadInput(f"{figure} is no sound figure: {first_problem(error)}") from None


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else value


def files_by_survey(surveys: Surveys, paths: list[Path], only: str | None) -> list[tuple[Survey, list[Path]]]:
    """The surveys with their files, an empty list for a survey whose file is missing.

    With `only`, the id of a survey, that survey alone takes files of any name. Raises BadInput for a path that no
    survey takes, and for more than one workbook of a wage survey.
    """
    all_surveys: list[Survey] = [*surveys.jobs, *surveys.wages]
    pairs = _by_id(all_surveys, paths, only) if only else _by_name(all_surveys, paths)
    for survey, files in pairs:
        if isinstance(survey, Wages) and len(files) > 1:
            raise BadInput(f"{survey.id} takes one workbook, not {len(files)}: {', '.join(map(str, files))}")
    return pairs


def _by_id(surveys: list[Survey], paths: list[Path], only: str) -> list[tuple[Survey, list[Path]]]:
    selected = next((survey for survey in surveys if survey.id == only), None)
    if selected is None:
        raise BadInput(f"there is no survey {only}; surveys.toml has {', '.join(survey.id for survey in surveys)}")
    _must_exist(paths)
    files = rows.files(paths, rows.ENDINGS if isinstance(selected, Jobs) else bls.ENDINGS)
    for file, survey in product(files, surveys):
        if survey.files == file.name and survey.id != only:
            raise BadInput(f"{file} is called like the file of {survey.id}, so it does not count as {only}")
    return [(selected, files)]


def _by_name(surveys: list[Survey], paths: list[Path]) -> list[tuple[Survey, list[Path]]]:
    _must_exist(paths)
    for path in paths:
        if not any(files_of(survey, [path]) for survey in surveys):
            published = "; ".join(f"{survey.files}: {survey.get}" for survey in surveys)
            problem = f"no survey's file is in {path}" if path.is_dir() else f"{path} is called like no survey's file"
            raise BadInput(f"{problem} (--survey takes files of any name); they are published here: {published}")
    return [(survey, files_of(survey, paths)) for survey in surveys]


def _must_exist(paths: list[Path]) -> None:
    if absent := [path for path in paths if not path.exists()]:
        raise BadInput(f"{absent[0]} is not there")
