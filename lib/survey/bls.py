"""Wages of occupations from a published workbook of the US Bureau of Labor Statistics (OEWS)."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from lib.survey.refusal import BadInput

WAGES = {
    "p10_usd": "A_PCT10",
    "p25_usd": "A_PCT25",
    "median_usd": "A_MEDIAN",
    "p75_usd": "A_PCT75",
    "p90_usd": "A_PCT90",
}
TOP_CODE = "#"
NATION = "99"
ENDINGS = (".xlsx",)


def wages(path: Path, occupations: Mapping[str, str], top_code_usd: float) -> list[dict[str, Any]]:
    """Annual wages of occupations, in US dollars: `role`, `role_name`, the five percentiles, `bound` and `capped`.

    A "#" is a top code, not a missing value: the wage is at least `top_code_usd`. `capped` names such percentiles. They
    are None, except the median: it is the top code, and `bound` is `floor` instead of `point`.

    Args:
        path: The workbook.
        occupations: Role ids by occupation code (`15-2051`).
        top_code_usd: The wage above which the survey publishes no figure.

    Raises:
        BadInput: The workbook has another shape, is not the national one, or lacks an occupation or has it twice.
    """
    sheet = _occupations(path, _sheet(path))
    rows = sheet.set_index("OCC_CODE")
    if absent := [code for code in occupations if code not in rows.index]:
        raise BadInput(f"{path} has no occupation {', '.join(absent)}")
    if doubled := [code for code in occupations if (sheet["OCC_CODE"] == code).sum() > 1]:
        raise BadInput(f"{path} has more than one row of occupation {', '.join(doubled)}")
    return [_wage(path, code, role, pd.Series(rows.loc[code]), top_code_usd) for code, role in occupations.items()]


def _sheet(path: Path) -> pd.DataFrame:
    try:
        return pd.read_excel(path, dtype=str)
    except Exception:  # a damaged workbook makes its reader raise anything, from zip, XML or its own lookups
        raise BadInput(f"{path} is not a workbook that can be read") from None


def _occupations(path: Path, sheet: pd.DataFrame) -> pd.DataFrame:
    """The rows of the nation's occupations. Where a group shares the code of an occupation, its row is dropped."""
    if lacking := {"OCC_CODE", "OCC_TITLE", *WAGES.values()} - set(sheet.columns):
        raise BadInput(f"{path} has another shape: there is no column {', '.join(sorted(lacking))}")
    if "AREA" in sheet and not (sheet["AREA"] == NATION).all():
        raise BadInput(f"{path} is not the national workbook: its AREA is not {NATION} in every row")
    if "O_GROUP" not in sheet:
        return sheet
    detailed = sheet["O_GROUP"] == "detailed"
    return sheet[detailed | ~sheet["OCC_CODE"].isin(sheet.loc[detailed, "OCC_CODE"])]


def _wage(path: Path, code: str, role: str, row: pd.Series, top_code_usd: float) -> dict[str, Any]:
    title = str(row["OCC_TITLE"])
    wage: dict[str, Any] = {"role": role, "role_name": f"{title[0]}{title[1:].lower()} ({code})"}
    capped = [name for name, column in WAGES.items() if row[column] == TOP_CODE]
    for name, column in WAGES.items():
        wage[name] = None if name in capped else _dollars(path, code, column, row[column])
    if "median_usd" in capped:
        wage["median_usd"] = top_code_usd
    return wage | {"bound": "floor" if "median_usd" in capped else "point", "capped": "; ".join(capped)}


def _dollars(path: Path, code: str, column: str, text: Any) -> int:
    if not re.fullmatch("[0-9]+", str(text)):
        raise BadInput(f"{path}: {column} of {code} is {text!r}, not a number")
    return int(text)
