"""A plan on the calendar."""

from datetime import date, timedelta

import pytest

from lib import planner
from lib.planner.catalogue import Life, Waits
from tests.planner.worlds import ON, catalogue, cert, request_of, step

DAY = timedelta(days=1)


def dates(plan):
    return [(step.study_from, step.study_to, step.exam_day) for step in plan.steps]


def test_an_exam_is_sat_on_the_day_after_its_study_and_the_next_study_starts_on_the_day_after_that():
    two = catalogue(cert("a", hours=(7, 7)), cert("b", hours=(10, 18)), steps=[step(1, "a"), step(2, "b")])
    first, second = dates(planner.plan(request_of(), two).best)
    assert first == (ON, ON + 6 * DAY, ON + 7 * DAY)
    assert second == (ON + 8 * DAY, ON + 21 * DAY, ON + 22 * DAY)


@pytest.mark.parametrize(
    ("start", "begins"), [(None, ON), (date(2024, 1, 1), ON), (date(2026, 8, 1), date(2026, 8, 1))]
)
def test_a_plan_starts_in_its_month_and_never_in_the_past(start, begins):
    answer = planner.plan(request_of(start=start), catalogue(cert("a"), steps=[step(1, "a")]))
    assert answer.best.begins == answer.best.steps[0].study_from == begins
    assert answer.notes == (
        ("The start month is over: the plan starts on 15 Jun 2026.",) if start == date(2024, 1, 1) else ()
    )


def test_where_an_exam_opens_later_its_study_ends_on_the_day_before():
    opens = date(2026, 9, 1)
    later = catalogue(cert("a", hours=(7, 7), life=Life(available_from=opens)), steps=[step(1, "a")])
    plan = planner.plan(request_of(), later).best
    assert dates(plan) == [(opens - 7 * DAY, opens - DAY, opens)]
    assert [e.words for e in plan.events if e.kind == "opens"] == ["A opens (announced)"]


def test_on_a_path_without_an_order_what_opens_later_is_taken_last():
    certs = (cert("a", hours=(7, 7), life=Life(available_from=date(2026, 8, 1))), cert("b", hours=(7, 7)))
    either = catalogue(*certs, steps=[step(1, "a"), step(2, "b")], kind="role")
    ordered = catalogue(*certs, steps=[step(1, "a"), step(2, "b")])
    assert planner.plan(request_of(), either).best.cert_ids == ("b", "a")
    assert planner.plan(request_of(), ordered).best.cert_ids == ("a", "b")


def test_an_exam_can_be_sat_on_its_last_day_and_not_after_it():
    for last, reached in ((ON + 7 * DAY, True), (ON + 6 * DAY, False)):
        ends = catalogue(cert("a", hours=(7, 7), life=Life(last_day=last)), steps=[step(1, "a")])
        answer = planner.plan(request_of(), ends)
        assert bool(answer.plans) == reached
        assert [step.sit_by for plan in answer.plans for step in plan.steps] == ([last] if reached else [])


def test_a_second_try_waits_as_the_vendor_demands_and_fits_before_the_last_day_where_it_is_allowed_for():
    last = ON + 20 * DAY
    waits = catalogue(
        cert("a", hours=(7, 7), life=Life(last_day=last)),
        steps=[step(1, "a")],
        retakes={"AWS": Waits((14,), "14 days")},
    )
    sure = planner.plan(request_of(), waits).best.steps[0]
    assert (sure.exam_day, sure.retake_from, sure.sit_by) == (ON + 7 * DAY, ON + 21 * DAY, last)
    allowed = planner.plan(request_of(chance=0.8, hours_week=10), waits).best
    assert [event.words for event in allowed.events if event.kind in ("retake from", "last exam day")] == [
        "Last day to sit A with time for a second try",
        "Second try of A possible",
    ]
    unsure = planner.plan(request_of(chance=0.8), waits)
    assert unsure.plans == ()
    assert [(one.limit, one.words) for one in unsure.relaxations] == [
        ("hours_week", "9 hours a week"),
        ("chance", "leave no room for a second try"),
    ]


def test_months_of_work_count_from_the_step_before_less_those_already_done():
    path = catalogue(cert("a", hours=(7, 7)), cert("b", hours=(7, 7)), steps=[step(1, "a"), step(2, "b", after=6)])
    first = ON + 7 * DAY
    for months, day in ((0, date(2026, 12, 22)), (4, date(2026, 8, 22)), (12, first + 8 * DAY)):
        assert planner.plan(request_of(worked=months), path).best.steps[1].exam_day == day
    held = planner.plan(request_of(have={"a": date(2026, 2, 1)}), path).best
    assert held.steps[0].exam_day == date(2026, 8, 1)


def test_a_pass_expires_and_its_renewal_opens_before():
    valid = catalogue(cert("a", hours=(7, 7), validity=12, renewal_window_months=6), steps=[step(1, "a")])
    plan = planner.plan(request_of(), valid).best
    starts = [(event.kind, event.start) for event in plan.events]
    assert plan.steps[0].expires_on == date(2027, 6, 22)
    assert starts[2:] == [("renewal opens", date(2026, 12, 22)), ("expiry", date(2027, 6, 22))]


def test_what_sections_have_in_common_saves_a_share_of_the_hours():
    alike = (("Model deployment", 50.0), ("Governance", 50.0))
    certs = (cert("a", sections=alike[:1]), cert("b", hours=(40, 40), sections=alike))
    path = catalogue(*certs, steps=[step(1, "a"), step(2, "b")])
    second = planner.plan(request_of(overlap=0.5), path).best.steps[1]
    assert (second.hours, second.hours_saved, second.saved_from) == (30.0, 10.0, "a")
    held = planner.plan(request_of(overlap=0.5, have=["a"]), path).best.steps[0]
    assert (held.hours, held.saved_from) == (30.0, "a")
    off = planner.plan(request_of(overlap=0.0), path).best.steps[1]
    assert (off.hours, off.hours_saved, off.saved_from) == (40.0, 0.0, None)


def test_hours_of_the_readers_own_count_instead_of_the_middle_of_our_range():
    path = catalogue(cert("a", hours=(10, 30)), steps=[step(1, "a")])
    assert planner.plan(request_of(), path).best.steps[0].hours == 20
    own = planner.plan(request_of(hours={"a": 5}), path).best.steps[0]
    assert (own.hours, own.hours_low, own.hours_high) == (5, 10, 30)
