"""A plan as frames and in sentences, for its pictures."""

from dataclasses import replace
from datetime import date

from lib import planner
from lib.planner import chart_frames, findings
from lib.planner.wishes import wishes
from tests.planner.worlds import ON, catalogue, cert, request_of, step

SLOW = cert("a", price=100, hours=(28, 28))
FAST = cert("b", vendor="Microsoft", price=130, hours=(14, 14))
EITHER = catalogue(SLOW, FAST, steps=[step(1, "a", "b")])
UNPRICED = replace(EITHER, certs={"a": SLOW, "b": replace(FAST, exam=replace(FAST.exam, price_usd=None))})
WIDER = catalogue(SLOW, cert("c", vendor="NVIDIA", price=60), steps=[step(1, "a"), step(2, "c", optional=True)])


def test_the_frontier_has_the_named_plans_that_are_not_on_it_and_says_which_key_shows_each():
    answer = planner.plan(request_of(), WIDER)
    points = chart_frames.point_rows(answer, answer.plans[1])
    assert points[["weeks", "usd", "names", "aside", "chosen", "key"]].values.tolist() == [
        [5, 100.0, "cheapest and fastest", False, False, "cheapest"],
        [8, 160.0, "broadest", True, True, "broadest"],
    ]


def test_the_sentence_over_the_frontier_says_what_speed_or_breadth_costs():
    assert (
        findings.frontier_finding(planner.plan(request_of(), EITHER)) == "The fastest is 14 days sooner, for $30 more"
    )
    assert findings.frontier_finding(planner.plan(request_of(), UNPRICED)) == (
        "The fastest is 14 days sooner; the price of B is not published"
    )
    assert findings.frontier_finding(planner.plan(request_of(), WIDER)) == (
        "One plan is the cheapest and the fastest; the broadest is 21 days later, for $60 more"
    )


def test_one_plan_that_is_best_at_everything_is_no_frontier():
    alone = planner.plan(request_of(), catalogue(SLOW, steps=[step(1, "a")]))
    assert findings.has_one_best_plan(alone)
    assert not any(findings.has_one_best_plan(planner.plan(request_of(), world)) for world in (EITHER, WIDER))


def test_what_is_paid_begins_with_nothing_on_the_first_day_of_study_and_ends_with_the_total():
    paid = chart_frames.paid_rows(planner.plan(request_of(take=["a"]), EITHER).best)
    assert paid.values.tolist() == [[ON, "", "", 0.0], [date(2026, 7, 13), "A", "+$100", 100.0]]
    unsure = planner.plan(request_of(take=["a"], chance=0.5), EITHER).best
    assert chart_frames.paid_rows(unsure)["so_far_usd"].iloc[-1] == unsure.total.known_usd == 200
    assert findings.cost_finding(unsure, None) == "The exams and the tries to be expected come to $200"
    open_end = planner.plan(request_of(take=["b"]), UNPRICED).best
    assert chart_frames.paid_rows(open_end).iloc[-1].tolist() == [date(2026, 6, 29), "B", "price not published", 0.0]


def test_passes_that_are_held_stand_before_those_to_come_each_with_its_end():
    certs = (
        cert("g"),
        cert("h", validity=12, renewal_window_months=6),
        cert("i"),
        cert("a", hours=(7, 7), validity=24),
    )
    held = {"g": date(2026, 1, 1), "h": date(2026, 1, 1), "i": None}
    answer = planner.plan(request_of(have=held), catalogue(*certs, steps=[step(1, "a")]))
    passes = chart_frames.pass_rows(answer, answer.best)
    assert passes[["code", "passed", "opens", "ends", "words"]].values.tolist() == [
        ["G", date(2026, 1, 1), None, None, "held, no end is known"],
        ["H", date(2026, 1, 1), date(2026, 7, 31), date(2027, 1, 31), "held, until 31 Jan 2027"],
        ["I", None, None, None, "held, its month is not given"],
        ["A", date(2026, 6, 22), None, date(2028, 6, 22), "until 22 Jun 2028"],
    ]


def test_a_price_says_what_it_is_made_of():
    trio = catalogue(cert("a"), cert("b", price=150), steps=[step(1, "a"), step(2, "b")])
    assert [findings.price(one) for one in planner.plan(request_of(), trio).best.steps] == [
        "$100",
        "$75 ($150 list price, with a voucher of an earlier AWS pass)",
    ]


def test_what_was_asked_is_in_words_and_the_usual_goes_without_saying():
    assert wishes(request_of(), EITHER) == (
        "I want: The path",
        "7 hours a week",
        "0% of study saved where exams overlap",
    )
    request = request_of(
        have={"a": date(2025, 3, 1)}, budget=400, cloud="AWS", take=["b"], hours={"b": 40}, overlap=0.25
    )
    assert wishes(request, EITHER)[1:] == (
        "I hold: A (Mar 2025)",
        "7 hours a week",
        "a budget of $400",
        "AWS preferred",
        "B insisted on",
        "B in 40 hours",
    )
