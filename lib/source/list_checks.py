"""Checks across records: duplicate names, cycles, and the references of all files but those of certifications."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from lib.records import StepRecord
from lib.source.cert_checks import DeclaredNames, not_a_source
from lib.source.read import SourceProblem, SourceRecords

SOURCE = "data/source"
CLAIM = "article claim"


def list_problems(records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    """Every problem of the catalogue as a whole and of its smaller files."""
    yield from _codes(records)
    yield from _cycles(records)
    yield from _duplicates(records)
    yield from _article(records, declared)
    yield from _rules(records, declared)
    yield from _salaries(records, declared)
    yield from _claims(records)
    yield from _differences_and_changes(records, declared)
    yield from _policies(records, declared)
    yield from _evidence(records, declared)


def _codes(records: SourceRecords) -> Iterator[SourceProblem]:
    seen: dict[str, str] = {}
    for cert in records.certs:
        for code in cert.codes:
            if (owner := seen.setdefault(code.casefold(), cert.id)) != cert.id:
                yield SourceProblem(records.files[cert.id], cert.id, "codes", f"'{code}' is already a code of {owner}")


def _cycles(records: SourceRecords) -> Iterator[SourceProblem]:
    """Every cycle among prerequisites and successors. A cycle is reported, then broken up, so that the next shows."""
    needs = {c.id: {cert_id for block in c.requires for cert_id in block.any_of} - {c.id} for c in records.certs}
    follows = {c.id: {s for s in [c.lifecycle.successor] if s and s != c.id} for c in records.certs}
    for field, graph in (("requires", needs), ("lifecycle.successor", follows)):
        while cycle := _cycle(graph):
            first = min(cycle)
            yield SourceProblem(records.files[first], first, field, f"goes in a circle: {' -> '.join(cycle)}")
            for before, after in pairwise(cycle):
                graph[after].discard(before)


def _cycle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _duplicates(records: SourceRecords) -> Iterator[SourceProblem]:
    rules, article = records.rules, records.article
    names_of: dict[tuple[str, str], Iterable[object]] = {
        ("vendors", "name"): [vendor.name for vendor in records.vendors],
        ("sources", "id"): [source.id for source in records.sources],
        ("evidence", "id"): [study.id for study in records.evidence],
        ("differences", "number"): [difference.number for difference in records.differences],
        ("rules", "tiers"): [tier.name for tier in rules.tiers] if rules else [],
        ("rules", "focuses"): [focus.name for focus in rules.focuses] if rules else [],
        ("article", "id"): [*(p.id for p in article.paths), *(r.id for r in article.roles)] if article else [],
        ("article", "sets"): [cert_set.id for cert_set in article.sets] if article else [],
        ("article", "advice"): [advice.id for advice in article.advice] if article else [],
    }
    for (file, field), names in names_of.items():
        seen: set[object] = set()
        for name in names:
            if name in seen:
                yield SourceProblem(f"{SOURCE}/{file}.toml", str(name), field, "stands twice")
            seen.add(name)


def _article(records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    if records.article is None:
        return
    file, set_ids = f"{SOURCE}/article.toml", {cert_set.id for cert_set in records.article.sets}
    for cert_set in records.article.sets:
        for field, names, words in (
            ("certs", cert_set.certs, declared.certs),
            ("tiers", cert_set.tiers, declared.tiers),
            ("focuses", cert_set.focuses, declared.focuses),
        ):
            for name in sorted(set(names) - words) if words else ():
                yield SourceProblem(file, cert_set.id, field, f"'{name}' is not declared")
    steps = [(path.id, step) for path in records.article.paths for step in path.steps]
    steps += [(role.id, step) for role in records.article.roles for step in role.requires]
    for name, step in steps:
        for message in _undeclared_choices(step, declared.certs, set_ids):
            yield SourceProblem(file, name, "choices", message)


def _undeclared_choices(step: StepRecord, cert_ids: Iterable[str], set_ids: set[str]) -> Iterator[str]:
    for choice in step.choices:
        if choice.cert and choice.cert not in cert_ids:
            yield f"'{choice.cert}' is not in the catalogue"
        if choice.set and choice.set not in set_ids:
            yield f"'{choice.set}' is not a set of this file"


def _rules(records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    if records.rules is None:
        return
    for project in records.rules.vendor_projects:
        if declared.vendors and project.vendor not in declared.vendors:
            yield SourceProblem(f"{SOURCE}/rules.toml", project.vendor, "vendor", "is not declared in vendors.toml")
    pairings = [(project.vendor, project.source) for project in records.rules.vendor_projects]
    for name, source in pairings + [(focus.name, focus.source) for focus in records.rules.focuses]:
        if not declared.is_source(source):
            yield SourceProblem(f"{SOURCE}/rules.toml", name, "source", not_a_source(source))


def _salaries(records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    seen: set[tuple[object, ...]] = set()
    for salary, line in zip(records.salaries, records.salary_lines, strict=True):
        if not declared.is_source(salary.source):
            yield SourceProblem(line, salary.role, "source", not_a_source(salary.source))
        key = (salary.role, salary.level, salary.place, salary.year, salary.measure, salary.counted, salary.source)
        if key in seen:
            yield SourceProblem(line, salary.role, "role", "stands twice for one level, year, source and kind of rows")
        seen.add(key)


def _claims(records: SourceRecords) -> Iterator[SourceProblem]:
    """Every role of the article without its claim, except a role with a path's id: `_duplicates` reports that one."""
    if records.article is None:
        return
    salaries = zip(records.salaries, records.salary_lines, strict=True)
    claims = [(salary.role, line) for salary, line in salaries if salary.measure == CLAIM]
    file = claims[0][1].partition(": ")[0] if claims else f"{SOURCE}/salaries"
    exempt = {role for role, _ in claims} | {path.id for path in records.article.paths}
    for role in records.article.roles:
        if role.id not in exempt:
            yield SourceProblem(file, role.id, "role", "the article's claim about this role is missing")


def _differences_and_changes(records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    references = [("differences", str(d.number), d.certs, d.sources) for d in records.differences]
    references += [("changes", str(number), c.certs, [c.source]) for number, c in enumerate(records.changes, 1)]
    for file, record, cert_ids, sources in references:
        for cert_id in cert_ids:
            if cert_id not in declared.certs:
                yield SourceProblem(f"{SOURCE}/{file}.toml", record, "certs", f"'{cert_id}' is not in the catalogue")
        for source in sources:
            if not declared.is_source(source):
                yield SourceProblem(f"{SOURCE}/{file}.toml", record, "source", not_a_source(source))


def _policies(records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    file, seen = f"{SOURCE}/policies.toml", set()
    for number, policy in enumerate(records.policies, 1):
        record = f"policy {number} ({policy.vendor}, {policy.rule})"
        if declared.vendors and policy.vendor not in declared.vendors:
            yield SourceProblem(file, record, "vendor", f"'{policy.vendor}' is not declared in vendors.toml")
        if not declared.is_source(policy.source):
            yield SourceProblem(file, record, "source", not_a_source(policy.source))
        if (key := (policy.vendor, policy.rule, policy.validity_months)) in seen:
            yield SourceProblem(file, record, "rule", "stands twice for one vendor")
        seen.add(key)


def _evidence(records: SourceRecords, declared: DeclaredNames) -> Iterator[SourceProblem]:
    for study in records.evidence:
        for source in study.sources:
            if not declared.is_source(source):
                yield SourceProblem(f"{SOURCE}/evidence.toml", study.id, "sources", not_a_source(source))
