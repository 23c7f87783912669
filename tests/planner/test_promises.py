"""What must be true of every answer, whatever is asked of whatever catalogue."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lib import planner
from lib.planner.problem import MICRO
from lib.planner.search import Search, cheapest, fastest
from lib.planner.setting import setting_of
from tests.planner.worlds import ON, catalogues, requests


def best(request, catalogue, key):
    """How good the best plan is by a key, without the taste; worse than anything where there is none."""
    found = Search(setting_of(request, catalogue).problem).best(key)
    return key(found)[:-1] if found else ((10**9, 0),)


def every_plan(answer):
    """All plans of an answer, the points of the frontier included."""
    return [*answer.plans, *(point.plan for point in answer.frontier)]


@settings(max_examples=150)
@given(catalogues(), requests())
def test_every_exam_of_a_plan_can_be_sat_and_has_its_prerequisites(catalogue, request):
    held = {one for one, earned in request.have if earned is None or earned <= ON}
    for plan in every_plan(planner.plan(request, catalogue)):
        assert len(set(plan.cert_ids)) == len(plan.steps)
        for place, step in enumerate(plan.steps):
            cert, before = catalogue.certs[step.cert_id], held | set(plan.cert_ids[:place])
            assert all(sum(one in before for one in block.choices) >= block.n for block in cert.requires)
            assert cert.life.observed != "unknown"
            assert step.beta <= request.beta
            assert step.sit_by is None or step.exam_day <= step.sit_by
            assert cert.life.available_from is None or step.exam_day >= cert.life.available_from


@settings(max_examples=100)
@given(catalogues(), requests())
def test_every_plan_keeps_the_limits_and_studies_for_one_exam_after_the_other(catalogue, request):
    for plan in every_plan(planner.plan(request, catalogue)):
        vendors, free = [step.vendor for step in plan.steps], max(request.start or ON, ON)
        assert request.vendor_limit is None or all(vendors.count(one) <= request.vendor_limit for one in vendors)
        assert request.by is None or plan.ends <= request.by or not plan.steps
        if request.budget is not None and not request.employer_pays:
            assert plan.total.known_usd <= request.budget
            assert plan.total.unknown == ()
        for step in plan.steps:
            assert free <= step.study_from <= step.study_to < step.exam_day
            free = step.exam_day + timedelta(days=1)


@settings(max_examples=100)
@given(catalogues(), requests())
def test_the_search_adds_up_what_the_ledger_says(catalogue, request):
    setting = setting_of(request, catalogue)
    points = Search(setting.problem).frontier()
    for found, point in zip(points, planner.plan(request, catalogue).frontier, strict=True):
        assert round(point.cost.known_usd, 4) == round(found.cost[1] / MICRO, 4)
        assert len(point.cost.unknown) == found.cost[0]


@settings(max_examples=120)
@given(catalogues(), requests())
def test_there_is_a_plan_or_a_sentence_and_each_change_that_is_offered_works(catalogue, request):
    answer = planner.plan(request, catalogue)
    assert bool(answer.plans) != bool(answer.problem)
    assert not (answer.plans and answer.relaxations)
    for change in answer.relaxations:
        assert planner.plan(change.request, catalogue).plans
        assert change.request != request


@settings(max_examples=100)
@given(catalogues(), requests())
def test_a_budget_below_the_smallest_change_is_not_enough(catalogue, request):
    answer = planner.plan(request, catalogue)
    for change in answer.relaxations:
        if change.limit == "budget" and change.request.budget is not None:
            less = replace(request, budget=change.request.budget - 1)
            assert not planner.plan(less, catalogue).plans
        if change.limit == "budget" and change.request.budget is None:
            assert not planner.plan(replace(request, budget=1e6), catalogue).plans


MORE = {
    "budget": lambda one: one + 100,
    "hours_week": lambda one: one + 5,
    "by": lambda one: one + timedelta(days=60),
    "vendor_limit": lambda one: one + 1,
}


@settings(max_examples=300)
@given(catalogues(), requests(), st.sampled_from([*MORE, "beta", "none", "chance"]))
def test_more_budget_more_hours_or_fewer_limits_never_make_a_plan_worse(catalogue, request, limit):
    asked = replace(request, beta=False) if limit == "beta" else request
    given_up = {"beta": {"beta": True}, "none": {"budget": None, "by": None, "vendor_limit": None}, "chance": {}}
    now = getattr(asked, limit, None)
    change = given_up.get(limit) or ({limit: MORE[limit](now)} if limit in MORE and now is not None else {})
    freer = replace(asked, **change)
    for key in (cheapest, fastest):
        assert best(freer, catalogue, key) <= best(asked, catalogue, key)


@settings(max_examples=60)
@given(catalogues(), requests(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(catalogue, request, random):
    shuffled = [*catalogue.certs.items()]
    random.shuffle(shuffled)
    other = replace(catalogue, certs=dict(shuffled))
    again = planner.Request.of(
        **{**vars(request), "have": dict(reversed(request.have)), "hours": dict(reversed(request.hours))}
    )
    assert again == request
    assert planner.plan(again, other) == planner.plan(request, catalogue)


@settings(max_examples=150)
@given(catalogues(), requests(), st.data())
def test_a_price_that_gets_unknown_never_makes_a_plan_look_cheaper(catalogue, request, data):
    name = data.draw(st.sampled_from(sorted(catalogue.certs)))
    cert = catalogue.certs[name]
    exam = replace(cert.exam, price_usd=None, standard_usd=None)
    other = replace(catalogue, certs={**catalogue.certs, name: replace(cert, exam=exam)})
    assert best(request, other, cheapest) >= best(request, catalogue, cheapest)


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
def test_whatever_is_asked_there_is_a_plan_or_a_sentence(shipped_catalogue, asked):
    answer = planner.plan(planner.Request.of(**asked), shipped_catalogue)
    assert bool(answer.plans) != bool(answer.problem)
    for plan in answer.plans:
        assert planner.markdown(answer, plan, "https://certwise.example")
        assert planner.calendar_file(answer, plan, "https://certwise.example")


@settings(max_examples=60)
@given(catalogues(), requests())
def test_named_plans_are_the_ends_of_the_frontier(catalogue, request):
    answer = planner.plan(request, catalogue)
    named = {name: plan for plan in answer.plans for name in plan.names}
    if answer.plans:
        assert set(named) == set(planner.OBJECTIVES)
        assert answer.frontier[0].plan == named["cheapest"]
        assert named["fastest"].weeks == min(point.weeks for point in answer.frontier)
        assert len({plan.steps for plan in answer.plans}) == len(answer.plans)


@settings(max_examples=150)
@given(catalogues(), requests())
def test_what_is_held_is_not_renewed_before_the_plan_nor_what_a_step_renews_before_its_exam(catalogue, request):
    answer = planner.plan(request, catalogue)
    for plan in answer.plans:
        due = [
            (one.cert_id, one.day)
            for one in plan.keeping
            if one.kind == "renewal" and one.cert_id in dict(request.have)
        ]
        assert all(day >= plan.begins for _, day in due)
        for step in plan.steps:
            assert [one for one, day in due if one in step.renews and day < step.exam_day] == []
