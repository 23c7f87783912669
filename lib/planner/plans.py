"""From what the search found to a plan for people: dated, priced and explained."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

from lib.certs import price_words
from lib.costs import Entry, Sitting, Total
from lib.planner.calendar import events, last_day, study_block, weeks
from lib.planner.catalogue import Cert
from lib.planner.checks import checks
from lib.planner.explain import reasons, served
from lib.planner.goals import expires, expiry, role_needs
from lib.planner.items import hours_of
from lib.planner.model import Objective, Plan, Step
from lib.planner.orders import Sat
from lib.planner.overlaps import covered
from lib.planner.payments import fees, fees_total, keeping
from lib.planner.search import Found
from lib.planner.setting import Setting
from lib.planner.windows import Window


def plan_of(setting: Setting, found: Found, names: Sequence[Objective]) -> Plan:
    """One plan with everything that is said of it."""
    trail = found.trail
    sat = sittings_of(setting, found)
    paid, (kept, kept_total) = fees(setting, sat), keeping(setting, sat)
    by_exam = {entry.cert_id: entry for entry in paid if entry.kind == "exam"}
    steps = tuple(_step(setting, trail, place, by_exam, names) for place in range(len(trail)))
    ends = last_day(steps, setting.begins)
    return Plan(
        names=tuple(names),
        steps=steps,
        total=fees_total(setting, sat, paid),
        list_total=fees_total(setting, sat, paid, net=False),
        days=(ends - setting.begins).days,
        weeks=weeks(setting.begins, ends) if steps else 0,
        hours=sum(step.hours for step in steps),
        begins=setting.begins,
        ends=ends,
        vendors=tuple(sorted({step.vendor for step in steps})),
        focuses=tuple(sorted({step.focus for step in steps})),
        entries=paid,
        keeping=kept,
        keeping_total=kept_total,
        events=events(setting, steps),
        checks=checks(setting, steps),
        unlocks=_unlocks(setting, steps, {one.cert_id for one in kept if one.kind == "lapse" and one.day <= ends}),
    )


def sittings_of(setting: Setting, found: Found) -> list[tuple[Sitting, Window]]:
    """The exams of a plan with their days, as the ledger takes them, and the windows in which they are sat."""
    trail = found.trail
    return [(Sitting(setting.cert(sat.item).id, date.fromordinal(sat.day)), setting.window(sat)) for sat in trail]


def total_of(setting: Setting, found: Found) -> Total:
    """The net fees of what the search found, by the ledger."""
    sat = sittings_of(setting, found)
    return fees_total(setting, sat, fees(setting, sat))


def _step(
    setting: Setting, trail: Sequence[Sat], place: int, paid: Mapping[str, Entry], names: Sequence[Objective]
) -> Step:
    sat = trail[place]
    cert, window = setting.cert(sat.item), setting.window(sat)
    full, low, high = hours_of(cert, setting.request)
    saved = full * setting.problem.overlap * sat.covered
    passed, fee, serves = date.fromordinal(sat.day), paid[cert.id], served(setting, cert.id)
    study_from, study_to = study_block(sat.day, sat.days)
    return Step(
        number=place + 1,
        cert_id=cert.id,
        code=cert.code,
        name=cert.name,
        vendor=cert.vendor,
        tier=cert.tier,
        focus=cert.focus,
        stages=tuple(step.step.number for step, _ in serves),
        instead_of=next((offer.named for _, offer in serves if offer.stands_in), None),
        beta=window.beta,
        announced=window.announced,
        study_from=study_from,
        study_to=study_to,
        exam_day=passed,
        sit_by=_sit_by(setting, cert, window),
        retake_from=_retake(setting, cert, passed),
        hours=round(full - saved, 1),
        hours_low=low,
        hours_high=high,
        hours_saved=round(saved, 1),
        saved_from=_saved_from(setting, trail, place) if saved else None,
        list_usd=fee.list_usd,
        net_usd=fee.net_usd,
        price_words=price_words({"price_usd": window.price_usd, "price_kind": "beta" if window.beta else "list"}),
        price_why=fee.why,
        price_source=_price_source(setting, cert),
        expires_on=_until(setting, trail, place),
        never_expires=cert.exam.never_expires,
        renews=_renews(setting, trail, place),
        project=cert.project,
        project_source=cert.project_source,
        reasons=reasons(setting, trail, place, names),
        sources=cert.sources,
    )


def _sit_by(setting: Setting, cert: Cert, window: Window) -> date | None:
    """The last day to sit it; with a second try allowed for, the last day after which that one still fits."""
    if window.closes == date.max:
        return None
    rule = setting.catalogue.retakes.get(cert.vendor)
    wait = rule.days[0] if rule and rule.days and setting.request.chance < 1 else 0
    return window.closes - timedelta(days=wait)


def _retake(setting: Setting, cert: Cert, passed: date) -> date | None:
    rule = setting.catalogue.retakes.get(cert.vendor)
    return passed + timedelta(days=rule.days[0]) if rule and rule.days else None


def _price_source(setting: Setting, cert: Cert) -> str | None:
    article = setting.request.on == setting.catalogue.article_day and cert.in_article
    return "article" if article else cert.price_source


def _saved_from(setting: Setting, trail: Sequence[Sat], place: int) -> str | None:
    """What covers most of an exam already: a step before it, else something held; the first by id where equal."""
    sat, covers = trail[place], setting.problem.covers
    before = sorted((-covers(one.item, sat.item), setting.cert(one.item).id) for one in trail[:place])
    if before and -before[0][0] >= sat.covered:
        return before[0][1]
    share = covered(setting.catalogue)
    return min(setting.holding.valid, key=lambda one: (-share(one, setting.cert(sat.item).id), one), default=None)


def _until(setting: Setting, trail: Sequence[Sat], place: int) -> date | None:
    """The day on which a pass expires, with what later exams of the plan renew; None = never, or not known."""
    cert, end = setting.cert(trail[place].item), expires(setting.cert(trail[place].item), _day(trail[place]))
    for sat in trail[place + 1 :]:
        if end is not None and _day(sat) <= end and setting.cert(sat.item).id in cert.exam.renewed_by:
            end = expires(cert, _day(sat))
    return end


def _day(sat: Sat) -> date:
    return date.fromordinal(sat.day)


def _renews(setting: Setting, trail: Sequence[Sat], place: int) -> tuple[str, ...]:
    """What is held or passed before and still valid on the exam day, and is renewed by this pass."""
    one, passed = setting.cert(trail[place].item), date.fromordinal(trail[place].day)
    certs = setting.catalogue.certs
    until = {held: expiry(certs[held], earned) for held, earned in setting.holding.valid.items()}
    until |= {
        setting.cert(sat.item).id: expires(setting.cert(sat.item), date.fromordinal(sat.day)) for sat in trail[:place]
    }
    valid = [
        held for held, end in until.items() if not certs[held].exam.never_expires and (end is None or end >= passed)
    ]
    return tuple(sorted(held for held in valid if one.id in certs[held].exam.renewed_by))


def _unlocks(setting: Setting, steps: Sequence[Step], lapsed: Set[str]) -> tuple[str, ...]:
    """The article's roles of which every requirement is met by what is held and planned and has not lapsed by then."""
    held = {*setting.holding.valid, *(step.cert_id for step in steps)} - lapsed
    needs = role_needs(setting.catalogue, setting.request.on)
    return tuple(role for role, asked in needs.items() if all(held & one for one in asked))
