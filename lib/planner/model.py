"""The records of the planner's answer: plain and frozen, the same for the page, the API, the exports and the tests.

The API publishes their fields and docstrings in its document (see `lib.api.schemas`).

Ids are slugs of certifications and ids of paths. Money is in US dollars, None = not published. Days are dates.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lib.cost.ledger import Entry, Total
from lib.planner.request import PlanRequest

Objective = Literal["cheapest", "fastest", "broadest"]
EventKind = Literal["study", "exam", "opens", "last exam day", "retake from", "renewal opens", "expiry"]
OBJECTIVES: tuple[Objective, ...] = ("cheapest", "fastest", "broadest")


@dataclass(frozen=True)
class Reason:
    """Why a step is there, or there at that time: the rule, one sentence, and where the rule comes from."""

    rule: Literal["goal", "prerequisite", "successor", "choice", "order", "recommended", "calendar", "note"]
    words: str
    source: str | None = None


@dataclass(frozen=True)
class Step:
    """One exam of a plan, with its dates, its price and its reasons.

    `stages` are the numbers of the path's steps that it serves, empty for a prerequisite. `instead_of` is the
    certification whose place it takes. Study runs from `study_from` to `study_to`, both included. `sit_by` is the
    last day on which it can be sat; `retake_from` the first day of a second try, by the vendor's rule. `expires_on`
    counts what later steps renew. `hours` is what the plan counts, after `hours_saved` for what `saved_from` covers
    already; low and high are our range.
    """

    number: int
    cert_id: str
    code: str
    name: str
    vendor: str
    tier: str
    focus: str
    stages: tuple[int, ...]
    instead_of: str | None
    beta: bool
    announced: bool
    study_from: date
    study_to: date
    exam_day: date
    sit_by: date | None
    retake_from: date | None
    hours: float
    hours_low: float | None
    hours_high: float | None
    hours_saved: float
    saved_from: str | None
    list_usd: float | None
    net_usd: float | None
    price_words: str
    price_why: str
    price_source: str | None
    expires_on: date | None
    never_expires: bool
    renews: tuple[str, ...]
    project: str | None
    project_source: str | None
    reasons: tuple[Reason, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """Something on the calendar: a study block, an exam day, a hard line, an expiry. `end` is included."""

    kind: EventKind
    cert_id: str
    start: date
    end: date
    words: str


@dataclass(frozen=True)
class Check:
    """A piece of the article's advice against a plan: whether it holds, and what to say."""

    advice: str
    title: str
    fine: bool
    words: str


@dataclass(frozen=True)
class Plan:
    """Exams in order, what they come to and when they are done.

    `names` are the objectives that it is best at, empty for another point of the frontier. `total` is net and names
    what is not published; `entries` are the ledger's payments for the exams, `keeping` those for renewals up to the
    horizon. `unlocks` are the ids of the article's roles whose certifications are then all held.
    """

    names: tuple[Objective, ...]
    steps: tuple[Step, ...]
    total: Total
    list_total: Total
    days: int
    weeks: int
    hours: float
    begins: date
    ends: date
    vendors: tuple[str, ...]
    focuses: tuple[str, ...]
    entries: tuple[Entry, ...]
    keeping: tuple[Entry, ...]
    keeping_total: Total
    events: tuple[Event, ...]
    checks: tuple[Check, ...]
    unlocks: tuple[str, ...]

    @property
    def cert_ids(self) -> tuple[str, ...]:
        """The exams, in order."""
        return tuple(step.cert_id for step in self.steps)

    @property
    def curve(self) -> tuple[tuple[date, float], ...]:
        """The known payments so far, in US dollars, after each day of payment."""
        paid: dict[date, float] = {}
        so_far = 0.0
        for entry in self.entries:
            so_far += entry.net_usd or 0.0
            paid[entry.day] = so_far
        return tuple(paid.items())


@dataclass(frozen=True)
class Branch:
    """One choice of a step of the path, as a whole plan: what it costs and when it is done.

    `named` is the certification that the article names, `cert_id` the one to sit (another one where a successor
    stands in; None where nothing can be booked). `way`: now, wait (not open yet on the day), beta, or closed.
    `total`, `more_usd`, `more_days` and `ends` are of the cheapest plan with this branch, against the first plan;
    `more_usd` is missing where either has an unknown price, `more_days` where it `needs` something. `fits`: it keeps
    every limit. `taken`: the plans that take it. `needs`: what has to change for it to be reached in time (`16 hours a
    week`), empty where nothing has; its totals are then of the changed plan. `change`: the request that takes it.
    """

    named: str | None
    cert_id: str | None
    code: str
    when: str | None
    way: Literal["held", "now", "wait", "beta", "closed"]
    announced: bool
    price_usd: float | None
    exam_day: date | None
    sit_by: date | None
    total: Total | None
    more_usd: float | None
    more_days: int | None
    ends: date | None
    fits: bool
    taken: tuple[Objective, ...]
    words: str
    change: PlanRequest | None
    needs: str = ""


@dataclass(frozen=True)
class Stage:
    """One step of the article's path with its choices open. `held`: a certification held that meets it already."""

    number: int
    why: str | None
    asks: str
    optional: bool
    after_months: int
    held: str | None
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Point:
    """One point of the frontier: no plan is both cheaper and faster. `names` as in Plan; `plan` is the whole plan."""

    cost: Total
    ends: date
    weeks: int
    cert_ids: tuple[str, ...]
    names: tuple[Objective, ...]
    plan: Plan


@dataclass(frozen=True)
class LeftOut:
    """A certification that the plan could have had and does not, and why."""

    cert_id: str
    code: str
    why: str


@dataclass(frozen=True)
class HeldCert:
    """A certification that is held and counts, with the month it was earned in and its last day; None = not said."""

    cert_id: str
    code: str
    earned: date | None
    expires_on: date | None


@dataclass(frozen=True)
class Assumption:
    """Something that a plan takes as given: ours or from a source, and which input changes it.

    `about`: only plans with one of these exams rest on it, empty = every plan does.
    """

    id: str
    words: str
    ours: bool
    source: str | None
    input: str | None
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relaxation:
    """The smallest change of one limit that makes a plan possible (several limits where no single one does).

    `limit` names the input, `words` the change (`+$75`), `request` is the changed request, `total` and `ends` are of
    the plan that it gives.
    """

    limit: str
    words: str
    request: PlanRequest
    total: Total
    ends: date


@dataclass(frozen=True)
class Proof:
    """How far the search went. Past its node limit it is not exact, and the gaps bound what may have been missed."""

    exact: bool
    nodes: int
    gap_usd: float = 0.0
    gap_days: int = 0
    words: str = ""


@dataclass(frozen=True)
class PlanAnswer:
    """Everything that the planner says to a request.

    `why` is what the article says of the path, `today` what has changed since, both in our words. `plans` are up to
    three, collapsed where equal, the cheapest first; empty where nothing fits: then `problem` is a sentence and
    `relaxations` are what would help. `notes` are about the request (what was left out of it, and why).
    """

    request: PlanRequest
    path: str
    kind: str
    title: str
    stages: tuple[Stage, ...]
    why: str | None = None
    today: str | None = None
    plans: tuple[Plan, ...] = ()
    frontier: tuple[Point, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    notes: tuple[str, ...] = ()
    held: tuple[HeldCert, ...] = ()
    problem: str = ""
    relaxations: tuple[Relaxation, ...] = ()
    proof: Proof = field(default_factory=lambda: Proof(exact=True, nodes=0))

    @property
    def best(self) -> Plan | None:
        """The plan to show first: the cheapest."""
        return self.plans[0] if self.plans else None
