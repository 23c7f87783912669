"""When nothing fits: the limit that binds, and the smallest change of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lib import planner
from lib.planner.catalogue import Life
from tests.planner.worlds import ON, catalogue, cert, request_of, step

DAY = timedelta(days=1)
SOON = Life(last_day=ON + 10 * DAY)
ENDING = catalogue(cert("a", hours=(20, 20), life=SOON), steps=[step(1, "a")])
TWO = catalogue(cert("a", price=150), cert("b", price=165, vendor="AWS"), steps=[step(1, "a"), step(2, "b")])
BETA = catalogue(cert("a", price=75, beta=True, life=Life("beta")), steps=[step(1, "a")])
JAPANESE = catalogue(cert("a", languages=("Japanese",)), steps=[step(1, "a")])
UNPRICED = catalogue(cert("a", price=None), steps=[step(1, "a")])


@pytest.mark.parametrize(
    ("world", "options", "changes"),
    [
        (TWO, {"budget": 200, "vouchers": False}, [("budget", "+$115")]),
        (TWO, {"budget": 232, "vouchers": True}, [("budget", "+$1")]),
        (
            UNPRICED,
            {"budget": 1e9},
            [("budget", "no budget (a price is not published, so none can be shown to be enough)")],
        ),
        (TWO, {"by": ON + 30 * DAY}, [("by", "+2 weeks"), ("hours_week", "10 hours a week")]),
        (TWO, {"vendor_limit": 1}, [("vendor_limit", "drop the vendor limit")]),
        (TWO, {"vendor_limit": 0}, [("vendor_limit", "drop the vendor limit")]),
        (TWO, {"hours_week": 0}, [("hours_week", "1 hour a week")]),
        (ENDING, {}, [("hours_week", "14 hours a week")]),
        (ENDING, {"start": date(2026, 9, 1), "hours_week": 40}, [("start", "start in June 2026")]),
        (BETA, {}, [("beta", "allow beta exams")]),
        (JAPANESE, {"language": "Korean"}, [("language", "take the exams in Japanese")]),
        (JAPANESE, {}, [("language", "take the exams in Japanese")]),
    ],
)
def test_the_smallest_change_of_each_limit_that_is_enough_is_offered(world, options, changes):
    answer = planner.plan(request_of(**options), world)
    assert [(one.limit, one.words) for one in answer.relaxations] == changes
    assert answer.problem.startswith("No plan fits ")
    assert answer.problem.endswith(f". What would help: {' or '.join(words for _, words in changes)}.")


def test_each_change_gives_the_plan_that_it_promises():
    changes = planner.plan(request_of(by=ON + 30 * DAY), TWO).relaxations
    plans = {change.limit: planner.plan(change.request, TWO).best for change in changes}
    assert set(plans) == {"by", "hours_week"}
    assert [(plan.total, plan.ends) for plan in plans.values()] == [(change.total, change.ends) for change in changes]


def test_a_dollar_or_an_hour_less_than_offered_is_not_enough():
    for options, less in (
        ({"budget": 200.0}, lambda request: replace(request, budget=request.budget - 1)),
        ({"by": ON + 30 * DAY}, lambda request: replace(request, by=request.by - 7 * DAY)),
        ({"hours_week": 0.0, "by": ON + 60 * DAY}, lambda request: replace(request, hours_week=request.hours_week - 1)),
    ):
        change = planner.plan(request_of(**options), TWO).relaxations[0]
        assert planner.plan(less(change.request), TWO).plans == ()


def test_where_two_limits_bind_both_are_named_and_the_others_stay():
    answer = planner.plan(request_of(budget=10, vendor_limit=1, by=ON + 300 * DAY), TWO)
    assert [(one.limit, one.words) for one in answer.relaxations] == [
        ("budget and vendor_limit", "+$223 and drop the vendor limit")
    ]
    assert answer.relaxations[0].request == request_of(budget=233, by=ON + 300 * DAY)
    assert answer.problem.startswith("No plan fits a budget of $10 and at most 1 exam from one vendor. What would help")


def test_a_path_of_which_every_branch_is_closed_says_which_step_it_is():
    gone = catalogue(cert("a", life=Life("retired", last_day=ON - DAY)), cert("b"), steps=[step(1, "b"), step(2, "a")])
    answer = planner.plan(request_of(), gone)
    assert (answer.plans, answer.relaxations) == ((), ())
    assert answer.problem == "“The path” cannot be completed: step 2 (A) cannot be sat, and no change of a limit helps."
    words = [branch.words for branch in answer.stages[1].branches]
    assert answer.stages[0].branches[0].words == "Take B: $100, on 5 Jul 2026. The path as a whole cannot be completed."
    assert words == ["A is closed: its last exam day was 14 Jun 2026; no successor is known."]


def test_a_preferred_cloud_is_no_limit():
    both = catalogue(cert("a", price=300), cert("b", vendor="Microsoft", price=100), steps=[step(1, "a", "b")])
    assert planner.plan(request_of(cloud="AWS"), both).best.cert_ids == ("a",)
    assert planner.plan(request_of(cloud="AWS", budget=150), both).best.cert_ids == ("b",)
    assert planner.plan(request_of(cloud="Databricks"), both).notes == (
        "Databricks is not one of the clouds, so it is no preference.",
    )


def test_an_employer_that_pays_lifts_the_budget_and_not_the_price():
    answer = planner.plan(request_of(budget=10, employer_pays=True), TWO)
    assert answer.best.total.words() == "$232.50"
    assert answer.notes == ("The employer pays, so the budget does not bind.",)


def test_what_a_reader_would_rather_take_is_no_limit_to_relax():
    both = catalogue(cert("a", price=300), cert("b", vendor="Microsoft", price=100), steps=[step(1, "a", "b")])
    for wish in ({"cloud": "AWS"}, {"take": ["a"]}):
        answer = planner.plan(request_of(**wish, budget=90), both)
        assert [(one.words, one.total.words()) for one in answer.relaxations] == [("+$10", "$100")]
