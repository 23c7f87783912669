"""Pay of roles by source, from the `salaries` table.

Pay belongs to roles, never to certifications; sources and measures are never pooled. A figure with a sample of fewer
than THIN is flagged, never dropped.
"""

import pandas as pd

THIN = 30
CLAIM = "article claim"
ADS = "advertised pay range ends"
SURVEY = "employer survey"


def _whole_roles(salaries: pd.DataFrame, counted: str = "distinct") -> pd.DataFrame:
    """The rows that cover all levels of a role; of microdata only those that count `distinct` rows, or `all`."""
    return salaries[salaries["level"].eq("") & salaries["counted"].isin(["", counted])]


def _flagged(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `thin` added: whether the sample is smaller than THIN; false where its size is unknown."""
    return rows.assign(thin=rows["n"] < THIN).reset_index(drop=True)


def by_source(salaries: pd.DataFrame, role: str, *, counted: str = "distinct") -> pd.DataFrame:
    """A role's pay: one row per source, its newest year that is not thin, or its newest if all are.

    Returns the columns of `salaries` and `thin`, the article's claim first, then by year and source. Empty for an
    unknown role.
    """
    rows = _whole_roles(salaries, counted)
    rows = _flagged(rows[rows["role"] == role])
    rows = rows.sort_values(["thin", "year"], ascending=[False, True]).drop_duplicates("source", keep="last")
    order = rows["measure"].ne(CLAIM)
    return _flagged(rows.assign(_order=order).sort_values(["_order", "year", "source"]).drop(columns="_order"))


def neighbours(salaries: pd.DataFrame) -> pd.DataFrame:
    """Wages of the neighbouring occupations, highest median first, with `thin`.

    They stand in for ML engineers, whom no statistics office counts.
    """
    rows = salaries[salaries["measure"] == SURVEY].sort_values("median_usd", ascending=False)
    return _flagged(rows)
