"""Survey rows for tests: small files of the ai-jobs shape."""

import csv
from pathlib import Path
from typing import Any

from lib.survey.form import COLUMNS

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
    """A plain row that pays this, with fields changed."""
    return PLAIN | {"salary": usd, "salary_in_usd": usd} | changed


def write(path: Path, rows: list[dict[str, Any]], columns: tuple[str, ...] = COLUMNS) -> Path:
    """Rows as a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
