"""The endpoint of the article's paths, with the exam to book on the day for each certification that they name."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd
import pyarrow as pa

from lib.address import pages
from lib.address.domains import Schema
from lib.api import pay, schemas
from lib.api.endpoint import ApiRequest, Body, envelope, list_body
from lib.catalogue import paths, snapshot
from lib.planner import plan_snapshot
from lib.tables.columns import COLUMNS, Column
from lib.tables.export import typed
from lib.tables.schema import schema

PICKED = {
    "pick": Column(pa.string(), "Slug of what to book on the day in its place; missing = nothing can be booked"),
    "changed": Column(pa.bool_(), "The pick is another one than the article's"),
}
STEP = ("step", "optional", "after_months", "why")
CHOICE = ("cert_id", "set_id", "when")
CHOICE_FIELDS = [
    *(pa.field(name, COLUMNS[name].type) for name in CHOICE),
    *(pa.field(name, column.type) for name, column in PICKED.items()),
]
STEP_FIELDS = [pa.field(name, COLUMNS[name].type) for name in STEP]


def paths_schema() -> Schema:
    """The schema of the answer of `of_article`."""
    choice = {name: schemas.column(COLUMNS[name], needed=name == "cert_id") for name in CHOICE}
    picked = {name: schemas.column(column, needed=name == "changed") for name, column in PICKED.items()}
    step = {name: schemas.column(COLUMNS[name], needed=name != "why") for name in STEP}
    choices = {"choices": schemas.listed(schemas.mapping(choice | picked)) | {"description": "One of them is taken"}}
    steps = {"steps": schemas.listed(schemas.mapping(step | choices)), "plan": {"type": "string", "format": "uri"}}
    return schemas.listing("paths", schemas.mapping(schemas.columns_of("paths") | pay.cost_schema() | steps))


def of_article(request: ApiRequest) -> Body:
    """Every path of the article with its cost and steps: outcomes, sequences by background, the verdict, roles."""
    tables = request.tables
    certs = snapshot.certs(tables, request.on)
    steps = plan_snapshot.steps(tables, request.on)
    costs, rows = pay.path_costs(request), tables["paths"]
    self_link, page_link = request.link("/sequences", request.day_pairs), request.page_link(pages.OVERVIEW)

    def records(part: slice) -> list[dict[str, Any]]:
        return [
            path
            | costs[path["path"]]
            | {"steps": list(_steps(paths.picks(steps, certs, path["path"]))), "plan": _plan_link(request, path)}
            for path in typed(rows.iloc[part].to_dict("records"), schema("paths"))
        ]

    return list_body(envelope(request, self_link, page_link), "paths", len(rows), records)


def _plan_link(request: ApiRequest, path: Mapping[str, Any]) -> str:
    """The URL of the plan for a path."""
    key = "from" if path["kind"] == "sequence" else "goal"
    return request.link("/plan", [(key, path["path"]), *request.day_pairs])


def _steps(picks: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The steps of a path, each with its choices. Takes the rows of `lib.catalogue.paths.picks`, in their order."""
    for _, choices in groupby(picks.to_dict("records"), key=itemgetter("step")):
        rows = list(choices)
        yield typed(rows[:1], STEP_FIELDS)[0] | {"choices": typed(rows, CHOICE_FIELDS)}
