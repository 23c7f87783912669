"""Source records as the rows of the tables. Takes records that passed every check."""

from datetime import date, timedelta

import pyarrow as pa

from lib.build.facts import cert_domains, cert_facts, cert_requirements
from lib.build.paths import path_tables, rule_tables
from lib.build.read import Catalogue
from lib.build.rows import Row, part
from lib.build.sources import source_rows
from lib.records import Cert, Rules
from lib.tables import TABLES, schema


def tables(found: Catalogue) -> dict[str, pa.Table]:
    """One Arrow table for each entry of `lib.tables.TABLES`, in its schema, ordered by its key."""
    rows: dict[str, list[Row]] = {
        "certs": [_cert(cert, found) for cert in found.certs],
        "facts": [row for cert in found.certs for row in cert_facts(cert, found)],
        "exam_domains": [row for cert in found.certs for row in cert_domains(cert)],
        "requirements": [row for cert in found.certs for row in cert_requirements(cert)],
        **path_tables(found),
        "salaries": [salary.model_dump() for salary in found.salaries],
        "sources": source_rows(found),
        "differences": [
            {
                "difference": d.number,
                **part(d, "topic article_says found verdict sources checked_on"),
                "cert_ids": d.certs,
            }
            for d in found.differences
        ],
        "changes": [
            {"position": i, "on": c.on, "text": c.text, "cert_ids": c.certs, "source": c.source}
            for i, c in enumerate(sorted(found.changes, key=lambda c: c.on), 1)
        ],
        "policies": [
            {
                "position": i,
                **part(p, "vendor rule text validity_months way share window_months wait_days attempts per_months"),
                **part(p, "source kind checked_on"),
            }
            for i, p in enumerate(found.policies, 1)
        ],
        "evidence": [study.model_dump() for study in found.evidence],
        "vendors": [{"vendor": v.name, "full_name": v.full_name or v.name, "cloud": v.cloud} for v in found.vendors],
        **rule_tables(found.rules),
    }
    return {name: pa.Table.from_pylist(rows[name], schema=schema(name)) for name in TABLES}


def _cert(cert: Cert, found: Catalogue) -> Row:
    plain = """id codes codes_are_ours name short_name vendor vendor_level tier focus cloud_neutral audience price_note
        exam_minutes passing_score format languages language_count validity_months never_expires renewal renewed_by
        requirements_known"""
    return {
        **part(cert, plain),
        "code": cert.codes[0],
        "label": f"{cert.codes[0]} · {cert.short_name}",
        "url": str(cert.url) if cert.url else None,
        **_cert_article(cert),
        **_cert_exam(cert),
        **_cert_life(cert, found),
        **_cert_renewal(cert, found),
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
        **part(life, "observed_on available_from beta_until general_from last_exam_day"),
        **part(life, "successor successor_is_likely successor_outside replaces_outside"),
        "last_exam_day_other": _other_end(cert, found),
        "predecessors": [one.id for one in found.certs if one.lifecycle.successor == cert.id],
    }


def _other_end(cert: Cert, found: Catalogue) -> date | None:
    """Last day in languages other than English: the day before the successor is general, once that is announced."""
    if not cert.lifecycle.other_languages_until_successor:
        return cert.lifecycle.last_exam_day
    general = [one.lifecycle.general_from for one in found.certs if one.id == cert.lifecycle.successor]
    return general[0] - timedelta(days=1) if general and general[0] else None


def _cert_renewal(cert: Cert, found: Catalogue) -> Row:
    """The vendor's rule of renewal, where one is known for this certification."""
    rules = [one for one in found.policies if one.rule == "renewal" and one.vendor == cert.vendor]
    fits = [one for one in rules if one.validity_months in (None, cert.validity_months)]
    rule = fits[0] if fits and cert.validity_months else None
    return {
        "renewal_way": rule.way if rule else None,
        "renewal_share": rule.share if rule else None,
        "renewal_window_months": rule.window_months if rule else None,
        "renewal_source": rule.source if rule else None,
    }


def _cert_ours(cert: Cert, rules: Rules | None) -> Row:
    assert rules is not None
    tier = next((t for t in rules.tiers if t.name == cert.tier), None)
    low, high = tier.study_hours if tier and tier.study_hours else (None, None)
    by_vendor = next((v for v in rules.vendor_projects if v.vendor == cert.vendor), None)
    pairing = by_vendor or next((f for f in rules.focuses if f.name == cert.focus), None)
    project = pairing.proof_project if pairing else None
    return {
        "study_hours_low": low,
        "study_hours_high": high,
        "proof_project": project,
        "proof_project_source": pairing.source if pairing and project else None,
    }
