"""A request in words, for a page on paper, where no control shows it."""

from collections.abc import Iterator
from datetime import date

from lib.planner.catalogue import Catalogue
from lib.planner.goals import path_of
from lib.planner.request import PlanRequest
from lib.text import amount, count, day, listed

DEFAULT = PlanRequest.of(on=date.min)


def wishes(request: PlanRequest, catalogue: Catalogue) -> tuple[str, ...]:
    """The background, the goal, what is held, and each limit that is not the default, one phrase each."""
    return (*_way(request, catalogue), *_held(request, catalogue), *_limits(request), *_own(request, catalogue))


def _way(request: PlanRequest, catalogue: Catalogue) -> Iterator[str]:
    if request.background and request.background in catalogue.paths:
        yield f"I am: {catalogue.paths[request.background].title}"
    usual = request.background and not request.goal
    yield f"I want: {'the usual sequence' if usual else path_of(request, catalogue).title}"


def _held(request: PlanRequest, catalogue: Catalogue) -> Iterator[str]:
    held = [(_code(cert_id, catalogue), earned) for cert_id, earned in request.have]
    if held:
        yield f"I hold: {', '.join(f'{code} ({earned:%b %Y})' if earned else code for code, earned in held)}"


def _limits(request: PlanRequest) -> Iterator[str]:
    yield f"{request.hours_week:g} {'hour' if request.hours_week == 1 else 'hours'} a week"
    limits = {
        f"a budget of {amount(request.budget or 0)}": request.budget is not None,
        f"a start in {request.start:%B %Y}" if request.start else "": request.start,
        f"the last exam by {day(request.by)}": request.by,
        f"{request.cloud} preferred": request.cloud,
        f"at most {count(request.vendor_limit or 0, 'exam')} from one vendor": request.vendor_limit is not None,
        "beta exams too": request.beta,
        f"exams in {request.language}": request.language,
        "my employer pays": request.employer_pays,
        "no vouchers": not request.vouchers,
        f"{request.overlap:.0%} of study saved where exams overlap": request.overlap != DEFAULT.overlap,
        f"a chance of {request.chance:.0%} to pass one try": request.chance != DEFAULT.chance,
        f"{count(request.worked, 'month')} of hands-on work done": request.worked,
        f"renewals within {request.months} months": request.months != DEFAULT.months,
    }
    yield from (words for words, is_set in limits.items() if is_set)


def _own(request: PlanRequest, catalogue: Catalogue) -> Iterator[str]:
    if request.take:
        yield f"{listed([_code(cert_id, catalogue) for cert_id in request.take])} insisted on"
    yield from (f"{_code(cert_id, catalogue)} in {hours:g} hours" for cert_id, hours in request.hours)


def _code(cert_id: str, catalogue: Catalogue) -> str:
    return catalogue.certs[cert_id].code if cert_id in catalogue.certs else cert_id
