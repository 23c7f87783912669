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


def against_claim(salaries: pd.DataFrame, role: str) -> pd.DataFrame:
    """The article's claim about a role against each other source's newest year.

    Returns one row per source: `role`, `source`, `year`, `n`, `median_usd`, `claim_usd`, `claim_bound` (a floor is
    compared as the least it claims), `difference_usd` and `difference_share` (source minus claim; share of the claim),
    `within_half` (the claim lies in the source's middle half) and `thin`. Empty where there is no claim.
    """
    rows = by_source(salaries, role)
    claims = rows[rows["measure"] == CLAIM]
    if claims.empty:
        return rows.iloc[:0].assign(claim_usd=pd.Series(dtype="float64"))[["role", "source", "year", "n", "claim_usd"]]
    claim, others = claims.iloc[0], rows[rows["measure"] != CLAIM]
    difference = others["median_usd"] - claim["median_usd"]
    return (
        others[["role", "source", "year", "n", "median_usd", "thin"]]
        .assign(
            claim_usd=claim["median_usd"],
            claim_bound=claim["bound"],
            difference_usd=difference,
            difference_share=difference / claim["median_usd"],
            within_half=others["p25_usd"].le(claim["median_usd"]) & others["p75_usd"].ge(claim["median_usd"]),
        )
        .reset_index(drop=True)
    )


def gap(salaries: pd.DataFrame, feeder: str, target: str) -> pd.DataFrame:
    """How much more a target role pays than the one people come from, as a range, where a source and year has both.

    Returns `source`, `year`, `gap_usd` (difference of the medians), `gap_low_usd` and `gap_high_usd` (from the far ends
    of both 95 % intervals, so wider than 95 %; missing where a sample is too small for an interval), `n_feeder`,
    `n_target` and `thin` (either sample is). Association, not what a certification adds.
    """
    rows = _whole_roles(salaries[salaries["measure"] == ADS])
    columns = ["source", "year", "median_usd", "low95_usd", "high95_usd", "n"]
    pairs = rows.loc[rows["role"] == target, columns].merge(
        rows.loc[rows["role"] == feeder, columns], on=["source", "year"], suffixes=("_target", "_feeder")
    )
    return pd.DataFrame(
        {
            "source": pairs["source"],
            "year": pairs["year"],
            "gap_usd": pairs["median_usd_target"] - pairs["median_usd_feeder"],
            "gap_low_usd": pairs["low95_usd_target"] - pairs["high95_usd_feeder"],
            "gap_high_usd": pairs["high95_usd_target"] - pairs["low95_usd_feeder"],
            "n_feeder": pairs["n_feeder"],
            "n_target": pairs["n_target"],
            "thin": pairs[["n_feeder", "n_target"]].min(axis=1) < THIN,
        }
    ).sort_values(["year", "source"], ignore_index=True)


def trend(salaries: pd.DataFrame, role: str, source: str, *, counted: str = "distinct") -> pd.DataFrame:
    """A role's pay by year in one source: its rows with `thin`, oldest first. One year gives one row: no trend."""
    rows = _whole_roles(salaries, counted)
    return _flagged(rows[(rows["role"] == role) & (rows["source"] == source)].sort_values("year"))


def sensitivity(salaries: pd.DataFrame, role: str) -> pd.DataFrame:
    """How the median moves when duplicate rows are counted: by source and year, where both were computed.

    Returns `source`, `year`, `distinct_usd`, `all_usd`, `n_distinct`, `n_all` and `moved_usd` (all minus distinct).
    """
    keys = ["source", "year"]
    ads = salaries[(salaries["role"] == role) & (salaries["measure"] == ADS)]
    distinct, every = (_whole_roles(ads, kind)[[*keys, "median_usd", "n"]] for kind in ("distinct", "all"))
    pairs = distinct.merge(every, on=keys, suffixes=("", "_all"))
    named = pairs.rename(columns={"median_usd": "distinct_usd", "median_usd_all": "all_usd", "n": "n_distinct"})
    return named.assign(moved_usd=named["all_usd"] - named["distinct_usd"]).sort_values(keys, ignore_index=True)


def neighbours(salaries: pd.DataFrame) -> pd.DataFrame:
    """Wages of the neighbouring occupations, highest median first. No statistics office counts ML engineers."""
    rows = salaries[salaries["measure"] == SURVEY].sort_values("median_usd", ascending=False)
    return _flagged(rows)
