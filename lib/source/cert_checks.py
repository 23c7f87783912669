"""Checks of one certification against the other records: declared words, references, sources, sums, preference."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lib.records import KINDS, CertRecord
from lib.source.read import SourceProblem, SourceRecords

ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?([/?#]\S*)?$")


@dataclass(frozen=True)
class DeclaredNames:
    """The names that a record may use. Those of broken records count, so that references to them are no new problem."""

    certs: frozenset[str]
    sources: frozenset[str]
    vendors: frozenset[str]
    tiers: frozenset[str]
    focuses: frozenset[str]

    @classmethod
    def of(cls, records: SourceRecords) -> "DeclaredNames":
        """The names that the source records declare."""
        rules = records.rules
        return cls(
            certs=frozenset({cert.id for cert in records.certs} | records.broken),
            sources=frozenset({source.id for source in records.sources} | records.broken),
            vendors=frozenset({vendor.name for vendor in records.vendors} | records.broken),
            tiers=frozenset(tier.name for tier in rules.tiers) if rules else frozenset(),
            focuses=frozenset(focus.name for focus in rules.focuses) if rules else frozenset(),
        )

    def is_source(self, source: str) -> bool:
        """Whether a source is an address with a host, or declared in sources.toml."""
        return source in self.sources or ADDRESS.match(source) is not None


def cert_problems(cert: CertRecord, records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    """Every problem of one certification."""
    checks = (
        _words(cert, declared),
        _references(cert, declared),
        _sources(cert, declared),
        _own_sources(cert),
        _sums(cert),
        _preference(cert),
    )
    for field, message in chain(*checks):
        yield SourceProblem(records.files[cert.id], cert.id, field, message)


FieldMessages = Iterator[tuple[str, str]]
"""The name of a field and what is wrong with it."""


def _words(cert: CertRecord, declared: DeclaredNames) -> FieldMessages:
    vocabularies = {"vendor": declared.vendors, "tier": declared.tiers, "focus": declared.focuses}
    for field, words in vocabularies.items():
        if words and (word := getattr(cert, field)) not in words:
            yield field, f"'{word}' is not declared in {'vendors' if field == 'vendor' else 'rules'}.toml"
    if cert.article and cert.article.tier and declared.tiers and cert.article.tier not in declared.tiers:
        yield "article.tier", f"'{cert.article.tier}' is not declared in rules.toml"


def _own_sources(cert: CertRecord) -> FieldMessages:
    if cert.price and cert.price.source and cert.price.checked_on is None:
        yield "price.checked_on", "a source of its own needs the day on which it was seen"
    for index, own in enumerate(cert.own_sources):
        if own.source and own.checked_on is None:
            yield f"own_sources.{index}.checked_on", "a source of its own needs the day on which it was seen"


def _references(cert: CertRecord, declared: DeclaredNames) -> FieldMessages:
    references = {
        "lifecycle.successor": [cert.lifecycle.successor] if cert.lifecycle.successor else [],
        "renewed_by": cert.renewed_by,
        "requires": [cert_id for block in cert.requires for cert_id in block.any_of],
        "recommended.certs": cert.recommended.certs if cert.recommended else [],
    }
    for field, cert_ids in references.items():
        for cert_id in cert_ids:
            if cert_id not in declared.certs:
                yield field, f"'{cert_id}' is not in the catalogue; name an outside one as such"
            elif cert_id == cert.id:
                yield field, "names the certification itself"


def _sources(cert: CertRecord, declared: DeclaredNames) -> FieldMessages:
    if not cert.evidence.sources:
        yield "evidence.sources", "a record with figures needs at least one source"
    cited = [("evidence.sources", source) for source in cert.evidence.sources]
    cited += [("price.source", cert.price.source)] if cert.price and cert.price.source else []
    cited += (
        [("exam_domains.source", cert.exam_domains.source)] if cert.exam_domains and cert.exam_domains.source else []
    )
    cited += [(f"own_sources.{index}.source", own.source) for index, own in enumerate(cert.own_sources)]
    cited += [(f"differs.{index}.source", figure.source) for index, figure in enumerate(cert.differs)]
    for field, source in cited:
        if not declared.is_source(source):
            yield field, not_a_source(source)


def not_a_source(source: str) -> str:
    """The message for a source that is neither an address nor declared."""
    return f"'{source}' is neither an address nor an entry of sources.toml"


def _sums(cert: CertRecord) -> FieldMessages:
    if cert.exam_domains is None or cert.exam_domains.note:
        return
    ends = [s.weight if isinstance(s.weight, list) else [s.weight, s.weight] for s in cert.exam_domains.sections]
    published = [(low, high) for low, high in ends if low is not None and high is not None]
    if not published:
        return
    low, high = round(sum(end[0] for end in published), 6), round(sum(end[1] for end in published), 6)
    if len(published) < len(ends) or not low <= 100 <= high:
        yield "exam_domains", f"weights sum to {low:g} to {high:g}, not to 100; say why in a note"


def _preference(cert: CertRecord) -> FieldMessages:
    """A differing figure with better evidence than the preferred one has to say why it is not preferred."""
    for figure in cert.differs:
        price = cert.price if figure.field == "price_usd" else None
        kind = (price.kind if price else None) or cert.evidence.kind
        if KINDS.index(figure.kind) < KINDS.index(kind) and not figure.why_not:
            yield "differs", f"{figure.field} {figure.value} is better evidence; say why_not"
