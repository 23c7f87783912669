"""Rows of one certification: its figures with their provenance, its exam sections, its prerequisites."""

from collections.abc import Iterator

from lib.records import CertRecord, Differing, Provenance, Questions
from lib.source.read import SourceRecords
from lib.source.rows import Row


def cert_facts(cert: CertRecord, records: SourceRecords) -> list[Row]:
    """Every figure of a certification with its provenance, by field: the preferred one first, then the others."""
    rows = [*_preferred(cert), *_from_article(cert, records), *_differing(cert)]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["field"]] = row["position"] = counts.get(row["field"], 0) + 1
    return sorted(rows, key=lambda row: (row["field"], row["position"]))


def _preferred(cert: CertRecord) -> Iterator[Row]:
    own: dict[str, Provenance | None] = {"price_usd": cert.price, "exam_domains": cert.exam_domains}
    own |= {figure: source for source in cert.own_sources for figure in source.figures}
    for name, value, number in _figures(cert):
        provenance = own.get(name) or Provenance()
        yield {
            "cert_id": cert.id,
            "field": name,
            "value": value,
            "number": number,
            "preferred": True,
            "row_level": not provenance.source,
            "kind": provenance.kind or cert.evidence.kind,
            "source": provenance.source or cert.evidence.sources[0],
            "checked_on": provenance.checked_on or cert.evidence.checked_on,
            "note": None,
        }


def _figures(cert: CertRecord) -> Iterator[tuple[str, str, float | None]]:
    """Name, text and number of each known figure."""
    life = cert.lifecycle
    validity = "does not expire" if cert.never_expires else cert.validity_months
    figures: dict[str, object] = {
        "price_usd": cert.price.usd if cert.price else None,
        "exam_minutes": cert.exam_minutes,
        "questions": _question_range(cert.questions),
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


def _question_range(questions: Questions | None) -> str | None:
    if questions is None:
        return None
    return str(questions.low) if questions.low == questions.high else f"{questions.low} to {questions.high}"


def _from_article(cert: CertRecord, records: SourceRecords) -> Iterator[Row]:
    if cert.article and cert.article.price_usd is not None:
        seen = next((source.checked_on for source in records.sources if source.id == "article"), None)
        price = Differing(
            field="price_usd", value=cert.article.price_usd, source="article", kind="article", checked_on=seen
        )
        yield _differing_row(cert, price)


def _differing(cert: CertRecord) -> Iterator[Row]:
    for figure in cert.differs:
        yield _differing_row(cert, figure)


def _differing_row(cert: CertRecord, figure: Differing) -> Row:
    """A figure beside the preferred one. Without a day of its own it takes that of the whole record."""
    is_number = isinstance(figure.value, int | float)
    return {
        "cert_id": cert.id,
        "field": figure.field,
        "value": f"{figure.value:g}" if is_number else figure.value,
        "number": float(figure.value) if is_number else None,
        "preferred": False,
        "row_level": figure.checked_on is None,
        "kind": figure.kind,
        "source": figure.source,
        "checked_on": figure.checked_on or cert.evidence.checked_on,
        "note": figure.why_not,
    }


def cert_domains(cert: CertRecord) -> Iterator[Row]:
    """The sections of the exam, in order, each with the provenance of `exam_domains`."""
    domains = cert.exam_domains
    for position, section in enumerate(domains.sections if domains else [], 1):
        assert domains is not None
        low, high = section.weight if isinstance(section.weight, list) else (section.weight, section.weight)
        yield {
            "cert_id": cert.id,
            "position": position,
            "name": section.name,
            "weight_low": low,
            "weight_high": high,
            "kind": domains.kind or cert.evidence.kind,
            "source": domains.source or cert.evidence.sources[0],
            "checked_on": domains.checked_on or cert.evidence.checked_on,
            "note": domains.note,
        }


def cert_requirements(cert: CertRecord) -> Iterator[Row]:
    """Every choice of every block of required prerequisites."""
    for block, requirement in enumerate(cert.requires, 1):
        choices = [{"id": cert_id, "outside": None} for cert_id in requirement.any_of]
        choices += [{"id": None, "outside": outside} for outside in requirement.outside]
        for number, choice in enumerate(choices, 1):
            yield {"cert_id": cert.id, "block": block, "n": requirement.n, "choice": number, **choice}
