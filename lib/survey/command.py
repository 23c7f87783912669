"""What `make salaries` does: find the files, check them all, count, and write all source rows or none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from lib.records import Jobs, Salary, Surveys, Wages
from lib.survey import bls, medians, rows
from lib.survey.rows import BadInput
from lib.survey.titles import TitleTable, matches

Say = Callable[[str], None]
Row = dict[Any, Any]
Survey = Jobs | Wages

FIELDS = tuple(Salary.model_fields)
ENGINES = ("duckdb", "pyspark")


def connect(engine: str, memory: str) -> Any:
    """An Ibis backend: `duckdb` in this process, on disk beyond `memory`; or `pyspark`, local or as it is set up."""
    if engine == "duckdb":
        return ibis.duckdb.connect(memory_limit=memory, preserve_insertion_order=False)
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.appName("certwise-salaries").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    )
    return ibis.pyspark.connect(session)


def found(survey: Survey, paths: list[Path]) -> list[Path]:
    """The survey's file among paths and folders; empty where there is none."""
    places = [path / survey.files if path.is_dir() else path for path in paths]
    return [place for place in places if place.is_file() and place.name == survey.files]


def job_rows(engine: Any, survey: Jobs, files: list[Path], table: TitleTable, surveys: Surveys, say: Say) -> list[Row]:
    """Source rows of a survey of job ads: by role, level ("" = all of the role's) and year, distinct and all rows.

    Raises BadInput for files that cannot be counted, or in which no row counts as any role.
    """
    every = rows.table(engine, files)
    say(f"{survey.id}: checking {len(files)} file{'s' * (len(files) > 1)}")
    rows.check(every, files)
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
    titles = counts.select("title").distinct().to_pandas()["title"]
    rules = medians.rules(matches(table, titles))
    figures = medians.frame(medians.medians(counts, rules).to_pandas())
    by_title = medians.titles_in(counts, rules).to_pandas()
    missed = {
        year: 1 - matched / all_of for year, all_of, matched in medians.missed(counts, rules).to_pandas().to_numpy()
    }
    names = {rule.role: rule.name for rule in table.rule}
    common = {"place": survey.place, "measure": "advertised pay range ends", "bound": "point", "counted": counted}
    return [
        {
            **figure,
            **common,
            "role_name": names[figure["role"]],
            "median_usd": figure["p50_usd"],
            "titles": _titles(by_title, figure),
            "missed_share": round(missed[figure["year"]], 4),
            "source": survey.id,
            "checked_on": surveys.checked_on,
        }
        for figure in figures.to_dict("records")
    ]


def _titles(by_title: pd.DataFrame, figure: Row) -> str:
    same = by_title[(by_title[list(medians.GROUP)] == [figure[name] for name in medians.GROUP]).all(axis=1)]
    return "; ".join(f"{title} ({count})" for title, count in zip(same["title"], same["rows"], strict=True))


def wage_rows(survey: Wages, files: list[Path], surveys: Surveys) -> list[Row]:
    """Source rows of a wage survey: one for each of its occupations."""
    common = {"place": survey.place, "year": survey.year, "measure": "employer survey", "source": survey.id}
    figures = bls.wages(files[0], survey.occupations, survey.top_code_usd)
    return [{**figure, **common, "level": "", "checked_on": surveys.checked_on} for figure in figures]


def written(built: list[Row]) -> bytes:
    """Source rows as CSV: the fields of a salary record in order, whole dollars where they are whole."""
    frame = pd.DataFrame(built).reindex(columns=FIELDS)
    return frame.map(_cell).to_csv(index=False, lineterminator="\n").encode()


def _cell(value: Any) -> Any:
    if value is None or value != value:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else value


def plan(surveys: Surveys, paths: list[Path], only: str | None) -> list[tuple[Survey, list[Path]]]:
    """Each survey with its files, of any name where the survey is named. Raises BadInput if none is there."""
    every: list[Survey] = [*surveys.jobs, *surveys.wages]
    if only and only not in {survey.id for survey in every}:
        raise BadInput(f"there is no survey {only}; surveys.toml has {', '.join(survey.id for survey in every)}")
    chosen = [survey for survey in every if only in (None, survey.id)]
    pairs = [(one, rows.files(paths) if only and isinstance(one, Jobs) else found(one, paths)) for one in chosen]
    if not any(files for _, files in pairs):
        where = "; ".join(f"{survey.files}: {survey.get}" for survey, _ in pairs)
        raise BadInput(f"no survey's file is in {', '.join(map(str, paths))}. They are published here: {where}")
    return pairs
