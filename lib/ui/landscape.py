"""Cost vs salary: what exams cost, tier by tier, as the filters have it."""

from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import certs as catalogue
from lib import charts, links, prices, site
from lib.certs import Filters, price_words
from lib.html import render
from lib.ui import cards, data, facts, pictures

HEAD = ["Code", "Name", "Vendor", "Tier", "Price", "Status"]
KEY = (
    "A dot is the price of an exam, as last seen; a ring is a beta price, a cross an exam that is over. The dotted "
    "line is the median of a tier's list prices."
)


class Sheet(NamedTuple):
    """The certifications that the filters let through, their prices by tier, the finding and the table twin."""

    found: pd.DataFrame
    tiers: pd.DataFrame
    finding: str
    table: str


def sheet(filters: Filters, on: date, following: links.Pairs) -> Sheet:
    """Everything about prices in one state; made once for all readers of the same view."""
    return data.remembered(partial(_sheet, filters, on, following), "landscape", filters, on, *following)


def _sheet(filters: Filters, on: date, following: links.Pairs) -> Sheet:
    found = catalogue.matching(data.certs(on), filters)
    tiers = prices.by_tier(found, data.tables()["tiers"]["tier"])
    rows = [_row(record, following) for record in found["record"]]
    newest = found["checked_on"].max() if len(found) else None
    table = render("price_table.html", head=HEAD, rows=rows, key=KEY, newest=newest)
    return Sheet(found, tiers, prices.finding(tiers), table)


def _row(cert: cards.Cert, following: links.Pairs) -> dict[str, Any]:
    words = [cert[name] for name in ("short_name", "vendor", "tier")]
    return {
        "href": links.address(site.CERT, [("id", cert["id"]), *following]),
        "code": cert["code"],
        "ghost": cert["gone"],
        "cells": [*words, price_words(cert), cards.status_words(cert) or "active"],
    }


def draw(shown: Sheet, filters: Filters, on: date) -> None:
    """The heading, the picture for a wide and for a narrow screen, and the table."""
    facts.heading(shown.finding)
    if shown.tiers["known"].sum():
        picture = partial(charts.price_landscape, shown.found, shown.tiers)
        pictures.fitting(picture, filters, on, key="price_landscape", alt=shown.finding)
    if len(shown.found):
        st.html(shown.table)
