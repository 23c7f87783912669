"""One certification's facts as HTML: each figure with its source and day, what differs beside it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib import corrections, detail, kickers, links, site, standing
from lib.html import prose, render
from lib.lifecycle import successors
from lib.store import Tables
from lib.text import missing, span
from lib.ui import data

Cert = Mapping[str, Any]
Links = list[dict[str, str]]

PATH_KINDS = {"outcome": "outcome", "sequence": "sequence by background", "verdict": "the verdict", "role": "role"}


class Sheet(NamedTuple):
    """The parts of a certification's page, as HTML, and the findings of its pictures."""

    title: str
    finding: str
    kicker: str
    domain_finding: str
    has_weights: bool
    domains: str
    price_finding: str
    figures: str
    rest: str


def sheet(cert: Cert, certs: pd.DataFrame, on: date, following: links.Pairs) -> Sheet:
    """Everything that is said of one certification on a day; made once for all readers of the same view."""
    return data.remembered(partial(_sheet, cert, certs, on, following), "sheet", cert["id"], on, *following)


def _sheet(cert: Cert, certs: pd.DataFrame, on: date, following: links.Pairs) -> Sheet:
    tables = data.tables()
    titles = standing.titles(tables)
    sections = data.sections(cert["id"])
    figures = detail.figures(tables["facts"], cert["id"], on_article_day=on == data.article_day())
    return Sheet(
        title=f"{cert['code']} · {cert['short_name']}",
        finding=detail.finding(cert, certs),
        kicker=kickers.cert(cert, certs, tables, following),
        domain_finding=detail.domain_finding(sections),
        has_weights=bool(sections["weight_high"].notna().any()),
        domains=_domains(sections, titles),
        price_finding=detail.price_finding(cert, certs[certs["tier"] == cert["tier"]]),
        figures=render("cert_figures.html", groups=_figures(cert, figures), titles=titles),
        rest=_rest(cert, certs, tables, on, following, titles),
    )


def heading(finding: str) -> None:
    """A heading that says a finding, shown as typed."""
    st.html(f"<h2 class='cw-h2'>{prose(finding)}</h2>")


def _figures(cert: Cert, rows: pd.DataFrame) -> list[dict[str, Any]]:
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
            "beta": field == "price_usd" and cert["price_kind"] == "beta",
        }
        for field, group in rows.groupby("field", sort=False)
    ]


def _domains(rows: pd.DataFrame, titles: Mapping[str, str]) -> str:
    if rows.empty:
        return ""
    shares = [detail.weight_words(low, high) for low, high in zip(rows["weight_low"], rows["weight_high"], strict=True)]
    first = rows.iloc[0].to_dict()
    return render("cert_domains.html", rows=list(zip(rows["name"], shares, strict=True)), first=first, titles=titles)


def _rest(
    cert: Cert, certs: pd.DataFrame, tables: Tables, on: date, following: links.Pairs, titles: Mapping[str, str]
) -> str:
    codes = standing.codes(tables)
    named = detail.used_by(cert["id"], tables["paths"], standing.steps(tables, on), certs).to_dict("records")
    paths = [
        {
            "title": path["title"],
            "kind": PATH_KINDS[path["kind"]],
            "instead_of": "" if path["instead_of"] == cert["id"] else codes[path["instead_of"]],
        }
        for path in named
    ]
    told = _told(cert, certs, tables["requirements"])
    linked = _linked(cert, certs, following)
    return render(
        "cert_rest.html",
        cert=cert,
        told=told,
        linked=linked,
        paths=paths,
        titles=titles,
        file=corrections.file(cert["id"]),
        issue=corrections.issue(cert),
        how=links.address(site.SOURCES, following),
    )


def _told(cert: Cert, certs: pd.DataFrame, requirements: pd.DataFrame) -> dict[str, Any]:
    study = span(cert["study_hours_low"], cert["study_hours_high"], "hours")
    whose = "the article's pairing" if cert["proof_project_source"] == "article" else "our pairing"
    return {
        "Who it is for": cert["audience"],
        "Best for, says the article": cert["best_for"],
        "Covers, says the article": "; ".join(cert["topics"]),
        "Required first": detail.requirements(requirements, cert, certs),
        # With a number of months it stands among the figures.
        "Recommended experience": cert["recommended_experience"] if missing(cert["recommended_months"]) else None,
        "Renewal": cert["renewal"],
        "Exam": cert["format"],
        "Languages": _languages(cert),
        "Study time": f"{study} (our estimate by tier; no vendor publishes any)" if study else "not classified",
        "Proof project": "not classified" if missing(cert["proof_project"]) else f"{cert['proof_project']} ({whose})",
        "Status": cert["lifecycle_note"],
        "Evidence": cert["evidence_note"],
    }


def _languages(cert: Cert) -> str:
    named = ", ".join(cert["languages"])
    if not missing(cert["language_count"]):
        return f"{cert['language_count']:g} languages" + (f", among them {named}" if named else ", not named")
    return named or "not named; taken as English"


def _linked(cert: Cert, certs: pd.DataFrame, following: links.Pairs) -> dict[str, Links]:
    """Other certifications that it is tied to, as links; those outside the catalogue as text."""
    labels = dict(zip(certs["id"], certs["label"], strict=True))

    def linked(ids: list[str], outside: Any = None) -> Links:
        inside = [{"label": labels[one], "href": links.address(site.CERT, [("id", one), *following])} for one in ids]
        return inside + ([] if missing(outside) else [{"label": outside, "href": ""}])

    renews = [one for one, by in zip(certs["id"], certs["renewed_by"], strict=True) if cert["id"] in by]
    return {
        "A pass of these renews it too": linked(cert["renewed_by"]),
        "A pass of it renews": linked(renews),
        "Took the place of": linked(cert["predecessors"], cert["replaces_outside"]),
        "Its place is taken by": linked(successors(certs).get(cert["id"], []), cert["successor_outside"]),
    }
