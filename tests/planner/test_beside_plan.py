"""The plan that is shown against its alternatives: branches are compared with it, and not with the cheapest."""

from dataclasses import replace
from datetime import date

import pytest

from lib import planner
from lib.planner import beside_plan
from lib.planner.catalogue import Life
from tests.planner.worlds import catalogue, cert, request_of, step

SLOW = cert("a", price=100, hours=(28, 28))
FAST = cert("b", vendor="Microsoft", price=130, hours=(14, 14))
EITHER = catalogue(SLOW, FAST, steps=[step(1, "a", "b")])


def plan_named(answer, name):
    """The plan of an answer that is the best at an objective."""
    return next(plan for plan in answer.plans if name in plan.names)


def differences(answer, plan):
    """What each branch of the first step changes in the plan, by code."""
    return {one.code: beside_plan.comparison(one, plan) for one in answer.stages[0].branches}


def reasons_left_out(answer, plan):
    """Why the plan leaves out what it does not have, by code."""
    return {one.code: one.why for one in beside_plan.left_out(answer, plan)}


def test_a_branch_is_compared_with_the_plan_that_is_shown():
    answer = planner.plan(request_of(), EITHER)
    assert differences(answer, plan_named(answer, "cheapest"))["B"] == "$30 dearer, 14 days sooner"
    assert differences(answer, plan_named(answer, "fastest"))["A"] == "$30 cheaper, 14 days later"


def test_what_a_plan_leaves_out_is_never_what_it_holds():
    answer = planner.plan(request_of(), EITHER)
    assert reasons_left_out(answer, plan_named(answer, "cheapest")) == {
        "B": "with it the plan is $30 dearer and 14 days sooner"
    }
    assert reasons_left_out(answer, plan_named(answer, "fastest")) == {
        "A": "with it the plan is $30 cheaper and 14 days later"
    }


def test_a_price_that_is_not_published_in_one_of_the_two_gives_the_whole_and_in_both_the_difference():
    world = catalogue(SLOW, replace(FAST, exam=replace(FAST.exam, price_usd=None)), steps=[step(1, "a", "b")])
    answer = planner.plan(request_of(), world)
    assert differences(answer, answer.best)["B"] == "B (price not published) in all, 14 days sooner"
    third = cert("c", vendor="NVIDIA", price=120, hours=(28, 28))
    both = catalogue(*world.certs.values(), third, steps=[step(1, "b"), step(2, "a", "c")])
    answer = planner.plan(request_of(), both)
    assert [beside_plan.comparison(one, answer.best) for one in answer.stages[1].branches] == [
        "the same price, the same time",
        "$20 dearer, the same time",
    ]


def test_a_branch_beyond_a_limit_says_so_and_one_that_needs_more_hours_says_which():
    answer = planner.plan(request_of(budget=110), EITHER)
    assert differences(answer, answer.best)["B"] == "$30 dearer, 14 days sooner, beyond your limits"
    soon = replace(FAST, life=Life(last_day=date(2026, 6, 23)))
    answer = planner.plan(request_of(), replace(EITHER, certs={"a": SLOW, "b": soon}))
    assert differences(answer, answer.best)["B"] == "$30 dearer, needs 13 hours a week"
    assert reasons_left_out(answer, answer.best)["B"] == "reached in time only with 13 hours a week"


def test_what_is_held_or_closed_is_beyond_no_limit():
    answer = planner.plan(request_of(have=["a"]), EITHER)
    assert differences(answer, answer.best) == {"A": ""}
    gone = replace(FAST, life=Life("retired", last_day=date(2026, 6, 1)))
    answer = planner.plan(request_of(), replace(EITHER, certs={"a": SLOW, "b": gone}))
    assert differences(answer, answer.best)["B"] == ""
    assert reasons_left_out(answer, answer.best) == {"B": "its last exam day was 1 Jun 2026"}


def test_where_no_plan_fits_a_branch_has_its_whole_total_and_last_day():
    answer = planner.plan(request_of(budget=50), EITHER)
    assert differences(answer, None) == {"A": "$100 in all, by 13 Jul 2026", "B": "$130 in all, by 29 Jun 2026"}


def test_an_assumption_about_an_exam_is_said_of_plans_that_hold_it():
    world = catalogue(SLOW, replace(FAST, exam=replace(FAST.exam, price_usd=None)), steps=[step(1, "a", "b")])
    answer = planner.plan(request_of(), world)
    about = {
        name: {one.id for one in beside_plan.assumptions(answer, plan_named(answer, name)) if one.about}
        for name in ("cheapest", "fastest")
    }
    assert about == {"cheapest": {"voucher-AWS"}, "fastest": {"unpriced-b"}}


@pytest.mark.parametrize(("days", "words"), [(0, "the same time"), (1, "1 day later"), (-14, "14 days sooner")])
def test_a_difference_in_time_is_in_words(days, words):
    assert beside_plan.delay(days) == words
