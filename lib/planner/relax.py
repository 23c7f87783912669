"""When no plan fits: the limits that bind, and the smallest change of each that makes a plan possible.

A reader whose request has no plan wants to know the least that they would have to give up. Each limit is looked at by
itself, the others unchanged, and its smallest change is found in one of four ways:

- A budget or a last day is dropped, and the search for the cheapest or the soonest plan says how much was missing.
- Hours a week and the start month are found by halving a range: more hours, or an earlier start, never take a plan
  away, so there is one point up to which no plan fits and from which on one does.
- The vendor limit is raised one exam at a time, the languages are tried one after the other.
- Betas and the room for a second try can only be switched.

Where no single limit is to blame, all are dropped and put back one by one. Those that can be put back do not bind; the
others are needed together, and each is then tightened again as far as possible.

Example: a path asks for `a` ($150, 20 hours of study), and the budget is $100. $50 more are enough, unless the last
exam has to be by 30 June: then 7 hours of study a week are too few as well, and both limits have to change.

    >>> from lib.cost.ledger import Exam
    >>> from lib.planner.catalogue import Cert, Choice, Path, PathStep
    >>> exam = Exam("a", "A", "Vendor", price_usd=150.0)
    >>> cert = Cert("a", "A", "Exam A", "Vendor", "Tier", 1, "Focus", exam, hours_low=20.0, hours_high=20.0)
    >>> path = Path("path", "outcome", "Path", (PathStep(1, (Choice(cert="a"),)),))
    >>> catalogue = Catalogue({"a": cert}, {"path": path})
    >>> request = PlanRequest(on=date(2026, 6, 15), goal="path", hours_week=7.0, budget=100.0)
    >>> [(change.limit, change.words) for change in relaxations(request, catalogue)]
    [('budget', '+$50')]
    >>> [change.words for change in relaxations(replace(request, by=date(2026, 6, 30)), catalogue)]
    ['+$50 and 10 hours a week']
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lib.planner.bounds import Bound
from lib.planner.catalogue import Catalogue
from lib.planner.model import Relaxation
from lib.planner.planning_context import PlanningContext, context_of
from lib.planner.plans import total_of
from lib.planner.problem import MICRO
from lib.planner.request import PlanRequest
from lib.planner.search import MOST_HOURS, Candidate, Key, Search, cheapest, fewest_hours
from lib.planner.windows import ENGLISH
from lib.text import amount, count, day, listed, usd


class _Attempt(NamedTuple):
    """A changed request with the plan that it gives."""

    request: PlanRequest
    context: PlanningContext
    candidate: Candidate


def relaxations(request: PlanRequest, catalogue: Catalogue) -> tuple[Relaxation, ...]:
    """The smallest change of each limit that is enough by itself, in a fixed order; else one of several limits at once.

    Empty where no change of a limit helps: then the path itself is closed.
    """
    changes = [change for limit in LIMITS if (change := LIMITS[limit](request, catalogue))]
    return tuple(changes) or tuple(_together(request, catalogue))


def _attempt(request: PlanRequest, catalogue: Catalogue, key: Key = cheapest) -> _Attempt | None:
    """The best plan by a key for a changed request; None where that has no plan either."""
    context = context_of(request, catalogue)
    candidate = Search(context.problem).best(key)
    return _Attempt(request, context, candidate) if candidate else None


# The usual keys put wishes before cost and time. These two do not: a wish is no limit, so it must not make the change
# of a limit larger.


def _least_cost(plan: Candidate | Bound) -> tuple[object, ...]:
    """The key for the lowest net price, whatever the reader wishes."""
    return plan.cost, plan.week, plan.day


def _soonest(plan: Candidate | Bound) -> tuple[object, ...]:
    """The key for the first last day, whatever the reader wishes."""
    return plan.day, plan.cost


def _relaxation(limit: str, words: str, attempt: _Attempt) -> Relaxation:
    total = total_of(attempt.context, attempt.candidate)
    return Relaxation(limit, words, attempt.request, total, date.fromordinal(attempt.candidate.day))


def _budget(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    """The least budget, in whole dollars: what the cheapest plan costs without one."""
    if request.binding_budget is None:
        return None
    free = _attempt(replace(request, budget=None), catalogue, _least_cost)
    if free is None:
        return None
    unknown, micro = free.candidate.cost
    if unknown:
        return _relaxation("budget", "no budget (a price is not published, so none can be shown to be enough)", free)
    dollars = -(-micro // MICRO)
    enough = _attempt(replace(request, budget=float(dollars)), catalogue)
    return _relaxation("budget", f"+{usd(dollars - request.binding_budget)}", enough) if enough else None


def _by(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    """The first last day, in whole weeks after the one asked for: that of the soonest plan without a last day."""
    if request.by is None:
        return None
    free = _attempt(replace(request, by=None), catalogue, _soonest)
    if free is None:
        return None
    weeks = -(-(date.fromordinal(free.candidate.day) - request.by).days // 7)
    enough = _attempt(replace(request, by=request.by + timedelta(weeks=weeks)), catalogue)
    return _relaxation("by", f"+{count(weeks, 'week')}", enough) if enough else None


def _hours(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    """The fewest hours a week: more of them never take a plan away, so they are found by halving."""

    def is_enough(hours: int) -> bool:
        return Search(context_of(replace(request, hours_week=float(hours)), catalogue).problem).has_plan()

    hours = fewest_hours(request.hours_week, is_enough)
    enough = _attempt(replace(request, hours_week=float(hours)), catalogue) if hours else None
    return _relaxation("hours_week", f"{count(hours, 'hour')} a week", enough) if enough else None


def _beta(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    enough = None if request.beta else _attempt(replace(request, beta=True), catalogue)
    return _relaxation("beta", "allow beta exams", enough) if enough else None


def _vendor_limit(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    """The lowest vendor limit that is enough; none where it would be as high as the number of exams."""
    if request.vendor_limit is None:
        return None
    free = _attempt(replace(request, vendor_limit=None), catalogue)
    if free is None:
        return None
    for limit in range(max(0, request.vendor_limit) + 1, len(free.candidate.trail)):
        enough = _attempt(replace(request, vendor_limit=limit), catalogue)
        if enough:
            return _relaxation("vendor_limit", f"{limit} from one vendor", enough)
    return _relaxation("vendor_limit", "drop the vendor limit", free)


def _language(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    """The first other language with a plan: English, then those of the catalogue in alphabetical order."""
    now = request.language or ENGLISH
    languages = {language for cert in catalogue.certs.values() for language in cert.languages}
    for language in (ENGLISH, *sorted(languages - {ENGLISH})):
        enough = None if language == now else _attempt(replace(request, language=language), catalogue)
        if enough:
            return _relaxation("language", f"take the exams in {language}", enough)
    return None


def _start(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    """The latest earlier month, found by halving: an earlier start never takes a plan away, since a plan can wait."""
    if request.start is None or request.start <= request.on:
        return None
    first = request.on.replace(day=1)
    low, high = 0, 12 * (request.start.year - first.year) + request.start.month - first.month
    best = _attempt(replace(request, start=first), catalogue)
    while best and high - low > 1:
        middle = (low + high) // 2
        attempt = _attempt(replace(request, start=first + relativedelta(months=middle)), catalogue)
        low, high, best = (middle, high, attempt) if attempt else (low, middle, best)
    return _relaxation("start", f"start in {best.request.start:%B %Y}", best) if best else None


def _chance(request: PlanRequest, catalogue: Catalogue) -> Relaxation | None:
    enough = None if request.chance >= 1 else _attempt(replace(request, chance=1.0), catalogue)
    return _relaxation("chance", "leave no room for a second try", enough) if enough else None


LIMITS: dict[str, Callable[[PlanRequest, Catalogue], Relaxation | None]] = {
    "budget": _budget,
    "by": _by,
    "hours_week": _hours,
    "start": _start,
    "beta": _beta,
    "language": _language,
    "vendor_limit": _vendor_limit,
    "chance": _chance,
}
"""Each limit with the function that finds its smallest change, in the order in which changes are offered."""


def _together(request: PlanRequest, catalogue: Catalogue) -> Iterator[Relaxation]:
    """The change of several limits that are needed together; nothing where dropping all of them does not help."""
    free = replace(
        request,
        budget=None,
        by=None,
        hours_week=max(request.hours_week, float(MOST_HOURS)),
        start=None,
        beta=True,
        language=None,
        vendor_limit=None,
        chance=1.0,
    )
    if _attempt(free, catalogue) is None:
        return
    # Each limit is put back as it was asked for. Where a plan is left it does not bind and stays in place.
    changed, dropped = free, []
    for limit in LIMITS:
        restored = replace(changed, **{limit: getattr(request, limit)})
        if getattr(request, limit) == getattr(free, limit) or _attempt(restored, catalogue):
            changed = restored
        else:
            dropped.append(limit)
    # The others are dropped further than needed. With one of them put back, its own function finds its smallest change.
    words = []
    for limit in dropped:
        restored = replace(changed, **{limit: getattr(request, limit)})
        if change := LIMITS[limit](restored, catalogue):
            changed = change.request
            words.append(change.words)
    attempt = _attempt(changed, catalogue)
    if attempt:
        yield _relaxation(" and ".join(dropped), " and ".join(words), attempt)


def binding(request: PlanRequest, changes: Sequence[Relaxation]) -> str:
    """The limits of a request that some changes are of, in words: what no plan fits."""
    limits = {limit for change in changes for limit in change.limit.split(" and ")}
    return listed([_BINDING[limit](request) for limit in LIMITS if limit in limits])


_BINDING: dict[str, Callable[[PlanRequest], str]] = {
    "budget": lambda request: f"a budget of {amount(request.budget or 0)}",
    "by": lambda request: f"the last exam by {day(request.by)}",
    "hours_week": lambda request: f"{request.hours_week:g} {'hour' if request.hours_week == 1 else 'hours'} a week",
    "start": lambda request: f"a start in {request.start:%B %Y}",
    "beta": lambda _: "no beta exams",
    "language": lambda request: f"exams in {request.language or ENGLISH}",
    "vendor_limit": lambda request: f"at most {count(request.vendor_limit or 0, 'exam')} from one vendor",
    "chance": lambda _: "time for a second try",
}
