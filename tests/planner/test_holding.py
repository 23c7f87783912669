"""What a reader holds: what counts, what does not, and why."""

from datetime import date

import pytest

from lib import planner
from lib.planner.catalogue import Block, Life
from tests.planner.worlds import catalogue, cert, request_of, step

WORLD = catalogue(
    cert("old", life=Life("retired", last_day=date(2026, 1, 31), successor="new"), validity=12),
    cert("new", validity=12),
    cert("pro", requires=(Block(("new", "other")),)),
    cert("other"),
    steps=[step(1, "old"), step(2, "pro")],
)


def exams_and_notes(**options):
    """The exams of the cheapest plan, and the notes of the answer."""
    answer = planner.plan(request_of(**options), WORLD)
    return answer.best.cert_ids, answer.notes


@pytest.mark.parametrize(
    ("have", "exams", "notes"),
    [
        ({}, ("new", "pro"), ()),
        ({"new": None}, ("pro",), ()),
        ({"new": date(2026, 1, 1)}, ("pro",), ()),
        ({"new": date(2026, 7, 1)}, ("new", "pro"), ("earned in the future, so not counted as held: NEW",)),
        ({"new": date(2025, 5, 1)}, ("new", "pro"), ("expired, so not counted as held: NEW (31 May 2026)",)),
        ({"new": date(2025, 6, 1)}, ("pro",), ()),
        ({"nothing": None}, ("new", "pro"), ("not in the catalogue, so left out of what you hold: nothing",)),
        ({"old": None}, ("other", "pro"), ()),
        ({"new": None, "pro": None}, (), ()),
    ],
)
def test_what_is_held_and_valid_meets_a_step_or_a_prerequisite(have, exams, notes):
    assert exams_and_notes(have=have) == (exams, notes)


def test_a_thousand_held_certifications_are_one_short_note():
    exams, notes = exams_and_notes(have=dict.fromkeys((f"x{number}" for number in range(1000)), None))
    assert exams == ("new", "pro")
    assert notes[0].startswith(
        "not in the catalogue, so left out of what you hold: x0, x1, x10, x100, x101 and 995 more"
    )


def test_nothing_left_to_take_is_a_plan_without_exams():
    best = planner.plan(request_of(have=["new", "pro"], budget=0), WORLD).best
    assert (best.steps, best.total.words(), best.weeks, best.ends) == ((), "free", 0, date(2026, 6, 15))


def test_a_step_that_is_met_says_by_what():
    stages = planner.plan(request_of(have=["new"]), WORLD).stages
    assert [stage.held for stage in stages] == ["new", None]
    assert [(one.way, one.words) for one in stages[0].branches] == [("held", "You hold NEW.")]


def test_what_is_held_and_expires_is_on_the_calendar_later_where_the_plan_renews_it():
    renewing = catalogue(cert("a", validity=12, renewed_by=("b",)), cert("b"), cert("c"), steps=[step(1, "b", "c")])
    for take, expected in (("b", [date(2027, 7, 5)]), ("c", [date(2026, 12, 31)])):
        plan = planner.plan(request_of(have={"a": date(2025, 12, 1)}, take=[take]), renewing).best
        assert [event.start for event in plan.events if event.kind == "expiry"] == expected
        assert plan.steps[0].renews == (("a",) if take == "b" else ())
