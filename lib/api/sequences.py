"""The article's paths, with what to take on the day in the place of each certification that they name."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd
import pyarrow as pa

from lib import paths, site, standing
from lib.api import pay, schemas
from lib.api.endpoint import Asked, Body, head, listing
from lib.api.parameters import Schema
from lib.columns import COLUMNS, Column
from lib.exports import typed
from lib.tables import schema

PICKED = {
    "pick": Column(pa.string(), "Slug of what to book on the day in its place; missing = nothing can be booked"),
    "changed": Column(pa.bool_(), "The pick is another one than the article's"),
}
STEP = ("step", "optional", "after_months", "why")
CHOICE = ("cert_id", "set_id", "when")
CHOICE_FIELDS = [
    *(pa.field(name, COLUMNS[name].type) for name in CHOICE),
    *(pa.field(name, about.type) for name, about in PICKED.items()),
]
STEP_FIELDS = [pa.field(name, COLUMNS[name].type) for name in STEP]


def paths_schema() -> Schema:
    """The answer of `of_article`."""
    own = {name: schemas.column(COLUMNS[name], needed=name == "cert_id") for name in CHOICE}
    picked = {name: schemas.column(about, needed=name == "changed") for name, about in PICKED.items()}
    step = {name: schemas.column(COLUMNS[name], needed=name != "why") for name in STEP}
    choices = {"choices": schemas.listed(schemas.mapping(own | picked)) | {"description": "One of them is taken"}}
    steps = {"steps": schemas.listed(schemas.mapping(step | choices)), "plan": {"type": "string", "format": "uri"}}
    return schemas.listing("paths", schemas.mapping(schemas.columns_of("paths") | pay.cost_schema() | steps))


def of_article(asked: Asked) -> Body:
    """Every path of the article: outcomes, sequences by background, the verdict, what roles ask for."""
    tables = asked.tables
    certs = standing.certs(tables, asked.on)
    steps = standing.steps(tables, asked.on)
    costs, rows = pay.path_costs(asked), tables["paths"]
    begins = head(asked, asked.link("/sequences", asked.day), asked.page(site.OVERVIEW))

    def plain(part: slice) -> list[dict[str, Any]]:
        told = typed(rows.iloc[part].to_dict("records"), schema("paths"))
        picked = {row["path"]: paths.picks(steps, certs, row["path"]) for row in told}
        more = [{"steps": list(_steps(picked[row["path"]])), "plan": _plan(asked, row)} for row in told]
        return [{**row, **costs[row["path"]], **one} for row, one in zip(told, more, strict=True)]

    return listing(begins, "paths", len(rows), plain)


def _plan(asked: Asked, path: Mapping[str, Any]) -> str:
    """The address of the plan for a path."""
    key = "from" if path["kind"] == "sequence" else "goal"
    return asked.link("/plan", [(key, path["path"]), *asked.day])


def _steps(picks: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for _, choices in groupby(picks.to_dict("records"), key=itemgetter("step")):
        rows = list(choices)
        yield typed(rows[:1], STEP_FIELDS)[0] | {"choices": typed(rows, CHOICE_FIELDS)}
