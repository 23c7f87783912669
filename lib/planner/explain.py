"""Why each exam is in a plan, and why then: one sentence a rule."""

from collections.abc import Iterator, Sequence
from datetime import date

from lib.planner.catalogue import Cert
from lib.planner.goals import Demand, Offer
from lib.planner.model import Objective, Reason
from lib.planner.orders import Sat
from lib.planner.setting import Setting
from lib.planner.windows import Window, past
from lib.text import day, listed, sentence

ARTICLE = "article"
BECAUSE: dict[Objective, str] = {
    "cheapest": "no plan with another one costs less",
    "fastest": "no plan with another one is done sooner",
    "broadest": "no plan with another one covers more vendors and focus areas",
}


def served(setting: Setting, cert_id: str) -> list[tuple[Demand, Offer]]:
    """The open steps of the path that a certification meets, each with the offer that it is."""
    steps = [step for step in setting.demands if step.held is None]
    return [(step, offer) for step in steps for offer in step.offers if offer.cert_id == cert_id]


def asked_by(setting: Setting, step: Demand) -> str:
    """What the article names for a step: sets by their words, certifications by their codes."""
    sets, certs = setting.catalogue.sets, setting.catalogue.certs
    named = [offer for offer in step.offers if not offer.stands_in]
    words = [sets[one.set_id].title if one.set_id else certs[one.named].code for one in named]
    return listed([*dict.fromkeys(words)], "or")


def reasons(setting: Setting, trail: Sequence[Sat], place: int, names: Sequence[Objective]) -> tuple[Reason, ...]:
    """The reasons of one exam of a plan: what asks for it, whose place it takes, why this choice, why then."""
    sat = trail[place]
    cert, window = setting.cert(sat.item), setting.window(sat)
    steps = served(setting, cert.id)
    found = [
        *_goals(setting, steps),
        *_prerequisite(setting, cert, trail),
        *_succession(setting, steps),
        *_choice(setting, cert, steps, names),
        *_order(setting, cert, trail, place),
        *_calendar(setting, cert, window, trail, place),
        *_advice(setting, cert, trail, place),
    ]
    return tuple(found)


def _goals(setting: Setting, steps: Sequence[tuple[Demand, Offer]]) -> Iterator[Reason]:
    for step, offer in steps:
        title, as_set = setting.path.title, setting.catalogue.sets[offer.set_id].title if offer.set_id else ""
        if setting.path.kind == "role":
            yield Reason("goal", f"“{title}” asks for {asked_by(setting, step)}.", ARTICLE)
            continue
        why = f": {step.step.why}" if step.step.why else ""
        said = f"Step {step.step.number} of “{title}”{f', as {as_set}' if as_set else ''}{why}"
        yield Reason("goal", sentence(said), ARTICLE)


def _prerequisite(setting: Setting, cert: Cert, trail: Sequence[Sat]) -> Iterator[Reason]:
    for sat in trail:
        later = setting.cert(sat.item)
        for block in later.requires:
            if cert.id in block.choices:
                names = [setting.catalogue.certs[one].code for one in block.choices] + list(block.outside)
                said = (
                    f"{later.code} requires {listed(names, 'or') if block.n == 1 else f'{block.n} of {listed(names)}'}."
                )
                yield Reason("prerequisite", said, next(iter(later.sources), None))


def _succession(setting: Setting, steps: Sequence[tuple[Demand, Offer]]) -> Iterator[Reason]:
    for one in sorted({offer.named for _, offer in steps if offer.stands_in}):
        before = setting.catalogue.certs[one]
        over = past(before, language=setting.request.language, on=setting.begins)
        likely = " The vendor does not name the successor itself." if before.life.successor_is_likely else ""
        said = f"Takes the place of {before.code}{f': {over}' if over else ''}.{likely}"
        yield Reason("successor", said, next(iter(before.sources), None))


def _choice(
    setting: Setting, cert: Cert, steps: Sequence[tuple[Demand, Offer]], names: Sequence[Objective]
) -> Iterator[Reason]:
    offers = [offer for step, _ in steps for offer in step.offers if offer.cert_id in setting.windows]
    direct = {offer.cert_id for offer in offers if not (offer.stands_in and offer.named in setting.windows)}
    others = sorted(direct - {cert.id}, key=lambda one: setting.catalogue.certs[one].code)
    if not others:
        return
    codes = [setting.catalogue.certs[one].code for one in others]
    rather = f"Chosen over {listed(codes[:3], 'or') if len(codes) <= 3 else f'{len(codes)} others'}"
    yield Reason("choice", f"{rather}: {_because(setting, cert, names)}.")


def _because(setting: Setting, cert: Cert, names: Sequence[Objective]) -> str:
    if cert.id in setting.request.take:
        return "you asked for it"
    if setting.request.cloud == cert.vendor:
        return f"it is on {cert.vendor}, the cloud you prefer"
    return BECAUSE[names[0]] if names else "a balance of cost and time"


def _order(setting: Setting, cert: Cert, trail: Sequence[Sat], place: int) -> Iterator[Reason]:
    before = [setting.cert(sat.item) for sat in trail[:place]]
    if not before:
        return
    last = before[-1]
    required = [one.code for one in before if any(one.id in block.choices for block in cert.requires)]
    if required:
        yield Reason("order", f"After {listed(required)}, which it requires.", next(iter(cert.sources), None))
    elif setting.path.ordered and served(setting, cert.id):
        yield Reason("order", f"After {last.code}: the path takes its steps in order.", ARTICLE)
    elif last.tier_rank < cert.tier_rank:
        yield Reason("order", f"After {last.code}: the tier rises.")


def _calendar(setting: Setting, cert: Cert, window: Window, trail: Sequence[Sat], place: int) -> Iterator[Reason]:
    sat = trail[place]
    exam, ready = date.fromordinal(sat.day), (trail[place - 1].day + 1 if place else setting.begins.toordinal())
    source = next(iter(cert.sources), None)
    if window.beta:
        until = f" until {day(window.closes)}" if window.closes < date.max else ""
        yield Reason("calendar", f"In beta{until}: at the beta price, with a result that may take weeks.", source)
    if window.announced:
        opened = "opens to everybody" if cert.life.general_from == window.opens else "opens"
        yield Reason("calendar", f"It {opened} on {day(window.opens)}: announced, not yet so.", source)
    months = next((s.step.after_months for s, _ in served(setting, cert.id) if s.step.after_months), 0)
    if months and sat.day > ready + sat.days and exam != window.opens:
        said = f"After {months} months of hands-on work since the step before"
        counted = f", {setting.request.worked} of them done already" if setting.request.worked else ""
        yield Reason("calendar", f"{said}{counted}: not before {day(exam)}.", ARTICLE)
    if window.closes < date.max and not window.beta:
        yield Reason("calendar", f"Its last exam day is {day(window.closes)}.", source)


def _advice(setting: Setting, cert: Cert, trail: Sequence[Sat], place: int) -> Iterator[Reason]:
    source = next(iter(cert.sources), None)
    done = {setting.cert(sat.item).id for sat in trail[:place]} | set(setting.holding.valid)
    lacking = [setting.catalogue.certs[one].code for one in cert.recommends if one not in done]
    if lacking:
        yield Reason("recommended", f"{listed(lacking)} is recommended first, not required.", source)
    if cert.recommended_months:
        yield Reason("recommended", f"{cert.recommended_months} months of experience are recommended.", source)
    if not cert.requires_known:
        yield Reason("note", "No source says whether anything is required first.")
