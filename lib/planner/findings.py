"""What a plan amounts to, one sentence for each picture, computed from the plan."""

from collections.abc import Sequence

from lib.planner.model import Answer, Plan, Step
from lib.planner.shown import later
from lib.text import amount, count, day, listed, sentence, usd


def names(plan: Plan) -> str:
    """What a plan is best at: `cheapest and fastest`; empty for a point between."""
    return listed(list(plan.names))


def plan_finding(answer: Answer, plan: Plan | None) -> str:
    """How many exams, what they come to, by when and which; or why there is no plan."""
    if plan is None:
        return answer.problem
    if not plan.steps:
        return f"Nothing is left to take: what you hold covers “{answer.title}”."
    codes = listed([step.code for step in plan.steps], "then")
    return f"{count(len(plan.steps), 'exam')} by {day(plan.ends)} for {plan.total.words()}: {codes}."


def short(plan: Plan) -> str:
    """How many exams and what they come to, for a title."""
    return f"{count(len(plan.steps), 'exam')}, {plan.total.words()}"


def price(step: Step) -> str:
    """What is paid for an exam, and of what it is made where that is not the list price."""
    if step.beta or step.net_usd == step.list_usd:
        return f"{usd(step.net_usd)}{', beta price' if step.beta and step.net_usd is not None else ''}"
    return f"{usd(step.net_usd)} ({usd(step.list_usd)} {step.price_why})"


def advice(answer: Answer) -> dict[str, str]:
    """What the article says of the path, and what holds today beside it; each only where there is something to say."""
    told = {"The article": answer.why, "Today": answer.today}
    return {who: sentence(words) for who, words in told.items() if words}


def steps_finding(plan: Plan) -> str:
    """How much work it is."""
    return f"{plan.hours:,.0f} hours of study in {count(plan.weeks, 'week')}, from {day(plan.begins)}"


def choices_finding(answer: Answer) -> str:
    """How much of the path is a choice."""
    open_ones = sum(sum(one.way != "closed" for one in stage.branches) > 1 for stage in answer.stages)
    said = f"“{answer.title}” has {count(len(answer.stages), 'step')}"
    return f"{said}, {open_ones} of them with a choice" if open_ones else f"{said} and leaves no choice"


def cost_finding(plan: Plan, budget: float | None) -> str:
    """What is paid in the end, against the budget."""
    tries = any(one.kind == "retake allowance" for one in plan.entries)
    said = f"The exams{' and the tries to be expected' if tries else ''} come to {plan.total.words()}"
    if budget is None:
        return said
    left = budget - plan.total.known_usd
    unsure = " if what is not published fits" if plan.total.unknown else ""
    return f"{said}; {amount(left) if left else 'nothing'} of {amount(budget)} is left{unsure}"


def at_once(answer: Answer) -> bool:
    """Whether one plan is the best at everything: then there is no choice between cost and time to draw."""
    return len(answer.plans) == len(answer.frontier) == 1


def frontier_finding(answer: Answer) -> str:
    """What more speed costs; where the cheapest plan is also the fastest, what the broadest costs."""
    cheap, wide = answer.plans[0], answer.plans[-1]
    fast = next(one for one in answer.plans if "fastest" in one.names)
    if fast is not cheap:
        return f"The fastest is {later((fast.ends - cheap.ends).days)}{_for(cheap, fast)}"
    pace = "as fast" if wide.weeks == cheap.weeks else later((wide.ends - cheap.ends).days)
    return f"One plan is the cheapest and the fastest; the broadest is {pace}{_for(cheap, wide)}"


def _for(one: Plan, other: Plan) -> str:
    """What another plan costs more, or why that cannot be told."""
    if set(one.total.unknown) != set(other.total.unknown):
        return f"; {unpublished((*one.total.unknown, *other.total.unknown))}"
    more = other.total.known_usd - one.total.known_usd
    return f", for {usd(more)} more" if more else ", for the same price"


def unpublished(names: Sequence[str]) -> str:
    """`the price of MLA-C02 is not published`."""
    once = list(dict.fromkeys(names))
    return (
        f"the price of {once[0]} is not published"
        if len(once) == 1
        else f"the prices of {listed(once)} are not published"
    )


def renewal_finding(plan: Plan, months: int) -> str:
    """What must be renewed within the horizon."""
    due = [one for one in plan.keeping if one.kind == "renewal"]
    if not due:
        return f"Nothing falls due within {months} months of the first exam"
    return f"{count(len(due), 'renewal')} within {months} months of the first exam: {plan.keeping_total.words()}"
