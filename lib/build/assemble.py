"""Source records as the rows of the tables. Takes records that passed every check."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from lib.build.read import Catalogue
from lib.records import Cert, Differing, Path, Provenance, Role, Rules, Source, Step
from lib.tables import TABLES, schema

Row = dict[str, Any]


def tables(found: Catalogue) -> dict[str, pa.Table]:
    """One Arrow table for each entry of `lib.tables.TABLES`, in its schema, ordered by its key."""
    rows: dict[str, list[Row]] = {
        "certs": [_cert(cert, found) for cert in found.certs],
        "facts": [row for cert in found.certs for row in _facts(cert, found)],
        "exam_domains": [row for cert in found.certs for row in _domains(cert)],
        "requirements": [row for cert in found.certs for row in _requirements(cert)],
        **_paths(found),
        "salaries": [salary.model_dump() for salary in found.salaries],
        "sources": _sources(found),
        "differences": [
            {
                "difference": d.number,
                **_part(d, "topic article_says found verdict sources checked_on"),
                "cert_ids": d.certs,
            }
            for d in found.differences
        ],
        "changes": [
            {"position": i, "on": c.on, "text": c.text, "cert_ids": c.certs, "source": c.source}
            for i, c in enumerate(sorted(found.changes, key=lambda c: c.on), 1)
        ],
        "vendors": [{"vendor": v.name, "full_name": v.full_name or v.name, "cloud": v.cloud} for v in found.vendors],
        **_rules(found.rules),
    }
    return {name: pa.Table.from_pylist(rows[name], schema=schema(name)) for name in TABLES}


def _part(record: Any, names: str) -> Row:
    return {name: getattr(record, name) for name in names.split()}


# Certifications ──────────────────────────────────────────────────────────────


def _cert(cert: Cert, found: Catalogue) -> Row:
    plain = """id codes codes_are_ours name short_name vendor vendor_level tier focus cloud_neutral audience price_note
        exam_minutes passing_score format languages language_count validity_months never_expires renewal renewed_by
        requirements_known"""
    return {
        **_part(cert, plain),
        "code": cert.codes[0],
        "label": f"{cert.codes[0]} · {cert.short_name}",
        "url": str(cert.url) if cert.url else None,
        **_cert_article(cert),
        **_cert_exam(cert),
        **_cert_life(cert, found),
        **_cert_ours(cert, found.rules),
        "confidence": cert.evidence.confidence,
        "evidence_kind": cert.evidence.kind,
        "evidence_note": cert.evidence.note,
        "checked_on": cert.evidence.checked_on,
        "sources": cert.evidence.sources,
    }


def _cert_article(cert: Cert) -> Row:
    told = cert.article
    return {
        "in_article": bool(told and told.price_usd is not None),
        "article_tier": told.tier if told else None,
        "article_price_usd": told.price_usd if told else None,
        "topics": told.topics if told else [],
        "best_for": told.best_for if told else None,
    }


def _cert_exam(cert: Cert) -> Row:
    price, asked, recommended = cert.price, cert.questions, cert.recommended
    return {
        "price_usd": price.usd if price else None,
        "price_kind": price.kind_of_price if price else None,
        "price_standard_usd": price.standard_usd if price else None,
        "questions_low": asked.low if asked else None,
        "questions_high": asked.high if asked else None,
        "questions_note": asked.note if asked else None,
        "recommended_months": recommended.months if recommended else None,
        "recommended_experience": recommended.experience if recommended else None,
        "recommended_certs": recommended.certs if recommended else [],
    }


def _cert_life(cert: Cert, found: Catalogue) -> Row:
    life = cert.lifecycle
    return {
        "observed_status": life.observed,
        "lifecycle_note": life.note,
        "other_languages_run": life.other_languages_until_successor,
        **_part(life, "observed_on available_from general_from last_exam_day"),
        **_part(life, "successor successor_is_likely successor_outside replaces_outside"),
        "last_exam_day_other": _other_end(cert, found),
        "predecessors": [one.id for one in found.certs if one.lifecycle.successor == cert.id],
    }


def _other_end(cert: Cert, found: Catalogue) -> date | None:
    """Last day in languages other than English: the day before the successor is general, once that is announced."""
    if not cert.lifecycle.other_languages_until_successor:
        return cert.lifecycle.last_exam_day
    general = [one.lifecycle.general_from for one in found.certs if one.id == cert.lifecycle.successor]
    return general[0] - timedelta(days=1) if general and general[0] else None


def _cert_ours(cert: Cert, rules: Rules | None) -> Row:
    assert rules is not None
    tier = next((t for t in rules.tiers if t.name == cert.tier), None)
    low, high = tier.study_hours if tier and tier.study_hours else (None, None)
    vendor = next((v for v in rules.vendor_projects if v.vendor == cert.vendor), None)
    project = (
        vendor.proof_project if vendor else next((f.proof_project for f in rules.focuses if f.name == cert.focus), None)
    )
    return {
        "study_hours_low": low,
        "study_hours_high": high,
        "proof_project": project,
        "proof_project_source": (vendor.source if vendor else "certwise") if project else None,
    }


# Facts ───────────────────────────────────────────────────────────────────────


def _facts(cert: Cert, found: Catalogue) -> list[Row]:
    """Every figure of a certification with its provenance: the preferred one first, then what differs."""
    rows = [*_preferred(cert), *_from_article(cert, found), *_differing(cert)]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["field"]] = row["position"] = counts.get(row["field"], 0) + 1
    return sorted(rows, key=lambda row: (row["field"], row["position"]))


def _preferred(cert: Cert) -> Iterator[Row]:
    own: dict[str, Provenance | None] = {"price_usd": cert.price, "exam_domains": cert.exam_domains}
    for name, value, number in _figures(cert):
        said = own.get(name) or Provenance()
        yield {
            "cert_id": cert.id,
            "field": name,
            "value": value,
            "number": number,
            "preferred": True,
            "row_level": not said.source,
            "kind": said.kind or cert.evidence.kind,
            "source": said.source or cert.evidence.sources[0],
            "checked_on": said.checked_on or cert.evidence.checked_on,
            "note": None,
        }


def _figures(cert: Cert) -> Iterator[tuple[str, str, float | None]]:
    """Name, text and number of each known figure."""
    asked, life = cert.questions, cert.lifecycle
    questions = None if asked is None else str(asked.low) if asked.low == asked.high else f"{asked.low} to {asked.high}"
    validity = "does not expire" if cert.never_expires else cert.validity_months
    figures: dict[str, object] = {
        "price_usd": cert.price.usd if cert.price else None,
        "exam_minutes": cert.exam_minutes,
        "questions": questions,
        "passing_score": cert.passing_score,
        "validity_months": validity,
        "status": life.observed,
        "available_from": life.available_from,
        "last_exam_day": life.last_exam_day,
        "recommended_months": cert.recommended.months if cert.recommended else None,
        "exam_domains": f"{len(cert.exam_domains.sections)} sections" if cert.exam_domains else None,
    }
    for name, value in figures.items():
        if value is not None:
            text = f"{value:g}" if isinstance(value, float) else str(value)
            yield name, text, float(value) if isinstance(value, int | float) else None


def _from_article(cert: Cert, found: Catalogue) -> Iterator[Row]:
    if cert.article and cert.article.price_usd is not None:
        seen = next((source.checked_on for source in found.sources if source.id == "article"), None)
        yield _other(
            cert,
            Differing(
                field="price_usd", value=cert.article.price_usd, source="article", kind="article", checked_on=seen
            ),
        )


def _differing(cert: Cert) -> Iterator[Row]:
    for one in cert.differs:
        yield _other(cert, one)


def _other(cert: Cert, one: Differing) -> Row:
    """A figure beside the preferred one. Where its day is not known it has that of the whole record."""
    is_number = isinstance(one.value, int | float)
    return {
        "cert_id": cert.id,
        "field": one.field,
        "value": f"{one.value:g}" if is_number else one.value,
        "number": float(one.value) if is_number else None,
        "preferred": False,
        "row_level": one.checked_on is None,
        "kind": one.kind,
        "source": one.source,
        "checked_on": one.checked_on or cert.evidence.checked_on,
        "note": one.why_not,
    }


def _domains(cert: Cert) -> Iterator[Row]:
    told = cert.exam_domains
    for position, section in enumerate(told.sections if told else [], 1):
        assert told is not None
        low, high = section.weight if isinstance(section.weight, list) else (section.weight, section.weight)
        yield {
            "cert_id": cert.id,
            "position": position,
            "name": section.name,
            "weight_low": low,
            "weight_high": high,
            "kind": told.kind or cert.evidence.kind,
            "source": told.source or cert.evidence.sources[0],
            "checked_on": told.checked_on or cert.evidence.checked_on,
            "note": told.note,
        }


def _requirements(cert: Cert) -> Iterator[Row]:
    for block, need in enumerate(cert.requires, 1):
        choices = [{"id": one, "outside": None} for one in need.any_of] + [
            {"id": None, "outside": one} for one in need.outside
        ]
        for choice, which in enumerate(choices, 1):
            yield {"cert_id": cert.id, "block": block, "n": need.n, "choice": choice, **which}


# Paths, roles, sets, rules ───────────────────────────────────────────────────


def _paths(found: Catalogue) -> dict[str, list[Row]]:
    article = found.article
    assert article is not None
    all_of: list[tuple[Path | Role, list[Step]]] = [(p, p.steps) for p in article.paths]
    all_of += [(r, r.requires) for r in article.roles]
    return {
        "paths": [_path(path) for path, _ in all_of],
        "path_steps": [row for path, steps in all_of for row in _steps(path.id, steps)],
        "sets": [
            {
                "set_id": s.id,
                "title": s.name,
                "tiers": s.tiers,
                "focuses": s.focuses,
                "clouds_only": s.clouds_only,
                "cert_ids": s.certs,
            }
            for s in article.sets
        ],
        "advice": [a.model_dump() for a in article.advice],
    }


def _path(path: Path | Role) -> Row:
    if isinstance(path, Role):
        return {"path": path.id, "kind": "role", "title": path.name, "why": None, "today": None}
    return {"path": path.id, **_part(path, "kind title why today")}


def _steps(path: str, steps: list[Step]) -> Iterator[Row]:
    for number, step in enumerate(steps, 1):
        for position, choice in enumerate(step.choices, 1):
            yield {
                "path": path,
                "step": number,
                **_part(step, "optional after_months why"),
                "choice": position,
                "cert_id": choice.cert,
                "set_id": choice.set,
                "when": choice.when,
            }


def _rules(rules: Rules | None) -> dict[str, list[Row]]:
    assert rules is not None
    return {
        "tiers": [
            {
                "tier": t.name,
                "position": i,
                "meaning": t.meaning,
                "study_hours_low": t.study_hours[0] if t.study_hours else None,
                "study_hours_high": t.study_hours[1] if t.study_hours else None,
            }
            for i, t in enumerate(rules.tiers, 1)
        ],
        "focuses": [
            {"focus": f.name, "position": i, "proof_project": f.proof_project} for i, f in enumerate(rules.focuses, 1)
        ],
    }


# Sources ─────────────────────────────────────────────────────────────────────


def _sources(found: Catalogue) -> list[Row]:
    """Named sources, then every cited address with the newest day on which it was seen."""
    cited: dict[str, set[str]] = {}
    kinds: dict[str, list[str]] = {}
    seen: dict[str, list[date]] = {}
    for cert in found.certs:
        for source, kind, day in _citations(cert):
            cited.setdefault(source, set()).add(cert.id)
            kinds.setdefault(source, []).append(kind)
            seen.setdefault(source, []).extend([day] if day else [])
    named = {s.id: s for s in found.sources}
    rows = [_named(s, len(cited.get(s.id, ()))) for s in found.sources]
    for address in sorted(cited.keys() - named.keys()):
        rows.append(_address(address, kinds[address][0], len(cited[address]), max(seen[address], default=None), found))
    return rows


def _citations(cert: Cert) -> Iterator[tuple[str, str, date | None]]:
    for source in cert.evidence.sources:
        yield source, cert.evidence.kind, cert.evidence.checked_on
    for part in (cert.price, cert.exam_domains):
        if part and part.source:
            yield part.source, part.kind or cert.evidence.kind, part.checked_on or cert.evidence.checked_on
    for one in cert.differs:
        yield one.source, one.kind, one.checked_on


def _named(source: Source, count: int) -> Row:
    return {
        "source": source.id,
        "url": str(source.url) if source.url else None,
        **_part(source, "title publisher kind dated checked_on note"),
        "cert_count": count,
    }


def _address(address: str, kind: str, count: int, seen: date | None, found: Catalogue) -> Row:
    """An address: the vendor's own page where its host is declared for a vendor, else what the record calls it."""
    place = address.split("://", 1)[1]
    vendor = next((v.name for v in found.vendors for d in v.domains if place == d or place.startswith(d + "/")), None)
    host, _, path = place.partition("/")
    return {
        "source": address,
        "title": path.rstrip("/").rsplit("/", 1)[-1] or host,
        "publisher": vendor or ("/".join([host, *path.split("/")[:2]]) if host == "github.com" else host),
        "kind": "vendor page" if vendor else kind,
        "url": address,
        "dated": None,
        "checked_on": seen,
        "cert_count": count,
        "note": None,
    }
