"""The Compare page: two to four certifications side by side, the sections of their exams, three years' payments."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address import pages
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue import certification, shared_topics, snapshot
from lib.catalogue.filtering import codes_by_id
from lib.catalogue.record import Certification, records
from lib.catalogue.status import status_words
from lib.compare import alternatives, difference, relations, sheet, three_year_cost
from lib.cost import ledger
from lib.design.render import Html, render
from lib.tables.row import Row
from lib.tables.store import Tables
from lib.text import count, escaped, listed
from lib.views.blocks import Block, Columns, Control, Fact, Heights, Picture, View, heading
from lib.views.cache import cached, cached_figure
from lib.views.cards import dot
from lib.views.explore import highlights

GROUPS = {"differs": "They differ in", "open": "Not published well enough to compare:", "same": "They are alike in"}
Codes = Mapping[str, str]
"""Exam codes by the id of their certification."""


def view(tables: Tables, query: Query, on: date) -> View:
    """The comparison of the certifications that a query names; with less than two, comparisons to start from."""
    make = _comparison if len(query.ids) > 1 else _start
    return make(tables, query.ids, on, Links(query.filters, on))


@cached
def _comparison(tables: Tables, ids: tuple[str, ...], on: date, links: Links) -> View:
    all_certs = snapshot.certs(tables, on)
    contrast = difference.contrast(all_certs, ids, tables["requirements"], on)
    certs, codes = contrast.certs, codes_by_id(contrast.certs)
    article = on == snapshot.article_day(tables)
    rows = sheet.with_sources(contrast.rows, tables["facts"], on_article_day=article)
    sections = shared_topics.sections_of(tables["exam_domains"], ids)
    titles = snapshot.titles(tables)
    name = listed(list(codes.values()), "or")
    return View(
        f"{name}?",
        pages.COMPARE.question,
        contrast.finding,
        (
            _facts(certs, rows, tables, on, links),
            Control("download"),
            heading(shared_topics.finding(sections, codes)),
            *_pictures(certs, sections),
            render("compare_domains.html", exams=_exams(sections, codes), titles=titles),
            _years(codes, contrast.sums, contrast.ledgers, titles),
        ),
        name=name,
        controls=Heights(40, 121),
        highlights=highlights(certs),
    )


def _pictures(certs: pd.DataFrame, sections: pd.DataFrame) -> Iterator[Block]:
    """Side by side, a picture for each exam that has a section with a weight."""
    ids, columns = tuple(certs["id"]), []
    for cert in records(certs):
        cert_sections = sections[sections["cert_id"] == cert["id"]]
        if cert_sections["weight_high"].notna().any():
            alt = f"{cert['code']}: {certification.domain_finding(cert_sections)}"
            figure = partial(section_weights, ids=ids, cert_id=cert["id"], tier=cert["tier"])
            code = Html(f"<h3 class='cw-vs-exam'>{escaped(cert['code'])}</h3>")
            columns.append((code, Picture(f"domains_{cert['id']}", alt, figure)))
    if columns:
        yield Columns((1,) * len(columns), tuple(columns), key="exams", gap="medium")


# The sheet ───────────────────────────────────────────────────────────────────


def _facts(certs: pd.DataFrame, rows: pd.DataFrame, tables: Tables, on: date, links: Links) -> Html:
    """The sheet with a column for each certification, and beside it how they are related."""
    codes = codes_by_id(certs)
    ties = relations.ties(snapshot.certs(tables, on), tables["requirements"])
    inside = relations.ties_among(ties, list(codes))
    outside = ties.drop(inside.index)
    return render(
        "compare.html",
        certs=[_head(cert, outside) for cert in records(certs)],
        groups=_groups(rows),
        codes=snapshot.codes(tables),
        links=links,
        tied=relations.finding(inside, codes, certs.loc[certs["gone"], "id"].tolist()),
        label=f"{listed(list(codes.values()))} side by side",
        titles=snapshot.titles(tables),
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


def _years(
    codes: Codes,
    sums: Mapping[str, sheet.FactCell],
    ledgers: Mapping[str, Sequence[ledger.Entry]],
    titles: Mapping[str, str],
) -> Html:
    """The payments of three years for each certification as tables, under their finding."""
    exams = [{"code": codes[i], "words": sums[i].words, "entries": ledgers[i]} for i in codes]
    return render(
        "compare_years.html",
        finding=three_year_cost.finding(sums, codes),
        exams=exams,
        titles=titles,
    )


@cached_figure
def section_weights(tables: Tables, ids: tuple[str, ...], cert_id: str, tier: str) -> go.Figure:
    """The figure of the sections of one exam beside those of the others, in the colour of its tier."""
    sections = shared_topics.sections_of(tables["exam_domains"], ids)
    return charts.compared_domains(sections, cert_id, tier, shared_topics.shared_words(sections))


# Where to start ───────────────────────────────────────────────────────────────


@cached
def _start(tables: Tables, ids: tuple[str, ...], on: date, links: Links) -> View:
    """Comparisons to start from; with one certification chosen, its comparisons with alternatives."""
    all_certs = snapshot.certs(tables, on)
    offered = alternatives.presets_for(tables, all_certs, ids)
    offered_ids = {cert_id for preset in offered for cert_id in preset.ids}
    top = all_certs.loc[all_certs["id"].isin(offered_ids), "price_usd"].max()
    starts = [_preset(preset, all_certs, tables["requirements"], top) for preset in offered]
    chosen = highlights(sheet.chosen(all_certs, ids)) if ids else ()
    return View(
        pages.COMPARE.question,
        pages.COMPARE.question,
        sheet.invitation(all_certs, ids),
        (render("compare_start.html", starts=starts, links=links),),
        controls=Heights(40, 88),
        highlights=(*chosen, *(_preset_fact(preset, all_certs) for preset in offered)),
    )


def _preset_fact(preset: alternatives.Preset, all_certs: pd.DataFrame) -> Fact:
    codes = listed(sheet.chosen(all_certs, preset.ids)["code"].tolist(), "or")
    return Fact(preset.title or codes, codes if preset.title else preset.why)


def _preset(
    preset: alternatives.Preset, all_certs: pd.DataFrame, requirements: pd.DataFrame, top: float
) -> dict[str, Any]:
    """One comparison for its template. Its bars of prices are drawn on a scale that ends at `top`, in USD."""
    certs = sheet.chosen(all_certs, preset.ids)
    unknown = {cert_id: sheet.FactCell("", is_known=False) for cert_id in preset.ids}
    rows = sheet.sheet(certs, all_certs, requirements, unknown)
    return {
        "ids": preset.ids,
        "title": preset.title or listed(certs["code"].tolist(), "or"),
        "why": preset.why,
        "prices": sheet.price_bars(certs, top=top).to_dict("records"),
        "finding": difference.finding(certs, rows),
    }
