"""What is said of the plan that is shown: against it the other branches, what it leaves out, what it rests on."""

from collections.abc import Iterator

from lib.planner.model import Answer, Assumption, Branch, LeftOut, Plan, Step
from lib.text import count, day, listed, usd


def beside(one: Branch, plan: Plan | None) -> str:
    """What a branch is to the plan: in it, or what it changes; where no plan fits, what it comes to as a whole.

    Empty where there is nothing to say: what is held or closed, or is no whole plan.
    """
    if one.total is None or one.ends is None:
        return ""
    if plan is None:
        return f"{one.total.words()} in all, by {day(one.ends)}"
    return ", ".join([*difference(one, plan), *_limits(one)])


def taken(one: Branch, plan: Plan | None) -> Step | None:
    """The step of the plan that takes a branch; None where it does not."""
    steps = plan.steps if plan else ()
    return next((step for step in steps if (step.cert_id, step.beta) == (one.cert_id, one.way == "beta")), None)


def difference(one: Branch, plan: Plan) -> tuple[str, ...]:
    """What a branch changes of the plan, in money and in time. Time is left out where more hours a week are needed."""
    return tuple(_difference(one, plan))


def _difference(one: Branch, plan: Plan) -> Iterator[str]:
    if one.total is None or one.ends is None:
        return
    if set(one.total.unknown) != set(plan.total.unknown):
        yield f"{one.total.words()} in all"
    else:
        dollars = one.total.known_usd - plan.total.known_usd
        yield "the same price" if not dollars else f"{usd(abs(dollars))} {'dearer' if dollars > 0 else 'cheaper'}"
    if not one.needs:
        yield later((one.ends - plan.ends).days)


def later(days: int) -> str:
    """`2 days later`, `1 day sooner`, `the same time`."""
    return "the same time" if not days else f"{count(abs(days), 'day')} {'later' if days > 0 else 'sooner'}"


def _limits(one: Branch) -> Iterator[str]:
    if one.needs:
        yield f"needs {one.needs}"
    elif not one.fits:
        yield "beyond your limits"


def left_out(answer: Answer, plan: Plan) -> tuple[LeftOut, ...]:
    """What the path or the background names and the plan does not hold, each once, with what it would change."""
    found: dict[str, LeftOut] = {}
    for one in (*_others(answer, plan), *answer.left_out):
        if one.cert_id not in plan.cert_ids:
            found.setdefault(one.cert_id, one)
    return tuple(found.values())


def _others(answer: Answer, plan: Plan) -> Iterator[LeftOut]:
    for stage in answer.stages:
        for one in stage.branches:
            if one.cert_id and one.way != "held":
                optional = "optional: " if stage.optional else ""
                yield LeftOut(one.cert_id, one.code, f"{optional}{_with_it(one, plan)}")


def _with_it(one: Branch, plan: Plan) -> str:
    if one.needs:
        return f"reached in time only with {one.needs}"
    if one.total is None:
        return "no plan with it fits"
    return f"with it the plan is {listed(difference(one, plan))}{'' if one.fits else ', beyond your limits'}"


def assumptions(answer: Answer, plan: Plan) -> tuple[Assumption, ...]:
    """What the plan takes as given: everything but what is about exams of other plans."""
    return tuple(one for one in answer.assumptions if not one.about or set(one.about) & set(plan.cert_ids))
