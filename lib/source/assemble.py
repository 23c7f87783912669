"""From source records that passed every check to the Arrow tables."""

from datetime import date, timedelta

import pyarrow as pa

from lib.records import CertRecord, Rules
from lib.source.facts import cert_domains, cert_facts, cert_requirements
from lib.source.paths import path_tables, rule_tables
from lib.source.read import SourceRecords
from lib.source.rows import Row, part
from lib.source.sources import source_rows
from lib.tables.columns import CERT_COLUMNS
from lib.tables.schema import TABLES, schema


def tables(records: SourceRecords) -> dict[str, pa.Table]:
    """One Arrow table for each entry of `lib.tables.schema.TABLES`, in its schema.

    Rows keep the order of the source files; the facts of a certification are ordered by field, changes by day.
    """
    rows: dict[str, list[Row]] = {
        "certs": [_cert(cert, records) for cert in records.certs],
        "facts": [row for cert in records.certs for row in cert_facts(cert, records)],
        "exam_domains": [row for cert in records.certs for row in cert_domains(cert)],
        "requirements": [row for cert in records.certs for row in cert_requirements(cert)],
        **path_tables(records),
        "salaries": [salary.model_dump() for salary in records.salaries],
        "sources": source_rows(records),
        "differences": [
            {
                "difference": difference.number,
                **part(difference, "topic article_says found verdict sources checked_on"),
                "cert_ids": difference.certs,
            }
            for difference in records.differences
        ],
        "changes": [
            {"position": i, "on": c.on, "text": c.text, "cert_ids": c.certs, "source": c.source}
            for i, c in enumerate(sorted(records.changes, key=lambda c: c.on), 1)
        ],
        "policies": [
            {
                "position": i,
                **part(p, "vendor rule text validity_months way share window_months wait_days attempts per_months"),
                **part(p, "source kind checked_on"),
            }
            for i, p in enumerate(records.policies, 1)
        ],
        "evidence": [study.model_dump() for study in records.evidence],
        "vendors": [{"vendor": v.name, "full_name": v.full_name or v.name, "cloud": v.cloud} for v in records.vendors],
        **rule_tables(records.rules),
    }
    return {name: pa.Table.from_pylist(rows[name], schema=schema(name)) for name in TABLES}


def _cert(cert: CertRecord, records: SourceRecords) -> Row:
    return {
        **{name: getattr(cert, name) for name in CERT_COLUMNS if name in CertRecord.model_fields},
        "code": cert.codes[0],
        "label": f"{cert.codes[0]} · {cert.short_name}",
        "url": str(cert.url) if cert.url else None,
        **_cert_article(cert),
        **_cert_exam(cert),
        **_cert_life(cert, records),
        **_cert_renewal(cert, records),
        **_cert_ours(cert, records.rules),
        "confidence": cert.evidence.confidence,
        "evidence_kind": cert.evidence.kind,
        "evidence_note": cert.evidence.note,
        "checked_on": cert.evidence.checked_on,
        "sources": cert.evidence.sources,
    }


def _cert_article(cert: CertRecord) -> Row:
    article = cert.article
    return {
        "in_article": bool(article and article.price_usd is not None),
        "article_tier": article.tier if article else None,
        "article_price_usd": article.price_usd if article else None,
        "topics": article.topics if article else [],
        "best_for": article.best_for if article else None,
    }


def _cert_exam(cert: CertRecord) -> Row:
    price, questions, recommended = cert.price, cert.questions, cert.recommended
    return {
        "price_usd": price.usd if price else None,
        "price_kind": price.kind_of_price if price else None,
        "price_standard_usd": price.standard_usd if price else None,
        "questions_low": questions.low if questions else None,
        "questions_high": questions.high if questions else None,
        "questions_note": questions.note if questions else None,
        "recommended_months": recommended.months if recommended else None,
        "recommended_experience": recommended.experience if recommended else None,
        "recommended_certs": recommended.certs if recommended else [],
    }


def _cert_life(cert: CertRecord, records: SourceRecords) -> Row:
    life = cert.lifecycle
    return {
        "observed_status": life.observed,
        "lifecycle_note": life.note,
        "other_languages_run": life.other_languages_until_successor,
        **part(life, "observed_on available_from beta_until general_from last_exam_day"),
        **part(life, "successor successor_is_likely successor_outside replaces_outside"),
        "last_exam_day_other": _last_day_other(cert, records),
        "predecessors": [older.id for older in records.certs if older.lifecycle.successor == cert.id],
    }


def _last_day_other(cert: CertRecord, records: SourceRecords) -> date | None:
    """Last day in languages other than English: the day before the successor is generally available, if announced."""
    if not cert.lifecycle.other_languages_until_successor:
        return cert.lifecycle.last_exam_day
    general = [newer.lifecycle.general_from for newer in records.certs if newer.id == cert.lifecycle.successor]
    return general[0] - timedelta(days=1) if general and general[0] else None


def _cert_renewal(cert: CertRecord, records: SourceRecords) -> Row:
    """The vendor's first renewal policy for certifications of this validity; missing where validity is not known."""
    policies = [policy for policy in records.policies if policy.rule == "renewal" and policy.vendor == cert.vendor]
    applicable = [policy for policy in policies if policy.validity_months in (None, cert.validity_months)]
    policy = applicable[0] if applicable and cert.validity_months else None
    return {
        "renewal_way": policy.way if policy else None,
        "renewal_share": policy.share if policy else None,
        "renewal_window_months": policy.window_months if policy else None,
        "renewal_source": policy.source if policy else None,
    }


def _cert_ours(cert: CertRecord, rules: Rules | None) -> Row:
    """Our study hours by tier, and our proof project by vendor, else by focus."""
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
