"""What a background and a goal ask for: an AND of ORs, with what stands in where the article's choice is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from lib.memory import while_alive
from lib.planner.catalogue import Catalogue, Cert, Choice, Path, PathStep
from lib.planner.model import Request
from lib.text import day, listed

VERDICT = "verdict"


@dataclass(frozen=True)
class Offer:
    """A certification that meets a step: the article's own (`named`), or one that takes its place. `rank`: its turn."""

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
    """One step: one of the offers is to be held. `held`: one that is held already and meets it."""

    step: PathStep
    offers: tuple[Offer, ...]
    held: str | None = None

    @property
    def cert_ids(self) -> frozenset[str]:
        """Everything that meets it."""
        return frozenset(offer.cert_id for offer in self.offers)


@dataclass(frozen=True)
class Holding:
    """What counts as held on a day, with the month it was earned in, and notes on what does not count."""

    valid: Mapping[str, date | None]
    notes: tuple[str, ...] = ()


def path_of(request: Request, catalogue: Catalogue) -> Path:
    """The path that a request is about: its goal, else its background's own sequence, else the article's verdict.

    An id that is not known counts as not given. Raises KeyError where the catalogue has no path at all.
    """
    named = [one for one in (request.goal, request.background, VERDICT) if one and one in catalogue.paths]
    return catalogue.paths[named[0] if named else min(catalogue.paths)]


def demands(path: Path, catalogue: Catalogue, holding: Holding, *, on: date) -> tuple[Demand, ...]:
    """The steps of a path with everything that meets each, in order."""
    return tuple(_demand(step, catalogue, holding, on) for step in path.steps)


def _demand(step: PathStep, catalogue: Catalogue, holding: Holding, on: date) -> Demand:
    offers: dict[str, Offer] = {}
    for rank, choice in enumerate(step.choices):
        for named in _named(choice, catalogue, on):
            for cert_id in (named, *catalogue.stands_in(named)):
                offer = Offer(cert_id, named, rank, choice.when, choice.set)
                known = offers.get(cert_id)
                if known is None or (known.stands_in and not offer.stands_in):
                    offers[cert_id] = offer
    held = next((one for one in offers if one in holding.valid), None)
    return Demand(step, tuple(offers.values()), held)


def _named(choice: Choice, catalogue: Catalogue, on: date) -> tuple[str, ...]:
    if choice.cert is not None:
        return (choice.cert,)
    return members(choice.set or "", catalogue, on=on)


def background_of(request: Request, catalogue: Catalogue) -> Mapping[str, int]:
    """The certifications of the background's own sequence, with the number of their step; empty without one."""
    named = request.background
    return _numbered(catalogue, named, request.on) if named is not None and named in catalogue.paths else {}


@while_alive(64)
def _numbered(catalogue: Catalogue, path: str, on: date) -> Mapping[str, int]:
    steps = demands(catalogue.paths[path], catalogue, Holding({}), on=on)
    return {one.cert_id: step.step.number for step in reversed(steps) for one in step.offers}


@while_alive(64)
def role_needs(catalogue: Catalogue, on: date) -> Mapping[str, tuple[frozenset[str], ...]]:
    """What each role of the article asks for: for each of its requirements all that meets it on a day."""
    roles = [path for path in catalogue.paths.values() if path.kind == "role"]
    nothing = Holding({})
    return {one.id: tuple(need.cert_ids for need in demands(one, catalogue, nothing, on=on)) for one in roles}


def members(set_id: str, catalogue: Catalogue, *, on: date) -> tuple[str, ...]:
    """The certifications of a set, by id. On the article's day those of the article, where it names any."""
    rule = catalogue.sets[set_id]
    found = sorted(cert.id for cert in catalogue.certs.values() if rule.has(cert))
    own = [one for one in found if catalogue.certs[one].in_article]
    return tuple(own if on == catalogue.article_day and own else found)


def holding_of(request: Request, catalogue: Catalogue, *, begins: date) -> Holding:
    """What a reader holds that counts on the first day of the plan; what does not count is named in the notes."""
    valid: dict[str, date | None] = {}
    lost: dict[str, list[str]] = {"unknown": [], "ahead": [], "over": []}
    for cert_id, earned in request.have:
        cert = catalogue.certs.get(cert_id)
        if cert is None:
            lost["unknown"].append(cert_id)
        elif earned is not None and earned > request.on:
            lost["ahead"].append(cert.code)
        elif (end := expiry(cert, earned)) is not None and end < begins:
            lost["over"].append(f"{cert.code} ({day(end)})")
        else:
            valid[cert_id] = earned
    return Holding(valid, tuple(_notes(lost)))


def passed_in(month: date) -> date:
    """The day on which a pass of which only the month is known counts as made: the last day of the month."""
    return month + relativedelta(day=31)


def expires(cert: Cert, passed: date) -> date | None:
    """The day on which a pass of a day expires, as the ledger has it; None = never, or not known."""
    months = cert.exam.validity_months
    return None if cert.exam.never_expires or not months else passed + relativedelta(months=months)


def expiry(cert: Cert, earned: date | None) -> date | None:
    """The day on which a pass that is held expires, by the month that it was earned in; None = never, or not known."""
    return None if earned is None else expires(cert, passed_in(earned))


def _notes(lost: Mapping[str, list[str]]) -> list[str]:
    words = {
        "unknown": "not in the catalogue, so left out of what you hold: {}",
        "ahead": "earned in the future, so not counted as held: {}",
        "over": "expired, so not counted as held: {}",
    }
    return [words[why].format(_shortened(names)) for why, names in lost.items() if names]


def _shortened(names: list[str]) -> str:
    return listed(names) if len(names) <= 5 else f"{', '.join(names[:5])} and {len(names) - 5} more"
