"""Two endpoints: figures of pay by role and source, and the roles with cost and pay. Sources are never pooled."""

from typing import Any

import pandas as pd
import pyarrow as pa

from lib.address import pages
from lib.address.domains import Schema
from lib.api import schemas
from lib.api.endpoint import ApiRequest, Body, envelope, list_body
from lib.cost.path_cost import LEFT_OUT_COLUMNS, RANGE_COLUMNS
from lib.pay import roles, salaries
from lib.planner import plan_snapshot
from lib.tables.columns import COLUMNS, STRINGS, Column
from lib.tables.export import typed
from lib.tables.schema import schema

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
"""The columns of the cost of a path; see `lib.cost.path_cost`."""

COST_FIELDS = [pa.field(name, COSTS[name].type) for name in (*RANGE_COLUMNS[1:], *LEFT_OUT_COLUMNS)]


def pay_schema() -> Schema:
    """The schema of a figure of pay: the columns of the table, and whether few rows are behind it."""
    return schemas.mapping(schemas.columns_of("salaries") | {"thin": schemas.column(THIN, needed=True)})


def cost_schema() -> dict[str, Schema]:
    """The schemas of the fields of the cost of a path."""
    return {field.name: schemas.column(COSTS[field.name], needed=pa.types.is_list(field.type)) for field in COST_FIELDS}


def figures_schema() -> Schema:
    """The schema of the answer of `figures`."""
    return schemas.listing("salaries", schemas.reference("pay"))


def figures(request: ApiRequest) -> Body:
    """The rows of the salaries table, of one role and one source if the query names them."""
    rows = request.tables["salaries"]
    if role := request.query.role:
        rows = rows[rows["role"] == role]
    rows = _of_source(rows, request.query.source)
    self_link, page_link = request.link("/salaries", request.pairs), request.page_link(pages.COSTS, [])
    fields = envelope(request, self_link, page_link, CAVEATS)
    return list_body(fields, "salaries", len(rows), lambda part: _records(rows.iloc[part]))


def _of_source(rows: pd.DataFrame, source: str | None) -> pd.DataFrame:
    return rows if source in (None, roles.ALL) else rows[rows["source"] == source]


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return typed(rows.assign(thin=rows["n"] < salaries.THIN).to_dict("records"), FIELDS)


def roles_schema() -> Schema:
    """The schema of the answer of `of_roles`."""
    role = {
        "role": schemas.column(COLUMNS["path"], needed=True),
        "name": schemas.column(COLUMNS["title"], needed=True),
    }
    pay = schemas.listed(schemas.reference("pay")) | {"description": "What each source says, its newest year"}
    return schemas.listing("roles", schemas.mapping(role | cost_schema() | {"pay": pay}))


def of_roles(request: ApiRequest) -> Body:
    """The article's roles: the cost of their certifications on the day, and their pay in each source."""
    names = roles.names(request.tables)
    role_ids = [role for role in names if request.query.role in (None, role)]
    costs = path_costs(request)
    self_link, page_link = request.link("/roles", request.pairs), request.page_link(pages.COSTS)
    fields = envelope(request, self_link, page_link, [*CAVEATS, ASSOCIATION])
    rows = [{"role": role, "name": names[role], **costs[role], "pay": _pay(request, role)} for role in role_ids]
    return list_body(fields, "roles", len(rows), rows.__getitem__)


def path_costs(request: ApiRequest) -> dict[str, dict[str, Any]]:
    """The cost of each path on the day, by the id of the path, in types that JSON has."""
    rows = plan_snapshot.costs(request.tables, request.on)
    return dict(zip(rows["path"], typed(rows.to_dict("records"), COST_FIELDS), strict=True))


def _pay(request: ApiRequest, role: str) -> list[dict[str, Any]]:
    rows = salaries.by_source(request.tables["salaries"], role)
    return _records(_of_source(rows, request.query.source))
