"""Mistakes of other dashboards about cost, price, pay and status: a test for each, by the name of the peer."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest

from lib.address import pages
from lib.catalogue.filtering import filter_result, matching, priced_on, search_text
from lib.catalogue.filters import Filters
from lib.catalogue.status import with_status
from lib.cost import payback, prices_by_tier
from lib.cost.ledger import Exam, Sitting, Terms, exams, ledger, total
from lib.cost.path_cost import path_costs
from lib.cost.payback import BreakEvenAssumptions
from lib.pay import roles, salaries
from lib.planner import PlanRequest, catalogue_of, plan
from lib.planner.plan_snapshot import steps
from lib.tables.columns import COLUMNS
from lib.tables.schema import TABLES
from lib.tables.store import Tables
from lib.text import usd
from lib.trust import staleness
from lib.views.preview import summary
from lib.views.static_html import html_of
from tests.survey.survey_rows import figure, row, survey_medians

TODAY = date(2026, 11, 22)
TRIO = ("aws-ai-practitioner", "aws-ml-engineer-associate-c01", "aws-genai-developer-professional")


@pytest.fixture(scope="module")
def certs(tables):
    """The shipped certifications with the status and price of 22 November 2026."""
    certs_today = with_status(priced_on(tables["certs"], on=TODAY, article_day=date(2026, 3, 1)), on=TODAY)
    return certs_today.assign(search=search_text(certs_today))


# Cert Compass ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("months", [0, 12, 36])
def test_cert_compass_three_aws_exams_cost_550_and_never_917(certs, months):
    exams_by_id = exams(certs)
    days = [date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10)]
    paid = ledger(map(Sitting, TRIO, days), exams_by_id, {}, Terms(months))
    assert total(paid, exams_by_id) == (550, ())


def test_cert_compass_a_renewal_within_the_horizon_is_counted_once_and_a_later_pass_renews_for_nothing(certs):
    exams_by_id = exams(certs)
    alone = ledger([Sitting("aws-ai-practitioner", date(2026, 1, 10))], exams_by_id, {}, Terms(48))
    together = ledger(map(Sitting, TRIO, [date(2026, 1, 10)] * 3), exams_by_id, {}, Terms(36))
    payments = [(payment.kind, payment.net_usd, payment.day.year) for payment in alone]
    assert payments == [("exam", 100, 2026), ("renewal", 100, 2029)]
    assert [payment.kind for payment in together] == ["exam", "exam", "exam"]


def test_cert_compass_a_return_is_not_printed_a_hundred_times_too_high():
    exams_by_id = {"one": Exam("one", "ONE-1", price_usd=1000, never_expires=True)}
    assumptions = BreakEvenAssumptions(hour_usd=0, months=12, raise_usd=60_000)
    entries = payback.entries(["one"], exams_by_id, assumptions, on=TODAY)
    break_even = payback.break_even(entries, exams_by_id, (0, 0), assumptions, on=TODAY)
    assert (break_even.raise_needed_usd, break_even.months_needed) == (1000, pytest.approx(0.2))
    finding = payback.finding(break_even, "One")
    assert finding == "One: a raise of $1,000 a year pays the path back in 12 months. One of $60,000 takes 1 month."
    assert not re.search(r"[%×]|return|ROI", finding)


def test_cert_compass_no_certification_has_a_salary_premium(tables):
    assert not [name for name in TABLES["certs"].columns if re.search("salar|pay|premium|roi|return", name)]
    assert not set(TABLES["salaries"].columns) & {"id", "cert_id", "cert_ids"}
    assert not any("premium" in name for name in COLUMNS)
    assert set(tables["salaries"]["role"]).isdisjoint(tables["certs"]["id"])


def test_cert_compass_retired_certs_are_out_of_sight_until_they_are_asked_for(certs):
    unfiltered, retired = matching(certs, Filters()), matching(certs, Filters(status=("retired",)))
    assert not unfiltered["status"].isin(["retired", "closed"]).any()
    assert {"AI-900", "AI-102", "MLS-C01"} <= set(retired["code"])


@pytest.mark.parametrize("goal", ["senior-ml-engineer", "integrate-ai", "ai-literacy"])
def test_cert_compass_a_budget_and_a_day_are_limits_and_no_300_dollar_exam_wins_on_150(tables, goal):
    request = PlanRequest.of(on=TODAY, goal=goal, budget=150.0, by=date(2027, 6, 30), hours_week=20)
    answer = plan(request, catalogue_of(tables))
    assert all(option.total.known_usd <= 150 and option.ends <= date(2027, 6, 30) for option in answer.plans)
    assert all(step.net_usd is None or step.net_usd <= 150 for option in answer.plans for step in option.steps)
    assert bool(answer.plans) is not bool(answer.problem)
    assert answer.plans or "$" in answer.problem


# certmap ─────────────────────────────────────────────────────────────────────


def test_certmap_free_only_holds_no_certification_without_a_price(certs):
    free = filter_result(certs, Filters(price_max=0))
    assert free.rows["price_usd"].tolist() == [0] * len(free.rows)
    assert set(free.rows["vendor"]) == {"Oracle"}
    assert free.unpriced > 5


def test_certmap_a_price_limit_leaves_unknown_prices_out_and_says_how_many(certs):
    limited = filter_result(certs, Filters(price_max=5000))
    assert not limited.rows.empty
    assert limited.rows["price_usd"].notna().all()
    assert limited.unpriced == matching(certs, Filters())["price_usd"].isna().sum()


def test_certmap_a_total_names_what_it_does_not_know_and_never_counts_it_as_nothing(certs):
    exams_by_id = exams(certs)
    sittings = [Sitting("cncf-cka", TODAY), Sitting("ms-ai-business-professional", TODAY)]
    paid = ledger(sittings, exams_by_id, {}, Terms(12))
    assert total(paid, exams_by_id) == (445, ("AB-730", "the renewal of AB-730"))
    assert "AB-730" in total(paid, exams_by_id).words()


def test_certmap_an_exam_that_needs_another_is_paid_with_it(tables, certs):
    dearest = path_costs(tables, certs, steps(tables, TODAY)).set_index("path").loc["genai-engineer"]
    priced = certs.set_index("id")["price_usd"]
    assert "ms-agentic-business-architect" in dearest["high_ids"]
    assert set(dearest["high_ids"]) & {"ms-ai-agent-builder", "azure-ai-apps-agents-developer", "azure-mlops-engineer"}
    assert dearest["high_usd"] == priced[dearest["high_ids"]].sum()


@pytest.mark.parametrize(("needed", "costs_usd"), [(1, 500 + 100), (2, 500 + 100 + 200), (3, 500 + 100 + 200 + 300)])
def test_certmap_per_exam_with_two_required_counts_each_of_them(frame, dated_cert_rows, needed, costs_usd):
    prices_usd = {"top": 500.0, "a": 100.0, "b": 200.0, "c": 300.0}
    rows = [{"id": cert_id, "price_usd": price, "price_kind": "list"} for cert_id, price in prices_usd.items()]
    certs = dated_cert_rows(*rows)
    block = {"cert_id": "top", "block": 1, "n": needed}
    choices = [{**block, "choice": number, "id": cert_id} for number, cert_id in enumerate("abc", 1)]
    path = {"path": "p", "step": 1, "choice": 1, "optional": False, "after_months": 0, "cert_id": "top"}
    tables = Tables(
        {"paths": frame("paths", {"path": "p", "kind": "role"}), "requirements": frame("requirements", *choices)}
    )
    paid = path_costs(tables, certs, frame("path_steps", path))
    assert paid[["low_usd", "high_usd"]].to_numpy().tolist() == [[costs_usd, costs_usd]]


# santosomar ──────────────────────────────────────────────────────────────────


def test_santosomar_no_price_does_not_become_0(tables, certs):
    unpriced = certs[certs["price_usd"].isna()]
    assert len(unpriced) > 5
    assert {usd(price) for price in unpriced["price_usd"]} == {"price not published"}
    free = tables["certs"].query("price_usd == 0")["vendor"]
    assert set(free) == {"Oracle"}


def test_santosomar_the_first_of_two_prices_is_not_the_only_one(tables):
    prices = tables["facts"].query("cert_id == 'nvidia-nca-genl' and field == 'price_usd'")
    assert set(prices["number"]) >= {125, 135}
    assert prices["preferred"].sum() == 1


def test_santosomar_a_path_of_two_exams_costs_both(tables, certs):
    senior = path_costs(tables, certs, steps(tables, TODAY)).set_index("path").loc["senior-ml-engineer"]
    assert (senior["low_usd"], len(senior["low_ids"])) == (400, 2)


# AI certification roadmap ────────────────────────────────────────────────────


def test_ai_certification_roadmap_most_have_a_price_and_each_that_has_none_is_counted_as_such(certs):
    bookable = certs[certs["bookable"]]
    unpriced = bookable[bookable["price_usd"].isna()]
    assert len(unpriced) < 0.15 * len(bookable)
    tiers = prices_by_tier.by_tier(bookable, pd.Series(bookable["tier"].unique()))
    assert tiers["unknown"].sum() == len(unpriced)
    assert f"{len(unpriced)} of {len(bookable)} prices are not published" in prices_by_tier.finding(tiers)


def test_ai_certification_roadmap_each_role_has_its_pay_by_a_source_that_measured_it(tables):
    pay = {role: salaries.by_source(tables["salaries"], role) for role in roles.names(tables)}
    assert min((rows["measure"] != salaries.CLAIM).sum() for rows in pay.values()) >= 2


# Paul Jerimy's roadmap ───────────────────────────────────────────────────────


def test_paul_jerimy_what_has_retired_is_kept_with_its_facts_and_shown_when_asked_for(tables, certs):
    gone = certs[certs["status"].isin(["retired", "closed"])]
    assert {"AI-900", "AI-102", "MLS-C01", "MLA-C01", "DP-100"} <= set(gone["code"])
    assert set(gone["id"]) <= set(matching(certs, Filters(closed=True))["id"])
    source_of = tables["facts"].query("preferred and field == 'last_exam_day'").set_index("cert_id")["source"]
    assert source_of[gone["id"]].notna().all()


def test_paul_jerimy_a_price_has_its_source_and_day_and_is_named_once_it_is_a_year_old(tables, certs):
    prices = tables["facts"].query("preferred and field == 'price_usd'")
    priced = certs[certs["price_now_usd"].notna()]
    assert set(prices["cert_id"]) == set(priced["id"])
    assert prices[["source", "kind", "checked_on"]].notna().all().all()
    newest = prices["checked_on"].max().date()
    assert set(priced["code"]) <= set(staleness.stale_facts(tables, on=newest + timedelta(days=366))["what"])


def test_paul_jerimy_a_price_stands_in_the_text_and_not_in_a_tooltip_alone(tables):
    board = html_of(summary.page_summary(pages.TIER_MAP, [("as_of", TODAY.isoformat())], tables).view.blocks, tables)
    assert re.search(r"AIF-C01\s[^$]*\$100\b", re.sub(r"<[^>]+>", " ", board))


# Streamlit salary apps ───────────────────────────────────────────────────────


def test_streamlit_salary_apps_pay_is_a_median_and_no_mean():
    skewed = [row(usd) for usd in (100_000, 110_000, 120_000, 130_000, 940_000)]
    assert figure(survey_medians(skewed), "senior-ml-engineer")["p50_usd"] == 120_000


def test_streamlit_salary_apps_prices_are_medians_and_no_means(cert_rows):
    prices = (("a", 100), ("b", 100), ("c", 1000))
    rows = [{"id": cert_id, "price_usd": price, "price_kind": "list"} for cert_id, price in prices]
    assert prices_by_tier.by_tier(cert_rows(*rows), pd.Series(["Entry / Literacy"]))["median_usd"].tolist() == [100]


def test_streamlit_salary_apps_sources_are_kept_apart_and_a_claim_is_no_median(tables, certs):
    costs = path_costs(tables, certs, steps(tables, TODAY))
    boards = {
        source: roles.board(costs, tables["paths"], tables["salaries"], source=source).set_index("role")
        for source in roles.sources(tables)
    }
    medians = {source: board["median_usd"]["senior-ml-engineer"] for source, board in boards.items()}
    pay = tables["salaries"].query("role == 'senior-ml-engineer' and level == '' and counted == 'distinct'")
    assert medians["aijobs-2025-08"] == pay.query("source == 'aijobs-2025-08' and year == 2025")["median_usd"].item()
    assert medians["aijobs-2025-08"] != medians["aijobs-2025-01"]
    assert pd.isna(medians["article"])
