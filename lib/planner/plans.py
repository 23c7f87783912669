"""From a candidate of the search to a plan for people: dated, priced and explained."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

from lib.cost.ledger import Entry, Sitting, Total
from lib.planner.catalogue import Cert
from lib.planner.checks import checks
from lib.planner.explain import reasons, served_steps
from lib.planner.goals import expires_on, held_until, role_needs
from lib.planner.hours_saved import coverage
from lib.planner.items import hours_of
from lib.planner.model import Objective, Plan, Step
from lib.planner.orders import ScheduledExam
from lib.planner.payments import fees, fees_total, keeping
from lib.planner.planning_context import PlanningContext
from lib.planner.schedule import events, last_day, study_block, weeks
from lib.planner.search import Candidate
from lib.planner.windows import Window
from lib.text import exam_price


def plan_of(context: PlanningContext, candidate: Candidate, names: Sequence[Objective]) -> Plan:
    """A candidate as a whole plan. `names` are the objectives that it is best at."""
    trail = candidate.trail
    sittings = sittings_of(context, candidate)
    entries, (renewals, renewals_total) = fees(context, sittings), keeping(context, sittings)
    fee_of = {entry.cert_id: entry for entry in entries if entry.kind == "exam"}
    steps = tuple(_step(context, trail, place, fee_of, names) for place in range(len(trail)))
    ends = last_day(steps, context.begins)
    lapsed = {entry.cert_id for entry in renewals if entry.kind == "lapse" and entry.day <= ends}
    return Plan(
        names=tuple(names),
        steps=steps,
        total=fees_total(context, sittings, entries),
        list_total=fees_total(context, sittings, entries, net=False),
        days=(ends - context.begins).days,
        weeks=weeks(context.begins, ends) if steps else 0,
        hours=sum(step.hours for step in steps),
        begins=context.begins,
        ends=ends,
        vendors=tuple(sorted({step.vendor for step in steps})),
        focuses=tuple(sorted({step.focus for step in steps})),
        entries=entries,
        keeping=renewals,
        keeping_total=renewals_total,
        events=events(context, steps),
        checks=checks(context, steps),
        unlocks=_unlocks(context, steps, lapsed),
    )


def sittings_of(context: PlanningContext, candidate: Candidate) -> list[tuple[Sitting, Window]]:
    """The exams of a candidate with their days, as the ledger takes them, and the windows in which they are sat."""
    return [(Sitting(context.cert(exam.item).id, _day(exam)), context.window(exam)) for exam in candidate.trail]


def total_of(context: PlanningContext, candidate: Candidate) -> Total:
    """The net fees of a candidate, by the ledger."""
    sittings = sittings_of(context, candidate)
    return fees_total(context, sittings, fees(context, sittings))


def _step(
    context: PlanningContext,
    trail: Sequence[ScheduledExam],
    place: int,
    fee_of: Mapping[str, Entry],
    names: Sequence[Objective],
) -> Step:
    exam = trail[place]
    cert, window = context.cert(exam.item), context.window(exam)
    hours, low, high = hours_of(cert, context.request)
    saved = hours * context.problem.overlap * exam.covered
    exam_day, fee, serves = _day(exam), fee_of[cert.id], served_steps(context, cert.id)
    study_from, study_to = study_block(exam.day, exam.study_days)
    return Step(
        number=place + 1,
        cert_id=cert.id,
        code=cert.code,
        name=cert.name,
        vendor=cert.vendor,
        tier=cert.tier,
        focus=cert.focus,
        stages=tuple(demand.step.number for demand, _ in serves),
        instead_of=next((offer.named for _, offer in serves if offer.stands_in), None),
        beta=window.beta,
        announced=window.announced,
        study_from=study_from,
        study_to=study_to,
        exam_day=exam_day,
        sit_by=_sit_by(context, cert, window),
        retake_from=_retake_from(context, cert, exam_day),
        hours=round(hours - saved, 1),
        hours_low=low,
        hours_high=high,
        hours_saved=round(saved, 1),
        saved_from=_saved_from(context, trail, place) if saved else None,
        list_usd=fee.list_usd,
        net_usd=fee.net_usd,
        price_words=exam_price(window.price_usd, is_beta=window.beta),
        price_why=fee.why,
        price_source=_price_source(context, cert),
        expires_on=_expires_on(context, trail, place),
        never_expires=cert.exam.never_expires,
        renews=_renews(context, trail, place),
        project=cert.project,
        project_source=cert.project_source,
        reasons=reasons(context, trail, place, names),
        sources=cert.sources,
    )


def _sit_by(context: PlanningContext, cert: Cert, window: Window) -> date | None:
    """The last day to sit an exam; where a second try is allowed for, the last day that leaves time for it."""
    if window.closes == date.max:
        return None
    rule = context.catalogue.retakes.get(cert.vendor)
    wait = rule.days[0] if rule and rule.days and context.request.chance < 1 else 0
    return window.closes - timedelta(days=wait)


def _retake_from(context: PlanningContext, cert: Cert, exam_day: date) -> date | None:
    rule = context.catalogue.retakes.get(cert.vendor)
    return exam_day + timedelta(days=rule.days[0]) if rule and rule.days else None


def _price_source(context: PlanningContext, cert: Cert) -> str | None:
    is_of_article = context.request.on == context.catalogue.article_day and cert.in_article
    return "article" if is_of_article else cert.price_source


def _saved_from(context: PlanningContext, trail: Sequence[ScheduledExam], place: int) -> str | None:
    """What covers most of an exam: a step before it, else a certification held; the first by id where equal."""
    exam, covers = trail[place], context.problem.covers
    before = sorted((-covers(earlier.item, exam.item), context.cert(earlier.item).id) for earlier in trail[:place])
    if before and -before[0][0] >= exam.covered:
        return before[0][1]
    share, cert_id = coverage(context.catalogue), context.cert(exam.item).id
    return min(context.holding.valid, key=lambda held: (-share(held, cert_id), held), default=None)


def _expires_on(context: PlanningContext, trail: Sequence[ScheduledExam], place: int) -> date | None:
    """The day on which a pass expires, with what later exams of the plan renew; None = never, or not known."""
    cert = context.cert(trail[place].item)
    end = expires_on(cert, _day(trail[place]))
    for later in trail[place + 1 :]:
        if end is not None and _day(later) <= end and context.cert(later.item).id in cert.exam.renewed_by:
            end = expires_on(cert, _day(later))
    return end


def _day(exam: ScheduledExam) -> date:
    return date.fromordinal(exam.day)


def _renews(context: PlanningContext, trail: Sequence[ScheduledExam], place: int) -> tuple[str, ...]:
    """The certifications, held or passed before, that are valid on the exam day and renewed by this pass; by id."""
    cert_id, exam_day = context.cert(trail[place].item).id, _day(trail[place])
    certs = context.catalogue.certs
    ends = {held: held_until(certs[held], earned) for held, earned in context.holding.valid.items()}
    earlier = [(context.cert(exam.item), _day(exam)) for exam in trail[:place]]
    ends |= {cert.id: expires_on(cert, passed) for cert, passed in earlier}
    valid = [
        passed
        for passed, end in ends.items()
        if not certs[passed].exam.never_expires and (end is None or end >= exam_day)
    ]
    return tuple(sorted(passed for passed in valid if cert_id in certs[passed].exam.renewed_by))


def _unlocks(context: PlanningContext, steps: Sequence[Step], lapsed: Set[str]) -> tuple[str, ...]:
    """The article's roles of which every requirement is met by what is held and planned and has not lapsed by then."""
    held = {*context.holding.valid, *(step.cert_id for step in steps)} - lapsed
    needs = role_needs(context.catalogue, context.request.on)
    return tuple(role for role, requirements in needs.items() if all(held & choices for choices in requirements))
