"""Pay by role and source, and what each role's path costs beside it. Sources are never pooled."""

from typing import Any

import pandas as pd
import pyarrow as pa

from lib import links, roles, salaries, site, standing, values
from lib.api import schemas
from lib.api.endpoint import Asked, Body, head, listing
from lib.api.parameters import PAY, Schema
from lib.columns import COLUMNS, STRINGS, Column
from lib.exports import typed
from lib.path_costs import COLUMNS as RANGE
from lib.path_costs import NAMED
from lib.query import Left, Query
from lib.store import Tables
from lib.tables import schema

CAVEATS = (
    "Pay belongs to roles, never to certifications; sources and measures are never pooled.",
    f"`thin`: fewer than {salaries.THIN} rows are behind the figure.",
)
ASSOCIATION = "Cost next to pay is association: no source here measures what a certification adds."
THIN = Column(pa.bool_(), f"Fewer than {salaries.THIN} rows are behind it")
FIELDS = [*schema("salaries"), pa.field("thin", THIN.type)]

_IDS = "Slugs of the exams behind it"
COSTS: dict[str, Column] = {
    "low_usd": Column(pa.float64(), "Exam fees of the cheapest choices; missing = not known", "US dollars"),
    "high_usd": Column(pa.float64(), "Exam fees of the dearest choices", "US dollars"),
    "preferred_usd": Column(pa.float64(), "Exam fees of the first choice of each step", "US dollars"),
    "low_ids": Column(STRINGS, _IDS),
    "high_ids": Column(STRINGS, _IDS),
    "preferred_ids": Column(STRINGS, _IDS),
    "unknown": Column(STRINGS, "Codes of choices whose price is not published: not in the range"),
    "betas": Column(STRINGS, "Codes of choices that are betas: not in the range"),
    "closed": Column(STRINGS, "Codes of choices that nobody can book and nothing stands in for"),
}
"""What a path costs; see `lib.path_costs`."""

COST_FIELDS = [pa.field(name, COSTS[name].type) for name in (*RANGE[1:], *NAMED)]


def pay_schema() -> Schema:
    """One figure of pay: the columns of the table, and whether it rests on few rows."""
    return schemas.mapping(schemas.columns_of("salaries") | {"thin": schemas.column(THIN, needed=True)})


def cost_schema() -> dict[str, Schema]:
    """The keys of what a path costs."""
    return {one.name: schemas.column(COSTS[one.name], needed=pa.types.is_list(one.type)) for one in COST_FIELDS}


def figures_schema() -> Schema:
    """The answer of `figures`."""
    return schemas.listing("salaries", schemas.reference("pay"))


def parsed(pairs: links.Pairs, tables: Tables) -> tuple[Query, list[Left]]:
    """The role and the source that are asked for: any that the table has, more than the pages offer."""
    given: dict[str, str] = {}
    left = []
    choices = {one.name: one.choices(tables) for one in PAY}
    for key, value in pairs:
        try:
            given[key] = values.one_of(value, choices[key])
        except values.NotUnderstood as why:
            left.append(Left(key, f"{key}={value}", str(why)))
    return Query(role=given.get("role"), source=given.get("source")), left


def figures(asked: Asked) -> Body:
    """The rows of the salaries table, of one role and one source if asked."""
    rows = asked.tables["salaries"]
    if role := asked.query.role:
        rows = rows[rows["role"] == role]
    rows = _of_source(rows, asked.query.source)
    begins = head(asked, asked.link("/salaries", asked.pairs), asked.page(site.COSTS, []), CAVEATS)
    return listing(begins, "salaries", len(rows), lambda part: _plain(rows.iloc[part]))


def _of_source(rows: pd.DataFrame, source: str | None) -> pd.DataFrame:
    return rows if source in (None, roles.ALL) else rows[rows["source"] == source]


def _plain(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return typed(rows.assign(thin=rows["n"] < salaries.THIN).to_dict("records"), FIELDS)


def roles_schema() -> Schema:
    """The answer of `of_roles`."""
    about = {
        "role": schemas.column(COLUMNS["path"], needed=True),
        "name": schemas.column(COLUMNS["title"], needed=True),
    }
    pay = schemas.listed(schemas.reference("pay")) | {"description": "What each source says, its newest year"}
    return schemas.listing("roles", schemas.mapping(about | cost_schema() | {"pay": pay}))


def of_roles(asked: Asked) -> Body:
    """The article's roles: what their certifications cost on the day, and what each source says that they pay."""
    names = roles.names(asked.tables)
    wanted = [role for role in names if asked.query.role in (None, role)]
    costs = path_costs(asked)
    page = asked.page(site.COSTS)
    begins = head(asked, asked.link("/roles", asked.pairs), page, [*CAVEATS, ASSOCIATION])
    rows = [{"role": role, "name": names[role], **costs[role], "pay": _pay(asked, role)} for role in wanted]
    return listing(begins, "roles", len(rows), rows.__getitem__)


def path_costs(asked: Asked) -> dict[str, dict[str, Any]]:
    """What each path costs on the day, by its id, as JSON has it."""
    rows = standing.costs(asked.tables, asked.on)
    return dict(zip(rows["path"], typed(rows.to_dict("records"), COST_FIELDS), strict=True))


def _pay(asked: Asked, role: str) -> list[dict[str, Any]]:
    rows = salaries.by_source(asked.tables["salaries"], role)
    return _plain(_of_source(rows, asked.query.source))
