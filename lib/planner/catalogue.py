"""The catalogue as a typed graph: certifications, what each requires, what succeeds it, and the article's paths.

It is built once per set of tables. A graph that cannot be planned on (a cycle, a reference to nothing) is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from lib.cost.ledger import Exam


class CatalogueProblem(Exception):
    """A catalogue that cannot be planned on. The message is one sentence."""


@dataclass(frozen=True)
class Block:
    """A prerequisite: `n` of some choices are held first. `outside` are choices that are not in the catalogue."""

    choices: tuple[str, ...]
    n: int = 1
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """When a certification can be booked, as stored; `lib.catalogue.status` has the meaning of each date.

    None = not known. `last_day_other` is the last exam day in languages other than English.
    """

    observed: str = "active"
    available_from: date | None = None
    general_from: date | None = None
    beta_until: date | None = None
    last_day: date | None = None
    last_day_other: date | None = None
    other_languages_run: bool = False
    successor: str | None = None
    successor_is_likely: bool = False


@dataclass(frozen=True)
class Cert:
    """One certification. `tier_rank` is the rank of its tier, from 1. Price, validity and renewal are in `exam`.

    `requires_known`: a source says what is required, or that nothing is. `sections` are the titles of the exam's
    sections with their weights.
    """

    id: str
    code: str
    name: str
    vendor: str
    tier: str
    tier_rank: int
    focus: str
    exam: Exam
    cloud: bool = False
    cloud_neutral: bool = False
    in_article: bool = False
    article_price_usd: float | None = None
    price_source: str | None = None
    life: Life = field(default_factory=Life)
    requires: tuple[Block, ...] = ()
    requires_known: bool = True
    recommends: tuple[str, ...] = ()
    recommended_months: int | None = None
    languages: tuple[str, ...] = ()
    hours_low: float | None = None
    hours_high: float | None = None
    renewal_window_months: int | None = None
    project: str | None = None
    project_source: str | None = None
    sources: tuple[str, ...] = ()
    sections: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Choice:
    """One choice of a step: a certification, or a set that the article names in words. `when`: in which case."""

    cert: str | None = None
    set: str | None = None
    when: str | None = None


@dataclass(frozen=True)
class PathStep:
    """One step of a path, met by one of its choices. `after_months`: months of hands-on work before it."""

    number: int
    choices: tuple[Choice, ...]
    why: str | None = None
    optional: bool = False
    after_months: int = 0


@dataclass(frozen=True)
class Path:
    """A path of the article. All its steps are taken: in order, or in any order where it is what a role asks for."""

    id: str
    kind: str
    title: str
    steps: tuple[PathStep, ...]
    why: str | None = None
    today: str | None = None

    @property
    def ordered(self) -> bool:
        """Whether the steps are taken in their order."""
        return self.kind != "role"


@dataclass(frozen=True)
class CertSet:
    """A set that the article names in words. Members fit its rule (empty = any), or are among `named`."""

    id: str
    title: str
    tiers: tuple[str, ...] = ()
    focuses: tuple[str, ...] = ()
    clouds_only: bool = False
    named: tuple[str, ...] = ()

    def has(self, cert: Cert) -> bool:
        """Whether a certification belongs to it."""
        has_rule = self.tiers or self.focuses or self.clouds_only
        fits = (not self.tiers or cert.tier in self.tiers) and (not self.focuses or cert.focus in self.focuses)
        return cert.id in self.named or (bool(has_rule) and fits and (cert.cloud or not self.clouds_only))


@dataclass(frozen=True)
class Waits:
    """A vendor's rule for retakes: days to wait before the second try, the third, …; and the source of the rule."""

    days: tuple[int, ...]
    text: str
    source: str | None = None


@dataclass(frozen=True)
class Advice:
    """A piece of the article's advice."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The facts that the planner works on, by id.

    `vouchers` has the share of the price that is paid with a vendor's voucher, by vendor; `retakes` has the rules for
    retakes, by vendor. `article_day` is the day of the article.

    Raises:
        CatalogueProblem: requirements or successors form a cycle, or something refers to what is not there.
    """

    certs: Mapping[str, Cert]
    paths: Mapping[str, Path]
    sets: Mapping[str, CertSet] = field(default_factory=dict)
    vouchers: Mapping[str, float] = field(default_factory=dict)
    voucher_sources: Mapping[str, str | None] = field(default_factory=dict)
    retakes: Mapping[str, Waits] = field(default_factory=dict)
    advice: Mapping[str, Advice] = field(default_factory=dict)
    article_day: date | None = None

    def __post_init__(self) -> None:
        _refuse_unknown_references(self)
        _refuse_cycles(self)

    def stands_in(self, cert_id: str) -> tuple[str, ...]:
        """The certifications that take the place of one: its successor, then the successor's, and so on."""
        chain: list[str] = []
        successor = self.certs[cert_id].life.successor
        while successor is not None:
            chain.append(successor)
            successor = self.certs[successor].life.successor
        return tuple(chain)

    @cached_property
    def clouds(self) -> tuple[str, ...]:
        """The vendors that are clouds, in alphabetical order."""
        return tuple(sorted({cert.vendor for cert in self.certs.values() if cert.cloud}))


def _refuse_unknown_references(catalogue: Catalogue) -> None:
    for cert in catalogue.certs.values():
        required = {cert_id for block in cert.requires for cert_id in block.choices}
        successor = {cert.life.successor} if cert.life.successor else set()
        _refuse_unknown(catalogue, required | set(cert.recommends) | successor, cert.id)
        for block in cert.requires:
            if not 1 <= block.n <= len(block.choices) + len(block.outside):
                raise CatalogueProblem(f"{cert.id} requires {block.n} of {len(block.choices)} choices.")
    for cert_set in catalogue.sets.values():
        _refuse_unknown(catalogue, set(cert_set.named), cert_set.id)
    for path in catalogue.paths.values():
        choices = [choice for step in path.steps for choice in step.choices]
        _refuse_unknown(catalogue, {choice.cert for choice in choices if choice.cert}, path.id)
        if unknown := sorted({choice.set for choice in choices if choice.set} - set(catalogue.sets)):
            raise CatalogueProblem(f"{path.id} names {unknown[0]}, which is not a set.")


def _refuse_unknown(catalogue: Catalogue, cert_ids: set[str], by: str) -> None:
    if unknown := sorted(cert_ids - set(catalogue.certs)):
        raise CatalogueProblem(f"{by} names {unknown[0]}, which is not in the catalogue.")


def _refuse_cycles(catalogue: Catalogue) -> None:
    certs = catalogue.certs.values()
    requirements = {cert.id: {cert_id for block in cert.requires for cert_id in block.choices} for cert in certs}
    successors = {cert.id: {cert.life.successor} if cert.life.successor else set() for cert in certs}
    for name, graph in (("requirements", requirements), ("successors", successors)):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            cycle = " -> ".join(sorted(set(error.args[1])))
            raise CatalogueProblem(f"The {name} go in a circle: {cycle}.") from None
