"""Questions on pay. Pay belongs to roles, never to certifications; sources and measures are never pooled.

Takes the `salaries` table. A figure with fewer than THIN rows behind it is flagged, never dropped.
"""

import pandas as pd

THIN = 30
CLAIM = "article claim"
ADS = "advertised pay range ends"
SURVEY = "employer survey"


def _whole_roles(salaries: pd.DataFrame, counted: str = "distinct") -> pd.DataFrame:
    """Rows for all levels of a role; of microdata those that count distinct (or all) rows."""
    return salaries[salaries["level"].eq("") & salaries["counted"].isin(["", counted])]


def _flagged(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(thin=rows["n"] < THIN).reset_index(drop=True)


def by_source(salaries: pd.DataFrame, role: str, *, counted: str = "distinct") -> pd.DataFrame:
    """What each source says of a role's pay: one row per source, side by side, its newest year that is not thin.

    Returns the columns of `salaries` and `thin`, the article's claim first, then by year. A source whose every year is
    thin gives its newest. Empty for an unknown role.
    """
    rows = _whole_roles(salaries, counted)
    rows = _flagged(rows[rows["role"] == role])
    rows = rows.sort_values(["thin", "year"], ascending=[False, True]).drop_duplicates("source", keep="last")
    order = rows["measure"].ne(CLAIM)
    return _flagged(rows.assign(_order=order).sort_values(["_order", "year", "source"]).drop(columns="_order"))


def neighbours(salaries: pd.DataFrame) -> pd.DataFrame:
    """Wages of the neighbouring occupations, highest median first. No statistics office counts ML engineers."""
    rows = salaries[salaries["measure"] == SURVEY].sort_values("median_usd", ascending=False)
    return _flagged(rows)
