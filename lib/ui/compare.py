"""Certifications side by side: the picker, the sheet, what the exams ask, and what to start from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import charts, compare, contrast, costs, detail, links, overlap, query, rivals, site, standing, ties, upkeep
from lib.certs import codes as code_of
from lib.html import render
from lib.text import count, escaped, listed
from lib.theme import STATUS, css_name
from lib.ui import data, facts, pictures, state
from lib.ui.cards import status_words

GROUPS = {"differs": "They differ in", "open": "Not published well enough to compare:", "same": "They are alike in"}
HEAD = ("code", "short_name", "vendor", "tier", "sources", "evidence_kind", "checked_on")
Codes = Mapping[str, str]


class Chart(NamedTuple):
    """The chart of one exam's sections: whose it is, its tier for the colour, and its name for screen readers."""

    id: str
    code: str
    tier: str
    alt: str


class View(NamedTuple):
    """What the page says of one comparison: findings, parts as HTML, and what its charts are made of."""

    certs: pd.DataFrame
    title: str
    finding: str
    sheet: str
    domain_finding: str
    sections: pd.DataFrame
    shared: tuple[str, ...]
    charts: tuple[Chart, ...]
    domains: str
    years: str


def picker(every: pd.DataFrame, ids: Sequence[str], on: date) -> None:
    """The control that picks up to four; those that nobody can book stand last."""
    labels = data.remembered(partial(_labels, every), "labels", on)
    state.control(
        st.multiselect,
        "Certifications to compare",
        list(labels),
        key="id",
        now=list(ids),
        default=[],
        format_func=labels.get,
        max_selections=query.MOST_COMPARED,
        placeholder="Add a certification: code or name",
        select_all=False,
        filter_mode="contains",
        label_visibility="collapsed",
        wrap=True,
    )


def _labels(every: pd.DataFrame) -> dict[str, str]:
    rows = every.sort_values("gone", kind="stable")
    return dict(zip(rows["id"], rows["label"], strict=True))


def view(ids: Sequence[str], every: pd.DataFrame, on: date, following: links.Pairs) -> View:
    """Everything that is said of one comparison on a day; made once for all readers of the same view."""
    return data.remembered(partial(_view, tuple(ids), every, on, following), "compare", tuple(ids), on, *following)


def _view(ids: Sequence[str], every: pd.DataFrame, on: date, following: links.Pairs) -> View:
    tables = data.tables()
    told = contrast.contrast(every, ids, tables["requirements"], on)
    certs, codes = told.certs, code_of(told.certs)
    rows = compare.sourced(told.rows, tables["facts"], on_article_day=on == data.article_day())
    sections = overlap.sections_of(tables["exam_domains"], ids)
    return View(
        certs=certs,
        title=listed(list(codes.values()), "or"),
        finding=told.finding,
        sheet=_sheet(certs, rows, every, following),
        domain_finding=overlap.finding(sections, codes),
        sections=sections,
        shared=tuple(overlap.shared_words(sections)),
        charts=tuple(_charts(certs, sections)),
        domains=render("compare_domains.html", exams=_exams(sections, codes), titles=standing.titles(data.tables())),
        years=_years(codes, told.sums, told.ledgers),
    )


# The sheet ───────────────────────────────────────────────────────────────────


def _sheet(certs: pd.DataFrame, rows: pd.DataFrame, every: pd.DataFrame, following: links.Pairs) -> str:
    codes, named = code_of(certs), standing.codes(data.tables())
    tied = ties.ties(every, data.tables()["requirements"])
    inside = ties.among(tied, list(codes))
    outside = tied.drop(inside.index)
    return render(
        "compare.html",
        certs=[_head(cert, outside, named, following) for cert in certs.to_dict("records")],
        groups=_groups(rows, following),
        tied=ties.finding(inside, codes, certs.loc[certs["gone"], "id"].tolist()),
        label=f"{listed(list(codes.values()))} side by side",
        titles=standing.titles(data.tables()),
    )


def _head(cert: compare.Cert, tied: pd.DataFrame, named: Codes, following: links.Pairs) -> dict[str, Any]:
    """What stands above one column, and the certification's ties to those that are not compared, as links."""
    word = cert["status_word"] if cert["status"] != "partner-only" else ""  # a note, so without a status colour
    gives = _tied(tied.loc[tied["one"] == cert["id"], ["kind", "other"]], ties.KINDS, named, following)
    takes = _tied(tied.loc[tied["other"] == cert["id"], ["kind", "one"]], ties.BACK, named, following)
    return {
        **{name: cert[name] for name in HEAD},
        "href": _address(cert["id"], following),
        "said": status_words(cert) or "active",
        "dot": f"var({css_name('status', word) if word in STATUS else '--quiet'})",
        "ties": [*gives, *takes],
    }


def _tied(rows: pd.DataFrame, kinds: Codes, named: Codes, following: links.Pairs) -> Iterator[dict[str, Any]]:
    """Other certifications by kind of tie. Takes rows of `kind` and of an id."""
    for kind, group in rows.groupby("kind", sort=False):
        certs = [{"code": named[one], "href": _address(one, following)} for one in group.iloc[:, 1]]
        yield {"name": kinds[str(kind)], "certs": certs}


def _address(cert_id: str, following: links.Pairs) -> str:
    return links.address(site.CERT, [("id", cert_id), *following])


def _groups(rows: pd.DataFrame, following: links.Pairs) -> list[dict[str, Any]]:
    """The rows of the sheet under what they say: differing, not known well enough, alike."""
    groups = []
    for name, title in GROUPS.items():
        own = rows[rows["compares"] == name]
        made = [_row(group.to_dict("records"), following) for _, group in own.groupby("fact", sort=False)]
        groups.append({"name": name, "title": f"{title} {count(len(made), 'fact')}", "rows": made})
    return [group for group in groups if group["rows"]]


def _row(cells: Sequence[Mapping[Any, Any]], following: links.Pairs) -> dict[str, Any]:
    """One fact. Cells that say the same, down to source and note, are drawn as one."""
    together = len({tuple(str(cell[name]) for name in ("words", "note", "source", "also")) for cell in cells}) == 1
    shown = [{**cell, "href": _address(cell["id"], following)} for cell in cells]
    return {"label": cells[0]["label"], "cells": shown, "together": together}


# What the exams ask, and what they cost to keep ───────────────────────────────


def _exams(sections: pd.DataFrame, codes: Codes) -> list[dict[str, Any]]:
    """The sections of each exam with their shares, and the first row for its source; None where there is none."""
    return [_exam(sections[sections["cert_id"] == one], code) for one, code in codes.items()]


def _exam(rows: pd.DataFrame, code: str) -> dict[str, Any]:
    shares = [detail.weight_words(low, high) for low, high in zip(rows["weight_low"], rows["weight_high"], strict=True)]
    first = rows.iloc[0].to_dict() if len(rows) else None
    return {"code": code, "rows": list(zip(rows["name"], shares, strict=True)), "first": first}


def _years(codes: Codes, sums: Mapping[str, compare.Said], ledgers: Mapping[str, Sequence[costs.Entry]]) -> str:
    exams = [{"code": codes[one], "words": sums[one].words, "entries": ledgers[one]} for one in codes]
    return render(
        "compare_years.html", finding=upkeep.finding(sums, codes), exams=exams, titles=standing.titles(data.tables())
    )


def _charts(certs: pd.DataFrame, sections: pd.DataFrame) -> Iterator[Chart]:
    """One chart for each exam of which a section has a weight."""
    for cert in certs.to_dict("records"):
        own = sections[sections["cert_id"] == cert["id"]]
        if own["weight_high"].notna().any():
            alt = f"{cert['code']}: {detail.domain_finding(own)}"
            yield Chart(cert["id"], cert["code"], cert["tier"], alt)


def exams(shown: View) -> None:
    """What the exams ask, against each other: a chart for each whose weights are published, and the same as tables."""
    facts.heading(shown.domain_finding)
    row = st.container(key="exams")
    columns = row.columns(len(shown.charts), gap="medium") if shown.charts else []
    for column, one in zip(columns, shown.charts, strict=True):
        build = partial(charts.compared_domains, shown.sections, one.id, one.tier, shown.shared)
        with column:
            st.html(f"<h3 class='cw-vs-exam'>{escaped(one.code)}</h3>")
            pictures.show(build, shown.title, key=f"domains_{one.id}", alt=one.alt)
    st.html(shown.domains)


# Where to start ───────────────────────────────────────────────────────────────


def begin(every: pd.DataFrame, ids: Sequence[str], on: date, following: links.Pairs) -> None:
    """Comparisons to start from; with one certification already chosen, what to compare it with."""
    st.html(data.remembered(partial(_starts, every, tuple(ids), following), "starts", tuple(ids), on, *following))


def _starts(every: pd.DataFrame, ids: tuple[str, ...], following: links.Pairs) -> str:
    made = rivals.starts(data.tables(), every, ids)
    top = every.loc[every["id"].isin({cert_id for one in made for cert_id in one.ids}), "price_usd"].max()
    return render("compare_start.html", starts=[_start(one, every, following, top) for one in made])


def _start(one: rivals.Preset, every: pd.DataFrame, following: links.Pairs, top: float) -> dict[str, Any]:
    certs = compare.chosen(every, one.ids)
    unknown = {cert_id: compare.Said("", known=False) for cert_id in one.ids}
    rows = compare.sheet(certs, every, data.tables()["requirements"], unknown)
    return {
        "href": links.address(site.COMPARE, [*(("id", cert_id) for cert_id in one.ids), *following]),
        "title": one.title or listed(certs["code"].tolist(), "or"),
        "why": one.why,
        "prices": compare.prices(certs, top=top).to_dict("records"),
        "finding": contrast.finding(certs, rows),
    }
