"""Break-even: the raise that pays a path back, from parts that are added up once, with what is not known named."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.cost import payback
from lib.cost.ledger import Exam
from lib.cost.payback import BreakEvenAssumptions, Part, months_needed, raise_needed

DAY = date(2026, 1, 1)
YEARLY = Exam(
    "yearly",
    "YEAR-1",
    price_usd=100,
    validity_months=12,
    renewal_way="exam",
    renewal_share=0.5,
    source="https://a.example",
)
LASTING = Exam("lasting", "LAST-1", price_usd=300, never_expires=True)
OPEN = Exam("open", "OPEN-1", price_usd=50)
KNOWN = {exam.id: exam for exam in (YEARLY, LASTING, OPEN)}


def answered(*ids, hours=(10.0, 30.0), **assumed):
    """The break-even of a few exams."""
    asked = BreakEvenAssumptions(**assumed)
    return payback.break_even(payback.entries(ids, KNOWN, asked, on=DAY), KNOWN, hours, asked, on=DAY)


def amounts(told):
    """Each part and what it comes to."""
    return {part.name: part.usd for part in told.parts}


@pytest.mark.parametrize(
    ("total", "months", "needed"), [(1200, 12, 1200), (1200, 24, 600), (1200, 6, 2400), (400, 36, 400 / 3), (0, 36, 0)]
)
def test_the_raise_that_is_needed_is_the_cost_over_the_years_of_the_horizon(total, months, needed):
    assert raise_needed(total, months) == pytest.approx(needed)


@pytest.mark.parametrize("months", [0, -1, float("nan")])
def test_a_horizon_that_is_not_above_zero_is_refused_and_nothing_is_divided_by_it(months):
    with pytest.raises(ValueError, match="above zero months"):
        raise_needed(100, months)


@pytest.mark.parametrize(
    ("total", "raise_usd", "months"), [(1200, 1200, 12), (1200, 100, 144), (1200, 0, None), (0, 0, 0), (0, 500, 0)]
)
def test_the_months_that_a_raise_takes(total, raise_usd, months):
    assert months_needed(total, raise_usd) == months


@given(st.floats(1, 1e6), st.integers(1, 120))
def test_the_needed_raise_takes_exactly_the_horizon(total, months):
    assert months_needed(total, raise_needed(total, months)) == pytest.approx(months)


@given(st.floats(0, 1e6), st.integers(1, 240))
def test_the_curve_pays_the_same_total_back_at_each_of_its_points(total, longest):
    rows = payback.curve(total, longest=longest)
    assert rows["months"].tolist() == list(range(1, longest + 1))
    assert (rows["raise_usd"] * rows["months"] / 12).to_numpy() == pytest.approx(total)


def test_the_parts_are_fees_retakes_renewals_and_study_time():
    told = answered("yearly", "lasting", months=36, chance=50, hour_usd=20)
    assert amounts(told) == {"exam fees": 400, "retakes": 400, "renewals": 100, "study time": 400}
    assert told.total_usd == 1300
    assert told.raise_needed_usd == pytest.approx(1300 / 3)
    assert told.unknown == ()


def test_a_renewal_that_is_due_when_the_horizon_ends_is_not_in_it():
    assert [amounts(answered("yearly", months=months))["renewals"] for months in (12, 13, 24, 25)] == [0, 50, 50, 100]


def test_a_chance_of_one_costs_no_retake_and_a_quarter_three():
    assert [amounts(answered("lasting", chance=chance))["retakes"] for chance in (100, 25)] == [0, pytest.approx(900)]


@pytest.mark.parametrize(("hours", "cost"), [(None, 500), (5.0, 125), (0.0, 0)])
def test_study_time_is_the_middle_of_our_estimate_or_what_the_reader_says(hours, cost):
    told = payback.break_even((), KNOWN, (10.0, 30.0), BreakEvenAssumptions(hours=hours), on=DAY)
    assert amounts(told)["study time"] == cost


@pytest.mark.parametrize(
    ("hours", "words"), [(5000.0, "5,000 h at $1,000 an hour"), (12.5, "12.5 h at $1,000 an hour")]
)
def test_hours_have_their_separator_as_dollars_have(hours, words):
    told = payback.break_even((), KNOWN, (10.0, 30.0), BreakEvenAssumptions(hours=hours, hour_usd=1000.0), on=DAY)
    assert told.parts[-1].why == words


def test_what_is_not_known_makes_the_answer_at_least_and_is_named():
    told = answered("open", hour_usd=0)
    assert told.unknown == ("the renewal of OPEN-1",)
    assert payback.finding(told, "Lead") == (
        "Lead: a raise of at least $17 a year pays the path back in 36 months. "
        "Not in it, for want of a price: the renewal of OPEN-1."
    )


def test_the_finding_rounds_up_so_that_the_raise_does_pay_back():
    told = answered("lasting", hour_usd=0, months=7)
    assert told.raise_needed_usd == pytest.approx(514.2857)
    assert payback.finding(told, "Lead") == "Lead: a raise of $515 a year pays the path back in 7 months."
    assert months_needed(told.total_usd, 515) <= 7


@pytest.mark.parametrize(
    ("raise_usd", "said"), [(0, ""), (900, " One of $900 takes 4 months."), (3600, " One of $3,600 takes 1 month.")]
)
def test_an_assumed_raise_is_answered_in_months_and_none_is_assumed_at_first(raise_usd, said):
    told = answered("lasting", hour_usd=0, months=12, raise_usd=raise_usd)
    assert payback.finding(told, "Lead") == f"Lead: a raise of $300 a year pays the path back in 12 months.{said}"
    assert BreakEvenAssumptions().raise_usd == 0


def test_a_path_without_cost_has_nothing_to_pay_back():
    told = payback.break_even((), KNOWN, (0.0, 0.0), BreakEvenAssumptions(raise_usd=100), on=DAY)
    assert (told.total_usd, told.raise_needed_usd, told.months_needed) == (0, 0, 0)
    assert payback.finding(told, "Lead") == "Lead: as far as is known there is nothing to pay back."


def test_each_part_of_the_waterfall_starts_where_the_last_one_ended():
    rows = payback.waterfall((Part("a", 10, ""), Part("b", 0, ""), Part("c", 5, "")))
    assert rows[["from_usd", "to_usd"]].to_numpy().tolist() == [[0, 10], [10, 10], [10, 15]]


def test_study_hours_add_up_over_a_path_and_an_unclassified_exam_adds_none():
    certs = pd.DataFrame({"id": ["a", "b", "c"], "study_hours_low": [10, 20, None], "study_hours_high": [30, 40, None]})
    assert payback.study_hours(certs, ["a", "b", "c"]) == (30, 70)
    assert payback.study_hours(certs, []) == (0, 0)
