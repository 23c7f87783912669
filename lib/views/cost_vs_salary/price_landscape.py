"""Cost vs salary: the prices of exams by tier, for the certifications that the filters let through."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address.links import Links
from lib.catalogue import filtering, snapshot
from lib.catalogue.filtering import price_words
from lib.catalogue.filters import Filters
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_words
from lib.cost import prices_by_tier
from lib.design.render import Html, render
from lib.tables.store import Tables
from lib.views.blocks import Block, Control, Heights, Picture, heading
from lib.views.cache import cached, cached_figure

HEAD = ["Code", "Name", "Vendor", "Tier", "Price", "Status"]
KEY = (
    "A dot is the price of an exam, as last seen; a ring is a beta price, a cross an exam that is over. The dotted "
    "line is the median of a tier's list prices."
)


def blocks(tables: Tables, filters: Filters, on: date, links: Links) -> Iterator[Block]:
    """The finding, the figure and the table; where no certification is left, the way out."""
    certs, tiers = certs_and_tiers(tables, filters, on)
    finding = prices_by_tier.finding(tiers)
    yield heading(finding)
    if tiers["known"].sum():
        wide, narrow = (partial(_figure, filters=filters, on=on, wide=wide) for wide in (True, False))
        yield Picture("price_landscape", finding, wide, narrow)
    yield _table(certs, links) if len(certs) else Control("loosen", Heights(160, 160))


def _table(certs: pd.DataFrame, links: Links) -> Html:
    rows = [_row(cert) for cert in records(certs)]
    return render("price_table.html", head=HEAD, rows=rows, key=KEY, newest=certs["checked_on"].max(), links=links)


@cached
def certs_and_tiers(tables: Tables, filters: Filters, on: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The certifications that the filters let through, with `record`, and `lib.cost.prices_by_tier.by_tier` of them."""
    certs = filtering.matching(snapshot.certs(tables, on), filters)
    return certs, prices_by_tier.by_tier(certs, tables["tiers"]["tier"])


@cached_figure
def _figure(tables: Tables, filters: Filters, on: date, *, wide: bool) -> go.Figure:
    certs, tiers = certs_and_tiers(tables, filters, on)
    return charts.price_landscape(certs, tiers, wide=wide)


def _row(cert: Certification) -> dict[str, Any]:
    words = [cert["short_name"], cert["vendor"], cert["tier"]]
    return {
        "id": cert["id"],
        "code": cert["code"],
        "ghost": cert["gone"],
        "cells": [*words, price_words(cert), status_words(cert) or "active"],
    }
