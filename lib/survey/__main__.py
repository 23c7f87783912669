"""`python -m lib.survey FOLDER`: computes the medians in `data/source/salaries/` from pay microdata."""

import argparse
import re
import sys
from pathlib import Path

from lib.records import Surveys, Wages
from lib.source.write import replace_all
from lib.survey import command, titles
from lib.survey.refusal import BadInput, first_line, source_record

SOURCE = Path(__file__).resolve().parents[2] / "data" / "source"


def argument_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m lib.survey",
        description="Compute medians of pay by role, level and year from survey files, and write them as source rows. "
        "Nothing is written unless every file can be counted.",
        epilog="The surveys and where to get their files stand in data/source/surveys.toml, the titles of each role in "
        "data/source/titles.toml. `make data` afterwards builds the tables. PySpark has an environment of its "
        "own, which `make test-all` makes: .venv-spark/bin/python -m lib.survey --engine pyspark FOLDER",
    )
    parser.add_argument(
        "paths", type=Path, nargs="+", help="folders or files: CSV or Parquet of ai-jobs rows, BLS workbooks"
    )
    parser.add_argument("--survey", help="take all paths as files of this survey, whatever they are called")
    parser.add_argument(
        "--engine", choices=command.ENGINES, default=command.ENGINES[0], help="what runs the expression"
    )
    parser.add_argument(
        "--memory", type=_memory, default="6GB", help="memory that DuckDB may use before it goes to disk (default 6GB)"
    )
    parser.add_argument(
        "--out", type=Path, default=SOURCE / "salaries", help="folder that the source rows are written to"
    )
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of titles.toml and surveys.toml")
    parser.add_argument("--dry-run", action="store_true", help="check and count everything, write nothing")
    return parser


def _memory(text: str) -> str:
    if not re.fullmatch(r"\d*[1-9]\d*(\.\d+)? ?[KMGT]i?B", text, re.IGNORECASE):
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount of memory, such as 6GB")
    return text


def main(arguments: list[str] | None = None) -> int:
    """Write the medians and return 0; for input that cannot be counted, write nothing, say why on stderr, return 1."""
    options = argument_parser().parse_args(arguments)
    try:
        contents = _contents(options)
        if not options.dry_run:
            _write(contents)
    except BadInput as problem:
        print(f"salaries: {problem}; nothing was written", file=sys.stderr)
        return 1
    for path, content in contents.items():
        rows = content.count(b"\n") - 1
        print(f"{path}: {rows} rows{' (not written: dry run)' if options.dry_run else ''}")
    return 0


def _write(contents: dict[Path, bytes]) -> None:
    try:
        replace_all(contents)
    except OSError as error:
        raise BadInput(f"{next(iter(contents)).parent} cannot be written to: {first_line(error)}") from None


def _contents(options: argparse.Namespace) -> dict[Path, bytes]:
    surveys = source_record(options.source / "surveys.toml", Surveys)
    table = titles.title_table(options.source / "titles.toml")
    engine = None
    contents = {}
    for survey, files in command.files_by_survey(surveys, options.paths, options.survey):
        if not files:
            _report_progress(
                f"{survey.id}: {survey.files} is not there and its rows stay as they are; get it from {survey.get}"
            )
            continue
        if isinstance(survey, Wages):
            rows = command.wage_rows(survey, files, surveys)
        else:
            engine = engine or command.connect(options.engine, options.memory)
            rows = command.job_rows(engine, survey, files, table, surveys, _report_progress)
        contents[options.out / f"{survey.id}.csv"] = command.csv_file(rows)
    return contents


def _report_progress(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
