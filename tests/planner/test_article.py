"""The article's paths as plans, on its own day and today; and what the vendors' facts make of them."""

from dataclasses import replace
from datetime import date

import pytest

from lib import planner
from lib.cost.ledger import Sitting, Terms, exams, ledger, total, vouchers
from lib.planner.catalogue import Choice, Path, PathStep

ARTICLE, TODAY = "2026-03-01", "2026-11-22"


def open_branches(stage):
    """The branches of a step that can be taken, in alphabetical order."""
    return sorted({branch.code for branch in stage.branches if branch.cert_id})


BACKGROUNDS = {
    "developer-adding-ai": [["AIF-C01", "AI-900"], ["AI-102", "MLA-C01"], ["NCA-GENL"]],
    "analyst-to-ml": [["DBX-ML-ASSOC"], ["GCP-PMLE", "DBX-ML-PRO"], ["MLA-C01"]],
    "researcher-to-production": [["DBX-ML-PRO"], ["GCP-PMLE"], ["AI-102", "MLA-C01"]],
    "devops-to-mlops": [["MLA-C01"], ["DBX-ML-ASSOC"], ["CKA"]],
    None: [["AI-900", "AIF-C01"], ["MLA-C01", "AI-102"], ["GCP-PMLE", "DBX-ML-PRO"], ["NCA-GENL"]],
}


@pytest.mark.parametrize(("background", "steps"), BACKGROUNDS.items())
def test_on_its_own_day_each_background_gives_the_articles_sequence_with_its_choices_open(answer_on, background, steps):
    answer = answer_on(ARTICLE, background=background)
    for stage, named in zip(answer.stages, steps, strict=True):
        assert set(named) <= set(open_branches(stage))
        assert stage.optional == (stage.why in ("A second cloud", "When generative AI is a real part of the role"))
    assert answer.title == answer.title.strip() != ""
    assert answer.problem == ""


@pytest.mark.parametrize("hours", [10.0, 20.0, 40.0])
@pytest.mark.parametrize(("background", "steps"), BACKGROUNDS.items())
def test_a_plan_takes_one_certification_of_each_step_in_the_articles_order(answer_on, background, steps, hours):
    answer = answer_on(ARTICLE, background=background, hours_week=hours)
    assert answer.plans
    for plan in answer.plans:
        served = [stage for step in plan.steps for stage in step.stages]
        due = [stage.number for stage in answer.stages if not stage.optional or stage.number in served]
        assert served == due


def test_with_the_hours_for_it_every_exam_of_the_articles_day_is_one_that_the_article_names(answer_on):
    for background, steps in BACKGROUNDS.items():
        named = {code for step in steps for code in step}
        cheapest = answer_on(ARTICLE, background=background, hours_week=24).best
        assert set() < {step.code for step in cheapest.steps} <= named
        assert [step.instead_of for step in cheapest.steps if step.instead_of] == []


SUCCESSORS = {
    "developer-adding-ai": [["AI-901", "AIF-C01"], ["AI-103", "MLA-C02"], ["NCA-GENL"]],
    "analyst-to-ml": [["DBX-ML-ASSOC"], ["DBX-ML-PRO", "GCP-PMLE"], ["MLA-C02"]],
    "researcher-to-production": [
        ["DBX-ML-PRO"],
        ["GCP-PMLE"],
        [
            *("AB-410", "AB-620", "AI-103", "AI-200", "AI-300", "DEA-C01"),
            *("DP-600", "DP-700", "DP-800", "GCP-ADP", "MLA-C02", "SC-500"),
        ],
    ],
    "devops-to-mlops": [["MLA-C02"], ["DBX-ML-ASSOC"], ["CKA"]],
    None: [["AI-901", "AIF-C01"], ["AI-103", "MLA-C02"], ["DBX-ML-PRO", "GCP-PMLE"], ["NCA-GENL"]],
}


@pytest.mark.parametrize(("background", "steps"), SUCCESSORS.items())
def test_today_the_same_sequence_has_successors_where_an_exam_is_over(answer_on, background, steps):
    answer = answer_on(TODAY, background=background)
    assert [open_branches(stage) for stage in answer.stages] == steps


def test_a_step_that_takes_the_place_of_another_says_so(answer_on):
    plan = answer_on(TODAY, background="developer-adding-ai").best
    reasons = {step.code: [r.words for r in step.reasons if r.rule == "successor"] for step in plan.steps}
    assert reasons == {
        "AI-901": ["Takes the place of AI-900: its last exam day was 30 Jun 2026."],
        "AI-103": ["Takes the place of AI-102: its last exam day was 30 Jun 2026."],
        "NCA-GENL": [],
    }


def test_the_verdict_waits_for_twelve_months_of_work_before_the_professional_exam(answer_on):
    plan = answer_on(TODAY, goal="verdict").best
    associate, professional = plan.steps[1], plan.steps[2]
    assert professional.exam_day == associate.exam_day.replace(year=associate.exam_day.year + 1)
    assert professional.study_from > associate.exam_day


# The gap of MLA ──────────────────────────────────────────────────────────────


def test_a_developer_on_aws_may_wait_sit_the_beta_or_go_to_azure_each_priced_and_dated(answer_on):
    answer = answer_on(TODAY, background="developer-adding-ai", cloud="AWS")
    branches = {(one.code, one.way): one for one in answer.stages[1].branches}
    wait, beta, azure = branches["MLA-C02", "wait"], branches["MLA-C02", "beta"], branches["AI-103", "now"]
    assert (wait.price_usd, wait.announced, wait.exam_day, wait.taken) == (
        None,
        True,
        date(2027, 2, 11),
        planner.OBJECTIVES,
    )
    assert wait.total.words() == "$225 plus MLA-C02 (price not published)"
    assert (beta.price_usd, beta.exam_day, beta.needs) == (75.0, date(2027, 1, 13), "16 hours a week")
    assert beta.total.words() == "$300"
    assert (azure.price_usd, azure.exam_day, azure.total.words()) == (165.0, date(2027, 2, 14), "$390")
    assert "open from 14 Jan 2027, as announced" in wait.words


PAA = "gcp-professional-agentic-architect"


@pytest.mark.parametrize(
    ("day", "hours", "left_out"),
    [
        ("2026-09-12", 40.0, None),
        ("2026-09-12", 10.0, "reached in time only with 32 hours a week"),
        ("2026-10-01", 40.0, "its beta ended on 30 Sep 2026, and no day of general availability is announced"),
    ],
)
def test_a_beta_is_sat_up_to_its_last_day_and_left_out_with_the_reason_after_it(answer_on, day, hours, left_out):
    answer = answer_on(day, goal="genai-engineer", beta=True, take=(PAA,), hours_week=hours)
    days = [step.exam_day for plan in answer.plans for step in plan.steps if step.cert_id == PAA]
    assert {one.cert_id: one.why for one in answer.left_out}.get(PAA) == left_out
    assert bool(days) is (left_out is None)
    assert all(one <= date(2026, 9, 30) for one in days)


@pytest.mark.parametrize(("way", "code"), [("wait", "MLA-C02"), ("beta", "MLA-C02"), ("now", "AI-103")])
def test_each_of_the_three_is_one_change_of_the_request_away(answer_on, shipped_catalogue, way, code):
    answer = answer_on(TODAY, background="developer-adding-ai", cloud="AWS")
    branch = next(one for one in answer.stages[1].branches if (one.way, one.code) == (way, code))
    plan = planner.plan(branch.change, shipped_catalogue).best
    step = next(one for one in plan.steps if one.code == code)
    assert (step.exam_day, plan.total, plan.ends) == (branch.exam_day, branch.total, branch.ends)
    assert step.beta == (way == "beta")


# Money ───────────────────────────────────────────────────────────────────────

TRIO = ["aws-ai-practitioner", "aws-ml-engineer-associate-c01", "aws-genai-developer-professional"]


def test_aif_mla_and_aip_cost_what_the_ledger_says_step_by_step(tables, shipped_certs, trio):
    exam_of = exams(shipped_certs("2026-06-01"))
    days = [Sitting(step.cert_id, step.exam_day) for step in trio.steps]
    entries = ledger(days, exam_of, vouchers(tables["policies"]), Terms(36, vouchers=True))
    fees = [(one.cert_id, one.list_usd, one.net_usd, one.why) for one in entries if one.kind == "exam"]
    assert [(s.cert_id, s.list_usd, s.net_usd, s.price_why) for s in trio.steps] == fees
    assert [step.net_usd for step in trio.steps] == [100.0, 75.0, 150.0]
    assert trio.total == total([one for one in entries if one.kind == "exam"], exam_of)
    assert trio.list_total.words() == "$550"
    assert all(step.price_source for step in trio.steps)


@pytest.fixture(scope="module")
def trio(shipped_catalogue):
    """The plan of a path that asks for the three AWS exams, with vouchers."""
    steps = tuple(PathStep(number, (Choice(cert=one),)) for number, one in enumerate(TRIO, 1))
    path = Path("trio", "outcome", "Three of AWS", steps)
    catalogue = replace(shipped_catalogue, paths={**shipped_catalogue.paths, "trio": path})
    return planner.plan(planner.PlanRequest.of(on=date(2026, 6, 1), goal="trio", hours_week=20), catalogue).best


def test_a_pass_says_what_it_renews_and_moves_its_expiry(trio):
    assert [step.renews for step in trio.steps] == [(), (TRIO[0],), (TRIO[0], TRIO[1])]
    assert {step.expires_on for step in trio.steps} == {trio.ends.replace(year=trio.ends.year + 3)}


def test_150_dollars_never_buy_an_exam_that_costs_300(answer_on, shipped_catalogue):
    goals = [path for path in shipped_catalogue.paths if path != "mlops-lead"]
    plans = [plan for goal in goals for plan in answer_on(TODAY, goal=goal, budget=150).plans]
    assert 0 < max(plan.total.known_usd for plan in plans) <= 150
    assert 0 < max(step.net_usd for plan in plans for step in plan.steps) <= 150
    over = answer_on(TODAY, goal="mlops-lead", budget=150)
    assert over.plans == ()
    assert [(one.limit, one.words, one.total.words()) for one in over.relaxations] == [("budget", "+$566", "$715.50")]
    assert over.problem == "No plan fits a budget of $150. What would help: +$566."
