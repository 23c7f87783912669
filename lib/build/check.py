"""Checks that need more than one record: references, cycles, declared words, sums, provenance."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from lib.build.read import Catalogue, Problem
from lib.records import KINDS, Cert, CertSet, Step


def problems(found: Catalogue) -> list[Problem]:
    """Every problem between records. A record that failed by itself is not seen here."""
    ids = {cert.id for cert in found.certs}
    sources = {source.id for source in found.sources}
    vendors = {vendor.name for vendor in found.vendors}
    told: list[Problem] = []
    for cert in found.certs:
        told += _words(cert, found, vendors)
        told += _references(cert, found, ids)
        told += _sources(cert, found, sources)
        told += _sums(cert, found)
        told += _preference(cert, found)
    return told + _codes(found) + _cycles(found) + _article(found, ids) + _rest(found, ids, sources)


def _at(cert: Cert, found: Catalogue, field: str, message: str) -> Problem:
    return Problem(found.files[cert.id], cert.id, field, message)


def _words(cert: Cert, found: Catalogue, vendors: set[str]) -> Iterator[Problem]:
    if found.vendors and cert.vendor not in vendors:
        yield _at(cert, found, "vendor", f"'{cert.vendor}' is not declared in vendors.toml")
    if found.rules is None:
        return
    tiers, focuses = {t.name for t in found.rules.tiers}, {f.name for f in found.rules.focuses}
    if cert.tier not in tiers:
        yield _at(cert, found, "tier", f"'{cert.tier}' is not declared in rules.toml")
    if cert.focus not in focuses:
        yield _at(cert, found, "focus", f"'{cert.focus}' is not declared in rules.toml")


def _references(cert: Cert, found: Catalogue, ids: set[str]) -> Iterator[Problem]:
    named = {"lifecycle.successor": [cert.lifecycle.successor] if cert.lifecycle.successor else []}
    named["renewed_by"] = cert.renewed_by
    named["requires"] = [one for block in cert.requires for one in block.any_of]
    named["recommended.certs"] = cert.recommended.certs if cert.recommended else []
    for field, references in named.items():
        for one in references:
            if one not in ids:
                yield _at(cert, found, field, f"'{one}' is not in the catalogue; name an outside one as such")
            elif one == cert.id:
                yield _at(cert, found, field, "names the certification itself")


def _sources(cert: Cert, found: Catalogue, sources: set[str]) -> Iterator[Problem]:
    if not cert.evidence.sources:
        yield _at(cert, found, "evidence.sources", "a record with figures needs at least one source")
    own = [cert.price.source if cert.price else "", cert.exam_domains.source if cert.exam_domains else ""]
    for source in [*cert.evidence.sources, *own, *(d.source for d in cert.differs)]:
        if not _is_source(source, sources):
            yield _at(cert, found, "source", f"'{source}' is neither an address nor an entry of sources.toml")


def _is_source(source: str, sources: set[str]) -> bool:
    return not source or source.startswith(("https://", "http://")) or source in sources


def _sums(cert: Cert, found: Catalogue) -> Iterator[Problem]:
    if cert.exam_domains is None or cert.exam_domains.note:
        return
    ends = [s.weight if isinstance(s.weight, list) else [s.weight, s.weight] for s in cert.exam_domains.sections]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    if not known:
        return
    low, high = sum(e[0] for e in known), sum(e[1] for e in known)
    if len(known) < len(ends) or not low <= 100 <= high:
        yield _at(cert, found, "exam_domains", f"weights sum to {low:g} to {high:g}, not to 100; say why in a note")


def _preference(cert: Cert, found: Catalogue) -> Iterator[Problem]:
    """A differing figure of better evidence than the preferred one has to say why it is not preferred."""
    for other in cert.differs:
        price = cert.price if other.field == "price_usd" else None
        kind = (price.kind if price else None) or cert.evidence.kind
        if KINDS.index(other.kind) < KINDS.index(kind) and not other.why_not:
            yield _at(cert, found, "differs", f"{other.field} {other.value} is better evidence; say why_not")


def _codes(found: Catalogue) -> list[Problem]:
    seen: dict[str, str] = {}
    told = []
    for cert in found.certs:
        for code in cert.codes:
            if (other := seen.setdefault(code.lower(), cert.id)) != cert.id:
                told.append(_at(cert, found, "codes", f"'{code}' is already a code of {other}"))
    return told


def _cycles(found: Catalogue) -> list[Problem]:
    needs = {c.id: {one for block in c.requires for one in block.any_of} for c in found.certs}
    follows = {c.id: {c.lifecycle.successor} if c.lifecycle.successor else set() for c in found.certs}
    told = []
    for field, graph in (("requires", needs), ("lifecycle.successor", follows)):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            cycle = error.args[1]
            file = found.files.get(cycle[0], "data/source/certs")
            told.append(Problem(file, cycle[0], field, f"goes in a circle: {' -> '.join(cycle)}"))
    return told


def _article(found: Catalogue, ids: set[str]) -> list[Problem]:
    if found.article is None:
        return []
    file, sets = "data/source/article.toml", {s.id for s in found.article.sets}
    told = [
        Problem(file, s.id, "certs", f"'{one}' is not in the catalogue")
        for s in found.article.sets
        for one in s.certs
        if one not in ids
    ]
    told += [problem for one in found.article.sets for problem in _set_words(one, found, file)]
    steps = [(p.id, step) for p in found.article.paths for step in p.steps]
    steps += [(r.id, step) for r in found.article.roles for step in r.requires]
    for name, step in steps:
        told += [Problem(file, name, "choices", message) for message in _bad_choices(step, ids, sets)]
    return told


def _set_words(one: CertSet, found: Catalogue, file: str) -> Iterator[Problem]:
    if found.rules is None:
        return
    for tier in set(one.tiers) - {t.name for t in found.rules.tiers}:
        yield Problem(file, one.id, "tiers", f"'{tier}' is not declared in rules.toml")
    for focus in set(one.focuses) - {f.name for f in found.rules.focuses}:
        yield Problem(file, one.id, "focuses", f"'{focus}' is not declared in rules.toml")


def _bad_choices(step: Step, ids: set[str], sets: set[str]) -> Iterator[str]:
    for choice in step.choices:
        if choice.cert and choice.cert not in ids:
            yield f"'{choice.cert}' is not in the catalogue"
        if choice.set and choice.set not in sets:
            yield f"'{choice.set}' is not a set of this file"


def _rest(found: Catalogue, ids: set[str], sources: set[str]) -> list[Problem]:
    told = []
    for row, where in zip(found.salaries, found.salary_files, strict=True):
        if not _is_source(row.source, sources):
            told.append(Problem(where, row.role, "source", f"'{row.source}' is not an entry of sources.toml"))
    keyed = [(s.role, s.level, s.place, s.year, s.measure, s.counted, s.source) for s in found.salaries]
    for row, key, where in zip(found.salaries, keyed, found.salary_files, strict=True):
        if keyed.count(key) > 1:
            told.append(Problem(where, row.role, "role", "stands twice for one level, year and source"))
    for name, groups in (
        ("differences", [d.certs for d in found.differences]),
        ("changes", [c.certs for c in found.changes]),
    ):
        for number, group in enumerate(groups, 1):
            told += [
                Problem(f"data/source/{name}.toml", str(number), "certs", f"'{one}' is not in the catalogue")
                for one in group
                if one not in ids
            ]
    return told
