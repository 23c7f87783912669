"""Every source that the data cites, as rows."""

from collections.abc import Iterator
from datetime import date

from lib.build.read import Catalogue
from lib.build.rows import Row, part
from lib.records import Cert, Difference, Source, Study


def source_rows(found: Catalogue) -> list[Row]:
    """Named sources, then every cited address with the newest day on which it was seen."""
    cited = list(_citations(found))
    certs: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    seen: dict[str, list[date]] = {}
    for source, cert, kind, day in cited:
        certs.setdefault(source, set()).update([cert] if cert else [])
        kinds.setdefault(source, kind)
        seen.setdefault(source, []).extend([day] if day else [])
    named = [_named(source, len(certs.get(source.id, ()))) for source in found.sources]
    addresses = sorted(certs.keys() - {source.id for source in found.sources})
    return named + [_address(a, kinds[a], len(certs[a]), max(seen[a], default=None), found) for a in addresses]


def _citations(found: Catalogue) -> Iterator[tuple[str, str, str, date | None]]:
    """Every citation: source, the certification that cites it (or none), kind and day."""
    for cert in found.certs:
        for source, kind, day in _of_cert(cert):
            yield source, cert.id, kind, day
    said: list[Difference | Study] = [*found.differences, *found.evidence]
    for one in said:
        for source in one.sources:
            yield source, "", "report", one.checked_on
    for policy in found.policies:
        yield policy.source, "", policy.kind, policy.checked_on
    for change in found.changes:
        yield change.source, "", "report", None
    for pay in found.salaries:
        yield pay.source, "", "report", pay.checked_on


def _of_cert(cert: Cert) -> Iterator[tuple[str, str, date | None]]:
    for source in cert.evidence.sources:
        yield source, cert.evidence.kind, cert.evidence.checked_on
    for own in (cert.price, cert.exam_domains):
        if own and own.source:
            yield own.source, own.kind or cert.evidence.kind, own.checked_on or cert.evidence.checked_on
    for one in cert.differs:
        yield one.source, one.kind, one.checked_on
    if cert.article and cert.article.price_usd is not None:
        yield "article", "article", None


def _named(source: Source, count: int) -> Row:
    return {
        "source": source.id,
        "url": str(source.url) if source.url else None,
        **part(source, "title publisher kind dated describes series checked_on note"),
        "cert_count": count,
    }


def _address(address: str, kind: str, count: int, seen: date | None, found: Catalogue) -> Row:
    """An address. Only a host that is declared for a vendor is a vendor page, whatever the record's evidence is."""
    place = address.split("://", 1)[1]
    study = next((study.title for study in found.evidence if address in study.sources), None)
    vendor = next((v.name for v in found.vendors for d in v.domains if place == d or place.startswith(d + "/")), None)
    host, _, path = place.partition("?")[0].partition("/")
    return {
        "source": address,
        "title": study or path.rstrip("/").rsplit("/", 1)[-1] or host,
        "publisher": vendor or ("/".join([host, *path.split("/")[:2]]) if host == "github.com" else host),
        "kind": "vendor page" if vendor else "report" if kind == "vendor page" else kind,
        "url": address,
        "dated": None,
        "describes": None,
        "series": None,
        "checked_on": seen,
        "cert_count": count,
        "note": None,
    }
