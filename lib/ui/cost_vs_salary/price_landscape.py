"""Cost vs salary: the prices of exams by tier, for the certifications that the filters let through."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.address.links import Links
from lib.catalogue import filtering
from lib.catalogue.filtering import price_words
from lib.catalogue.filters import Filters
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_words
from lib.cost import prices_by_tier
from lib.design.render import render
from lib.ui import data, elements, figures

HEAD = ["Code", "Name", "Vendor", "Tier", "Price", "Status"]
KEY = (
    "A dot is the price of an exam, as last seen; a ring is a beta price, a cross an exam that is over. The dotted "
    "line is the median of a tier's list prices."
)


class PriceLandscapeContent(NamedTuple):
    """The certifications that the filters let through, with `record`, and their prices.

    `tiers` are the rows of `lib.cost.prices_by_tier.by_tier`, `finding` is the heading in plain text, and `table` the
    prices as a table, as HTML.
    """

    certs: pd.DataFrame
    tiers: pd.DataFrame
    finding: str
    table: str


@data.cached
def content(filters: Filters, on: date, links: Links) -> PriceLandscapeContent:
    """Everything about prices on a day."""
    certs, tiers = _certs_and_tiers(filters, on)
    rows = [_row(cert) for cert in records(certs)]
    newest = certs["checked_on"].max() if len(certs) else None
    table = render("price_table.html", head=HEAD, rows=rows, key=KEY, newest=newest, links=links)
    return PriceLandscapeContent(certs, tiers, prices_by_tier.finding(tiers), table)


@data.cached
def _certs_and_tiers(filters: Filters, on: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    certs = filtering.matching(data.certs(on), filters)
    return certs, prices_by_tier.by_tier(certs, data.tables()["tiers"]["tier"])


@figures.cached
def _figure(filters: Filters, on: date, *, wide: bool) -> go.Figure:
    certs, tiers = _certs_and_tiers(filters, on)
    return charts.price_landscape(certs, tiers, wide=wide)


def _row(cert: Certification) -> dict[str, Any]:
    words = [cert["short_name"], cert["vendor"], cert["tier"]]
    return {
        "id": cert["id"],
        "code": cert["code"],
        "ghost": cert["gone"],
        "cells": [*words, price_words(cert), status_words(cert) or "active"],
    }


def draw(prices: PriceLandscapeContent, filters: Filters, on: date) -> None:
    """Draw the heading, the figure for a wide and for a narrow screen, and the table."""
    elements.heading(prices.finding)
    if prices.tiers["known"].sum():
        figures.show_both_widths(_figure, filters, on, key="price_landscape", alt=prices.finding)
    if len(prices.certs):
        st.html(prices.table)
