"""The findings of a plan: one sentence for each chart and part of the page, computed from the plan."""

from collections.abc import Sequence

from lib.planner.beside_plan import delay
from lib.planner.model import Plan, PlanAnswer, Step
from lib.text import amount, count, day, listed, sentence, usd


def objectives(plan: Plan) -> str:
    """The objectives that a plan is best at, in words: `cheapest and fastest`; empty for a point between."""
    return listed(list(plan.names))


def plan_finding(answer: PlanAnswer, plan: Plan | None) -> str:
    """The number of exams, the last day, the total and the codes; or why there is no plan."""
    if plan is None:
        return answer.problem
    if not plan.steps:
        return f"Nothing is left to take: what you hold covers “{answer.title}”."
    codes = listed([step.code for step in plan.steps], "then")
    return f"{count(len(plan.steps), 'exam')} by {day(plan.ends)} for {plan.total.words()}: {codes}."


def short_summary(plan: Plan) -> str:
    """The number of exams and the total, for a title."""
    return f"{count(len(plan.steps), 'exam')}, {plan.total.words()}"


def price(step: Step) -> str:
    """The net price of an exam, and how it comes about where it is not the list price.

    Not in the words of `lib.text.exam_price`: it may be net of a voucher, and an unknown one is not called a beta's.
    """
    if step.beta or step.net_usd == step.list_usd:
        return f"{usd(step.net_usd)}{', beta price' if step.beta and step.net_usd is not None else ''}"
    return f"{usd(step.net_usd)} ({usd(step.list_usd)} {step.price_why})"


def advice(answer: PlanAnswer) -> dict[str, str]:
    """What the article says about the path, and what is true today, each by its heading; only what there is."""
    advice = {"The article": answer.why, "Today": answer.today}
    return {heading: sentence(words) for heading, words in advice.items() if words}


def steps_finding(plan: Plan) -> str:
    """The hours and the weeks of study."""
    return f"{plan.hours:,.0f} hours of study in {count(plan.weeks, 'week')}, from {day(plan.begins)}"


def choices_finding(answer: PlanAnswer) -> str:
    """The number of steps of the path, and how many of them offer a choice."""
    choices = sum(sum(branch.way != "closed" for branch in stage.branches) > 1 for stage in answer.stages)
    words = f"“{answer.title}” has {count(len(answer.stages), 'step')}"
    return f"{words}, {choices} of them with a choice" if choices else f"{words} and leaves no choice"


def cost_finding(plan: Plan, budget: float | None) -> str:
    """The total of the exams, against the budget (in US dollars, None = none)."""
    tries = any(entry.kind == "retake allowance" for entry in plan.entries)
    words = f"The exams{' and the tries to be expected' if tries else ''} come to {plan.total.words()}"
    if budget is None:
        return words
    remaining = budget - plan.total.known_usd
    unsure = " if what is not published fits" if plan.total.unknown else ""
    return f"{words}; {amount(remaining) if remaining else 'nothing'} of {amount(budget)} is left{unsure}"


def has_one_best_plan(answer: PlanAnswer) -> bool:
    """Whether one plan is the best at everything, so that there is no choice between cost and time to draw."""
    return len(answer.plans) == len(answer.frontier) == 1


def frontier_finding(answer: PlanAnswer) -> str:
    """What the fastest plan costs more than the cheapest; where they are one plan, what the broadest costs more."""
    cheap, broad = answer.plans[0], answer.plans[-1]
    fast = next(plan for plan in answer.plans if "fastest" in plan.names)
    if fast is not cheap:
        return f"The fastest is {delay((fast.ends - cheap.ends).days)}{_for(cheap, fast)}"
    pace = "as fast" if broad.weeks == cheap.weeks else delay((broad.ends - cheap.ends).days)
    return f"One plan is the cheapest and the fastest; the broadest is {pace}{_for(cheap, broad)}"


def _for(cheap: Plan, plan: Plan) -> str:
    """What a plan costs more than the cheapest, or why that cannot be said."""
    if set(cheap.total.unknown) != set(plan.total.unknown):
        return f"; {unpublished((*cheap.total.unknown, *plan.total.unknown))}"
    dollars = plan.total.known_usd - cheap.total.known_usd
    return f", for {usd(dollars)} more" if dollars else ", for the same price"


def unpublished(names: Sequence[str]) -> str:
    """That some prices are not published: `the price of MLA-C02 is not published`."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) == 1:
        return f"the price of {distinct[0]} is not published"
    return f"the prices of {listed(distinct)} are not published"


def renewal_finding(plan: Plan, months: int) -> str:
    """The number of renewals within the horizon, in months, and what they cost."""
    due = [entry for entry in plan.keeping if entry.kind == "renewal"]
    if not due:
        return f"Nothing falls due within {months} months of the first exam"
    return f"{count(len(due), 'renewal')} within {months} months of the first exam: {plan.keeping_total.words()}"
