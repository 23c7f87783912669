"""What a plan amounts to, one sentence for each picture, computed from the plan."""

from lib.planner.model import Answer, Plan
from lib.text import amount, count, day, listed, usd


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
    said = f"The exams come to {plan.total.words()}"
    if budget is None:
        return said
    left = budget - plan.total.known_usd
    unsure = " if what is not published fits" if plan.total.unknown else ""
    return f"{said}; {amount(left) if left else 'nothing'} of {amount(budget)} is left{unsure}"


def frontier_finding(answer: Answer) -> str:
    """What more speed costs."""
    points = answer.frontier
    if len(points) < 2:
        return "One plan is both the cheapest and the fastest"
    cheap, fast = min(points, key=lambda one: one.cost.known_usd), min(points, key=lambda one: one.ends)
    if dark := [one for one in points if one.cost.unknown]:
        names = listed(list(dict.fromkeys(name for one in dark for name in one.cost.unknown)))
        return f"{count(len(points), 'plan')} that none beats on both; not published: {names}"
    more, sooner = fast.cost.known_usd - cheap.cost.known_usd, (cheap.ends - fast.ends).days
    return f"{usd(more)} more brings the last exam {count(sooner, 'day')} forward"


def renewal_finding(plan: Plan, months: int) -> str:
    """What must be renewed within the horizon."""
    due = [one for one in plan.keeping if one.kind == "renewal"]
    if not due:
        return f"Nothing falls due within {months} months of the first exam"
    return f"{count(len(due), 'renewal')} within {months} months of the first exam: {plan.keeping_total.words()}"
