"""What a plan costs, by the ledger of `lib.costs`: the fees of its exams, and keeping what they give."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib.costs import Entry, Exam, Sitting, Terms, Total, ledger, total
from lib.planner.goals import passed_in
from lib.planner.setting import Setting
from lib.planner.windows import Window, closes

Sat = Sequence[tuple[Sitting, Window]]


def fees(setting: Setting, sat: Sat) -> tuple[Entry, ...]:
    """The ledger's payments for exams, an allowance for retakes included, by date.

    No validity is looked at: no renewal between two exams uses up a voucher. Held passes bring theirs.
    """
    request, held = setting.request, setting.holding.valid
    known = _exams(setting, held) | _sold(setting, sat)
    return ledger(
        [one for one, _ in sat],
        {one: replace(exam, validity_months=None, never_expires=True) for one, exam in known.items()},
        setting.catalogue.vouchers,
        Terms(months=0, chance=request.chance, vouchers=request.vouchers),
        [Sitting(one, earned or setting.begins) for one, earned in held.items()],
    )


def fees_total(setting: Setting, sat: Sat, entries: Iterable[Entry], *, net: bool = True) -> Total:
    """What fees come to, net or at list price; prices that are not published are named."""
    told = entries if net else (one._replace(net_usd=one.list_usd) for one in entries)
    return total(tuple(told), _sold(setting, sat))


def keeping(setting: Setting, sat: Sat) -> tuple[tuple[Entry, ...], Total]:
    """Renewals and lapses up to the horizon, of planned and of held ones whose month is known, and their sum."""
    known = _exams(setting, setting.holding.valid) | _sold(setting, sat)
    every = _exams(setting, sorted({by for exam in known.values() for by in exam.renewed_by})) | known
    dated = [Sitting(one, passed_in(earned)) for one, earned in sorted(setting.holding.valid.items()) if earned]
    terms = Terms(months=setting.request.months, vouchers=setting.request.vouchers)
    entries = ledger([one for one, _ in sat], every, setting.catalogue.vouchers, terms, dated)
    due = tuple(one for one in entries if one.kind in ("renewal", "lapse"))
    return due, total(due, every)


def _exams(setting: Setting, cert_ids: Iterable[str]) -> dict[str, Exam]:
    """Certifications as the ledger knows them, each with its last exam day in the reader's language."""
    certs, language = setting.catalogue.certs, setting.request.language
    return {one: replace(certs[one].exam, last_day=closes(certs[one], language)) for one in cert_ids if one in certs}


def _sold(setting: Setting, sat: Sat) -> dict[str, Exam]:
    """The exams of a plan at the price of the window in which each is sat."""
    exams = _exams(setting, [one.cert_id for one, _ in sat])
    prices = {one.cert_id: window for one, window in sat}
    return {one: replace(exam, price_usd=prices[one].price_usd, beta=prices[one].beta) for one, exam in exams.items()}
