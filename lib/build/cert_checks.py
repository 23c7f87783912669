"""Checks of one certification that need the other records: declared words, references, sources, sums, preference."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lib.build.read import Catalogue, Problem
from lib.records import KINDS, Cert

ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?([/?#]\S*)?$")


@dataclass(frozen=True)
class Known:
    """The names that a record may use. Records that failed by themselves are known: they are named once, not twice."""

    certs: frozenset[str]
    sources: frozenset[str]
    vendors: frozenset[str]
    tiers: frozenset[str]
    focuses: frozenset[str]

    @classmethod
    def of(cls, found: Catalogue) -> "Known":
        """The names of a catalogue."""
        rules = found.rules
        return cls(
            certs=frozenset({cert.id for cert in found.certs} | found.broken),
            sources=frozenset({source.id for source in found.sources} | found.broken),
            vendors=frozenset({vendor.name for vendor in found.vendors} | found.broken),
            tiers=frozenset(tier.name for tier in rules.tiers) if rules else frozenset(),
            focuses=frozenset(focus.name for focus in rules.focuses) if rules else frozenset(),
        )

    def is_source(self, source: str) -> bool:
        """Whether a source is an address with a host, or declared in sources.toml."""
        return source in self.sources or ADDRESS.match(source) is not None


def cert_problems(cert: Cert, found: Catalogue, known: Known) -> Iterator[Problem]:
    """Every problem of one certification."""
    checks = (_words(cert, known), _references(cert, known), _sources(cert, known), _own_sources(cert), _sums(cert))
    told = [problem for check in (*checks, _preference(cert)) for problem in check]
    for field, message in told:
        yield Problem(found.files[cert.id], cert.id, field, message)


Told = Iterator[tuple[str, str]]


def _words(cert: Cert, known: Known) -> Told:
    declared = {"vendor": known.vendors, "tier": known.tiers, "focus": known.focuses}
    for field, words in declared.items():
        if words and (word := getattr(cert, field)) not in words:
            yield field, f"'{word}' is not declared in {'vendors' if field == 'vendor' else 'rules'}.toml"
    if cert.article and cert.article.tier and known.tiers and cert.article.tier not in known.tiers:
        yield "article.tier", f"'{cert.article.tier}' is not declared in rules.toml"


def _own_sources(cert: Cert) -> Told:
    for field, said in (("price", cert.price), ("exam_domains", cert.exam_domains)):
        if said and said.source and field == "price" and said.checked_on is None:
            yield f"{field}.checked_on", "a source of its own needs the day on which it was seen"


def _references(cert: Cert, known: Known) -> Told:
    named = {
        "lifecycle.successor": [cert.lifecycle.successor] if cert.lifecycle.successor else [],
        "renewed_by": cert.renewed_by,
        "requires": [one for block in cert.requires for one in block.any_of],
        "recommended.certs": cert.recommended.certs if cert.recommended else [],
    }
    for field, references in named.items():
        for one in references:
            if one not in known.certs:
                yield field, f"'{one}' is not in the catalogue; name an outside one as such"
            elif one == cert.id:
                yield field, "names the certification itself"


def _sources(cert: Cert, known: Known) -> Told:
    if not cert.evidence.sources:
        yield "evidence.sources", "a record with figures needs at least one source"
    named = [("evidence.sources", source) for source in cert.evidence.sources]
    named += [("price.source", cert.price.source)] if cert.price and cert.price.source else []
    named += (
        [("exam_domains.source", cert.exam_domains.source)] if cert.exam_domains and cert.exam_domains.source else []
    )
    named += [(f"differs.{place}.source", one.source) for place, one in enumerate(cert.differs)]
    for field, source in named:
        if not known.is_source(source):
            yield field, not_a_source(source)


def not_a_source(source: str) -> str:
    """What is wrong with a source that is none."""
    return f"'{source}' is neither an address nor an entry of sources.toml"


def _sums(cert: Cert) -> Told:
    if cert.exam_domains is None or cert.exam_domains.note:
        return
    ends = [s.weight if isinstance(s.weight, list) else [s.weight, s.weight] for s in cert.exam_domains.sections]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    if not known:
        return
    low, high = round(sum(end[0] for end in known), 6), round(sum(end[1] for end in known), 6)
    if len(known) < len(ends) or not low <= 100 <= high:
        yield "exam_domains", f"weights sum to {low:g} to {high:g}, not to 100; say why in a note"


def _preference(cert: Cert) -> Told:
    """A differing figure of better evidence than the preferred one has to say why it is not preferred."""
    for other in cert.differs:
        price = cert.price if other.field == "price_usd" else None
        kind = (price.kind if price else None) or cert.evidence.kind
        if KINDS.index(other.kind) < KINDS.index(kind) and not other.why_not:
            yield "differs", f"{other.field} {other.value} is better evidence; say why_not"
