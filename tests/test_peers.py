"""What other dashboards get wrong about cost, price, pay and status: a test each, by the name of the peer."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest

from lib import answers, payback, prices, roles, salaries, site, stale
from lib.certs import Filters, answer, matching, priced_on, search_text
from lib.columns import COLUMNS
from lib.costs import Exam, Sitting, Terms, exams, ledger, total
from lib.lifecycle import with_status
from lib.path_costs import path_costs
from lib.payback import Assumed
from lib.planner import Request, catalogue_of, plan
from lib.standing import steps
from lib.store import Tables
from lib.tables import TABLES
from lib.text import usd
from tests.survey_rows import figure, found, row

TODAY = date(2026, 11, 22)
TRIO = ("aws-ai-practitioner", "aws-ml-engineer-associate-c01", "aws-genai-developer-professional")


@pytest.fixture(scope="module")
def certs(tables):
    """The shipped certifications as they stand and cost on 22 November 2026."""
    known = with_status(priced_on(tables["certs"], on=TODAY, article_day=date(2026, 3, 1)), on=TODAY)
    return known.assign(search=search_text(known))


# Cert Compass ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("months", [0, 12, 36])
def test_cert_compass_three_aws_exams_cost_550_and_never_917(certs, months):
    known = exams(certs)
    days = [date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10)]
    paid = ledger(map(Sitting, TRIO, days), known, {}, Terms(months))
    assert total(paid, known) == (550, ())


def test_cert_compass_a_renewal_within_the_horizon_is_counted_once_and_a_later_pass_renews_for_nothing(certs):
    known = exams(certs)
    alone = ledger([Sitting("aws-ai-practitioner", date(2026, 1, 10))], known, {}, Terms(48))
    both = ledger(map(Sitting, TRIO, [date(2026, 1, 10)] * 3), known, {}, Terms(36))
    assert [(one.kind, one.net_usd, one.day.year) for one in alone] == [("exam", 100, 2026), ("renewal", 100, 2029)]
    assert [one.kind for one in both] == ["exam", "exam", "exam"]


def test_cert_compass_a_return_is_not_printed_a_hundred_times_too_high():
    one = Exam("one", "ONE-1", price_usd=1000, never_expires=True)
    asked = Assumed(hour_usd=0, months=12, raise_usd=60_000)
    told = payback.answer(
        payback.entries(["one"], {"one": one}, asked, on=TODAY), {"one": one}, (0, 0), asked, on=TODAY
    )
    assert (told.raise_needed_usd, told.months_needed) == (1000, pytest.approx(0.2))
    said = payback.finding(told, "One")
    assert said == "One: a raise of $1,000 a year pays the path back in 12 months. One of $60,000 takes 1 month."
    assert not re.search(r"[%×]|return|ROI", said)


def test_cert_compass_no_certification_has_a_salary_premium(tables):
    assert not [name for name in TABLES["certs"].columns if re.search("salar|pay|premium|roi|return", name)]
    assert not set(TABLES["salaries"].columns) & {"id", "cert_id", "cert_ids"}
    assert not any("premium" in name for name in COLUMNS)
    assert set(tables["salaries"]["role"]).isdisjoint(tables["certs"]["id"])


def test_cert_compass_retired_certs_are_out_of_sight_until_they_are_asked_for(certs):
    shown, asked = matching(certs, Filters()), matching(certs, Filters(status=("retired",)))
    assert not shown["status"].isin(["retired", "closed"]).any()
    assert {"AI-900", "AI-102", "MLS-C01"} <= set(asked["code"])


@pytest.mark.parametrize("goal", ["senior-ml-engineer", "integrate-ai", "ai-literacy"])
def test_cert_compass_a_budget_and_a_day_are_limits_and_no_300_dollar_exam_wins_on_150(tables, goal):
    asked = Request.of(on=TODAY, goal=goal, budget=150.0, by=date(2027, 6, 30), hours_week=20)
    told = plan(asked, catalogue_of(tables))
    assert all(one.total.known_usd <= 150 and one.ends <= date(2027, 6, 30) for one in told.plans)
    assert all(step.net_usd is None or step.net_usd <= 150 for one in told.plans for step in one.steps)
    assert bool(told.plans) is not bool(told.problem)
    assert told.plans or "$" in told.problem


# certmap ─────────────────────────────────────────────────────────────────────


def test_certmap_free_only_holds_no_certification_without_a_price(certs):
    free = answer(certs, Filters(price_max=0))
    assert free.found["price_usd"].tolist() == [0] * len(free.found)
    assert set(free.found["vendor"]) == {"Oracle"}
    assert free.unpriced > 5


def test_certmap_a_price_limit_leaves_unknown_prices_out_and_says_how_many(certs):
    limited = answer(certs, Filters(price_max=5000))
    assert limited.found["price_usd"].notna().all()
    assert limited.unpriced == matching(certs, Filters())["price_usd"].isna().sum()


def test_certmap_a_total_names_what_it_does_not_know_and_never_counts_it_as_nothing(certs):
    known = exams(certs)
    paid = ledger([Sitting("cncf-cka", TODAY), Sitting("cncf-ckad", TODAY)], known, {}, Terms(12))
    assert total(paid, known) == (445, ("CKAD",))
    assert "CKAD" in total(paid, known).words()


def test_certmap_an_exam_that_needs_another_is_paid_with_it(tables, certs):
    dearest = path_costs(tables, certs, steps(tables, TODAY)).set_index("path").loc["genai-engineer"]
    priced = certs.set_index("id")["price_usd"]
    assert "ms-agentic-business-architect" in dearest["high_ids"]
    assert set(dearest["high_ids"]) & {"ms-ai-agent-builder", "azure-ai-apps-agents-developer", "azure-mlops-engineer"}
    assert dearest["high_usd"] == priced[dearest["high_ids"]].sum()


@pytest.mark.parametrize(("needed", "costs_usd"), [(1, 500 + 100), (2, 500 + 100 + 200), (3, 500 + 100 + 200 + 300)])
def test_certmap_per_exam_with_two_required_counts_each_of_them(frame, standing, needed, costs_usd):
    prices_usd = {"top": 500.0, "a": 100.0, "b": 200.0, "c": 300.0}
    certs = standing(*({"id": one, "price_usd": price, "price_kind": "list"} for one, price in prices_usd.items()))
    choices = ({"cert_id": "top", "block": 1, "n": needed, "choice": at, "id": one} for at, one in enumerate("abc", 1))
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
    said = tables["facts"].query("cert_id == 'nvidia-nca-genl' and field == 'price_usd'")
    assert set(said["number"]) >= {125, 135}
    assert said["preferred"].sum() == 1


def test_santosomar_a_path_of_two_exams_costs_both(tables, certs):
    senior = path_costs(tables, certs, steps(tables, TODAY)).set_index("path").loc["senior-ml-engineer"]
    assert (senior["low_usd"], len(senior["low_ids"])) == (400, 2)


# AI certification roadmap ────────────────────────────────────────────────────


def test_ai_certification_roadmap_most_have_a_price_and_each_that_has_none_is_counted_as_such(certs):
    bookable = certs[certs["bookable"]]
    unpriced = bookable[bookable["price_usd"].isna()]
    assert len(unpriced) < 0.15 * len(bookable)
    told = prices.by_tier(bookable, pd.Series(bookable["tier"].unique()))
    assert told["unknown"].sum() == len(unpriced)
    assert f"{len(unpriced)} of {len(bookable)} prices are not published" in prices.finding(told)


def test_ai_certification_roadmap_each_role_has_its_pay_by_a_source_that_measured_it(tables):
    for role in roles.names(tables):
        seen = salaries.by_source(tables["salaries"], role)
        assert (seen["measure"] != salaries.CLAIM).sum() >= 2


# Paul Jerimy's roadmap ───────────────────────────────────────────────────────


def test_paul_jerimy_what_has_retired_is_kept_with_its_facts_and_shown_when_asked_for(tables, certs):
    gone = certs[certs["status"].isin(["retired", "closed"])]
    assert {"AI-900", "AI-102", "MLS-C01", "MLA-C01", "DP-100"} <= set(gone["code"])
    assert set(gone["id"]) <= set(matching(certs, Filters(closed=True))["id"])
    known = tables["facts"].query("preferred and field == 'last_exam_day'").set_index("cert_id")["source"]
    assert known[gone["id"]].notna().all()


def test_paul_jerimy_a_price_has_its_source_and_day_and_is_named_once_it_is_a_year_old(tables, certs):
    said = tables["facts"].query("preferred and field == 'price_usd'")
    assert set(said["cert_id"]) == set(certs.loc[certs["price_now_usd"].notna(), "id"])
    assert said[["source", "kind", "checked_on"]].notna().all().all()
    newest = said["checked_on"].max().date()
    assert set(certs["code"]) <= set(stale.stale(tables, on=newest + timedelta(days=366))["what"])


def test_paul_jerimy_a_price_stands_in_the_text_and_not_in_a_tooltip_alone(tables):
    told = {
        fact.head: fact.more for fact in answers.answer(site.TIER_MAP, [("as_of", TODAY.isoformat())], tables).facts
    }
    assert told["AIF-C01"] == "$100, active"


# Streamlit salary apps ───────────────────────────────────────────────────────


def test_streamlit_salary_apps_pay_is_a_median_and_no_mean():
    skewed = [row(usd) for usd in (100_000, 110_000, 120_000, 130_000, 940_000)]
    assert figure(found(skewed), "senior-ml-engineer")["p50_usd"] == 120_000


def test_streamlit_salary_apps_prices_are_medians_and_no_means(small):
    rows = [
        {"id": id_, "price_usd": price, "price_kind": "list"} for id_, price in (("a", 100), ("b", 100), ("c", 1000))
    ]
    assert prices.by_tier(small(*rows), pd.Series(["Entry / Literacy"]))["median_usd"].tolist() == [100]


def test_streamlit_salary_apps_sources_are_kept_apart_and_a_claim_is_no_median(tables, certs):
    costs = path_costs(tables, certs, steps(tables, TODAY))
    boards = {
        source: roles.board(costs, tables["paths"], tables["salaries"], source=source).set_index("role")
        for source in roles.sources(tables)
    }
    medians = {source: board["median_usd"]["senior-ml-engineer"] for source, board in boards.items()}
    shipped = tables["salaries"].query("role == 'senior-ml-engineer' and level == '' and counted == 'distinct'")
    assert (
        medians["aijobs-2025-08"] == shipped.query("source == 'aijobs-2025-08' and year == 2025")["median_usd"].item()
    )
    assert medians["aijobs-2025-08"] != medians["aijobs-2025-01"]
    assert pd.isna(medians["article"])
