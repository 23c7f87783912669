"""Medians by role, level and year: Ibis expressions that give the same result on every engine.

Rows are first counted by title, level, year and salary; everything else follows from these counts. The result is
exact on every engine, for it takes no more than counting, cumulative sums and integer ranks, and the counts are small
enough to be ranked, however many rows there were.
"""

from collections.abc import Iterable
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
from ibis import _

from lib.survey.titles import Match

PERCENTILES = (10, 25, 50, 75, 90)
Z95 = 1.96
GROUP = ("role", "level", "year")
KINDS = ("distinct", "all")
CONSTANT = ("employee_residence", "company_location", "employment_type")
"""Columns with one value in all rows that are counted, so that duplicates need no comparison of them."""


def histogram(rows: ir.Table) -> ir.Table:
    """Counts of US full-time rows: one row per `title` (lower case), `survey_level`, `year` and `salary`.

    Takes the columns of an ai-jobs file. Returns `all_rows`, the number of rows, and `distinct_rows`, the number
    without duplicates (equal in every column). The rows are read once: a grouping by every column gives the copies of
    each.
    """
    us_full_time = rows.filter(_.employee_residence == "US", _.company_location == "US", _.employment_type == "FT")
    columns = [name for name in rows.columns if name not in CONSTANT]
    distinct = us_full_time.group_by(*columns).agg(copies=_.count())
    counts = distinct.group_by("job_title", "experience_level", "work_year", "salary_in_usd").agg(
        distinct_rows=_.count(), all_rows=_.copies.sum()
    )
    named = counts.mutate(title=_.job_title.strip().lower()).rename(
        survey_level="experience_level", year="work_year", salary="salary_in_usd"
    )
    return named.group_by("title", "survey_level", "year", "salary").agg(
        distinct_rows=_.distinct_rows.sum(), all_rows=_.all_rows.sum()
    )


def of_kind(counts: ir.Table, kind: str) -> ir.Table:
    """The histogram of one kind of rows, `distinct` or `all`, as `rows`."""
    return counts.select("title", "survey_level", "year", "salary", rows=counts[f"{kind}_rows"])


def match_table(matches: Iterable[Match]) -> ir.Table:
    """The matches of titles with roles as an Ibis table: `title`, `survey_level`, `role`, `role_level`."""
    rows = list(matches)
    columns = {"title": 0, "survey_level": 1, "role": 2, "role_level": 3}
    schema = ibis.schema(dict.fromkeys(columns, "string"))
    return ibis.memtable({name: [row[index] for row in rows] for name, index in columns.items()}, schema=schema)


def medians(counts: ir.Table, matches: ir.Table) -> ir.Table:
    """Order statistics by role, level ("" = all levels of the role) and year, ordered by these three.

    Takes the tables of `of_kind` and `match_table`. Returns salaries in US dollars:

    - `n`, the number of rows;
    - for each percentile P the salaries `pP_below` and `pP_above` that enclose it (see `quantile`);
    - `low95` and `high95`, between which the median lies with 95% confidence: the order statistics at ranks
      floor(n/2 - s) and 1 + ceil(n/2 + s) with s = 1.96 sqrt(n)/2 (normal approximation of the binomial). Both are
      missing where there are too few rows for such ranks. Either both ranks exist or neither: they are symmetric, so
      n/2 - s >= 1 gives n/2 + s <= n - 1, and with it 1 + ceil(n/2 + s) <= n.
    """
    by_role = _matched(counts, matches).group_by(*GROUP, "salary").agg(rows=_.rows.sum())
    ranked = by_role.mutate(
        upto=_.rows.sum().over(ibis.cumulative_window(group_by=GROUP, order_by="salary")),
        n=_.rows.sum().over(ibis.window(group_by=GROUP)),
    )
    ranks = {f"p{p}_below": _rows_below(ranked.n, p) + 1 for p in PERCENTILES}
    ranks |= {f"p{p}_above": ibis.least(_rows_below(ranked.n, p) + 2, ranked.n) for p in PERCENTILES}
    half, spread = ranked.n / 2.0, Z95 * ranked.n.cast("float64").sqrt() / 2.0
    low, high = (half - spread).floor().cast("int64"), (half + spread).ceil().cast("int64") + 1
    ranks |= {"low95": ibis.ifelse(low >= 1, low, None), "high95": ibis.ifelse(low >= 1, high, None)}
    salaries = {name: ranked.salary.min(where=ranked.upto >= rank) for name, rank in ranks.items()}
    return ranked.group_by(*GROUP).agg(n=ranked.n.max(), **salaries).order_by(*GROUP)


def _matched(counts: ir.Table, matches: ir.Table) -> ir.Table:
    """The counts with each role in which their title counts; `level` is the level in the role."""
    return counts.join(matches, ["title", "survey_level"]).rename(level="role_level")


def _rows_below(n: Any, percent: int) -> Any:
    """The number of rows fully below a percentile, by integer division: engines round fractions differently."""
    return ((n - 1) * percent) // 100


def quantile(n: int, percent: int, below: int, above: int) -> float:
    """A percentile by linear interpolation between the two order statistics that enclose it.

    This is the default of NumPy, "type 7" of Hyndman and Fan. `n` is the number of rows.
    """
    share = (n - 1) * percent % 100
    return (below * (100 - share) + above * share) / 100


def titles_in(counts: ir.Table, matches: ir.Table) -> ir.Table:
    """The titles that were counted in each role, level and year, with their `rows`; most rows first."""
    by_title = _matched(counts, matches).group_by(*GROUP, "title").agg(rows=_.rows.sum())
    return by_title.order_by(*GROUP, ibis.desc("rows"), "title")


def matched_by_year(counts: ir.Table, matches: ir.Table) -> ir.Table:
    """One row per `year`, in order: `rows`, all of that year, and `matched`, those that count in a role."""
    in_a_role = matches.select("title", "survey_level").distinct().mutate(in_a_role=ibis.literal(1, "int64"))
    marked = counts.left_join(in_a_role, ["title", "survey_level"])
    return (
        marked.group_by("year")
        .agg(rows=_.rows.sum(), matched=_.rows.sum(where=_.in_a_role.notnull()).fill_null(0))
        .order_by("year")
    )


def percentile_frame(statistics: pd.DataFrame) -> pd.DataFrame:
    """Percentiles from the order statistics of `medians`, executed to a frame.

    Returns `role`, `level`, `year`, `n`, `low95_usd`, `high95_usd` and `p10_usd` to `p90_usd`, ordered by the first
    three.
    """
    percentiles = {
        f"p{p}_usd": [
            quantile(int(n), p, int(below), int(above))
            for n, below, above in zip(
                statistics["n"], statistics[f"p{p}_below"], statistics[f"p{p}_above"], strict=True
            )
        ]
        for p in PERCENTILES
    }
    intervals = statistics[[*GROUP, "n"]].assign(low95_usd=statistics["low95"], high95_usd=statistics["high95"])
    return intervals.assign(**percentiles).sort_values([*GROUP], ignore_index=True)
