"""A plan against its alternatives: the other branches, the certifications that it leaves out, and its assumptions."""

from collections.abc import Iterator

from lib.planner.model import Assumption, Branch, LeftOut, Plan, PlanAnswer, Step
from lib.text import count, day, listed, usd


def comparison(branch: Branch, plan: Plan | None) -> str:
    """What a branch changes in the plan, in words; where no plan fits, what it comes to as a whole plan.

    Empty for a branch that is held or closed, or that is no whole plan.
    """
    if branch.total is None or branch.ends is None:
        return ""
    if plan is None:
        return f"{branch.total.words()} in all, by {day(branch.ends)}"
    return ", ".join([*difference(branch, plan), *_limits(branch)])


def step_of(branch: Branch, plan: Plan | None) -> Step | None:
    """The step of the plan that takes a branch; None where it does not."""
    steps, choice = plan.steps if plan else (), (branch.cert_id, branch.way == "beta")
    return next((step for step in steps if (step.cert_id, step.beta) == choice), None)


def difference(branch: Branch, plan: Plan) -> tuple[str, ...]:
    """What a branch changes in the plan, in money and in time. Time is left out where it needs more hours a week."""
    return tuple(_difference(branch, plan))


def _difference(branch: Branch, plan: Plan) -> Iterator[str]:
    if branch.total is None or branch.ends is None:
        return
    if set(branch.total.unknown) != set(plan.total.unknown):
        yield f"{branch.total.words()} in all"
    else:
        dollars = branch.total.known_usd - plan.total.known_usd
        yield "the same price" if not dollars else f"{usd(abs(dollars))} {'dearer' if dollars > 0 else 'cheaper'}"
    if not branch.needs:
        yield delay((branch.ends - plan.ends).days)


def delay(days: int) -> str:
    """A difference in time: `2 days later`, `1 day sooner`, `the same time`."""
    return "the same time" if not days else f"{count(abs(days), 'day')} {'later' if days > 0 else 'sooner'}"


def _limits(branch: Branch) -> Iterator[str]:
    if branch.needs:
        yield f"needs {branch.needs}"
    elif not branch.fits:
        yield "beyond your limits"


def left_out(answer: PlanAnswer, plan: Plan) -> tuple[LeftOut, ...]:
    """The certifications that the path or the background names and the plan does not have, each once, with why."""
    absent: dict[str, LeftOut] = {}
    for cert in (*_of_branches(answer, plan), *answer.left_out):
        if cert.cert_id not in plan.cert_ids:
            absent.setdefault(cert.cert_id, cert)
    return tuple(absent.values())


def _of_branches(answer: PlanAnswer, plan: Plan) -> Iterator[LeftOut]:
    for stage in answer.stages:
        for branch in stage.branches:
            if branch.cert_id and branch.way != "held":
                optional = "optional: " if stage.optional else ""
                yield LeftOut(branch.cert_id, branch.code, f"{optional}{_with_it(branch, plan)}")


def _with_it(branch: Branch, plan: Plan) -> str:
    if branch.needs:
        return f"reached in time only with {branch.needs}"
    if branch.total is None:
        return "no plan with it fits"
    return f"with it the plan is {listed(difference(branch, plan))}{'' if branch.fits else ', beyond your limits'}"


def assumptions(answer: PlanAnswer, plan: Plan) -> tuple[Assumption, ...]:
    """The assumptions that the plan rests on: all but those about exams of other plans only."""
    exams = set(plan.cert_ids)
    return tuple(claim for claim in answer.assumptions if not claim.about or set(claim.about) & exams)
