"""Certifications: those that filters let through, and everything about one."""

from typing import Any

import pandas as pd
import pyarrow as pa

from lib import certs as catalogue
from lib import detail, links, near, site, standing
from lib.api import schemas
from lib.api.endpoint import Asked, Body, Moved, NotThere, head, listing, one
from lib.api.parameters import Schema
from lib.clock import today
from lib.columns import COLUMNS, Column
from lib.exports import typed
from lib.tables import schema
from lib.text import count

PARTS = ("facts", "exam_domains", "requirements")
"""The tables whose rows belong to one certification."""

ON_DAY: dict[str, Column] = {
    "status": Column(pa.string(), "What holds on the day, one of eight words; see the data dictionary"),
    "status_word": Column(pa.string(), "The same in the words that the filter `status` has"),
    "bookable": Column(pa.bool_(), "Anybody can book it on the day"),
    "last_day": Column(pa.date32(), "Last exam day in the language asked for; missing = none announced"),
    "price_now_usd": Column(pa.float64(), "The price as the table has it, whatever the day", "US dollars"),
}
"""Columns beside those of the table; `price_usd` and `price_kind` are as of the day too."""

FIELDS = [*schema("certs"), *(pa.field(name, about.type) for name, about in ON_DAY.items())]
MAY_LACK = ("last_day", "price_now_usd")


def row_schema() -> Schema:
    """A certification on a day: the columns of the table, and those of the day."""
    own = {name: schemas.column(about, needed=name not in MAY_LACK) for name, about in ON_DAY.items()}
    price = {"price_usd": schemas.column(COLUMNS["price_usd"]._replace(text="Price as of the day"), needed=False)}
    return schemas.mapping(schemas.columns_of("certs") | price | own)


def found_schema() -> Schema:
    """The answer of `found`."""
    finding = {"type": "string", "description": "What the rows amount to, in a sentence"}
    return schemas.listing("certs", schemas.reference("cert"), finding=finding)


def found(asked: Asked) -> Body:
    """The certifications that Explore shows with the same query, in the same order."""
    filters, tables = asked.query.filters, asked.tables
    every = standing.brief(tables, asked.on, filters.language, asked.query.sort)
    answer = catalogue.answer(every, filters)
    told = [*_left_out(answer), *_loosen(answer, every, asked), *_prices(asked)]
    page = asked.page(site.EXPLORE)
    begins = head(asked, asked.link("/certs", asked.pairs), page, told, finding=catalogue.finding(answer.found))
    begins["links"]["one"] = asked.link("/certs/{id}")
    rows = answer.found["record"]
    return listing(begins, "certs", len(rows), lambda part: typed(rows.iloc[part], FIELDS))


def _left_out(answer: catalogue.Answer) -> list[str]:
    told = [
        (answer.closed, "no longer bookable", "`closed=1` shows them"),
        (answer.ahead, "not open yet", "`closed=1` shows them"),
        (answer.unpriced, "without a published price", "no limit of the price shows them"),
    ]
    return [f"Left out: {count(number, 'certification')} {why}; {way}." for number, why, way in told if number]


def _loosen(answer: catalogue.Answer, every: pd.DataFrame, asked: Asked) -> list[str]:
    """For an empty answer: which filter to drop, and how many rows that gives."""
    helps = catalogue.loosened(every, asked.query.filters) if answer.found.empty else {}
    ways = {name: "With `closed=1`" if name == "closed" else f"Without `{name}`" for name in helps}
    return [f"{ways[name]} there would be {count(rows, 'certification')}." for name, rows in helps.items()]


def _prices(asked: Asked) -> list[str]:
    """Which prices are given for another day than today."""
    return [] if asked.on == today() else [standing.price_history(asked.tables, asked.on)]


# One certification ───────────────────────────────────────────────────────────


def single_schema() -> Schema:
    """The answer of `single`."""
    used = {name: schemas.column(COLUMNS[name], needed=True) for name in ("path", "kind", "title")}
    used["instead_of"] = {"type": "string", "description": "Slug of the certification that the path names"}
    return schemas.answer(
        finding={"type": "string", "description": "Whether it can be booked, for how much, what takes its place"},
        requires={"type": "string", "description": "What has to be held first, in words"},
        cert=schemas.reference("cert"),
        **{part: schemas.listed(schemas.row(part)) for part in PARTS},
        paths=schemas.listed(schemas.mapping(used)) | {"description": "The paths that use it"},
    )


def single(asked: Asked) -> Body:
    """One certification, its figures from every source, its exam sections, prerequisites and the paths that use it.

    Raises NotThere with those that come close, and Moved where it is written by a code or in another case.
    """
    tables, written = asked.tables, asked.name("id")
    every = standing.certs(tables, asked.on)
    slug = links.cert_id(written, tables)
    if slug is None:
        close = near.near(written, every)["id"].tolist()
        raise NotThere(f"There is no certification “{written[: near.LONGEST]}”.", close=close)
    if slug != written:
        raise Moved(f"/certs/{slug}")
    cert = standing.cert(tables, slug, asked.on)
    page = asked.page(site.CERT, [("id", slug), *asked.day])
    begins = head(asked, asked.link(f"/certs/{slug}", asked.day), page, _prices(asked))
    return one(
        begins
        | {
            "finding": detail.finding(cert, every),
            "requires": detail.requirements(tables["requirements"], cert, every),
            "cert": typed([cert], FIELDS)[0],
            **{part: _rows_of(asked, part, slug) for part in PARTS},
            "paths": detail.used_by(slug, tables["paths"], standing.steps(tables, asked.on), every).to_dict("records"),
        }
    )


def _rows_of(asked: Asked, table: str, slug: str) -> list[dict[str, Any]]:
    rows = asked.tables[table]
    return typed(rows[rows["cert_id"] == slug].to_dict("records"), schema(table))
