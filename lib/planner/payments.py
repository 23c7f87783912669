"""What a plan costs, by the ledger of `lib.cost.ledger`: the fees of its exams, and the renewals after them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib.cost.ledger import Entry, Exam, Sitting, Terms, Total, ledger, total
from lib.planner.goals import pass_day
from lib.planner.planning_context import PlanningContext
from lib.planner.windows import Window, last_exam_day

Sittings = Sequence[tuple[Sitting, Window]]
"""The exams of a plan in order, each with its day and the window in which it is sat."""


def fees(context: PlanningContext, sittings: Sittings) -> tuple[Entry, ...]:
    """The ledger's payments for exams, an allowance for retakes included, by date.

    Nothing expires here, so no renewal between two exams uses up a voucher. Passes that are held bring theirs.
    """
    request, held = context.request, context.holding.valid
    exams = _exams(context, held) | _priced(context, sittings)
    return ledger(
        [sitting for sitting, _ in sittings],
        {cert_id: replace(exam, validity_months=None, never_expires=True) for cert_id, exam in exams.items()},
        context.catalogue.vouchers,
        Terms(months=0, chance=request.chance, vouchers=request.vouchers),
        [Sitting(cert_id, earned or context.begins) for cert_id, earned in held.items()],
    )


def fees_total(context: PlanningContext, sittings: Sittings, entries: Iterable[Entry], *, net: bool = True) -> Total:
    """The sum of fees, net or at list price; prices that are not published are named."""
    payments = entries if net else (entry._replace(net_usd=entry.list_usd) for entry in entries)
    return total(tuple(payments), _priced(context, sittings))


def keeping(context: PlanningContext, sittings: Sittings) -> tuple[tuple[Entry, ...], Total]:
    """Renewals and lapses up to the horizon, by date, and their sum.

    They are of planned certifications, and of held ones whose month is known.
    """
    exams = _exams(context, context.holding.valid) | _priced(context, sittings)
    renewing = _exams(context, sorted({cert_id for exam in exams.values() for cert_id in exam.renewed_by}))
    exams = renewing | exams
    held = sorted(context.holding.valid.items())
    dated = [Sitting(cert_id, pass_day(earned)) for cert_id, earned in held if earned]
    terms = Terms(months=context.request.months, vouchers=context.request.vouchers)
    planned = [sitting for sitting, _ in sittings]
    entries = ledger(planned, exams, context.catalogue.vouchers, terms, dated)
    due = tuple(entry for entry in entries if entry.kind in ("renewal", "lapse"))
    return due, total(due, exams)


def _exams(context: PlanningContext, cert_ids: Iterable[str]) -> dict[str, Exam]:
    """Certifications as the ledger knows them, each with its last exam day in the reader's language."""
    certs, language = context.catalogue.certs, context.request.language
    days = {cert_id: last_exam_day(certs[cert_id], language) for cert_id in cert_ids if cert_id in certs}
    return {cert_id: replace(certs[cert_id].exam, last_day=day) for cert_id, day in days.items()}


def _priced(context: PlanningContext, sittings: Sittings) -> dict[str, Exam]:
    """The exams of a plan, by id, at the price of the window in which each is sat."""
    exams = _exams(context, [sitting.cert_id for sitting, _ in sittings])
    windows = {sitting.cert_id: window for sitting, window in sittings}
    return {
        cert_id: replace(exam, price_usd=windows[cert_id].price_usd, beta=windows[cert_id].beta)
        for cert_id, exam in exams.items()
    }
