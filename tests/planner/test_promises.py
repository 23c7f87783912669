"""What must be true of every answer, whatever the request and the catalogue."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib import planner
from lib.planner.planning_context import context_of
from lib.planner.problem import MICRO
from lib.planner.search import Search, cheapest, fastest
from tests.planner.worlds import ON, catalogues, requests


def best_key(request, catalogue, key):
    """The key of the best plan, without the deviation; above any other where there is no plan."""
    best = Search(context_of(request, catalogue).problem).best(key)
    return key(best)[:-1] if best else ((10**9, 0),)


def all_plans(answer):
    """All plans of an answer, the points of the frontier included."""
    return [*answer.plans, *(point.plan for point in answer.frontier)]


@settings(max_examples=80)
@given(catalogues(), requests())
def test_every_exam_of_a_plan_can_be_sat_and_has_its_prerequisites(catalogue, request):
    held = {one for one, earned in request.have if earned is None or earned <= ON}
    plans = all_plans(planner.plan(request, catalogue))
    assume(any(plan.steps for plan in plans))
    for plan in plans:
        assert len(set(plan.cert_ids)) == len(plan.steps)
        for place, step in enumerate(plan.steps):
            cert, before = catalogue.certs[step.cert_id], held | set(plan.cert_ids[:place])
            assert all(sum(one in before for one in block.choices) >= block.n for block in cert.requires)
            assert cert.life.observed != "unknown"
            assert step.beta <= request.beta
            assert step.sit_by is None or step.exam_day <= step.sit_by
            assert cert.life.available_from is None or step.exam_day >= cert.life.available_from


@settings(max_examples=55)
@given(catalogues(), requests())
def test_every_plan_keeps_the_limits_and_studies_for_one_exam_after_the_other(catalogue, request):
    plans = all_plans(planner.plan(request, catalogue))
    assume(any(plan.steps for plan in plans))
    for plan in plans:
        vendors, free = [step.vendor for step in plan.steps], max(request.start or ON, ON)
        assert request.vendor_limit is None or all(vendors.count(one) <= request.vendor_limit for one in vendors)
        assert request.by is None or plan.ends <= request.by or not plan.steps
        if request.budget is not None and not request.employer_pays:
            assert plan.total.known_usd <= request.budget
            assert plan.total.unknown == ()
        for step in plan.steps:
            assert free <= step.study_from <= step.study_to < step.exam_day
            free = step.exam_day + timedelta(days=1)


@settings(max_examples=60)
@given(catalogues(), requests())
def test_the_search_adds_up_what_the_ledger_says(catalogue, request):
    context = context_of(request, catalogue)
    points = Search(context.problem).frontier()
    assume(points)
    for candidate, point in zip(points, planner.plan(request, catalogue).frontier, strict=True):
        assert round(point.cost.known_usd, 4) == round(candidate.cost[1] / MICRO, 4)
        assert len(point.cost.unknown) == candidate.cost[0]


@settings(max_examples=120)
@given(catalogues(), requests())
def test_there_is_a_plan_or_a_sentence_and_each_change_that_is_offered_works(catalogue, request):
    answer = planner.plan(request, catalogue)
    assert bool(answer.plans) != bool(answer.problem)
    assert not (answer.plans and answer.relaxations)
    for change in answer.relaxations:
        assert planner.plan(change.request, catalogue).plans
        assert change.request != request


@settings(max_examples=30)
@given(catalogues(), requests(), st.sampled_from([0.0, 50.0, 100.0]))
def test_a_budget_below_the_smallest_change_is_not_enough(catalogue, request, budget):
    tight = replace(request, budget=budget, employer_pays=False)
    budgets = [
        change.request.budget for change in planner.plan(tight, catalogue).relaxations if change.limit == "budget"
    ]
    assume(budgets)
    less = 1e6 if budgets[0] is None else budgets[0] - 1
    assert planner.plan(replace(tight, budget=less), catalogue).plans == ()


LOOSER = {
    "budget": lambda dollars: dollars + 100,
    "hours_week": lambda hours: hours + 5,
    "by": lambda day: day + timedelta(days=60),
    "vendor_limit": lambda exams: exams + 1,
}


@settings(max_examples=300)
@given(catalogues(), requests(), st.sampled_from([*LOOSER, "beta", "none", "chance"]))
def test_more_budget_more_hours_or_fewer_limits_never_make_a_plan_worse(catalogue, request, limit):
    tight = replace(request, beta=False) if limit == "beta" else request
    given_up = {"beta": {"beta": True}, "none": {"budget": None, "by": None, "vendor_limit": None}, "chance": {}}
    now = getattr(tight, limit, None)
    change = given_up.get(limit) or ({limit: LOOSER[limit](now)} if limit in LOOSER and now is not None else {})
    loose = replace(tight, **change)
    for key in (cheapest, fastest):
        assert best_key(loose, catalogue, key) <= best_key(tight, catalogue, key)


@settings(max_examples=60)
@given(catalogues(), requests(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(catalogue, request, random):
    shuffled = [*catalogue.certs.items()]
    random.shuffle(shuffled)
    reordered = replace(catalogue, certs=dict(shuffled))
    again = planner.PlanRequest.of(
        **{**vars(request), "have": dict(reversed(request.have)), "hours": dict(reversed(request.hours))}
    )
    assert again == request
    assert planner.plan(again, reordered) == planner.plan(request, catalogue)


@settings(max_examples=150)
@given(catalogues(), requests(), st.data())
def test_a_price_that_gets_unknown_never_makes_a_plan_look_cheaper(catalogue, request, data):
    name = data.draw(st.sampled_from(sorted(catalogue.certs)))
    cert = catalogue.certs[name]
    exam = replace(cert.exam, price_usd=None, standard_usd=None)
    unpriced = replace(catalogue, certs={**catalogue.certs, name: replace(cert, exam=exam)})
    assert best_key(request, unpriced, cheapest) >= best_key(request, catalogue, cheapest)


ODD = {
    "on": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    "background": st.sampled_from([None, "developer-adding-ai", "analyst-to-ml", "nonsense"]),
    "goal": st.sampled_from([None, "verdict", "mlops-lead", "genai-engineer", "ai-literacy", "nonsense"]),
    "start": st.none() | st.none() | st.dates(),
    "by": st.none() | st.none() | st.dates(),
    "hours_week": st.just(10.0) | st.just(10.0) | st.floats(),
    "budget": st.none() | st.none() | st.floats(),
    "cloud": st.sampled_from([None, "AWS", "Microsoft", "Google Cloud", "nonsense"]),
    "vendor_limit": st.none() | st.none() | st.integers(),
    "beta": st.booleans(),
    "language": st.sampled_from([None, "English", "Japanese", "nonsense"]),
    "overlap": st.floats(),
    "chance": st.floats(0.01, 1),
    "worked": st.integers(),
    "have": st.dictionaries(st.sampled_from(["aws-ai-practitioner", "cncf-cka", "x"]), st.none() | st.dates()),
    "hours": st.dictionaries(st.sampled_from(["nvidia-nca-genl", "cncf-cka", "x"]), st.floats()),
    "take": st.lists(st.sampled_from(["nvidia-nca-genl", "cncf-cka", "x"])),
}


@settings(max_examples=250)
@given(st.fixed_dictionaries(ODD))
def test_whatever_is_asked_there_is_a_plan_or_a_sentence(shipped_catalogue, options):
    answer = planner.plan(planner.PlanRequest.of(**options), shipped_catalogue)
    assert bool(answer.plans) != bool(answer.problem)
    for plan in answer.plans:
        assert planner.markdown(answer, plan, "https://certwise.example")
        assert planner.calendar_file(answer, plan, "https://certwise.example")


@settings(max_examples=35)
@given(catalogues(), requests())
def test_named_plans_are_the_ends_of_the_frontier(catalogue, request):
    answer = planner.plan(request, catalogue)
    assume(answer.plans)
    named = {name: plan for plan in answer.plans for name in plan.names}
    assert set(named) == set(planner.OBJECTIVES)
    assert answer.frontier[0].plan == named["cheapest"]
    assert named["fastest"].weeks == min(point.weeks for point in answer.frontier)
    assert len({plan.steps for plan in answer.plans}) == len(answer.plans)


HELD = st.dictionaries(
    st.sampled_from([f"c{number}" for number in range(7)]),
    st.sampled_from([date(2025, 1, 1), date(2025, 9, 1), date(2026, 6, 1)]),
    min_size=1,
    max_size=3,
)


def expiring(catalogue, cert_ids):
    """The catalogue, with some of its certifications valid for two years."""
    certs = {cert_id: catalogue.certs[cert_id] for cert_id in cert_ids if cert_id in catalogue.certs}
    terms = {"validity_months": 24, "never_expires": False}
    changed = {cert_id: replace(cert, exam=replace(cert.exam, **terms)) for cert_id, cert in certs.items()}
    return replace(catalogue, certs=catalogue.certs | changed)


@settings(max_examples=50)
@given(catalogues(), requests(), HELD)
def test_what_is_held_is_not_renewed_before_the_plan_nor_what_a_step_renews_before_its_exam(catalogue, request, held):
    answer = planner.plan(replace(request, have=tuple(sorted(held.items()))), expiring(catalogue, held))
    due = [
        (plan, entry.cert_id, entry.day)
        for plan in answer.plans
        for entry in plan.keeping
        if entry.kind == "renewal" and entry.cert_id in held
    ]
    assume(due)
    assert [cert_id for plan, cert_id, day in due if day < plan.begins] == []
    for plan, cert_id, day in due:
        assert [step.code for step in plan.steps if cert_id in step.renews and day < step.exam_day] == []
