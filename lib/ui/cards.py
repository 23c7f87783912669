"""Certifications as cards and as a table: HTML with real links, one message however many there are."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lib import links, site
from lib.certs import price_words
from lib.html import render
from lib.text import day, missing, span, usd, usd_range
from lib.theme import STATUS, css_name

Cert = Mapping[str, Any]


def cards(certs: pd.DataFrame, tiers: pd.DataFrame, following: links.Pairs, *, grouped: bool, article: bool) -> None:
    """Draw one card for each row, in order; grouped under their tiers if asked. `article` shows its prices first.

    Takes certifications with `record` (see `lib.ui.data`) and the `tiers` table.
    """
    rows = [_card(record, following, article) for record in certs["record"]]
    groups = [_group(rows, tier, meaning) for tier, meaning in zip(tiers["tier"], tiers["meaning"], strict=True)]
    shown = [group for group in groups if group["rows"]] if grouped else [{"tier": "", "rows": rows}]
    st.html(render("cards.html", groups=shown))


def _group(rows: Sequence[Cert], tier: str, meaning: str) -> dict[str, Any]:
    members = [row for row in rows if row["tier"] == tier]
    known = [row["price_usd"] for row in members if not missing(row["price_usd"])]
    prices = usd_range(min(known), max(known)) if known else ""
    return {"tier": tier, "meaning": meaning, "rows": members, "prices": prices}


def _card(cert: Cert, following: links.Pairs, article: bool) -> dict[str, Any]:
    word = cert["status_word"] if cert["status"] != "partner-only" else ""  # a note, so without a status colour
    price, aside = _price(cert, article)
    own = {name: cert[name] for name in ("status", "tier", "code", "short_name", "vendor", "focus", "price_usd")}
    return own | {
        "href": links.address(site.CERT, [("id", cert["id"]), *following]),
        "price": price,
        "aside": aside,
        "said": status_words(cert),
        "dot": f"var({css_name('status', word) if word in STATUS else '--quiet'})",
    }


def _price(cert: Cert, article: bool) -> tuple[str, str]:
    """What stands large and what stands small beside it."""
    now = price_words(cert)
    if not article:
        return ("", now) if missing(cert["price_usd"]) else (now, "")
    then, today = usd(cert["article_price_usd"]), price_words({**cert, "price_usd": cert["price_now_usd"]})
    if cert["gone"]:
        return then, f"last {today}"
    return then, "" if today == then else f"now {today}"


def status_words(cert: Cert) -> str:
    """The status of a certification in a few words; empty for an active one."""
    status = cert["status"]
    if status == "active":
        return ""
    last, general, opens = day(cert["last_day"]), day(cert["general_from"]), day(cert["opens_on"])
    words = {
        "beta": f"beta, general from {general}" if general else "beta",
        "ending": f"ending {last}" if last else "ending with its successor",
        "closed": f"closed in English since {last}",
        "retired": f"retired {last}",
        "partner-only": "partners only",
        "unknown": "status unconfirmed",
        "not yet": f"from {opens}" if opens else "beta over, general start not announced",
    }
    return words[status]


def table(certs: pd.DataFrame, following: links.Pairs, *, article: bool) -> None:
    """Draw the same rows as a table with a link in each row."""
    head = ["Code", "Name", "Vendor", "Tier", "Focus", "Status", "Price", "Exam", "Valid", "Study (our estimate)"]
    head[7:7] = ["In the article"] if article else []
    st.html(render("table.html", head=head, rows=[_row(record, following, article) for record in certs["record"]]))


def _row(cert: Cert, following: links.Pairs, article: bool) -> dict[str, Any]:
    price = [price_words(cert), *([usd(cert["article_price_usd"])] if article else [])]
    exam = span(cert["exam_minutes"], cert["exam_minutes"], "min") or "not published"
    study = span(cert["study_hours_low"], cert["study_hours_high"], "h") or "not classified"
    words = [cert[name] for name in ("short_name", "vendor", "tier", "focus")]
    return {
        "href": links.address(site.CERT, [("id", cert["id"]), *following]),
        "code": cert["code"],
        "ghost": cert["gone"],
        "cells": [*words, status_words(cert) or "active", *price, exam, validity(cert), study],
    }


def validity(cert: Cert) -> str:
    """How long a pass is valid: `24 months`, `does not expire`, `not published`."""
    if cert["never_expires"]:
        return "does not expire"
    return span(cert["validity_months"], cert["validity_months"], "months") or "not published"
