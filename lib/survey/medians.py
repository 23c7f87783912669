"""Medians by role, level and year: one Ibis expression, whatever engine runs it.

Rows are first counted by title, level, year and salary; everything else follows from those counts. That makes the
result exact on every engine, for only counting, cumulative sums and integer ranks are asked of it, and small
enough to be ranked however many rows there were.
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
"""Columns that are the same in all rows that count, so that they need not be compared."""


def histogram(rows: ir.Table) -> ir.Table:
    """US full-time rows counted: one row per `title` (lower case), `survey_level`, `year` and `salary`.

    Takes the columns of an ai-jobs file. Gives `all_rows`, how many there are, and `distinct_rows`, how many that
    differ in some column. The rows are read once: a row's duplicates are its count in a grouping by every column.
    """
    kept = rows.filter(_.employee_residence == "US", _.company_location == "US", _.employment_type == "FT")
    columns = [name for name in rows.columns if name not in CONSTANT]
    once = kept.group_by(*columns).agg(copies=_.count())
    counted = once.group_by("job_title", "experience_level", "work_year", "salary_in_usd").agg(
        distinct_rows=_.count(), all_rows=_.copies.sum()
    )
    named = counted.mutate(title=_.job_title.strip().lower()).rename(
        survey_level="experience_level", year="work_year", salary="salary_in_usd"
    )
    return named.group_by("title", "survey_level", "year", "salary").agg(
        distinct_rows=_.distinct_rows.sum(), all_rows=_.all_rows.sum()
    )


def of_kind(counts: ir.Table, kind: str) -> ir.Table:
    """The histogram of one kind of rows, `distinct` or `all`, as `rows`."""
    return counts.select("title", "survey_level", "year", "salary", rows=counts[f"{kind}_rows"])


def rules(matches: Iterable[Match]) -> ir.Table:
    """The title table as a table: `title`, `survey_level`, `role`, `level`."""
    rows = list(matches)
    columns = {"title": 0, "survey_level": 1, "role": 2, "level": 3}
    schema = ibis.schema(dict.fromkeys(columns, "string"))
    return ibis.memtable({name: [row[place] for row in rows] for name, place in columns.items()}, schema=schema)


def medians(counts: ir.Table, rules: ir.Table) -> ir.Table:
    """Order statistics by role, level ("" = all levels of the role) and year.

    Takes `of_kind` and `rules`. Gives `n`; for each percentile P the values `pP_low` and `pP_high` that enclose it
    (see `quantile`); and `low95`, `high95`, the order statistics at ranks floor(n/2 - 1.96 sqrt(n)/2) and
    1 + ceil(n/2 + 1.96 sqrt(n)/2), between which the median lies with 95 % confidence (normal approximation of the
    binomial). They are missing where there are too few rows for such ranks to exist. Both exist or neither: the ranks
    lie symmetrically, so that n/2 - s >= 1 gives n/2 + s <= n - 1, and with it 1 + ceil(n/2 + s) <= n.
    """
    by_role = counts.join(rules, ["title", "survey_level"]).group_by(*GROUP, "salary").agg(rows=_.rows.sum())
    ranked = by_role.mutate(
        upto=_.rows.sum().over(ibis.cumulative_window(group_by=GROUP, order_by="salary")),
        n=_.rows.sum().over(ibis.window(group_by=GROUP)),
    )
    at = {f"p{p}_low": _below(ranked.n, p) + 1 for p in PERCENTILES}
    at |= {f"p{p}_high": ibis.least(_below(ranked.n, p) + 2, ranked.n) for p in PERCENTILES}
    half, spread = ranked.n / 2.0, Z95 * ranked.n.cast("float64").sqrt() / 2.0
    low, high = (half - spread).floor().cast("int64"), (half + spread).ceil().cast("int64") + 1
    at |= {"low95": ibis.ifelse(low >= 1, low, None), "high95": ibis.ifelse(low >= 1, high, None)}
    values = {name: ranked.salary.min(where=ranked.upto >= rank) for name, rank in at.items()}
    return ranked.group_by(*GROUP).agg(n=ranked.n.max(), **values).order_by(*GROUP)


def _below(n: Any, percent: int) -> Any:
    """How many rows lie fully below a percentile, in whole numbers: engines differ in how they round fractions."""
    return ((n - 1) * percent) // 100


def quantile(n: int, percent: int, low: int, high: int) -> float:
    """A percentile between the two order statistics that enclose it (linear, the default of NumPy; "type 7")."""
    share = (n - 1) * percent % 100
    return (low * (100 - share) + high * share) / 100


def titles_in(counts: ir.Table, rules: ir.Table) -> ir.Table:
    """Which titles went into each role, level and year, with their rows; most first."""
    joined = counts.join(rules, ["title", "survey_level"]).group_by(*GROUP, "title").agg(rows=_.rows.sum())
    return joined.order_by(*GROUP, ibis.desc("rows"), "title")


def missed(counts: ir.Table, rules: ir.Table) -> ir.Table:
    """By year: `rows`, and `matched`, those that some rule takes to a role."""
    known = rules.select("title", "survey_level").distinct().mutate(known=ibis.literal(1, "int64"))
    marked = counts.left_join(known, ["title", "survey_level"])
    return (
        marked.group_by("year")
        .agg(rows=_.rows.sum(), matched=_.rows.sum(where=_.known.notnull()).fill_null(0))
        .order_by("year")
    )


def frame(found: pd.DataFrame) -> pd.DataFrame:
    """Order statistics as percentiles: `role`, `level`, `year`, `n`, `p10_usd` to `p90_usd`, `low95_usd`, `high95_usd`.

    Takes what `medians` gives, executed.
    """
    percentiles = {
        f"p{p}_usd": [
            quantile(int(n), p, int(low), int(high))
            for n, low, high in zip(found["n"], found[f"p{p}_low"], found[f"p{p}_high"], strict=True)
        ]
        for p in PERCENTILES
    }
    rest = found[[*GROUP, "n"]].assign(low95_usd=found["low95"], high95_usd=found["high95"])
    return rest.assign(**percentiles).sort_values([*GROUP], ignore_index=True)
