"""Two endpoints: the certifications that match filters, and one certification with everything about it."""

from typing import Any

import pandas as pd
import pyarrow as pa

from lib.address import catalogue_domains, pages
from lib.address.domains import Schema
from lib.api import schemas
from lib.api.endpoint import ApiRequest, Body, Moved, NotFound, envelope, json_body, list_body
from lib.catalogue import certification, filtering, snapshot, suggestions
from lib.catalogue.record import records
from lib.catalogue.status import STATUSES, today
from lib.planner import plan_snapshot
from lib.tables.columns import COLUMNS, Column
from lib.tables.export import typed
from lib.tables.schema import schema
from lib.text import count, listed

CERT_TABLES = ("facts", "exam_domains", "requirements")
"""The tables whose rows belong to one certification each."""

DAY_COLUMNS: dict[str, Column] = {
    "status": Column(pa.string(), f"What holds on the day: {listed(list(STATUSES), 'or')}"),
    "status_word": Column(pa.string(), "The same in the words that the filter `status` has"),
    "bookable": Column(pa.bool_(), "Anybody can book it on the day"),
    "last_day": Column(pa.date32(), "Last exam day in the language asked for; missing = none announced"),
    "price_now_usd": Column(pa.float64(), "The price as the table has it, whatever the day", "US dollars"),
}
"""Columns of the answer beside those of the table. `price_usd` and `price_kind` are as of the day too."""

FIELDS = [*schema("certs"), *(pa.field(name, column.type) for name, column in DAY_COLUMNS.items())]
NULLABLE = ("last_day", "price_now_usd")


def row_schema() -> Schema:
    """The schema of a certification on a day: the columns of the table and DAY_COLUMNS."""
    day_columns = {name: schemas.column(column, needed=name not in NULLABLE) for name, column in DAY_COLUMNS.items()}
    price = {"price_usd": schemas.column(COLUMNS["price_usd"]._replace(text="Price as of the day"), needed=False)}
    return schemas.mapping(schemas.columns_of("certs") | price | day_columns)


def filtered_schema() -> Schema:
    """The schema of the answer of `filtered`."""
    finding = {"type": "string", "description": "What the rows amount to, in a sentence"}
    return schemas.listing("certs", schemas.reference("cert"), finding=finding)


def filtered(request: ApiRequest) -> Body:
    """The certifications that Explore shows for the same query, in the same order."""
    filters, tables = request.query.filters, request.tables
    certs = snapshot.brief(tables, request.on, filters.language, request.query.sort)
    result = filtering.filter_result(certs, filters)
    notes = [*_left_out(result), *_loosen(result, certs, request), *_price_notes(request)]
    self_link, page_link = request.link("/certs", request.pairs), request.page_link(pages.EXPLORE)
    fields = envelope(request, self_link, page_link, notes, finding=filtering.finding(result.rows))
    fields["links"]["one"] = request.link("/certs/{id}")
    return list_body(fields, "certs", len(result.rows), lambda part: typed(records(result.rows[part]), FIELDS))


def _left_out(result: filtering.FilterResult) -> list[str]:
    """A sentence for each reason why certifications that match the other filters are left out."""
    reasons = [
        (result.closed, "no longer bookable", "`closed=1` shows them"),
        (result.ahead, "not open yet", "`closed=1` shows them"),
        (result.unpriced, "without a published price", "no limit of the price shows them"),
    ]
    return [f"Left out: {count(number, 'certification')} {why}; {way}." for number, why, way in reasons if number]


def _loosen(result: filtering.FilterResult, certs: pd.DataFrame, request: ApiRequest) -> list[str]:
    """For an empty answer, a sentence for each filter that can be dropped to get rows."""
    rows_without = filtering.counts_without(certs, request.query.filters) if result.rows.empty else {}
    ways = {name: "With `closed=1`" if name == "closed" else f"Without `{name}`" for name in rows_without}
    return [f"{ways[name]} there would be {count(rows, 'certification')}." for name, rows in rows_without.items()]


def _price_notes(request: ApiRequest) -> list[str]:
    """A sentence on the prices of another day than today."""
    return [] if request.on == today() else [snapshot.price_note(request.tables, request.on)]


# One certification ───────────────────────────────────────────────────────────


def single_schema() -> Schema:
    """The schema of the answer of `single`."""
    path = {name: schemas.column(COLUMNS[name], needed=True) for name in ("path", "kind", "title")}
    path["instead_of"] = {"type": "string", "description": "Slug of the certification that the path names"}
    return schemas.answer(
        finding={"type": "string", "description": "Whether it can be booked, for how much, what takes its place"},
        requires={"type": "string", "description": "What has to be held first, in words"},
        cert=schemas.reference("cert"),
        **{table: schemas.listed(schemas.row(table)) for table in CERT_TABLES},
        paths=schemas.listed(schemas.mapping(path)) | {"description": "The paths that use it"},
    )


def single(request: ApiRequest) -> Body:
    """One certification, its figures from every source, its exam sections, prerequisites and the paths that use it.

    Raises:
        NotFound: There is no such certification; `close` gives the slugs of similar ones.
        Moved: The path has a code of the certification, or its slug in another case.
    """
    tables, written = request.tables, request.path_param("id")
    certs = snapshot.certs(tables, request.on)
    slug = catalogue_domains.cert_id(written, tables)
    if slug is None:
        close = suggestions.close_matches(written, certs)["id"].tolist()
        raise NotFound(f"There is no certification “{written[: suggestions.MAX_LENGTH]}”.", close=close)
    if slug != written:
        raise Moved(f"/certs/{slug}")
    cert = snapshot.cert(tables, slug, request.on)
    page_link = request.page_link(pages.CERT, [("id", slug), *request.day_pairs])
    paths = certification.paths_naming(slug, tables["paths"], plan_snapshot.steps(tables, request.on), certs)
    fields = envelope(request, request.link(f"/certs/{slug}", request.day_pairs), page_link, _price_notes(request))
    return json_body(
        fields
        | {
            "finding": certification.finding(cert, certs),
            "requires": certification.requirement_words(tables["requirements"], cert, certs),
            "cert": typed([cert], FIELDS)[0],
            **{table: _rows_of(request, table, slug) for table in CERT_TABLES},
            "paths": paths.to_dict("records"),
        }
    )


def _rows_of(request: ApiRequest, table: str, slug: str) -> list[dict[str, Any]]:
    rows = request.tables[table]
    return typed(rows[rows["cert_id"] == slug].to_dict("records"), schema(table))
