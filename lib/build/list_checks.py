"""Checks across records: names that stand twice, circles, and the references of the smaller files."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from lib.build.cert_checks import Known, not_a_source
from lib.build.read import Catalogue, Problem
from lib.records import Step

SOURCE = "data/source"
CLAIM = "article claim"


def list_problems(found: Catalogue, known: Known) -> Iterator[Problem]:
    """Every problem between records."""
    yield from _codes(found)
    yield from _circles(found)
    yield from _twice(found)
    yield from _article(found, known)
    yield from _rules(found, known)
    yield from _salaries(found, known)
    yield from _claims(found)
    yield from _changes(found, known)
    yield from _policies(found, known)
    yield from _evidence(found, known)


def _codes(found: Catalogue) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for cert in found.certs:
        for code in cert.codes:
            if (other := seen.setdefault(code.casefold(), cert.id)) != cert.id:
                yield Problem(found.files[cert.id], cert.id, "codes", f"'{code}' is already a code of {other}")


def _circles(found: Catalogue) -> Iterator[Problem]:
    """Every circle among prerequisites and successors; one that is named is opened, so that the next is seen."""
    needs = {c.id: {one for block in c.requires for one in block.any_of} - {c.id} for c in found.certs}
    follows = {c.id: {s for s in [c.lifecycle.successor] if s and s != c.id} for c in found.certs}
    for field, graph in (("requires", needs), ("lifecycle.successor", follows)):
        while circle := _circle(graph):
            first = min(circle)
            yield Problem(found.files[first], first, field, f"goes in a circle: {' -> '.join(circle)}")
            for before, one in pairwise(circle):
                graph[one].discard(before)


def _circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _twice(found: Catalogue) -> Iterator[Problem]:
    rules, article = found.rules, found.article
    named: dict[tuple[str, str], Iterable[object]] = {
        ("vendors", "name"): [vendor.name for vendor in found.vendors],
        ("sources", "id"): [source.id for source in found.sources],
        ("evidence", "id"): [study.id for study in found.evidence],
        ("differences", "number"): [difference.number for difference in found.differences],
        ("rules", "tiers"): [tier.name for tier in rules.tiers] if rules else [],
        ("rules", "focuses"): [focus.name for focus in rules.focuses] if rules else [],
        ("article", "id"): [*(p.id for p in article.paths), *(r.id for r in article.roles)] if article else [],
        ("article", "sets"): [one.id for one in article.sets] if article else [],
        ("article", "advice"): [one.id for one in article.advice] if article else [],
    }
    for (file, field), names in named.items():
        seen: set[object] = set()
        for name in names:
            if name in seen:
                yield Problem(f"{SOURCE}/{file}.toml", str(name), field, "stands twice")
            seen.add(name)


def _article(found: Catalogue, known: Known) -> Iterator[Problem]:
    if found.article is None:
        return
    file, sets = f"{SOURCE}/article.toml", {one.id for one in found.article.sets}
    for one in found.article.sets:
        for field, names, words in (
            ("certs", one.certs, known.certs),
            ("tiers", one.tiers, known.tiers),
            ("focuses", one.focuses, known.focuses),
        ):
            for name in sorted(set(names) - words) if words else ():
                yield Problem(file, one.id, field, f"'{name}' is not declared")
    steps = [(path.id, step) for path in found.article.paths for step in path.steps]
    steps += [(role.id, step) for role in found.article.roles for step in role.requires]
    for name, step in steps:
        for message in _bad_choices(step, known.certs, sets):
            yield Problem(file, name, "choices", message)


def _bad_choices(step: Step, certs: Iterable[str], sets: set[str]) -> Iterator[str]:
    for choice in step.choices:
        if choice.cert and choice.cert not in certs:
            yield f"'{choice.cert}' is not in the catalogue"
        if choice.set and choice.set not in sets:
            yield f"'{choice.set}' is not a set of this file"


def _rules(found: Catalogue, known: Known) -> Iterator[Problem]:
    if found.rules is None:
        return
    for one in found.rules.vendor_projects:
        if known.vendors and one.vendor not in known.vendors:
            yield Problem(f"{SOURCE}/rules.toml", one.vendor, "vendor", "is not declared in vendors.toml")
    pairings = [(one.vendor, one.source) for one in found.rules.vendor_projects]
    for name, source in pairings + [(one.name, one.source) for one in found.rules.focuses]:
        if not known.is_source(source):
            yield Problem(f"{SOURCE}/rules.toml", name, "source", not_a_source(source))


def _salaries(found: Catalogue, known: Known) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for row, where in zip(found.salaries, found.salary_files, strict=True):
        if not known.is_source(row.source):
            yield Problem(where, row.role, "source", not_a_source(row.source))
        key = (row.role, row.level, row.place, row.year, row.measure, row.counted, row.source)
        if key in seen:
            yield Problem(where, row.role, "role", "stands twice for one level, year, source and kind of rows")
        seen.add(key)


def _claims(found: Catalogue) -> Iterator[Problem]:
    """Every role of the article has its claim. A role whose id is a path's too is named for that alone."""
    if found.article is None:
        return
    claims = [
        (row.role, where) for row, where in zip(found.salaries, found.salary_files, strict=True) if row.measure == CLAIM
    ]
    file = claims[0][1].partition(": ")[0] if claims else f"{SOURCE}/salaries"
    named = {role for role, _ in claims} | {path.id for path in found.article.paths}
    for role in found.article.roles:
        if role.id not in named:
            yield Problem(file, role.id, "role", "the article's claim about this role is missing")


def _changes(found: Catalogue, known: Known) -> Iterator[Problem]:
    named = [("differences", str(d.number), d.certs, d.sources) for d in found.differences]
    named += [("changes", str(place), c.certs, [c.source]) for place, c in enumerate(found.changes, 1)]
    for file, record, certs, sources in named:
        for one in certs:
            if one not in known.certs:
                yield Problem(f"{SOURCE}/{file}.toml", record, "certs", f"'{one}' is not in the catalogue")
        for source in sources:
            if not known.is_source(source):
                yield Problem(f"{SOURCE}/{file}.toml", record, "source", not_a_source(source))


def _policies(found: Catalogue, known: Known) -> Iterator[Problem]:
    file, seen = f"{SOURCE}/policies.toml", set()
    for number, one in enumerate(found.policies, 1):
        record = f"policy {number} ({one.vendor}, {one.rule})"
        if known.vendors and one.vendor not in known.vendors:
            yield Problem(file, record, "vendor", f"'{one.vendor}' is not declared in vendors.toml")
        if not known.is_source(one.source):
            yield Problem(file, record, "source", not_a_source(one.source))
        if (key := (one.vendor, one.rule, one.validity_months)) in seen:
            yield Problem(file, record, "rule", "stands twice for one vendor")
        seen.add(key)


def _evidence(found: Catalogue, known: Known) -> Iterator[Problem]:
    for one in found.evidence:
        for source in one.sources:
            if not known.is_source(source):
                yield Problem(f"{SOURCE}/evidence.toml", one.id, "sources", not_a_source(source))
