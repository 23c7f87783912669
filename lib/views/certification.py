"""The Certification page: each figure with its source and day and with the figures of other sources beside it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address import catalogue_domains
from lib.address.links import Links
from lib.address.query import Query
from lib.catalogue import certification, snapshot, suggestions
from lib.catalogue.filtering import price_words
from lib.catalogue.record import Certification, Text
from lib.catalogue.status import successors
from lib.compare.alternatives import rivals
from lib.design.render import Html, render
from lib.planner import plan_snapshot
from lib.tables.store import Tables
from lib.text import missing, span
from lib.trust import corrections
from lib.views import cards
from lib.views.blocks import Block, Columns, Picture, View, heading
from lib.views.cache import cached, cached_figure
from lib.views.explore import highlights

RelatedCerts = list[dict[str, str]]
"""Certifications for a template: `label`, and `id`, empty for one outside the catalogue."""

PATH_KINDS = {"outcome": "outcome", "sequence": "sequence by background", "verdict": "the verdict", "role": "role"}


def view(tables: Tables, query: Query, on: date) -> View:
    """The page of the certification that a query names; where there is none, those with a similar name, or all."""
    cert_id = catalogue_domains.cert_id(query.cert_name, tables)
    links = Links(query.filters, on)
    return _unknown(tables, query.cert_name, on, links) if cert_id is None else _view(tables, cert_id, on, links)


@cached
def _view(tables: Tables, cert_id: str, on: date, links: Links) -> View:
    cert, certs = snapshot.cert(tables, cert_id, on), snapshot.certs(tables, on)
    titles = snapshot.titles(tables)
    rows = certification.figures(
        tables["facts"],
        cert_id,
        on_article_day=on == snapshot.article_day(tables),
        is_beta_price=cert["price_kind"] == "beta" or cert["beta_over"],
        beta_over=cert["beta_over"],
    )
    figure_table = render("cert_figures.html", groups=_figures(cert, rows), titles=titles)
    pictures = (*_sections(cert, tables, titles), *_prices(cert, certs, on))
    return View(
        f"{cert['code']} · {cert['short_name']}: {price_words(cert)}, {cert['status_word']}",
        cert["name"],
        certification.finding(cert, certs),
        (Columns((11, 9), (pictures, (figure_table,))), _details(cert, certs, tables, on, links, titles)),
        kicker=kicker(cert, certs, tables, links),
        name=f"{cert['code']} · {cert['short_name']}",
    )


def _unknown(tables: Tables, name: str, on: date, links: Links) -> View:
    certs = snapshot.certs(tables, on)
    close = suggestions.close_matches(name, certs)
    offered = certs if close.empty else close
    return View(
        "No such certification" if name else "Which certification?",
        "Which certification?",
        suggestions.finding(name, close),
        (cards.cards(offered, tables["tiers"], links, grouped=close.empty, article=False),),
        highlights=highlights(offered),
        exists=not name,
    )


def _sections(cert: Certification, tables: Tables, titles: Mapping[str, str]) -> Iterator[Block]:
    """The sections of the exam: their finding, the picture of their weights, the table."""
    sections = sections_of(tables, cert["id"])
    finding = certification.domain_finding(sections)
    yield heading(finding)
    if sections["weight_high"].notna().any():
        yield Picture("exam_domains", finding, partial(section_weights, cert_id=cert["id"], tier=cert["tier"]))
    if len(sections):
        yield _domains(sections, titles)


def sections_of(tables: Tables, cert_id: str) -> pd.DataFrame:
    """The rows of `exam_domains` of one certification, in the exam's order; none where it publishes no sections."""
    rows = tables["exam_domains"]
    return rows[rows["cert_id"] == cert_id]


def _prices(cert: Certification, certs: pd.DataFrame, on: date) -> Iterator[Block]:
    """The price among those of the tier: the finding and its picture; nothing where the price is unknown."""
    if finding := certification.price_finding(cert, certs[certs["tier"] == cert["tier"]]):
        yield heading(finding)
        yield Picture("price_strip", finding, partial(price_strip, cert_id=cert["id"], on=on))


def _figures(cert: Certification, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The figures by field for their template, each with the sources that state it and our note on it."""
    notes = {
        "price_usd": cert["price_note"],
        "questions": cert["questions_note"],
        "recommended_months": cert["recommended_experience"],
    }
    return [
        {
            "label": group["label"].iloc[0],
            "rows": group.to_dict("records"),
            "note": notes.get(str(field)),
        }
        for field, group in rows.groupby("field", sort=False)
    ]


def _domains(sections: pd.DataFrame, titles: Mapping[str, str]) -> Html:
    """The exam's sections as a table with their weights, as HTML; the first row has the source of all."""
    weights = zip(sections["weight_low"], sections["weight_high"], strict=True)
    shares = [certification.weight_words(low, high) for low, high in weights]
    rows = list(zip(sections["name"], shares, strict=True))
    return render("cert_domains.html", rows=rows, first=sections.iloc[0].to_dict(), titles=titles)


def _details(
    cert: Certification,
    certs: pd.DataFrame,
    tables: Tables,
    on: date,
    links: Links,
    titles: Mapping[str, str],
) -> Html:
    """What is not a figure: facts in words, related certifications, paths, and the sources of the record, as HTML."""
    codes = snapshot.codes(tables)
    rows = certification.paths_naming(cert["id"], tables["paths"], plan_snapshot.steps(tables, on), certs)
    paths = [
        {
            "title": path["title"],
            "kind": PATH_KINDS[path["kind"]],
            "instead_of": "" if path["instead_of"] == cert["id"] else codes[path["instead_of"]],
        }
        for path in rows.to_dict("records")
    ]
    return render(
        "cert_rest.html",
        cert=cert,
        told=_facts(cert, certs, tables["requirements"]),
        related=_related(cert, certs),
        paths=paths,
        titles=titles,
        file=corrections.source_file(cert["id"]),
        issue=corrections.issue_address(cert),
        links=links,
    )


def _facts(cert: Certification, certs: pd.DataFrame, requirements: pd.DataFrame) -> dict[str, Any]:
    """The facts that are words, by their labels on the page; a missing one is left out there."""
    study = span(cert["study_hours_low"], cert["study_hours_high"], "hours")
    origin = "the article's pairing" if cert["proof_project_source"] == "article" else "our pairing"
    return {
        "Who it is for": cert["audience"],
        "Best for, says the article": cert["best_for"],
        "Covers, says the article": "; ".join(cert["topics"]),
        "Required first": certification.requirement_words(requirements, cert, certs),
        # With a number of months it is one of the figures.
        "Recommended experience": cert["recommended_experience"] if missing(cert["recommended_months"]) else None,
        "Renewal": cert["renewal"],
        "Exam": cert["format"],
        "Languages": _languages(cert),
        "Study time": f"{study} (our estimate by tier; no vendor publishes any)" if study else "not classified",
        "Proof project": "not classified" if missing(cert["proof_project"]) else f"{cert['proof_project']} ({origin})",
        "Status": cert["lifecycle_note"],
        "Evidence": cert["evidence_note"],
    }


def _languages(cert: Certification) -> str:
    named = ", ".join(cert["languages"])
    if not missing(cert["language_count"]):
        return f"{cert['language_count']:g} languages" + (f", among them {named}" if named else ", not named")
    return named or "not named; taken as English"


def _related(cert: Certification, certs: pd.DataFrame) -> dict[str, RelatedCerts]:
    """The related certifications by relation."""
    labels = dict(zip(certs["id"], certs["label"], strict=True))

    def related(ids: Iterable[str], outside: Text = "") -> RelatedCerts:
        inside = [{"label": labels[cert_id], "id": cert_id} for cert_id in ids]
        return inside + ([] if missing(outside) else [{"label": str(outside), "id": ""}])

    renews = [i for i, renewed_by in zip(certs["id"], certs["renewed_by"], strict=True) if cert["id"] in renewed_by]
    return {
        "A pass of these renews it too": related(cert["renewed_by"]),
        "A pass of it renews": related(renews),
        "Took the place of": related(cert["predecessors"], cert["replaces_outside"]),
        "Its place is taken by": related(successors(certs).get(cert["id"], []), cert["successor_outside"]),
    }


@cached_figure
def section_weights(tables: Tables, cert_id: str, tier: str) -> go.Figure:
    """The figure of the sections of a certification's exam, in the colour of its tier."""
    return charts.exam_domains(sections_of(tables, cert_id), tier)


@cached_figure
def price_strip(tables: Tables, cert_id: str, on: date) -> go.Figure:
    """The figure of a certification's price among those of its tier on a day."""
    return charts.price_strip(snapshot.certs(tables, on), cert_id)


def kicker(cert: Certification, certs: pd.DataFrame, tables: Tables, links: Links) -> Html:
    """The line above a certification: codes, vendor, our tier and focus, the vendor's level, links back and to a rival.

    Takes the certification, the catalogue of the day, and the links of the view.
    """
    rival = _rival(cert, certs, tables)
    return render("cert_kicker.html", cert=cert, rival=rival, links=links)


def _rival(cert: Certification, certs: pd.DataFrame, tables: Tables) -> dict[str, str] | None:
    """The first rival of a certification: `id`, `code`, `why`; None where it has no rival."""
    reasons = rivals(certs, cert["id"], tables["vendors"]["vendor"].tolist())
    if not reasons:
        return None
    rival_id, why = next(iter(reasons.items()))
    code = certs.loc[certs["id"] == rival_id, "code"].iloc[0]
    return {"id": rival_id, "code": code, "why": why}
