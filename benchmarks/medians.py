"""Medians from microdata beside bare DuckDB: `python benchmarks/medians.py --rows 1 10 100` (millions).

The rows are generated (skewed titles, about half of them duplicates) and stored as Parquet. Both sides read the same
file in turn, each in its own process. Ours runs the code of the command: check, count, rank, titles, share missed, for
distinct and for all rows. The floor is SQL written by hand for the same percentiles. Wall time and peak memory are
printed.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.records import Jobs, Surveys
from lib.survey import command, titles

SOURCE = Path(__file__).resolve().parents[1] / "data" / "source"

GENERATED = """
COPY (
  SELECT 2020 + CAST(6 * sqrt(u1) AS INT) % 6 AS work_year,
         ['EN', 'MI', 'MI', 'SE', 'SE', 'SE', 'EX'][1 + CAST(floor(u2 * 7) AS INT)] AS experience_level,
         CASE WHEN u3 < 0.97 THEN 'FT' ELSE 'CT' END AS employment_type,
         ['Data Scientist', 'Software Engineer', 'Data Engineer', 'Data Analyst',
          'Machine Learning Engineer', 'AI Engineer', 'Research Scientist', 'MLOps Engineer',
          'DevOps Engineer', 'Manager', 'Applied Scientist', 'Prompt Engineer']
          [1 + CAST(floor(12 * u4 * u4 * u4) AS INT)] AS job_title,
         salary, 'USD' AS salary_currency, salary AS salary_in_usd,
         CASE WHEN u5 < 0.9 THEN 'US' ELSE 'CA' END AS employee_residence,
         [0, 50, 100][1 + CAST(floor(u6 * 3) AS INT)] AS remote_ratio,
         CASE WHEN u5 < 0.9 THEN 'US' ELSE 'CA' END AS company_location,
         ['S', 'M', 'L'][1 + CAST(floor(u7 * 3) AS INT)] AS company_size
  FROM (SELECT *, CAST(round(60000 + 340000 * u8 * u9, -2) AS BIGINT) AS salary FROM (
    SELECT {draws} FROM (SELECT CASE WHEN random() < 0.5 THEN i ELSE i // 2 END AS seed FROM range({rows}) t(i))))
) TO '{path}' (FORMAT parquet)
"""

BARE = """
SELECT role, level, year, count(*) AS n, quantile_cont(salary, [0.1, 0.25, 0.5, 0.75, 0.9]) AS percentiles
FROM (SELECT lower(job_title) AS title, experience_level AS survey_level, work_year AS year, salary_in_usd AS salary
      FROM (SELECT {kind} work_year, experience_level, employment_type, job_title, salary, salary_currency,
                   salary_in_usd, employee_residence, remote_ratio, company_location, company_size FROM '{path}'
            WHERE employee_residence = 'US' AND company_location = 'US' AND employment_type = 'FT'))
JOIN rules USING (title, survey_level)
GROUP BY role, level, year
"""


def generate(path: Path, rows: int) -> None:
    """Write a file of rows. A seed always gives the same row, and about half of the rows share their seed."""
    draws = ", ".join(f"(hash(seed, {k}) % 1000003) / 1000003.0 AS u{k}" for k in range(1, 10))
    duckdb.sql(GENERATED.format(draws=draws, rows=rows, path=path))


def ours(path: Path) -> None:
    """Run the code of the command on a file."""
    survey = Jobs(id="generated", files=path.name, place="US", get="generated")
    table = titles.title_table(SOURCE / "titles.toml")
    surveys = Surveys.model_validate({"checked_on": __import__("datetime").date(2026, 1, 1)})
    command.job_rows(command.connect("duckdb", "6GB"), survey, [path], table, surveys, lambda _: None)


def bare(path: Path) -> None:
    """Run the floor on a file."""
    engine = duckdb.connect(config={"memory_limit": "6GB", "preserve_insertion_order": False})
    table = titles.title_table(SOURCE / "titles.toml")
    survey_titles = engine.sql(f"SELECT DISTINCT lower(job_title) FROM '{path}'").fetchall()
    engine.execute("CREATE TABLE rules (title TEXT, survey_level TEXT, role TEXT, level TEXT)")
    engine.executemany(
        "INSERT INTO rules VALUES (?, ?, ?, ?)", titles.matches(table, [title for (title,) in survey_titles])
    )
    for kind in ("DISTINCT", ""):
        engine.sql(BARE.format(kind=kind, path=path)).fetchall()


def measured(side: str, path: Path) -> tuple[float, float]:
    """Seconds and peak gigabytes of one side in a process of its own."""
    command_line = [sys.executable, __file__, "--side", side, "--file", path]
    process = subprocess.run(command_line, capture_output=True, check=True)
    return tuple(json.loads(process.stdout))


def main() -> None:
    """Generate, run both sides in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, nargs="+", default=[1, 10, 100], help="millions of rows")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--side", choices=("ours", "bare"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        start = time.perf_counter()
        {"ours": ours, "bare": bare}[options.side](options.file)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(json.dumps([time.perf_counter() - start, peak]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for millions in options.rows:
            path = Path(folder) / "rows.parquet"
            generate(path, int(millions * 1e6))
            pairs = [(measured("bare", path), measured("ours", path)) for _ in range(options.runs)]
            (bare_s, bare_gb), (our_s, our_gb) = sorted(pairs, key=lambda pair: pair[1][0] / pair[0][0])[
                len(pairs) // 2
            ]
            print(
                f"{millions:6g} million rows: bare {bare_s:6.1f} s {bare_gb:4.1f} GB"
                f"   ours {our_s:6.1f} s {our_gb:4.1f} GB"
                f"   time {our_s / bare_s:.2f} x   memory {our_gb / bare_gb:.2f} x",
                flush=True,
            )


if __name__ == "__main__":
    main()
