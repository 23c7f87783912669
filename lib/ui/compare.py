"""The Compare page: two to four certifications side by side, the sections of their exams, three years' payments."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib import charts
from lib.address import parameters
from lib.address.links import Links
from lib.catalogue import certification, shared_topics, snapshot
from lib.catalogue.filtering import codes_by_id
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_words
from lib.compare import alternatives, difference, relations, sheet, three_year_cost
from lib.cost import ledger
from lib.design.render import render
from lib.tables.row import Row
from lib.text import count, escaped, listed
from lib.ui import data, elements, figures, url_state
from lib.ui.cards import dot

GROUPS = {"differs": "They differ in", "open": "Not published well enough to compare:", "same": "They are alike in"}
Codes = Mapping[str, str]
"""Exam codes by the id of their certification."""


class Chart(NamedTuple):
    """The chart of one exam's sections: its certification, the tier for its colour, its name for screen readers."""

    id: str
    code: str
    tier: str
    alt: str


class CompareContent(NamedTuple):
    """One comparison.

    `ids` and `certs` are the compared certifications in the reader's order. `title` and what ends in `finding` are
    plain text; `facts` (the sheet), `domains` (the sections as tables) and `years` (the payments of three years) are
    HTML.
    """

    ids: tuple[str, ...]
    certs: pd.DataFrame
    title: str
    finding: str
    facts: str
    domain_finding: str
    charts: tuple[Chart, ...]
    domains: str
    years: str


def picker(ids: Sequence[str], on: date) -> None:
    """Draw the control that picks up to four; it offers those that nobody can book last."""
    labels = _labels(on)
    url_state.control(
        st.multiselect,
        "Certifications to compare",
        list(labels),
        key="id",
        value=list(ids),
        default=[],
        format_func=labels.get,
        max_selections=parameters.MAX_COMPARED,
        placeholder="Add a certification: code or name",
        select_all=False,
        filter_mode="contains",
        label_visibility="collapsed",
        wrap=True,
    )


@data.cached
def _labels(on: date) -> dict[str, str]:
    rows = data.certs(on).sort_values("gone", kind="stable")
    return dict(zip(rows["id"], rows["label"], strict=True))


@data.cached
def content(ids: tuple[str, ...], on: date, links: Links) -> CompareContent:
    """Everything on one comparison on a day."""
    tables, all_certs = data.tables(), data.certs(on)
    contrast = difference.contrast(all_certs, ids, tables["requirements"], on)
    certs, codes = contrast.certs, codes_by_id(contrast.certs)
    rows = sheet.with_sources(contrast.rows, tables["facts"], on_article_day=on == data.article_day())
    sections = shared_topics.sections_of(tables["exam_domains"], ids)
    return CompareContent(
        ids=ids,
        certs=certs,
        title=listed(list(codes.values()), "or"),
        finding=contrast.finding,
        facts=_facts(certs, rows, all_certs, links),
        domain_finding=shared_topics.finding(sections, codes),
        charts=tuple(_charts(certs, sections)),
        domains=render("compare_domains.html", exams=_exams(sections, codes), titles=snapshot.titles(data.tables())),
        years=_years(codes, contrast.sums, contrast.ledgers),
    )


# The sheet ───────────────────────────────────────────────────────────────────


def _facts(certs: pd.DataFrame, rows: pd.DataFrame, all_certs: pd.DataFrame, links: Links) -> str:
    """The sheet with a column for each certification, and beside it how they are related, as HTML."""
    codes = codes_by_id(certs)
    ties = relations.ties(all_certs, data.tables()["requirements"])
    inside = relations.ties_among(ties, list(codes))
    outside = ties.drop(inside.index)
    return render(
        "compare.html",
        certs=[_head(cert, outside) for cert in records(certs)],
        groups=_groups(rows),
        codes=snapshot.codes(data.tables()),
        links=links,
        tied=relations.finding(inside, codes, certs.loc[certs["gone"], "id"].tolist()),
        label=f"{listed(list(codes.values()))} side by side",
        titles=snapshot.titles(data.tables()),
    )


def _head(cert: Certification, ties: pd.DataFrame) -> dict[str, Any]:
    """The head of one column: the certification, and its ties to those that are not compared."""
    forward = _tied_ids(ties.loc[ties["one"] == cert["id"], ["kind", "other"]], relations.KINDS)
    back = _tied_ids(ties.loc[ties["other"] == cert["id"], ["kind", "one"]], relations.REVERSE_KINDS)
    return {
        "id": cert["id"],
        "code": cert["code"],
        "short_name": cert["short_name"],
        "vendor": cert["vendor"],
        "tier": cert["tier"],
        "sources": cert["sources"],
        "evidence_kind": cert["evidence_kind"],
        "checked_on": cert["checked_on"],
        "said": status_words(cert) or "active",
        "dot": dot(cert),
        "ties": [*forward, *back],
    }


def _tied_ids(rows: pd.DataFrame, kinds: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The ids of the tied certifications, by the words for the kind of tie. Takes rows of `kind` and of an id."""
    for kind, group in rows.groupby("kind", sort=False):
        yield {"name": kinds[str(kind)], "ids": group.iloc[:, 1].tolist()}


def _groups(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The facts of the sheet in groups: those that differ, those not published well enough, those that are alike."""
    groups = []
    for name, title in GROUPS.items():
        cells = rows[rows["compares"] == name]
        facts = [_row(group.to_dict("records")) for _, group in cells.groupby("fact", sort=False)]
        groups.append({"name": name, "title": f"{title} {count(len(facts), 'fact')}", "rows": facts})
    return [group for group in groups if group["rows"]]


def _row(cells: Sequence[Row]) -> dict[str, Any]:
    """One fact. Cells that are equal, down to source and note, are drawn as one."""
    together = len({tuple(str(cell[name]) for name in ("words", "note", "source", "also")) for cell in cells}) == 1
    return {"label": cells[0]["label"], "cells": cells, "together": together}


# What the exams ask, and what they cost to keep ───────────────────────────────


def _exams(sections: pd.DataFrame, codes: Codes) -> list[dict[str, Any]]:
    """The exams for their template, in order."""
    return [_exam(sections[sections["cert_id"] == cert_id], code) for cert_id, code in codes.items()]


def _exam(sections: pd.DataFrame, code: str) -> dict[str, Any]:
    """The sections of one exam with their weights, and the first row for the source; None where none is published."""
    weights = zip(sections["weight_low"], sections["weight_high"], strict=True)
    shares = [certification.weight_words(low, high) for low, high in weights]
    first = sections.iloc[0].to_dict() if len(sections) else None
    return {"code": code, "rows": list(zip(sections["name"], shares, strict=True)), "first": first}


def _years(codes: Codes, sums: Mapping[str, sheet.FactCell], ledgers: Mapping[str, Sequence[ledger.Entry]]) -> str:
    """The payments of three years for each certification as tables, under their finding, as HTML."""
    exams = [{"code": codes[i], "words": sums[i].words, "entries": ledgers[i]} for i in codes]
    return render(
        "compare_years.html",
        finding=three_year_cost.finding(sums, codes),
        exams=exams,
        titles=snapshot.titles(data.tables()),
    )


def _charts(certs: pd.DataFrame, sections: pd.DataFrame) -> Iterator[Chart]:
    """One chart for each exam that has a section with a weight."""
    for cert in records(certs):
        cert_sections = sections[sections["cert_id"] == cert["id"]]
        if cert_sections["weight_high"].notna().any():
            alt = f"{cert['code']}: {certification.domain_finding(cert_sections)}"
            yield Chart(cert["id"], cert["code"], cert["tier"], alt)


def exams(comparison: CompareContent) -> None:
    """Draw the sections of the exams: a chart for each exam whose weights are published, and the same as tables."""
    elements.heading(comparison.domain_finding)
    row = st.container(key="exams")
    columns = row.columns(len(comparison.charts), gap="medium") if comparison.charts else []
    for column, chart in zip(columns, comparison.charts, strict=True):
        with column:
            st.html(f"<h3 class='cw-vs-exam'>{escaped(chart.code)}</h3>")
            weights = _section_weights(comparison.ids, chart.id, chart.tier)
            figures.show(weights, key=f"domains_{chart.id}", alt=chart.alt)
    st.html(comparison.domains)


@figures.cached
def _section_weights(ids: tuple[str, ...], cert_id: str, tier: str) -> go.Figure:
    """The figure of the sections of one exam beside those of the others, in the colour of its tier."""
    sections = shared_topics.sections_of(data.tables()["exam_domains"], ids)
    return charts.compared_domains(sections, cert_id, tier, shared_topics.shared_words(sections))


# Where to start ───────────────────────────────────────────────────────────────


@data.cached
def presets(ids: tuple[str, ...], on: date, links: Links) -> str:
    """Comparisons to start from, as HTML; with one certification chosen, its comparisons with alternatives."""
    all_certs = data.certs(on)
    offered = alternatives.presets_for(data.tables(), all_certs, ids)
    offered_ids = {cert_id for preset in offered for cert_id in preset.ids}
    top = all_certs.loc[all_certs["id"].isin(offered_ids), "price_usd"].max()
    return render("compare_start.html", starts=[_preset(preset, all_certs, top) for preset in offered], links=links)


def _preset(preset: alternatives.Preset, all_certs: pd.DataFrame, top: float) -> dict[str, Any]:
    """One comparison for its template. Its bars of prices are drawn on a scale that ends at `top`, in USD."""
    certs = sheet.chosen(all_certs, preset.ids)
    unknown = {cert_id: sheet.FactCell("", is_known=False) for cert_id in preset.ids}
    rows = sheet.sheet(certs, all_certs, data.tables()["requirements"], unknown)
    return {
        "ids": preset.ids,
        "title": preset.title or listed(certs["code"].tolist(), "or"),
        "why": preset.why,
        "prices": sheet.price_bars(certs, top=top).to_dict("records"),
        "finding": difference.finding(certs, rows),
    }
