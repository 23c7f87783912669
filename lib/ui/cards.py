"""Certifications as cards and as a table: HTML with real links, one message however many there are."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from lib import links, site
from lib.certs import price_words
from lib.text import count, day, escaped, missing, span, usd, usd_range
from lib.theme import css_name

Cert = dict[str, Any]


def cards(certs: pd.DataFrame, tiers: pd.DataFrame, following: links.Pairs, *, grouped: bool, article: bool) -> None:
    """Draw one card for each row, in order; grouped under their tiers if asked. `article` shows its prices first."""
    rows = certs.to_dict("records")
    if not grouped:
        st.html(_list(rows, following, article))
        return
    parts = []
    for tier, meaning in zip(tiers["tier"], tiers["meaning"], strict=True):
        if members := [row for row in rows if row["tier"] == tier]:
            parts.append(_heading(tier, meaning, members) + _list(members, following, article))
    st.html("".join(parts))


def _heading(tier: str, meaning: str, members: list[Cert]) -> str:
    known = [m["price_usd"] for m in members if not missing(m["price_usd"])]
    prices = f", {usd_range(min(known), max(known))}" if known else ""
    return (
        f"<h2 class='cw-tier' style='--edge:var({css_name('tier', tier)})'>{escaped(tier)} "
        f"<span>{escaped(meaning)}. {count(len(members), 'certification')}{prices}</span></h2>"
    )


def _list(rows: Iterable[Cert], following: links.Pairs, article: bool) -> str:
    return f"<ul class='cw-cards'>{''.join(_card(row, following, article) for row in rows)}</ul>"


def _card(cert: Cert, following: links.Pairs, article: bool) -> str:
    where = links.address(site.CERT, [("id", cert["id"]), *following])
    minutes = span(cert["exam_minutes"], cert["exam_minutes"], "min")
    meta = " · ".join(escaped(part) for part in (cert["vendor"], cert["focus"], minutes) if part)
    return (
        f"<li><a class='cw-card cw-{cert['status'].replace(' ', '-')}' href='{escaped(where)}'"
        f" style='--edge:var({css_name('tier', cert['tier'])})'>"
        f"<span class='cw-top'><b>{escaped(cert['code'])}</b><span class='cw-price'>{_price(cert, article)}</span></span>"
        f"<span class='cw-name'>{escaped(cert['short_name'])}</span><span class='cw-meta'>{meta}</span>{_status(cert)}</a></li>"
    )


def _price(cert: Cert, article: bool) -> str:
    now = escaped(price_words(cert))
    if not article:
        return now
    return f"{escaped(usd(cert['article_price_usd']))} <small>in the article</small>"


def _status(cert: Cert) -> str:
    """What to know about booking it; nothing for one that anybody can book."""
    if not (said := status_words(cert)):
        return ""
    word = cert["status_word"]
    colour = f"var({css_name('status', word)})" if word in ("beta", "ending", "retired") else "var(--quiet)"
    return f"<span class='cw-status' style='--dot:{colour}'>{escaped(said)}</span>"


def status_words(cert: Cert) -> str:
    """The status of a certification in a few words; empty for an active one."""
    last, status = day(cert["last_day"]), cert["status"]
    words = {
        "beta": f"beta, general from {day(cert['general_from'])}" if day(cert["general_from"]) else "beta",
        "ending": f"ending {last}" if last else "ending with its successor",
        "closed": f"closed in English since {last}",
        "retired": f"retired {last}",
        "partner-only": "partners only",
        "unknown": "status unconfirmed",
        "not yet": f"from {day(cert['available_from'])}",
    }
    return words.get(status, "")


def table(certs: pd.DataFrame, following: links.Pairs, *, article: bool) -> None:
    """Draw the same rows as a table with a link in each row."""
    head = ["Code", "Name", "Vendor", "Tier", "Focus", "Status", "Price", "Exam", "Valid", "Study (our estimate)"]
    head[7:7] = ["In the article"] if article else []
    cells = "".join(_row(cert, following, article) for cert in certs.to_dict("records"))
    columns = "".join(f"<th scope='col'>{name}</th>" for name in head)
    st.html(
        "<div class='cw-scroll' tabindex='0' role='region' aria-label='Certifications as a table'><table class='cw-table'>"
        f"<thead><tr>{columns}</tr></thead><tbody>{cells}</tbody></table></div>"
    )


def _row(cert: Cert, following: links.Pairs, article: bool) -> str:
    where = links.address(site.CERT, [("id", cert["id"]), *following])
    cells = [
        escaped(cert["short_name"]),
        escaped(cert["vendor"]),
        escaped(cert["tier"]),
        escaped(cert["focus"]),
        escaped(status_words(cert) or "active"),
        f"<span class='cw-num'>{escaped(price_words(cert))}</span>",
        *([f"<span class='cw-num'>{escaped(usd(cert['article_price_usd']))}</span>"] if article else []),
        escaped(span(cert["exam_minutes"], cert["exam_minutes"], "min") or "not published"),
        escaped(validity(cert)),
        escaped(span(cert["study_hours_low"], cert["study_hours_high"], "h") or "not classified"),
    ]
    ghost = " class='cw-ghost'" if cert["gone"] else ""
    first = f"<th scope='row'><a href='{escaped(where)}'>{escaped(cert['code'])}</a></th>"
    return f"<tr{ghost}>{first}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def validity(cert: Cert) -> str:
    """How long a pass is valid: `24 months`, `does not expire`, `not published`."""
    if cert["never_expires"]:
        return "does not expire"
    return span(cert["validity_months"], cert["validity_months"], "months") or "not published"
