"""The Certification page: each figure with its source and day and with the figures of other sources beside it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from lib import charts
from lib.address.links import Links
from lib.catalogue import certification, snapshot
from lib.catalogue.record import Certification, Text
from lib.catalogue.status import successors
from lib.design.render import render
from lib.planner import plan_snapshot
from lib.preview import kickers
from lib.tables.store import Tables
from lib.text import BETA_REMARK, missing, span
from lib.trust import corrections
from lib.ui import data, figures

RelatedCerts = list[dict[str, str]]
"""Certifications for a template: `label`, and `id`, empty for one outside the catalogue."""

PATH_KINDS = {"outcome": "outcome", "sequence": "sequence by background", "verdict": "the verdict", "role": "role"}


class CertificationContent(NamedTuple):
    """The page of one certification on a day.

    `title` and what ends in `finding` are plain text; `price_finding` may be empty. `has_weights` says whether the
    exam's sections have weights to draw. The rest is HTML; `domains` is empty where no sections are published.
    """

    title: str
    finding: str
    kicker: str
    domain_finding: str
    has_weights: bool
    domains: str
    price_finding: str
    figures: str
    details: str


@data.cached
def content(cert_id: str, on: date, links: Links) -> CertificationContent:
    """Everything on the page of one certification on a day."""
    tables, cert, certs = data.tables(), data.cert(cert_id, on), data.certs(on)
    titles = snapshot.titles(tables)
    sections = data.sections(cert_id)
    rows = certification.figures(tables["facts"], cert_id, on_article_day=on == data.article_day())
    return CertificationContent(
        title=f"{cert['code']} · {cert['short_name']}",
        finding=certification.finding(cert, certs),
        kicker=kickers.cert_kicker(cert, certs, tables, links),
        domain_finding=certification.domain_finding(sections),
        has_weights=bool(sections["weight_high"].notna().any()),
        domains=_domains(sections, titles),
        price_finding=certification.price_finding(cert, certs[certs["tier"] == cert["tier"]]),
        figures=render("cert_figures.html", groups=_figures(cert, rows), titles=titles),
        details=_details(cert, certs, tables, on, links, titles),
    )


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
            "remark": BETA_REMARK if field == "price_usd" and cert["price_kind"] == "beta" else "",
        }
        for field, group in rows.groupby("field", sort=False)
    ]


def _domains(sections: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """The exam's sections as a table with their weights, as HTML; the first row has the source of all."""
    if sections.empty:
        return ""
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
) -> str:
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


@figures.cached
def section_weights(cert_id: str, tier: str) -> go.Figure:
    """The figure of the sections of a certification's exam, in the colour of its tier."""
    return charts.exam_domains(data.sections(cert_id), tier)


@figures.cached
def price_strip(cert_id: str, on: date) -> go.Figure:
    """The figure of a certification's price among those of its tier on a day."""
    return charts.price_strip(data.certs(on), cert_id)
