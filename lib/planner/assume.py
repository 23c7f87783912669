"""The assumptions of a plan: each with whether it is ours or from a source, and the input that changes it."""

from collections.abc import Iterator, Sequence
from datetime import date

from lib.planner.model import Assumption, Plan
from lib.planner.planning_context import PlanningContext
from lib.text import day, listed

OURS = "certwise"


def assumptions(context: PlanningContext, plans: Sequence[Plan]) -> tuple[Assumption, ...]:
    """Every assumption that one of the plans rests on, in a fixed order; those that are switched off say so."""
    return (
        *_hours(context),
        *_overlap(context),
        *_vouchers(context),
        *_chance(context),
        *_months(context),
        *_announced(context, plans),
        *_unpriced(plans),
        *_held(context),
    )


def _hours(context: PlanningContext) -> Iterator[Assumption]:
    own = [context.catalogue.certs[cert_id].code for cert_id, _ in context.request.hours if cert_id in context.windows]
    yours = f"; yours for {listed(own)}" if own else ""
    words = f"No vendor publishes study hours: the middle of our range by tier is taken{yours}."
    yield Assumption("hours", words, True, OURS, "hours")
    words = "One exam is studied for at a time, and sat on the day after."
    yield Assumption("one-at-a-time", words, True, OURS, None)


def _overlap(context: PlanningContext) -> Iterator[Assumption]:
    share = context.problem.overlap
    words = (
        f"Where the sections of an earlier exam name the same subjects, {share:.0%} of the hours for them are saved."
        if share
        else "Nothing is saved where sections of an earlier exam name the same subjects."
    )
    yield Assumption("overlap", words, True, OURS, "overlap")


def _vouchers(context: PlanningContext) -> Iterator[Assumption]:
    certs = context.catalogue.certs
    for vendor, share in sorted(context.catalogue.vouchers.items()):
        source = context.catalogue.voucher_sources.get(vendor)
        exams = tuple(cert_id for cert_id in sorted(context.windows) if certs[cert_id].vendor == vendor)
        words = (
            f"Each {vendor} pass, held or planned, gives one voucher for {1 - share:.0%} off one later {vendor} exam. "
            "That each brings one, and that two cannot be combined, was not seen on a vendor page; a beta uses none."
            if context.request.vouchers
            else f"No {vendor} voucher is used."
        )
        if exams:
            yield Assumption(f"voucher-{vendor}", words, True, source, "vouchers", exams)


def _chance(context: PlanningContext) -> Iterator[Assumption]:
    chance = context.request.chance
    words = (
        f"One try is passed with a chance of {chance:.0%}: the expected price of further tries is added, and there is "
        "room for a second one before an exam ends."
        if chance < 1
        else "Every exam is passed at the first try."
    )
    yield Assumption("chance", words, True, OURS, "chance")


def _months(context: PlanningContext) -> Iterator[Assumption]:
    if context.problem.work_steps:
        months = listed([str(months) for _, months in context.problem.work_steps])
        words = f"The {months} months of hands-on work count from the last exam of the steps before."
        yield Assumption("worked", words, True, OURS, "worked")


def _announced(context: PlanningContext, plans: Sequence[Plan]) -> Iterator[Assumption]:
    steps = {step.cert_id: step for plan in plans for step in plan.steps if step.announced}
    for cert_id, step in sorted(steps.items()):
        cert = context.catalogue.certs[cert_id]
        opens = cert.life.general_from or cert.life.available_from or date.min
        words = f"{step.code} opens on {day(opens)}, as announced; that can change."
        yield Assumption(f"announced-{cert_id}", words, False, next(iter(cert.sources), None), None, (cert_id,))


def _unpriced(plans: Sequence[Plan]) -> Iterator[Assumption]:
    unknown = {step.cert_id: step.code for plan in plans for step in plan.steps if step.net_usd is None}
    for cert_id, code in sorted(unknown.items()):
        words = f"No price is published for {code}: a total is at least what it says."
        yield Assumption(f"unpriced-{cert_id}", words, False, None, None, (cert_id,))


def _held(context: PlanningContext) -> Iterator[Assumption]:
    without_month = [cert_id for cert_id, earned in context.holding.valid.items() if earned is None]
    undated = [context.catalogue.certs[cert_id].code for cert_id in without_month]
    if undated:
        words = f"Still valid, as no month is given: {listed(undated[:5])}{' and others' if len(undated) > 5 else ''}."
        yield Assumption("held", words, True, None, "have")
