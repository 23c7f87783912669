"""When nothing fits: which limits bind, and the smallest change of one of them that makes a plan possible."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lib.planner.bounds import Bound
from lib.planner.catalogue import Catalogue
from lib.planner.model import Relaxation, Request
from lib.planner.plans import total_of
from lib.planner.problem import MICRO
from lib.planner.search import MOST_HOURS, Found, Key, Search, cheapest, fewest_hours
from lib.planner.setting import Setting, setting_of
from lib.planner.windows import ENGLISH
from lib.text import amount, count, day, listed, usd


class _Try(NamedTuple):
    """A changed request with the plan that it gives."""

    request: Request
    setting: Setting
    found: Found


def relaxations(request: Request, catalogue: Catalogue) -> tuple[Relaxation, ...]:
    """The smallest change of each limit that alone is enough, in a fixed order; else one of several limits at once.

    Empty where no change of a limit helps: then the path itself is closed.
    """
    found = [made for limit in LIMITS if (made := LIMITS[limit](request, catalogue))]
    return tuple(found) or tuple(_together(request, catalogue))


def _tried(request: Request, catalogue: Catalogue, key: Key = cheapest) -> _Try | None:
    setting = setting_of(request, catalogue)
    found = Search(setting.problem).best(key)
    return _Try(request, setting, found) if found else None


def _least(one: Found | Bound) -> tuple[object, ...]:
    """The least cost, whatever the reader would rather take: a wish is no limit."""
    return one.cost, one.week, one.day


def _soonest(one: Found | Bound) -> tuple[object, ...]:
    """The first last day, whatever the reader would rather take."""
    return one.day, one.cost


def _made(limit: str, words: str, tried: _Try) -> Relaxation:
    total = total_of(tried.setting, tried.found)
    return Relaxation(limit, words, tried.request, total, date.fromordinal(tried.found.day))


def _budget(request: Request, catalogue: Catalogue) -> Relaxation | None:
    if request.binding_budget is None:
        return None
    tried = _tried(replace(request, budget=None), catalogue, _least)
    if tried is None:
        return None
    unknown, micro = tried.found.cost
    if unknown:
        return _made("budget", "no budget (a price is not published, so none can be shown to be enough)", tried)
    needed = -(-micro // MICRO) if micro % MICRO else micro // MICRO
    enough = _tried(replace(request, budget=float(needed)), catalogue)
    return _made("budget", f"+{usd(needed - request.binding_budget)}", enough) if enough else None


def _by(request: Request, catalogue: Catalogue) -> Relaxation | None:
    if request.by is None:
        return None
    tried = _tried(replace(request, by=None), catalogue, _soonest)
    if tried is None:
        return None
    late = -(-(date.fromordinal(tried.found.day) - request.by).days // 7)
    moved = _tried(replace(request, by=request.by + timedelta(weeks=late)), catalogue)
    return _made("by", f"+{count(late, 'week')}", moved) if moved else None


def _hours(request: Request, catalogue: Catalogue) -> Relaxation | None:
    def works(hours: int) -> bool:
        return Search(setting_of(replace(request, hours_week=float(hours)), catalogue).problem).any()

    hours = fewest_hours(request.hours_week, works)
    found = _tried(replace(request, hours_week=float(hours)), catalogue) if hours else None
    return _made("hours_week", f"{count(hours, 'hour')} a week", found) if found else None


def _beta(request: Request, catalogue: Catalogue) -> Relaxation | None:
    tried = None if request.beta else _tried(replace(request, beta=True), catalogue)
    return _made("beta", "allow beta exams", tried) if tried else None


def _vendor_limit(request: Request, catalogue: Catalogue) -> Relaxation | None:
    if request.vendor_limit is None:
        return None
    tried = _tried(replace(request, vendor_limit=None), catalogue)
    if tried is None:
        return None
    for more in range(max(0, request.vendor_limit) + 1, len(tried.found.trail)):
        raised = _tried(replace(request, vendor_limit=more), catalogue)
        if raised:
            return _made("vendor_limit", f"{more} from one vendor", raised)
    return _made("vendor_limit", "drop the vendor limit", tried)


def _language(request: Request, catalogue: Catalogue) -> Relaxation | None:
    now = request.language or ENGLISH
    known = {one for cert in catalogue.certs.values() for one in cert.languages}
    for language in (ENGLISH, *sorted(known - {ENGLISH})):
        tried = None if language == now else _tried(replace(request, language=language), catalogue)
        if tried:
            return _made("language", f"take the exams in {language}", tried)
    return None


def _start(request: Request, catalogue: Catalogue) -> Relaxation | None:
    """The latest earlier month, found by halving: an earlier start never takes a plan away, it can wait."""
    if request.start is None or request.start <= request.on:
        return None
    first = request.on.replace(day=1)
    low, high = 0, 12 * (request.start.year - first.year) + request.start.month - first.month
    best = _tried(replace(request, start=first), catalogue)
    while best and high - low > 1:
        middle = (low + high) // 2
        tried = _tried(replace(request, start=first + relativedelta(months=middle)), catalogue)
        low, high, best = (middle, high, tried) if tried else (low, middle, best)
    return _made("start", f"start in {best.request.start:%B %Y}", best) if best else None


def _chance(request: Request, catalogue: Catalogue) -> Relaxation | None:
    tried = None if request.chance >= 1 else _tried(replace(request, chance=1.0), catalogue)
    return _made("chance", "leave no room for a second try", tried) if tried else None


LIMITS: dict[str, Callable[[Request, Catalogue], Relaxation | None]] = {
    "budget": _budget,
    "by": _by,
    "hours_week": _hours,
    "start": _start,
    "beta": _beta,
    "language": _language,
    "vendor_limit": _vendor_limit,
    "chance": _chance,
}
"""Each limit with what finds its smallest change, in the order in which they are offered."""


def _together(request: Request, catalogue: Catalogue) -> Iterator[Relaxation]:
    """All limits dropped, then put back one by one where they do not bind: what stays dropped is needed together.

    Of these each is then tightened again as far as it goes, in order.
    """
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
    if _tried(free, catalogue) is None:
        return
    kept, dropped = free, []
    for limit in LIMITS:
        back = replace(kept, **{limit: getattr(request, limit)})
        if getattr(request, limit) == getattr(free, limit) or _tried(back, catalogue):
            kept = back
        else:
            dropped.append(limit)
    words = []
    for limit in dropped:
        back = replace(kept, **{limit: getattr(request, limit)})
        if made := LIMITS[limit](back, catalogue):
            kept = made.request
            words.append(made.words)
    tried = _tried(kept, catalogue)
    if tried:
        yield _made(" and ".join(dropped), " and ".join(words), tried)


def binding(request: Request, found: Sequence[Relaxation]) -> str:
    """The limits that the changes are of, in words: what no plan fits."""
    limits = [limit for one in found for limit in one.limit.split(" and ")]
    return listed([_BINDING[one](request) for one in LIMITS if one in limits])


_BINDING: dict[str, Callable[[Request], str]] = {
    "budget": lambda one: f"a budget of {amount(one.budget or 0)}",
    "by": lambda one: f"the last exam by {day(one.by)}",
    "hours_week": lambda one: f"{one.hours_week:g} {'hour' if one.hours_week == 1 else 'hours'} a week",
    "start": lambda one: f"a start in {one.start:%B %Y}",
    "beta": lambda _: "no beta exams",
    "language": lambda one: f"exams in {one.language or ENGLISH}",
    "vendor_limit": lambda one: f"at most {count(one.vendor_limit or 0, 'exam')} from one vendor",
    "chance": lambda _: "time for a second try",
}
