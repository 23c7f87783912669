"""The events of a plan on the calendar: study blocks, exam days, last exam days, second tries, renewals, expiries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from lib.planner.goals import expires_on, held_until
from lib.planner.model import Event, Step
from lib.planner.planning_context import PlanningContext
from lib.text import day

DAY = timedelta(days=1)


def events(context: PlanningContext, steps: Sequence[Step]) -> tuple[Event, ...]:
    """The events of the plan and of what is held, by date; on the same dates in the order of the plan."""
    calendar = [*(event for step in steps for event in _step_events(context, step)), *_held_events(context, steps)]
    return tuple(sorted(calendar, key=lambda event: (event.start, event.end)))


def _step_events(context: PlanningContext, step: Step) -> Iterator[Event]:
    cert = context.catalogue.certs[step.cert_id]
    hours = f"{step.hours:g} hours" if step.hours != 1 else "1 hour"
    yield Event("study", step.cert_id, step.study_from, step.study_to, f"Study for {step.code}, {hours}")
    yield Event("exam", step.cert_id, step.exam_day, step.exam_day, f"Exam {step.code}")
    if step.announced:
        opens = cert.life.general_from or cert.life.available_from or step.exam_day
        yield Event("opens", step.cert_id, opens, opens, f"{step.code} opens (announced)")
    if step.sit_by:
        again = " with time for a second try" if context.request.chance < 1 and step.retake_from else ""
        yield Event("last exam day", step.cert_id, step.sit_by, step.sit_by, f"Last day to sit {step.code}{again}")
    if step.retake_from and context.request.chance < 1:
        yield Event(
            "retake from", step.cert_id, step.retake_from, step.retake_from, f"Second try of {step.code} possible"
        )
    if step.expires_on:
        yield from _end_events(step.cert_id, step.code, step.expires_on, cert.renewal_window_months)


def _end_events(cert_id: str, code: str, end: date, window: int | None) -> Iterator[Event]:
    if window:
        opens = end - relativedelta(months=window)
        yield Event("renewal opens", cert_id, opens, opens, f"Renewal of {code} opens; until {day(end)}")
    yield Event("expiry", cert_id, end, end, f"{code} expires unless renewed")


def _held_events(context: PlanningContext, steps: Sequence[Step]) -> Iterator[Event]:
    """Renewals and expiries of what is held, later where exams of the plan renew it in time."""
    for cert_id, earned in sorted(context.holding.valid.items()):
        cert = context.catalogue.certs[cert_id]
        end = held_until(cert, earned)
        for step in steps:
            if end and step.exam_day <= end and cert_id in step.renews:
                end = expires_on(cert, step.exam_day)
        if end:
            yield from _end_events(cert_id, cert.code, end, cert.renewal_window_months)


def study_block(exam: int, days: int) -> tuple[date, date]:
    """The first and the last day of study for an exam (its day as an ordinal): the block ends on the day before."""
    exam_day = date.fromordinal(exam)
    return exam_day - days * DAY, exam_day - DAY


def weeks(begins: date, ends: date) -> int:
    """The number of weeks of a plan, the last one counted as a whole."""
    return -(-((ends - begins).days + 1) // 7)


def last_day(steps: Iterable[Step], begins: date) -> date:
    """The day of the last exam; the first day of a plan without any."""
    return max((step.exam_day for step in steps), default=begins)
