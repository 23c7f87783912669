"""Survey rows for tests: small files in the format of ai-jobs, and the medians of rows."""

import csv
from pathlib import Path
from typing import Any

import ibis
import pandas as pd

from lib.survey import form, medians, rows, titles
from lib.survey.form import COLUMNS

TABLE = titles.title_table(Path(__file__).resolve().parents[2] / "data" / "source" / "titles.toml")

PLAIN = {
    "work_year": 2025,
    "experience_level": "SE",
    "employment_type": "FT",
    "job_title": "Machine Learning Engineer",
    "salary": 100_000,
    "salary_currency": "USD",
    "salary_in_usd": 100_000,
    "employee_residence": "US",
    "remote_ratio": 0,
    "company_location": "US",
    "company_size": "M",
}


def row(usd: Any, **changed: Any) -> dict[str, Any]:
    """A row like PLAIN with another pay, and with other fields changed."""
    return PLAIN | {"salary": usd, "salary_in_usd": usd} | changed


def write(path: Path, survey: list[dict[str, Any]], columns: tuple[str, ...] = COLUMNS) -> Path:
    """Write rows as a CSV file. Returns its path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(survey)
    return path


def survey_medians(survey: list[dict], kind: str = "distinct") -> pd.DataFrame:
    """The medians of rows in memory, computed on DuckDB."""
    frame = pd.DataFrame(survey, columns=list(form.COLUMNS))
    words = [name for name in form.COLUMNS if name not in rows.NUMBERS]
    counts = medians.histogram(ibis.memtable(frame.astype(dict.fromkeys(words, "str"))))
    match_table = medians.match_table(titles.matches(TABLE, [title.lower() for title in frame["job_title"].unique()]))
    return medians.percentile_frame(
        ibis.duckdb.connect().to_pandas(medians.medians(medians.of_kind(counts, kind), match_table))
    )


def figure(frame: pd.DataFrame, role: str, level: str = "", year: int = 2025) -> pd.Series:
    """The row of medians of one role, level and year."""
    return frame.set_index(["role", "level", "year"]).loc[(role, level, year)]
