"""`python -m lib.build`: check every source file, then write all tables or none."""

import argparse
import sys
from pathlib import Path

from lib.build import assemble, check, read, write

ROOT = Path(__file__).resolve().parents[2]


def files(source: Path, data: Path, docs: Path) -> tuple[dict[Path, bytes], list[read.Problem]]:
    """What the build would write, by path, or nothing and the problems."""
    found = read.catalogue(source)
    problems = found.problems + check.problems(found)
    if problems:
        return {}, problems
    built = {data / f"{name}.parquet": write.parquet(table) for name, table in assemble.tables(found).items()}
    built |= {data / "schema" / f"{name}.json": write.json_schema(name) for name in write.SCHEMAS}
    built[docs / "data-dictionary.md"] = write.dictionary()
    return built, []


def main(arguments: list[str] | None = None) -> int:
    """Build; print all problems at once, and return 1 with every table untouched if there are any."""
    parser = argparse.ArgumentParser(prog="python -m lib.build", description=__doc__)
    parser.add_argument("--source", type=Path, default=ROOT / "data" / "source", help="folder of the source files")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder that the tables are written to")
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", help="folder that the data dictionary is written to"
    )
    parser.add_argument("--check", action="store_true", help="check only, write nothing")
    asked = parser.parse_args(arguments)
    built, problems = files(asked.source, asked.data, asked.docs)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'s' * (len(problems) > 1)}; nothing was written", file=sys.stderr)
        return 1
    if not asked.check:
        try:
            write.replace_all(built)
        except OSError as error:
            print(f"{error.filename or asked.data} cannot be written: {error.strerror}", file=sys.stderr)
            return 1
        print(f"{sum(p.suffix == '.parquet' for p in built)} tables written to {asked.data}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
