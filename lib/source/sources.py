"""Rows of the sources that the data cites."""

from collections.abc import Iterator
from datetime import date

from lib.records import CertRecord, Difference, Source, Study
from lib.source.read import SourceRecords
from lib.source.rows import Row, part


def source_rows(records: SourceRecords) -> list[Row]:
    """The sources of sources.toml in their order, then every cited address with the newest day on which it was seen."""
    cert_ids: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    days: dict[str, list[date]] = {}
    for source, cert_id, kind, day in _citations(records):
        cert_ids.setdefault(source, set()).update([cert_id] if cert_id else [])
        kinds.setdefault(source, kind)
        days.setdefault(source, []).extend([day] if day else [])
    named = [_named(source, len(cert_ids.get(source.id, ()))) for source in records.sources]
    addresses = sorted(cert_ids.keys() - {source.id for source in records.sources})
    return named + [_address(a, kinds[a], len(cert_ids[a]), max(days[a], default=None), records) for a in addresses]


def _citations(records: SourceRecords) -> Iterator[tuple[str, str, str, date | None]]:
    """Every citation: source, id of the certification that cites it ("" for none), kind and day (None = not known)."""
    for cert in records.certs:
        for source, kind, day in _cert_citations(cert):
            yield source, cert.id, kind, day
    reports: list[Difference | Study] = [*records.differences, *records.evidence]
    for report in reports:
        for source in report.sources:
            yield source, "", "report", report.checked_on
    for policy in records.policies:
        yield policy.source, "", policy.kind, policy.checked_on
    for change in records.changes:
        yield change.source, "", "report", None
    for salary in records.salaries:
        yield salary.source, "", "report", salary.checked_on


def _cert_citations(cert: CertRecord) -> Iterator[tuple[str, str, date | None]]:
    for source in cert.evidence.sources:
        yield source, cert.evidence.kind, cert.evidence.checked_on
    for own in (cert.price, cert.exam_domains, *cert.own_sources):
        if own and own.source:
            yield own.source, own.kind or cert.evidence.kind, own.checked_on or cert.evidence.checked_on
    for figure in cert.differs:
        yield figure.source, figure.kind, figure.checked_on
    if cert.article and cert.article.price_usd is not None:
        yield "article", "article", None


def _named(source: Source, cert_count: int) -> Row:
    return {
        "source": source.id,
        "url": str(source.url) if source.url else None,
        **part(source, "title publisher kind dated describes series checked_on note"),
        "cert_count": cert_count,
    }


def _address(address: str, kind: str, cert_count: int, checked_on: date | None, records: SourceRecords) -> Row:
    """A cited address. It is a vendor page only if a vendor declares its host, whatever the citing record says."""
    bare = address.split("://", 1)[1]
    study_title = next((study.title for study in records.evidence if address in study.sources), None)
    vendor = next((v.name for v in records.vendors for d in v.domains if bare == d or bare.startswith(d + "/")), None)
    host, _, path = bare.partition("?")[0].partition("/")
    return {
        "source": address,
        "title": study_title or path.rstrip("/").rsplit("/", 1)[-1] or host,
        "publisher": vendor or ("/".join([host, *path.split("/")[:2]]) if host == "github.com" else host),
        "kind": "vendor page" if vendor else "report" if kind == "vendor page" else kind,
        "url": address,
        "dated": None,
        "describes": None,
        "series": None,
        "checked_on": checked_on,
        "cert_count": cert_count,
        "note": None,
    }
