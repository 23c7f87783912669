"""The steps that a background and a goal ask for: all of them, each met by any one of several certifications.

Where a choice of the article is over, its successors stand in for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from lib.catalogue.paths import VERDICT
from lib.planner.catalogue import Catalogue, Cert, Choice, Path, PathStep
from lib.planner.request import PlanRequest
from lib.tables.cache import while_alive
from lib.text import day, listed


@dataclass(frozen=True)
class Offer:
    """A certification that meets a step: one that the article names, or one that takes its place.

    `named` is the one that the article names, `rank` the position of that choice in the step, from 0. `when` is in
    which case the article names it; `set_id` is the set that it is named by, if it is by a set.
    """

    cert_id: str
    named: str
    rank: int
    when: str | None = None
    set_id: str | None = None

    @property
    def stands_in(self) -> bool:
        """Whether it takes the place of the one that the article names."""
        return self.cert_id != self.named


@dataclass(frozen=True)
class Demand:
    """One step of the path with the certifications that meet it. `held`: one of them that is held already."""

    step: PathStep
    offers: tuple[Offer, ...]
    held: str | None = None

    @property
    def cert_ids(self) -> frozenset[str]:
        """The certifications that meet it."""
        return frozenset(offer.cert_id for offer in self.offers)


@dataclass(frozen=True)
class Holding:
    """The certifications that count as held, with the month each was earned in (None = not given).

    `notes` are sentences on those that do not count.
    """

    valid: Mapping[str, date | None]
    notes: tuple[str, ...] = ()


def path_of(request: PlanRequest, catalogue: Catalogue) -> Path:
    """The path that a request is about: its goal, else its background's own sequence, else the article's verdict.

    An unknown id counts as not given. Without any of the three it is the first path by id.

    Raises:
        ValueError: the catalogue has no path.
    """
    wanted = (request.goal, request.background, VERDICT)
    named = [path_id for path_id in wanted if path_id and path_id in catalogue.paths]
    return catalogue.paths[named[0] if named else min(catalogue.paths)]


def demands(path: Path, catalogue: Catalogue, holding: Holding, *, on: date) -> tuple[Demand, ...]:
    """The steps of a path, in order, each with everything that meets it."""
    return tuple(_demand(step, catalogue, holding, on) for step in path.steps)


def _demand(step: PathStep, catalogue: Catalogue, holding: Holding, on: date) -> Demand:
    offers: dict[str, Offer] = {}
    for rank, choice in enumerate(step.choices):
        for named in _named(choice, catalogue, on):
            for cert_id in (named, *catalogue.stands_in(named)):
                offer = Offer(cert_id, named, rank, choice.when, choice.set)
                earlier = offers.get(cert_id)
                # The same certification may be named and stand in for another: what the article names comes first.
                if earlier is None or (earlier.stands_in and not offer.stands_in):
                    offers[cert_id] = offer
    held = next((cert_id for cert_id in offers if cert_id in holding.valid), None)
    return Demand(step, tuple(offers.values()), held)


def _named(choice: Choice, catalogue: Catalogue, on: date) -> tuple[str, ...]:
    if choice.cert is not None:
        return (choice.cert,)
    return members(choice.set or "", catalogue, on=on)


def background_of(request: PlanRequest, catalogue: Catalogue) -> Mapping[str, int]:
    """The certifications of the background's own sequence with the number of their step; empty without a background."""
    named = request.background
    return _numbered(catalogue, named, request.on) if named is not None and named in catalogue.paths else {}


@while_alive(64)
def _numbered(catalogue: Catalogue, path: str, on: date) -> Mapping[str, int]:
    steps = demands(catalogue.paths[path], catalogue, Holding({}), on=on)
    return {offer.cert_id: demand.step.number for demand in reversed(steps) for offer in demand.offers}


@while_alive(64)
def role_needs(catalogue: Catalogue, on: date) -> Mapping[str, tuple[frozenset[str], ...]]:
    """The requirements of each role of the article, by its id: for each, the certifications that meet it on a day."""
    roles = [path for path in catalogue.paths.values() if path.kind == "role"]
    nothing = Holding({})
    return {role.id: tuple(need.cert_ids for need in demands(role, catalogue, nothing, on=on)) for role in roles}


def members(set_id: str, catalogue: Catalogue, *, on: date) -> tuple[str, ...]:
    """The ids of the certifications of a set, sorted. On the article's day those of the article, if it has any."""
    cert_set = catalogue.sets[set_id]
    belonging = sorted(cert.id for cert in catalogue.certs.values() if cert_set.has(cert))
    of_article = [cert_id for cert_id in belonging if catalogue.certs[cert_id].in_article]
    return tuple(of_article if on == catalogue.article_day and of_article else belonging)


def holding_of(request: PlanRequest, catalogue: Catalogue, *, begins: date) -> Holding:
    """The certifications held that count on the first day of the plan; notes name those that do not count."""
    valid: dict[str, date | None] = {}
    not_counted: dict[str, list[str]] = {"unknown": [], "ahead": [], "over": []}
    for cert_id, earned in request.have:
        cert = catalogue.certs.get(cert_id)
        if cert is None:
            not_counted["unknown"].append(cert_id)
        elif earned is not None and earned > request.on:
            not_counted["ahead"].append(cert.code)
        elif (end := held_until(cert, earned)) is not None and end < begins:
            not_counted["over"].append(f"{cert.code} ({day(end)})")
        else:
            valid[cert_id] = earned
    return Holding(valid, tuple(_notes(not_counted)))


def pass_day(month: date) -> date:
    """The day that counts as the exam day where only the month is known: the last day of the month."""
    return month + relativedelta(day=31)


def expires_on(cert: Cert, passed: date) -> date | None:
    """The day on which a pass expires, as the ledger has it; None = never, or not known."""
    months = cert.exam.validity_months
    return None if cert.exam.never_expires or not months else passed + relativedelta(months=months)


def held_until(cert: Cert, earned: date | None) -> date | None:
    """The day on which a certification held expires, by the month it was earned in; None = never, or not known."""
    return None if earned is None else expires_on(cert, pass_day(earned))


def _notes(not_counted: Mapping[str, list[str]]) -> list[str]:
    words = {
        "unknown": "not in the catalogue, so left out of what you hold: {}",
        "ahead": "earned in the future, so not counted as held: {}",
        "over": "expired, so not counted as held: {}",
    }
    return [words[why].format(_shortened(names)) for why, names in not_counted.items() if names]


def _shortened(names: list[str]) -> str:
    return listed(names) if len(names) <= 5 else f"{', '.join(names[:5])} and {len(names) - 5} more"
