"""`python -m lib.survey FOLDER`: from pay microdata to the medians in `data/source/salaries/`."""

import argparse
import re
import sys
from pathlib import Path

from lib.build.write import replace_all
from lib.records import Surveys, Wages
from lib.survey import command, titles
from lib.survey.refusal import BadInput, first_line, source

SOURCE = Path(__file__).resolve().parents[2] / "data" / "source"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="python -m lib.survey",
        description="Compute medians of pay by role, level and year from survey files, and write them as source rows. "
        "Nothing is written unless every file can be counted.",
        epilog="The surveys and where to get their files stand in data/source/surveys.toml, the titles of each role in "
        "data/source/titles.toml. `make data` afterwards builds the tables. PySpark has an environment of its "
        "own, which `make test-all` makes: .venv-spark/bin/python -m lib.survey --engine pyspark FOLDER",
    )
    made.add_argument(
        "paths", type=Path, nargs="+", help="folders or files: CSV or Parquet of ai-jobs rows, BLS workbooks"
    )
    made.add_argument("--survey", help="take all paths as files of this survey, whatever they are called")
    made.add_argument("--engine", choices=command.ENGINES, default=command.ENGINES[0], help="what runs the expression")
    made.add_argument(
        "--memory", type=_memory, default="6GB", help="memory that DuckDB may use before it goes to disk (default 6GB)"
    )
    made.add_argument(
        "--out", type=Path, default=SOURCE / "salaries", help="folder that the source rows are written to"
    )
    made.add_argument("--source", type=Path, default=SOURCE, help="folder of titles.toml and surveys.toml")
    made.add_argument("--dry-run", action="store_true", help="check and count everything, write nothing")
    return made


def _memory(text: str) -> str:
    if not re.fullmatch(r"\d*[1-9]\d*(\.\d+)? ?[KMGT]i?B", text, re.IGNORECASE):
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount of memory, such as 6GB")
    return text


def main(arguments: list[str] | None = None) -> int:
    """Count and write. Returns 1, with one sentence on stderr and nothing written, for input that cannot be counted."""
    asked = parser().parse_args(arguments)
    try:
        built = _built(asked)
        if not asked.dry_run:
            _write(built)
    except BadInput as problem:
        print(f"salaries: {problem}; nothing was written", file=sys.stderr)
        return 1
    for path, content in built.items():
        rows = content.count(b"\n") - 1
        print(f"{path}: {rows} rows{' (not written: dry run)' if asked.dry_run else ''}")
    return 0


def _write(built: dict[Path, bytes]) -> None:
    try:
        replace_all(built)
    except OSError as error:
        raise BadInput(f"{next(iter(built)).parent} cannot be written to: {first_line(error)}") from None


def _built(asked: argparse.Namespace) -> dict[Path, bytes]:
    surveys = source(asked.source / "surveys.toml", Surveys)
    table = titles.read(asked.source / "titles.toml")
    engine = None
    built = {}
    for survey, files in command.plan(surveys, asked.paths, asked.survey):
        if not files:
            _say(f"{survey.id}: {survey.files} is not there and its rows stay as they are; get it from {survey.get}")
            continue
        if isinstance(survey, Wages):
            rows = command.wage_rows(survey, files, surveys)
        else:
            engine = engine or command.connect(asked.engine, asked.memory)
            rows = command.job_rows(engine, survey, files, table, surveys, _say)
        built[asked.out / f"{survey.id}.csv"] = command.written(rows)
    return built


def _say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
