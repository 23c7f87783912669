"""Why each exam is in a plan, and why on that day: one sentence a rule."""

from collections.abc import Iterator, Sequence
from datetime import date

from lib.planner.catalogue import Cert
from lib.planner.goals import Demand, Offer
from lib.planner.model import Objective, Reason
from lib.planner.orders import ScheduledExam
from lib.planner.planning_context import PlanningContext
from lib.planner.windows import Window, why_over
from lib.text import day, listed, sentence

ARTICLE = "article"
BECAUSE: dict[Objective, str] = {
    "cheapest": "no plan with another one costs less",
    "fastest": "no plan with another one is done sooner",
    "broadest": "no plan with another one covers more vendors and focus areas",
}

ServedSteps = Sequence[tuple[Demand, Offer]]
"""The open steps of the path that a certification meets, each with the offer that it is there."""


def served_steps(context: PlanningContext, cert_id: str) -> ServedSteps:
    """The open steps of the path that a certification meets, in order."""
    demands = [demand for demand in context.demands if demand.held is None]
    return [(demand, offer) for demand in demands for offer in demand.offers if offer.cert_id == cert_id]


def choice_words(context: PlanningContext, demand: Demand) -> str:
    """The choices that the article names for a step, in words: sets by their titles, certifications by their codes."""
    sets, certs = context.catalogue.sets, context.catalogue.certs
    named = [offer for offer in demand.offers if not offer.stands_in]
    words = [sets[offer.set_id].title if offer.set_id else certs[offer.named].code for offer in named]
    return listed([*dict.fromkeys(words)], "or")


def reasons(
    context: PlanningContext, trail: Sequence[ScheduledExam], place: int, names: Sequence[Objective]
) -> tuple[Reason, ...]:
    """The reasons of the exam at a place of the trail, in a fixed order.

    They say what asks for it, whose place it takes, why it is this choice, why it is in this place and on this day.
    """
    exam = trail[place]
    cert, window = context.cert(exam.item), context.window(exam)
    serves = served_steps(context, cert.id)
    return (
        *_goals(context, serves),
        *_prerequisite(context, cert, trail),
        *_succession(context, serves),
        *_choice(context, cert, serves, names),
        *_order(context, cert, trail, place),
        *_calendar(context, cert, window, trail, place),
        *_advice(context, cert, trail, place),
    )


def _goals(context: PlanningContext, serves: ServedSteps) -> Iterator[Reason]:
    for demand, offer in serves:
        title, set_title = context.path.title, context.catalogue.sets[offer.set_id].title if offer.set_id else ""
        if context.path.kind == "role":
            yield Reason("goal", f"“{title}” asks for {choice_words(context, demand)}.", ARTICLE)
            continue
        why = f": {demand.step.why}" if demand.step.why else ""
        words = f"Step {demand.step.number} of “{title}”{f', as {set_title}' if set_title else ''}{why}"
        yield Reason("goal", sentence(words), ARTICLE)


def _prerequisite(context: PlanningContext, cert: Cert, trail: Sequence[ScheduledExam]) -> Iterator[Reason]:
    for exam in trail:
        requiring = context.cert(exam.item)
        for block in requiring.requires:
            if cert.id in block.choices:
                names = [context.catalogue.certs[cert_id].code for cert_id in block.choices] + list(block.outside)
                choices = listed(names, "or") if block.n == 1 else f"{block.n} of {listed(names)}"
                words = f"{requiring.code} requires {choices}."
                yield Reason("prerequisite", words, next(iter(requiring.sources), None))


def _succession(context: PlanningContext, serves: ServedSteps) -> Iterator[Reason]:
    for cert_id in sorted({offer.named for _, offer in serves if offer.stands_in}):
        predecessor = context.catalogue.certs[cert_id]
        over = why_over(predecessor, language=context.request.language, on=context.begins)
        likely = " The vendor does not name the successor itself." if predecessor.life.successor_is_likely else ""
        words = f"Takes the place of {predecessor.code}{f': {over}' if over else ''}.{likely}"
        yield Reason("successor", words, next(iter(predecessor.sources), None))


def _choice(context: PlanningContext, cert: Cert, serves: ServedSteps, names: Sequence[Objective]) -> Iterator[Reason]:
    """Over which other choices it is taken: those that the path offers directly, not what stands in for one of them."""
    offers = [offer for demand, _ in serves for offer in demand.offers if offer.cert_id in context.windows]
    direct = {offer.cert_id for offer in offers if not (offer.stands_in and offer.named in context.windows)}
    codes = sorted(context.catalogue.certs[cert_id].code for cert_id in direct - {cert.id})
    if not codes:
        return
    rather = f"Chosen over {listed(codes[:3], 'or') if len(codes) <= 3 else f'{len(codes)} others'}"
    yield Reason("choice", f"{rather}: {_because(context, cert, names)}.")


def _because(context: PlanningContext, cert: Cert, names: Sequence[Objective]) -> str:
    if cert.id in context.request.take:
        return "you asked for it"
    if context.request.cloud == cert.vendor:
        return f"it is on {cert.vendor}, the cloud you prefer"
    return BECAUSE[names[0]] if names else "a balance of cost and time"


def _order(context: PlanningContext, cert: Cert, trail: Sequence[ScheduledExam], place: int) -> Iterator[Reason]:
    before = [context.cert(exam.item) for exam in trail[:place]]
    if not before:
        return
    last = before[-1]
    required = [earlier.code for earlier in before if any(earlier.id in block.choices for block in cert.requires)]
    if required:
        yield Reason("order", f"After {listed(required)}, which it requires.", next(iter(cert.sources), None))
    elif context.path.ordered and served_steps(context, cert.id):
        yield Reason("order", f"After {last.code}: the path takes its steps in order.", ARTICLE)
    elif last.tier_rank < cert.tier_rank:
        yield Reason("order", f"After {last.code}: the tier rises.")


def _calendar(
    context: PlanningContext, cert: Cert, window: Window, trail: Sequence[ScheduledExam], place: int
) -> Iterator[Reason]:
    exam = trail[place]
    exam_day, source = date.fromordinal(exam.day), next(iter(cert.sources), None)
    ready = trail[place - 1].day + 1 if place else context.begins.toordinal()
    if window.beta:
        until = f" until {day(window.closes)}" if window.closes < date.max else ""
        yield Reason("calendar", f"In beta{until}: at the beta price, with a result that may take weeks.", source)
    if window.announced:
        opens = "opens to everybody" if cert.life.general_from == window.opens else "opens"
        yield Reason("calendar", f"It {opens} on {day(window.opens)}: announced, not yet so.", source)
    serves = served_steps(context, cert.id)
    months = next((demand.step.after_months for demand, _ in serves if demand.step.after_months), 0)
    # A gap before the study block is one of work, unless the window opens on the exam day: then it is that which waits.
    if months and exam.day > ready + exam.study_days and exam_day != window.opens:
        words = f"After {months} months of hands-on work since the step before"
        worked = f", {context.request.worked} of them done already" if context.request.worked else ""
        yield Reason("calendar", f"{words}{worked}: not before {day(exam_day)}.", ARTICLE)
    if window.closes < date.max and not window.beta:
        yield Reason("calendar", f"Its last exam day is {day(window.closes)}.", source)


def _advice(context: PlanningContext, cert: Cert, trail: Sequence[ScheduledExam], place: int) -> Iterator[Reason]:
    source = next(iter(cert.sources), None)
    passed = {context.cert(exam.item).id for exam in trail[:place]} | set(context.holding.valid)
    lacking = [context.catalogue.certs[cert_id].code for cert_id in cert.recommends if cert_id not in passed]
    if lacking:
        yield Reason("recommended", f"{listed(lacking)} is recommended first, not required.", source)
    if cert.recommended_months:
        yield Reason("recommended", f"{cert.recommended_months} months of experience are recommended.", source)
    if not cert.requires_known:
        yield Reason("note", "No source says whether anything is required first.")
