"""Schemas of the tables: each a key and a list of columns.

Parquet files carry every column's description and unit in the field metadata, and the data dictionary
(`docs/data-dictionary.md`) is written from the same definitions.
"""

from typing import NamedTuple

import pyarrow as pa

from lib.tables.columns import CERT_COLUMNS, COLUMNS


class Table(NamedTuple):
    """A table: what one row is, the columns that identify a row, and all columns in order."""

    row: str
    key: tuple[str, ...]
    columns: tuple[str, ...]


def _table(row: str, key: str, columns: str) -> Table:
    return Table(row, tuple(key.split()), tuple(columns.split()))


TABLES: dict[str, Table] = {
    "certs": Table("One certification", ("id",), tuple(CERT_COLUMNS)),
    "facts": _table(
        "One figure of a certification from one source; differing figures are rows side by side",
        "cert_id field position",
        "cert_id field position value number preferred row_level kind source checked_on note",
    ),
    "exam_domains": _table(
        "One section of an exam with its share",
        "cert_id position",
        "cert_id position name weight_low weight_high kind source checked_on note",
    ),
    "requirements": _table(
        "One choice of a block of required prerequisites",
        "cert_id block choice",
        "cert_id block n choice id outside",
    ),
    "paths": _table(
        "One path: an outcome, a background's sequence, the verdict, or what a role asks for",
        "path",
        "path kind title why today",
    ),
    "path_steps": _table(
        "One choice of one step of a path: AND over steps, OR over choices",
        "path step choice",
        "path step optional after_months why choice cert_id set_id when",
    ),
    "sets": _table(
        "One set of certifications that the article names in words",
        "set_id",
        "set_id title tiers focuses clouds_only cert_ids",
    ),
    "advice": _table("One piece of the article's advice", "id", "id kind title text"),
    "salaries": _table(
        "Pay for one role, level, year and source; sources are never pooled",
        "role level place year measure counted source",
        """role role_name level place year measure bound median_usd p10_usd p25_usd p75_usd p90_usd counted n
        low95_usd high95_usd capped titles missed_share source checked_on""",
    ),
    "sources": _table(
        "One source that the data cites",
        "source",
        "source title publisher kind url dated describes series checked_on cert_count note",
    ),
    "differences": _table(
        "One point where the article and what was found differ",
        "difference",
        "difference topic article_says found verdict cert_ids sources checked_on",
    ),
    "changes": _table("One dated change of the field", "position", "position on text cert_ids source"),
    "policies": _table(
        "One rule of a vendor on renewals, retakes or vouchers",
        "position",
        """position vendor rule text validity_months way share window_months wait_days attempts per_months
        source kind checked_on""",
    ),
    "evidence": _table(
        "One study, survey or report on what certifications do for pay or work",
        "id",
        """id title publisher first_year last_year method design subject measures found soundness why in_summary sources
        checked_on""",
    ),
    "vendors": _table("One vendor", "vendor", "vendor full_name cloud"),
    "tiers": _table("One tier, in order", "tier", "tier position meaning study_hours_low study_hours_high"),
    "focuses": _table("One focus area, in order", "focus", "focus position proof_project"),
}


NEEDED = frozenset(
    """code name short_name label vendor tier focus observed_status observed_on confidence evidence_kind checked_on
    value preferred title kind publisher text role_name place measure bound median_usd article_says found verdict topic
    full_name meaning first_year method design subject measures soundness""".split()  # noqa: SIM905, as a list it is thirty lines
)
"""Columns that always have a value, besides keys, flags and lists, which do anyway."""

MAY_LACK = frozenset({("sources", "checked_on"), ("exam_domains", "checked_on")})
"""Pairs of table and column where a column of NEEDED may be missing after all."""


def is_needed(column: str, table: str) -> bool:
    """Whether every row of a table has a value in a column."""
    kind = COLUMNS[column].type
    always = column in TABLES[table].key or pa.types.is_boolean(kind) or pa.types.is_list(kind)
    return always or (column in NEEDED and (table, column) not in MAY_LACK)


def schema(table: str) -> pa.Schema:
    """Arrow schema of a table, with descriptions and units in the field metadata and row and key in its own."""
    spec = TABLES[table]
    fields = [
        pa.field(name, COLUMNS[name].type, metadata={"description": COLUMNS[name].text, "unit": COLUMNS[name].unit})
        for name in spec.columns
    ]
    return pa.schema(fields, metadata={"row": spec.row, "key": " ".join(spec.key)})
