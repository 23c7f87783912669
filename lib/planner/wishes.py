"""What a reader asked for, in words: for a page on paper, where no control shows it."""

from collections.abc import Iterator
from datetime import date

from lib.planner.catalogue import Catalogue
from lib.planner.goals import path_of
from lib.planner.request import Request
from lib.text import amount, count, day, listed

DEFAULT = Request.of(on=date.min)


def wishes(request: Request, catalogue: Catalogue) -> tuple[str, ...]:
    """Where the reader is, where they want to go, what they have, and each limit that is not the usual one."""
    return (*_way(request, catalogue), *_held(request, catalogue), *_limits(request), *_own(request, catalogue))


def _way(request: Request, catalogue: Catalogue) -> Iterator[str]:
    if request.background and request.background in catalogue.paths:
        yield f"I am: {catalogue.paths[request.background].title}"
    usual = request.background and not request.goal
    yield f"I want: {'the usual sequence' if usual else path_of(request, catalogue).title}"


def _held(request: Request, catalogue: Catalogue) -> Iterator[str]:
    held = [(_code(one, catalogue), earned) for one, earned in request.have]
    if held:
        yield f"I hold: {', '.join(f'{code} ({earned:%b %Y})' if earned else code for code, earned in held)}"


def _limits(one: Request) -> Iterator[str]:
    yield f"{one.hours_week:g} {'hour' if one.hours_week == 1 else 'hours'} a week"
    told = {
        f"a budget of {amount(one.budget or 0)}": one.budget is not None,
        f"a start in {one.start:%B %Y}" if one.start else "": one.start,
        f"the last exam by {day(one.by)}": one.by,
        f"{one.cloud} preferred": one.cloud,
        f"at most {count(one.vendor_limit or 0, 'exam')} from one vendor": one.vendor_limit is not None,
        "beta exams too": one.beta,
        f"exams in {one.language}": one.language,
        "my employer pays": one.employer_pays,
        "no vouchers": not one.vouchers,
        f"{one.overlap:.0%} of study saved where exams overlap": one.overlap != DEFAULT.overlap,
        f"a chance of {one.chance:.0%} to pass one try": one.chance != DEFAULT.chance,
        f"{count(one.worked, 'month')} of hands-on work done": one.worked,
        f"renewals within {one.months} months": one.months != DEFAULT.months,
    }
    yield from (words for words, asked in told.items() if asked)


def _own(request: Request, catalogue: Catalogue) -> Iterator[str]:
    if request.take:
        yield f"{listed([_code(one, catalogue) for one in request.take])} insisted on"
    yield from (f"{_code(one, catalogue)} in {hours:g} hours" for one, hours in request.hours)


def _code(cert_id: str, catalogue: Catalogue) -> str:
    return catalogue.certs[cert_id].code if cert_id in catalogue.certs else cert_id
