"""True cost: what a sequence of exams costs over a horizon, each payment once, the unknown named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.catalogue.filtering import priced_on
from lib.catalogue.status import with_status
from lib.cost import ledger
from lib.cost.ledger import Exam, Sitting, Terms
from lib.cost.path_cost import path_costs
from lib.planner import catalogue_of
from lib.planner.goals import members
from lib.planner.plan_snapshot import steps

START = date(2026, 3, 1)
ONE = Exam("one", "ONE", "AWS", 100.0, validity_months=36, renewal_way="exam", renewal_share=1.0)
HALVED = {"AWS": 0.5}


def sums(entries):
    return [(one.kind, one.cert_id, one.net_usd) for one in entries]


def of(*exams):
    return {exam.id: exam for exam in exams}


@pytest.fixture(scope="module")
def shipped_exams(tables):
    rows = priced_on(tables["certs"], on=START, article_day=START)
    return ledger.exams(with_status(rows, on=START))


AWS_THREE = [
    Sitting("aws-ai-practitioner", START),
    Sitting("aws-ml-engineer-associate-c01", date(2026, 6, 1)),
    Sitting("aws-genai-developer-professional", date(2026, 9, 1)),
]


def test_aif_mla_and_aip_cost_550_over_three_years(shipped_exams):
    entries = ledger.ledger(AWS_THREE, shipped_exams, {}, Terms(months=36))
    assert ledger.total(entries, shipped_exams) == (550.0, ())
    assert [one.kind for one in entries] == ["exam"] * 3


def test_with_vouchers_each_aws_exam_after_the_first_costs_half(tables, shipped_exams):
    entries = ledger.ledger(AWS_THREE, shipped_exams, ledger.vouchers(tables["policies"]), Terms(vouchers=True))
    assert [one.net_usd for one in entries] == [100.0, 75.0, 150.0]
    assert [one.list_usd for one in entries] == [100.0, 150.0, 300.0]
    assert "voucher" in entries[1].why


def test_over_six_years_one_pass_of_aip_renews_the_three_at_once(shipped_exams):
    """AIF, MLA-C01 and AIP all fall due three years after the pass of AIP, which had renewed the two."""
    entries = ledger.ledger(AWS_THREE, shipped_exams, {}, Terms(months=72))
    renewals = [one for one in entries if one.kind == "renewal"]
    assert [(one.cert_id, one.day, one.net_usd) for one in renewals] == [
        ("aws-genai-developer-professional", date(2029, 9, 1), 300.0)
    ]


@pytest.mark.parametrize(("months", "renewals"), [(36, 0), (37, 1), (72, 1), (73, 2)])
def test_a_renewal_counts_only_if_it_falls_due_before_the_horizon_ends(months, renewals):
    entries = ledger.ledger([Sitting("one", START)], of(ONE), {}, Terms(months=months))
    assert sum(one.kind == "renewal" for one in entries) == renewals


def test_a_free_online_assessment_each_year_is_listed_and_costs_nothing():
    free = Exam("two", "TWO", "Microsoft", 165.0, validity_months=12, renewal_way="online assessment", renewal_share=0)
    entries = ledger.ledger([Sitting("two", START)], of(free), {}, Terms(months=36))
    assert sums(entries) == [("exam", "two", 165.0), ("renewal", "two", 0.0), ("renewal", "two", 0.0)]


def test_a_renewal_at_half_price_takes_no_voucher():
    google = Exam("g", "G", "AWS", 200.0, validity_months=24, renewal_way="exam", renewal_share=0.5)
    entries = ledger.ledger([Sitting("g", START)], of(google), HALVED, Terms(months=36, vouchers=True))
    assert sums(entries) == [("exam", "g", 200.0), ("renewal", "g", 100.0)]


def test_an_unknown_price_is_named_and_never_counted_as_nothing():
    dark = Exam("dark", "DARK", "GitHub", None, never_expires=True)
    entries = ledger.ledger([Sitting("one", START), Sitting("dark", START)], of(ONE, dark), {}, Terms())
    total = ledger.total(entries, of(ONE, dark))
    assert total == (100.0, ("DARK",))
    assert total.words() == "$100 plus DARK (price not published)"


def test_an_unknown_renewal_and_an_unknown_validity_are_named_as_such():
    unpriced = Exam("a", "A", "CNCF", 445.0, validity_months=24)
    undated = Exam("b", "B", "IBM", 200.0)
    entries = ledger.ledger([Sitting("a", START), Sitting("b", START)], of(unpriced, undated), {}, Terms())
    assert ledger.total(entries, of(unpriced, undated)) == (645.0, ("the renewal of B", "the renewal of A"))


def test_a_beta_exam_takes_no_voucher_and_is_renewed_at_its_standard_price():
    beta = Exam(
        "beta", "B", "AWS", 75.0, beta=True, standard_usd=150.0, validity_months=36, renewal_way="exam", renewal_share=1
    )
    sat = [Sitting("one", START), Sitting("beta", START)]
    entries = ledger.ledger(sat, of(ONE, beta), HALVED, Terms(months=40, vouchers=True))
    assert sums(entries)[:2] == [("exam", "one", 100.0), ("exam", "beta", 75.0)]
    assert [one.list_usd for one in entries if one.cert_id == "beta"] == [75.0, 150.0]


def test_an_ended_exam_is_renewed_by_what_renews_it_else_it_lapses():
    over = date(2027, 1, 1)
    old = Exam("old", "OLD", "AWS", 150.0, validity_months=36, renewed_by=("one",), last_day=over)
    gone = Exam("gone", "GONE", "X", 165.0, validity_months=12, renewal_way="exam", renewal_share=1.0, last_day=over)
    known = of(ONE, old, gone)
    entries = ledger.ledger([Sitting("old", START), Sitting("gone", START)], known, {}, Terms(months=40))
    assert sums(entries)[2:] == [("lapse", "gone", 0.0), ("renewal", "old", 100.0)]


def test_an_ended_exam_that_only_one_without_a_price_renews_is_an_unknown_renewal_and_no_lapse():
    over = date(2027, 1, 1)
    old = Exam("old", "OLD", "AWS", 150.0, validity_months=36, renewed_by=("new",), last_day=over)
    exams = of(old, Exam("new", "NEW", "AWS", None))
    entries = ledger.ledger([Sitting("old", START)], exams, {}, Terms(months=40))
    assert sums(entries) == [("exam", "old", 150.0), ("renewal", "old", None)]
    assert ledger.total(entries, exams) == (150.0, ("the renewal of OLD",))


def test_the_allowance_for_retakes_is_the_expected_cost_of_further_tries():
    entries = ledger.ledger([Sitting("one", START)], of(ONE), {}, Terms(chance=0.8))
    assert sums(entries) == [("exam", "one", 100.0), ("retake allowance", "one", pytest.approx(25.0))]
    assert dict(ledger.sums_by_kind(entries)) == {
        "exam": 100.0,
        "retake allowance": pytest.approx(25.0),
        "renewal": 0.0,
    }


@pytest.mark.parametrize("chance", [0, -0.5, 1.01])
def test_a_pass_chance_that_cannot_be_is_refused(chance):
    with pytest.raises(ValueError, match="pass chance"):
        Terms(chance=chance)


def test_a_held_pass_costs_nothing_and_brings_its_voucher():
    held = [Sitting("two", date(2025, 1, 1))]
    two = Exam("two", "TWO", "AWS", 300.0, never_expires=True)
    entries = ledger.ledger([Sitting("one", START)], of(ONE, two), HALVED, Terms(vouchers=True), held)
    assert sums(entries) == [("exam", "one", 50.0)]


def test_no_exam_costs_nothing():
    assert ledger.ledger([], {}, {}, Terms()) == ()
    assert ledger.total((), {}) == (0.0, ())


@given(
    prices=st.lists(st.none() | st.floats(0, 1000), min_size=1, max_size=6),
    months=st.integers(0, 120),
    chance=st.floats(0.05, 1),
    data=st.data(),
)
def test_unknown_never_lowers_a_total_and_vouchers_never_raise_it(prices, months, chance, data):
    known = {str(i): Exam(str(i), str(i), "AWS", price, validity_months=12, renewal_way="exam", renewal_share=1.0)
             for i, price in enumerate(prices)}  # fmt: skip
    sat = [Sitting(one, START) for one in known]
    total = ledger.total(ledger.ledger(sat, known, HALVED, Terms(months, chance)), known)
    hidden = data.draw(st.sampled_from(sorted(known)))
    dark = {**known, hidden: Exam(hidden, hidden, "AWS", None, validity_months=12)}
    less = ledger.total(ledger.ledger(sat, dark, HALVED, Terms(months, chance)), dark)
    halved = ledger.total(ledger.ledger(sat, known, HALVED, Terms(months, chance, vouchers=True)), known)
    assert hidden in less.unknown
    assert less.known_usd <= total.known_usd + 1e-6
    assert halved.known_usd <= total.known_usd + 1e-6
    assert set(total.unknown) <= set(less.unknown)


# Paths ───────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def cost_on(tables):
    def rows(day):
        on = date.fromisoformat(day)
        certs = with_status(priced_on(tables["certs"], on=on, article_day=START), on=on)
        return path_costs(tables, certs, steps(tables, on)).set_index("path")

    return rows


def test_the_roles_cost_what_their_choices_cost_on_the_articles_day(cost_on):
    roles = cost_on("2026-03-01").loc["junior-ai-ml-engineer":, ["low_usd", "high_usd"]]
    assert roles.to_dict("split")["data"] == [[249, 265], [350, 365], [400, 400], [234, 435], [715.5, 715.5]]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2026-03-01", {"AI-102", "MLA-C01"}),
        (
            "2026-11-27",
            {"AI-103", "AI-200", "AI-300", "AB-620", "DEA-C01", "GCP-ADP", "MLA-C02"}
            | {"AB-410", "DP-600", "DP-700", "DP-800", "SC-500"},
        ),
    ],
)
def test_a_cloud_associate_is_one_rule_for_paths_and_planner(tables, cost_on, day, codes):
    on = date.fromisoformat(day)
    certs = with_status(tables["certs"], on=on).set_index("id")
    rows = steps(tables, on).query("path == 'junior-ai-ml-engineer' and set_id == 'cloud-associate'")
    assert set(rows["cert_id"]) == set(members("cloud-associate", catalogue_of(tables), on=on))
    assert {certs.loc[one, "code"] for one in rows["cert_id"] if certs.loc[one, "bookable"]} == codes


def test_today_successors_stand_in_and_betas_are_left_out_and_named(cost_on):
    role = cost_on("2026-11-22").loc["ml-engineer"]
    assert role["low_ids"] == role["high_ids"] == ["azure-ai-apps-agents-developer", "databricks-ml-associate"]
    assert (role["low_usd"], role["betas"]) == (365.0, ["MLA-C02"])


def test_a_beta_counts_where_a_step_has_nothing_else(cost_on):
    path = cost_on("2026-11-22").loc["devops-to-mlops"]
    assert path["low_ids"] == ["aws-ml-engineer-associate", "databricks-ml-associate", "cncf-cka"]
    assert path["low_usd"] == 75 + 200 + 445


def test_a_required_prerequisite_is_paid_for_too(cost_on):
    """AB-100 asks for an Associate certification first: together they are the dearest cloud AI choice."""
    role = cost_on("2026-11-22").loc["genai-engineer"]
    assert role["high_ids"] == ["nvidia-nca-genl", "ms-ai-agent-builder", "ms-agentic-business-architect"]
    assert role["high_usd"] == 125 + 165 + 165
    assert role["unknown"] == ["AB-730", "AB-731"]


def test_what_is_closed_without_a_successor_is_named(cost_on):
    assert cost_on("2026-11-22").loc["senior-ml", "closed"] == ["MLS-C01"]
    assert cost_on("2026-03-01").loc["senior-ml", "closed"] == []


@pytest.mark.parametrize("day", ["2024-06-01", "2026-03-01", "2026-11-22", "2027-02-01", "2035-01-01"])
def test_a_path_never_costs_less_than_its_lowest_or_more_than_its_highest(cost_on, day):
    rows = cost_on(day).dropna(subset="low_usd")
    assert not rows.empty
    assert (rows["low_usd"] <= rows["preferred_usd"]).all()
    assert (rows["preferred_usd"] <= rows["high_usd"]).all()
