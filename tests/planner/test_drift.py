"""A shared link carries the plan; opened later it says what has changed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import planner
from lib.cost.ledger import Total
from lib.planner.catalogue import Life
from tests.planner.worlds import catalogue, cert, request_of, step

LINK_DAY = date(2026, 5, 1)
STEPS = [step(1, "a"), step(2, "b")]
BEFORE = catalogue(cert("a", price=100), cert("b", vendor="NVIDIA", price=125), cert("c", price=165), steps=STEPS)


def changed_catalogue(**changed):
    """The same catalogue with other certifications."""
    return replace(BEFORE, certs={**BEFORE.certs, **changed})


CARRIED = planner.link_steps(planner.plan(request_of(), BEFORE).best)


def report_words(world, **options):
    return report_of(CARRIED, planner.plan(request_of(**options), world)).words


def report_of(carried, answer):
    """What a link reports of the plan that is shown first."""
    return planner.drift(LINK_DAY, carried, answer, answer.best)


def test_a_link_carries_each_exam_with_its_price_and_the_last_day():
    assert CARRIED == "a:100,b:125,ends:2026-07-26"
    unpriced = changed_catalogue(a=cert("a", price=None))
    assert planner.link_steps(planner.plan(request_of(), unpriced).best) == "a:?,b:125,ends:2026-07-26"


def test_a_plan_that_is_the_same_says_nothing():
    report = report_of(CARRIED, planner.plan(request_of(), BEFORE))
    assert (report.made, report.same, report.words) == (LINK_DAY, True, ())


def test_a_price_a_retirement_and_a_new_step_are_each_a_sentence():
    assert report_words(changed_catalogue(a=cert("a", price=120))) == (
        "A: $120, it was $100.",
        "In all $245, it was $225; the last exam is still on 26 Jul 2026.",
    )
    retired = cert("a", life=Life("retired", last_day=date(2026, 6, 1), successor="c"))
    assert report_words(changed_catalogue(a=retired)) == (
        "A is not in the plan any more: its last exam day was 1 Jun 2026.",
        "C is new, in the place of A: $165.",
        "In all $290, it was $225; the last exam is still on 26 Jul 2026.",
    )


def test_where_only_the_last_day_has_moved_the_report_says_so():
    report = report_of(CARRIED, planner.plan(request_of(on=date(2026, 6, 20)), BEFORE))
    assert (report.same, report.words) == (
        False,
        ("Exams and prices are the same; the last exam is now on 31 Jul 2026, it was on 26 Jul 2026.",),
    )


def test_a_link_from_before_links_carried_the_last_day_says_which_it_is():
    report = report_of("a:100,b:125", planner.plan(request_of(), BEFORE))
    assert (report.same, report.words) == (True, ("Exams and prices are the same; the last exam is on 26 Jul 2026.",))


def test_what_is_held_by_now_and_what_does_not_fit_any_more_is_said():
    assert report_words(BEFORE, have=["a"])[0] == "A is not in the plan any more: you hold it."
    gone = report_words(changed_catalogue(a=cert("a", life=Life("retired", last_day=date(2026, 6, 1)))))
    assert gone[0].startswith("No plan fits any more. “The path” cannot be completed: step 1 (A) cannot be sat")


def test_an_unknown_price_is_named_in_the_total():
    carried = "a:?,b:125"
    words = report_of(carried, planner.plan(request_of(), BEFORE)).words
    assert words[0] == "A: $100, it was price not published."
    assert words[1] == f"In all $225, it was {Total(125.0, ('A',)).words()}; the last exam is on 26 Jul 2026."


@given(st.text(max_size=200))
@pytest.mark.parametrize("odd", ["", "a", "a:b", ":", "a:1e9", "a:-1", "a:nan", "a:١", "x:1," * 5000])
def test_any_text_in_a_link_is_read(odd, text):
    for carried in (odd, text):
        assert report_of(carried, planner.plan(request_of(have=["a", "b"]), BEFORE)).made == LINK_DAY


@pytest.mark.parametrize("goal", ["verdict", "integrate-ai", "genai-engineer", "junior-ai-ml-engineer"])
def test_every_plan_of_an_answer_is_the_same_as_its_own_link(shipped_catalogue, goal):
    answer = planner.plan(planner.PlanRequest.of(on=date(2026, 11, 22), goal=goal), shipped_catalogue)
    assert answer.plans
    for plan in (*answer.plans, *(point.plan for point in answer.frontier)):
        assert planner.drift(LINK_DAY, planner.link_steps(plan), answer, plan).same
