"""What is said of one certification, as rows: figures with their provenance, exam sections, prerequisites."""

from collections.abc import Iterator

from lib.build.read import Catalogue
from lib.build.rows import Row
from lib.records import Cert, Differing, Provenance


def cert_facts(cert: Cert, found: Catalogue) -> list[Row]:
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
        "beta_until": life.beta_until,
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


def cert_domains(cert: Cert) -> Iterator[Row]:
    """The sections of the exam, in order, each with the provenance of them all."""
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


def cert_requirements(cert: Cert) -> Iterator[Row]:
    """Every choice of every block of required prerequisites."""
    for block, need in enumerate(cert.requires, 1):
        choices = [{"id": one, "outside": None} for one in need.any_of] + [
            {"id": None, "outside": one} for one in need.outside
        ]
        for choice, which in enumerate(choices, 1):
            yield {"cert_id": cert.id, "block": block, "n": need.n, "choice": choice, **which}
