"""When nothing fits: which limits bind, and the smallest change of one of them that makes a plan possible."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lib.planner.catalogue import Catalogue
from lib.planner.model import Relaxation, Request
from lib.planner.plans import total_of
from lib.planner.problem import MICRO
from lib.planner.search import MOST_HOURS, Found, Search, cheapest, fastest, fewest_hours
from lib.planner.setting import Setting, setting_of
from lib.planner.windows import ENGLISH
from lib.text import count, usd


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


def _tried(request: Request, catalogue: Catalogue, *, soonest: bool = False) -> _Try | None:
    setting = setting_of(request, catalogue)
    found = Search(setting.problem).best(fastest if soonest else cheapest)
    return _Try(request, setting, found) if found else None


def _made(limit: str, words: str, tried: _Try) -> Relaxation:
    total = total_of(tried.setting, tried.found)
    return Relaxation(limit, words, tried.request, total, date.fromordinal(tried.found.day))


def _budget(request: Request, catalogue: Catalogue) -> Relaxation | None:
    if request.binding_budget is None:
        return None
    tried = _tried(replace(request, budget=None), catalogue)
    if tried is None:
        return None
    unknown, micro = tried.found.cost
    if unknown:
        return _made("budget", "no budget (a price is not published, so none can be shown to be enough)", tried)
    needed = -(-micro // MICRO) if micro % MICRO else micro // MICRO
    enough = tried._replace(request=replace(request, budget=float(needed)))
    return _made("budget", f"+{usd(needed - request.binding_budget)}", enough)


def _by(request: Request, catalogue: Catalogue) -> Relaxation | None:
    if request.by is None:
        return None
    tried = _tried(replace(request, by=None), catalogue, soonest=True)
    if tried is None:
        return None
    ends = date.fromordinal(tried.found.day)
    late = -(-(ends - request.by).days // 7)
    moved = replace(request, by=request.by + timedelta(weeks=late))
    return _made("by", f"+{count(late, 'week')}", tried._replace(request=moved))


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
    """All limits dropped, then put back one by one where they do not bind: what stays dropped is needed together."""
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
    tried = _tried(kept, catalogue)
    if tried:
        yield _made(" and ".join(dropped), " and ".join(_DROPPED[one] for one in dropped), tried)


_DROPPED = {
    "budget": "no budget limit",
    "by": "no last day",
    "hours_week": "more hours a week",
    "start": "an earlier start",
    "beta": "beta exams allowed",
    "language": "exams in English",
    "vendor_limit": "no vendor limit",
    "chance": "no room for a second try",
}
