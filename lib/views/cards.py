"""Certifications as cards and as a table: HTML with real links, one element however many rows there are.

Addresses are made here: a template takes three times as long to call a method.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.address.links import Links
from lib.catalogue.filtering import price_words
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_of, status_words
from lib.design.render import Html, render
from lib.design.theme import css_name
from lib.text import exam_price, missing, span, usd, usd_range


def cards(certs: pd.DataFrame, tiers: pd.DataFrame, links: Links, *, grouped: bool, article: bool) -> Html:
    """One card for each row, in order.

    Args:
        certs: Certifications with `record` (`lib.catalogue.snapshot.certs`).
        tiers: The `tiers` table.
        links: The links of the view.
        grouped: Whether the cards stand under headings of their tiers.
        article: Whether the article's price stands first on a card, with today's beside it.
    """
    rows = [_card(cert, links, article) for cert in records(certs)]
    groups = [_group(rows, tier, meaning) for tier, meaning in zip(tiers["tier"], tiers["meaning"], strict=True)]
    used_groups = [group for group in groups if group["rows"]] if grouped else [{"tier": "", "rows": rows}]
    return render("cards.html", groups=used_groups)


def _group(rows: Sequence[dict[str, Any]], tier: str, meaning: str) -> dict[str, Any]:
    members = [row for row in rows if row["tier"] == tier]
    prices = [row["price_usd"] for row in members if not missing(row["price_usd"])]
    price_range = usd_range(min(prices), max(prices)) if prices else ""
    return {"tier": tier, "meaning": meaning, "rows": members, "prices": price_range}


def _card(cert: Certification, links: Links, article: bool) -> dict[str, Any]:
    price, small_price = _prices(cert, article)
    return {
        "href": links.certification(cert["id"]),
        "status": cert["status"],
        "tier": cert["tier"],
        "code": cert["code"],
        "short_name": cert["short_name"],
        "vendor": cert["vendor"],
        "focus": cert["focus"],
        "price_usd": cert["price_usd"],
        "price": price,
        "aside": small_price,
        "said": status_words(cert),
        "dot": dot(cert),
    }


def _prices(cert: Certification, article: bool) -> tuple[str, str]:
    """The price in large letters, and the words in small ones beside it; either may be empty."""
    price = price_words(cert)
    if not article:
        return ("", price) if missing(cert["price_usd"]) else (price, "")
    article_price = usd(cert["article_price_usd"])
    current = exam_price(cert["price_now_usd"], is_beta=cert["price_kind"] == "beta")
    if cert["gone"]:
        return article_price, f"last {current}"
    return article_price, "" if current == article_price else f"now {current}"


def dot(cert: Certification) -> str:
    """The colour of a certification's status as a CSS variable; a quiet one for a status without a colour."""
    status = status_of(cert)
    return f"var({css_name('status', status.reader_word) if status.has_colour else '--quiet'})"


def table(certs: pd.DataFrame, links: Links, *, article: bool) -> Html:
    """Certifications with `record` as a table with a link in each row; `article` adds the article's prices."""
    head = ["Code", "Name", "Vendor", "Tier", "Focus", "Status", "Price", "Exam", "Valid", "Study (our estimate)"]
    head[7:7] = ["In the article"] if article else []
    return render("table.html", head=head, rows=[_row(cert, links, article) for cert in records(certs)])


def _row(cert: Certification, links: Links, article: bool) -> dict[str, Any]:
    price = [price_words(cert), *([usd(cert["article_price_usd"])] if article else [])]
    exam = span(cert["exam_minutes"], cert["exam_minutes"], "min") or "not published"
    study = span(cert["study_hours_low"], cert["study_hours_high"], "h") or "not classified"
    words = [cert["short_name"], cert["vendor"], cert["tier"], cert["focus"]]
    return {
        "href": links.certification(cert["id"]),
        "code": cert["code"],
        "ghost": cert["gone"],
        "cells": [*words, status_words(cert) or "active", *price, exam, validity(cert), study],
    }


def validity(cert: Certification) -> str:
    """How long a pass is valid: `24 months`, `does not expire`, `not published`."""
    if cert["never_expires"]:
        return "does not expire"
    return span(cert["validity_months"], cert["validity_months"], "months") or "not published"
