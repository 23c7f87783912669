"""The catalogue as a typed graph: certifications, what each requires, what follows it, and the article's paths.

Built once per set of tables; a graph that cannot be planned on (a circle, a name that leads nowhere) is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from lib.costs import Exam


class CatalogueProblem(Exception):
    """A catalogue that cannot be planned on. Its text is one sentence."""


@dataclass(frozen=True)
class Block:
    """`n` of some choices have to be held first. `outside`: choices that are not in the catalogue."""

    choices: tuple[str, ...]
    n: int = 1
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """When it can be booked, as stored: see `lib.lifecycle` for what each date means. None = not known."""

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
    """One certification. `tier_rank`: place of its tier, from 1. Prices and dates of the exam itself are in `exam`."""

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
    """One branch of a step: a certification, or a set that the article names in words."""

    cert: str | None = None
    set: str | None = None
    when: str | None = None


@dataclass(frozen=True)
class PathStep:
    """One step of a path: one of its choices is taken."""

    number: int
    choices: tuple[Choice, ...]
    why: str | None = None
    optional: bool = False
    after_months: int = 0


@dataclass(frozen=True)
class Path:
    """A path of the article: all steps are taken; in order, except for what a role asks for."""

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
    """A set that the article names in words: by rule (empty = any), or by name."""

    id: str
    title: str
    tiers: tuple[str, ...] = ()
    focuses: tuple[str, ...] = ()
    clouds_only: bool = False
    named: tuple[str, ...] = ()

    def has(self, cert: Cert) -> bool:
        """Whether a certification belongs to it."""
        ruled = self.tiers or self.focuses or self.clouds_only
        fits = (not self.tiers or cert.tier in self.tiers) and (not self.focuses or cert.focus in self.focuses)
        return cert.id in self.named or (bool(ruled) and fits and (cert.cloud or not self.clouds_only))


@dataclass(frozen=True)
class Waits:
    """A vendor's rule for another try: days before the second, the third, …; and where it is from."""

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
    """Everything that the planner knows. Raises CatalogueProblem for a circle or a reference that leads nowhere."""

    certs: Mapping[str, Cert]
    paths: Mapping[str, Path]
    sets: Mapping[str, CertSet] = field(default_factory=dict)
    vouchers: Mapping[str, float] = field(default_factory=dict)
    voucher_sources: Mapping[str, str | None] = field(default_factory=dict)
    retakes: Mapping[str, Waits] = field(default_factory=dict)
    advice: Mapping[str, Advice] = field(default_factory=dict)
    article_day: date | None = None

    def __post_init__(self) -> None:
        _refuse_what_leads_nowhere(self)
        _refuse_circles(self)

    def stands_in(self, cert_id: str) -> tuple[str, ...]:
        """Who takes its place: its successor, that one's successor, and so on; nearest first."""
        chain: list[str] = []
        one = self.certs[cert_id].life.successor
        while one is not None:
            chain.append(one)
            one = self.certs[one].life.successor
        return tuple(chain)

    @cached_property
    def clouds(self) -> tuple[str, ...]:
        """The vendors that are clouds, in alphabetical order."""
        return tuple(sorted({cert.vendor for cert in self.certs.values() if cert.cloud}))


def _refuse_what_leads_nowhere(catalogue: Catalogue) -> None:
    for cert in catalogue.certs.values():
        named = {one for block in cert.requires for one in block.choices} | set(cert.recommends)
        _known(catalogue, named | {one for one in [cert.life.successor] if one}, cert.id)
        for block in cert.requires:
            if not 1 <= block.n <= len(block.choices) + len(block.outside):
                raise CatalogueProblem(f"{cert.id} requires {block.n} of {len(block.choices)} choices.")
    for one in catalogue.sets.values():
        _known(catalogue, set(one.named), one.id)
    for path in catalogue.paths.values():
        choices = [choice for step in path.steps for choice in step.choices]
        _known(catalogue, {choice.cert for choice in choices if choice.cert}, path.id)
        if lost := sorted({choice.set for choice in choices if choice.set} - set(catalogue.sets)):
            raise CatalogueProblem(f"{path.id} names {lost[0]}, which is not a set.")


def _known(catalogue: Catalogue, named: set[str], by: str) -> None:
    if lost := sorted(named - set(catalogue.certs)):
        raise CatalogueProblem(f"{by} names {lost[0]}, which is not in the catalogue.")


def _refuse_circles(catalogue: Catalogue) -> None:
    certs = catalogue.certs.values()
    needs = {cert.id: {one for block in cert.requires for one in block.choices} for cert in certs}
    follows = {cert.id: {one for one in [cert.life.successor] if one} for cert in certs}
    for what, graph in (("requirements", needs), ("successors", follows)):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = " -> ".join(sorted(set(error.args[1])))
            raise CatalogueProblem(f"The {what} go in a circle: {circle}.") from None
