"""One certification's facts as HTML: each figure with its source and day, what differs beside it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import detail, links, site
from lib.lifecycle import stands_in
from lib.text import day, escaped, missing, span
from lib.ui import data

Cert = Mapping[str, Any]


def heading(finding: str) -> None:
    """A heading that says a finding, shown as typed."""
    st.html(f"<h2 class='cw-h2'>{escaped(finding)}</h2>")


def figures(rows: pd.DataFrame, cert: Cert) -> None:
    """Draw the figures of `lib.detail.figures` as a list; differing ones stand under the preferred one."""
    parts = []
    for _, group in rows.groupby("field", sort=False):
        said = group.to_dict("records")
        parts.append(f"<div><dt>{escaped(said[0]['label'])}</dt><dd>{''.join(_figure(one, cert) for one in said)}</dd></div>")
    st.html(f"<dl class='cw cw-facts'>{''.join(parts)}</dl>")


def _figure(one: dict[str, Any], cert: Cert) -> str:
    if missing(one["value"]):
        return f"<p class='cw-value cw-unknown'>{escaped(one['words'])}</p>{_note(one['field'], cert)}"
    value = escaped(one["words"]) + (" (beta price)" if one["field"] == "price_usd" and one["preferred"] and cert["price_kind"] == "beta" else "")
    kind = "cw-value" if one["preferred"] else "cw-other"
    why = "" if missing(one["note"]) else f" {escaped(one['note'])}"
    lead = "" if one["preferred"] else "elsewhere: "
    note = _note(one["field"], cert) if one["preferred"] else ""
    return f"<p class='{kind}'>{lead}{value}</p><p class='cw-source'>{provenance(one)}{why}</p>{note}"


def _note(field: str, cert: Cert) -> str:
    notes = {"price_usd": cert["price_note"], "questions": cert["questions_note"], "recommended_months": cert["recommended_experience"]}
    said = notes.get(field)
    return "" if missing(said) else f"<p class='cw-source'>{escaped(said)}</p>"


def provenance(one: Mapping[str, Any]) -> str:
    """Where a figure was seen: kind of source with its link, the day, and whether it stands for the whole record."""
    level = ", for the whole record" if one["row_level"] else ""
    return f"{source_link(one['source'], one['kind'])}, checked {day(one['checked_on'])}{level}"


def source_link(source: str, words: str) -> str:
    """A source by its address; one without an address by its title."""
    if source.startswith("https://") or source.startswith("http://"):
        return f"<a href='{escaped(source)}' target='_blank' rel='noopener'>{escaped(words)}</a>"
    sources = data.tables()["sources"]
    title = sources.loc[sources["source"] == source, "title"]
    return escaped(title.iloc[0] if len(title) else source)


def story(cert: Cert, certs: pd.DataFrame, following: links.Pairs) -> None:
    """Draw what is not a figure: who it is for, what is required, renewal, chain, project, languages."""
    tables = data.tables()
    rows = {
        "Who it is for": cert["audience"],
        "The article says: best for": cert["best_for"],
        "The article says: covers": "; ".join(cert["topics"]),
        "Required first": detail.requirements(tables["requirements"], cert, certs),
        "Recommended experience": cert["recommended_experience"],
        "Renewal": cert["renewal"],
        "Exam": cert["format"],
        "Languages": _languages(cert),
        "Study time": f"{span(cert['study_hours_low'], cert['study_hours_high'], 'hours') or 'not classified'} (our estimate by tier; no vendor publishes any)",
        "Proof project": f"{cert['proof_project']} ({'the article pairs every pass with a project' if cert['proof_project_source'] == 'article' else 'our pairing, by focus'})" if not missing(cert["proof_project"]) else "not classified",
        "Status": cert["lifecycle_note"],
        "Evidence": cert["evidence_note"],
    }
    told = "".join(f"<div><dt>{name}</dt><dd>{escaped(text)}</dd></div>" for name, text in rows.items() if not missing(text))
    st.html(f"<dl class='cw cw-story'>{told}{_renews(cert, certs, following)}{_chain(cert, certs, following)}</dl>")


def _languages(cert: Cert) -> str:
    named = ", ".join(cert["languages"])
    if not missing(cert["language_count"]):
        return f"{cert['language_count']:g} languages" + (f", among them {named}" if named else "; the source does not name them")
    return named or "not named; taken as English"


def _link(cert_id: str, certs: pd.DataFrame, following: links.Pairs) -> str:
    row = certs[certs["id"] == cert_id].iloc[0]
    where = links.address(site.CERT, [("id", cert_id), *following])
    return f"<a href='{escaped(where)}'>{escaped(row['label'])}</a>"


def _renews(cert: Cert, certs: pd.DataFrame, following: links.Pairs) -> str:
    renewed = ", ".join(_link(one, certs, following) for one in cert["renewed_by"])
    renews = ", ".join(_link(one, certs, following) for one, by in zip(certs["id"], certs["renewed_by"], strict=True) if cert["id"] in by)
    return "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in (("A pass of these renews it too", renewed), ("A pass of it renews", renews)) if text)


def _chain(cert: Cert, certs: pd.DataFrame, following: links.Pairs) -> str:
    before = [_link(one, certs, following) for one in cert["predecessors"]]
    before += [escaped(cert["replaces_outside"])] if not missing(cert["replaces_outside"]) else []
    after = [_link(one, certs, following) for one in stands_in(certs, cert["id"])]
    after += [escaped(cert["successor_outside"])] if not missing(cert["successor_outside"]) else []
    rows = (("Took the place of", ", ".join(before)), ("Its place is taken by", " → ".join(after)))
    return "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in rows if text)


def domains(rows: pd.DataFrame) -> None:
    """Draw the sections of the exam as a table with their source."""
    if rows.empty:
        return
    body = "".join(
        f"<tr><th scope='row'>{escaped(r['name'])}</th><td class='cw-num'>{detail.weight_words(r['weight_low'], r['weight_high'])}</td></tr>"
        for r in rows.to_dict("records")
    )
    first = rows.iloc[0]
    note = "" if missing(first["note"]) else f" {escaped(first['note'])}"
    st.html(
        f"<p class='cw-source'>Source: {source_link(first['source'], first['kind'])}, checked {day(first['checked_on'])}.{note}</p>"
        f"<table class='cw-table'><thead><tr><th scope='col'>Section</th><th scope='col'>Share</th></tr></thead><tbody>{body}</tbody></table>"
    )


def paths(rows: pd.DataFrame, cert: Cert, certs: pd.DataFrame) -> None:
    """Draw which of the article's paths lead over this certification."""
    codes = dict(zip(certs["id"], certs["code"], strict=True))
    kinds = {"outcome": "outcome", "sequence": "sequence by background", "verdict": "the verdict", "role": "role"}
    items = "".join(
        f"<li>{escaped(r['title'])} <small>{kinds[r['kind']]}{'' if r['instead_of'] == cert['id'] else ', in the place of ' + escaped(codes[r['instead_of']])}</small></li>"
        for r in rows.to_dict("records")
    )
    st.html(f"<h2 class='cw-h2'>Paths that lead over it</h2><ul class='cw-plain'>{items}</ul>" if items else "")


def sources(cert: Cert) -> None:
    """Draw the sources that the whole record rests on."""
    items = "".join(f"<li>{source_link(one, one)}</li>" for one in cert["sources"])
    st.html(
        f"<h2 class='cw-h2'>What the record rests on</h2><p class='cw-source'>{escaped(cert['evidence_kind'])}, confidence {escaped(cert['confidence'])}, "
        f"newest day {day(cert['checked_on'])}</p><ul class='cw-plain cw-urls'>{items}</ul>"
    )
