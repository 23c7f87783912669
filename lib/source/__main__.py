"""`python -m lib.source`: check every source file, then write all tables or none."""

import argparse
import sys
from pathlib import Path

from lib.source import assemble, check, read, write
from lib.source.identity import identity

ROOT = Path(__file__).resolve().parents[2]


def files(source: Path, data: Path, docs: Path) -> tuple[dict[Path, bytes], list[read.SourceProblem]]:
    """The content of every file that the build writes, by path, and no problems; or no files and every problem."""
    records = read.source_records(source)
    problems = records.problems + check.problems(records)
    if problems:
        return {}, problems
    tables = assemble.tables(records)
    metadata = identity(records, tables)
    built = {data / f"{name}.parquet": write.parquet(table, metadata) for name, table in tables.items()}
    built |= {data / "schema" / f"{name}.json": write.json_schema(name) for name in write.SCHEMAS}
    built[docs / "data-dictionary.md"] = write.dictionary()
    return built, []


def main(arguments: list[str] | None = None) -> int:
    """Build the tables and return 0; with problems, print all of them, write nothing and return 1."""
    parser = argparse.ArgumentParser(prog="python -m lib.source", description=__doc__)
    parser.add_argument("--source", type=Path, default=ROOT / "data" / "source", help="folder of the source files")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder that the tables are written to")
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", help="folder that the data dictionary is written to"
    )
    parser.add_argument("--check", action="store_true", help="check only, write nothing")
    options = parser.parse_args(arguments)
    built, problems = files(options.source, options.data, options.docs)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'s' * (len(problems) > 1)}; nothing was written", file=sys.stderr)
        return 1
    if not options.check:
        try:
            write.replace_all(built)
        except OSError as error:
            print(f"{error.filename or options.data} cannot be written: {error.strerror}", file=sys.stderr)
            return 1
        print(f"{sum(p.suffix == '.parquet' for p in built)} tables written to {options.data}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
