"""Explore: the certifications that match the filters, as cards or as a table."""

from datetime import date

import pandas as pd

from lib.address import pages, parameters
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue import filtering, snapshot
from lib.catalogue.filtering import FilterResult, price_words
from lib.catalogue.record import records
from lib.tables.store import Tables
from lib.views import cards
from lib.views.blocks import Block, Control, Fact, Heights, View
from lib.views.cache import cached
from lib.views.title import title_of

HIGHLIGHTS = 4
"""Certifications that the link preview of a list names."""


@cached
def view(tables: Tables, query: Query, on: date) -> View:
    """Explore on a day."""
    filters, rows = query.filters, filter_result(tables, query, on).rows
    links = Links(filters, on)
    if rows.empty:
        listing: Block = Control("loosen", Heights(160, 160))
    elif query.view == parameters.VIEWS[0]:
        by_tier = query.sort == filtering.SORTS[0]
        listing = cards.cards(rows, tables["tiers"], links, grouped=by_tier, article=filters.article)
    else:
        listing = cards.table(rows, links, article=filters.article)
    return View(
        title_of(pages.EXPLORE, filters),
        pages.EXPLORE.question,
        filtering.finding(rows),
        (Control("result", Heights(26, 76)), listing),
        highlights=highlights(rows),
        controls=Heights(40, 136),
    )


@cached
def filter_result(tables: Tables, query: Query, on: date) -> FilterResult:
    """The rows that match the filters of a query, and what the filters hide."""
    return filtering.filter_result(all_certs(tables, query, on), query.filters)


def all_certs(tables: Tables, query: Query, on: date) -> pd.DataFrame:
    """All certifications in the order of a query, with the columns of `lib.catalogue.snapshot.brief`."""
    return snapshot.brief(tables, on, query.filters.language, query.sort)


def highlights(certs: pd.DataFrame) -> tuple[Fact, ...]:
    """The first certifications, with `record`, as lines of a link preview."""
    return tuple(
        Fact(cert["code"], cert["name"], f"{price_words(cert)}, {cert['status_word']}")
        for cert in records(certs[:HIGHLIGHTS])
    )
