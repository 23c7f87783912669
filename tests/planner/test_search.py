"""The search against every plan of small catalogues: it is exact, and it keeps every hard rule."""

from datetime import date

from hypothesis import given, settings

from lib import planner
from lib.planner.catalogue import Block, Life
from lib.planner.planning_context import context_of
from lib.planner.problem import MICRO
from lib.planner.search import Search, broadest, cheapest, fastest
from tests.planner import brute
from tests.planner.worlds import catalogue, catalogues, cert, request_of, requests, step


def point_of(candidate):
    """A plan of the search as the brute force has it: missed wishes, cost, weeks, last day."""
    unknown, micro = candidate.cost
    return candidate.missed, (unknown, round(micro / MICRO, 4)), candidate.week, date.fromordinal(candidate.day)


def frontier_of(plans):
    """The frontier of every plan: of those that miss the fewest wishes what nothing beats in cost and weeks."""
    fewest = min((plan.missed for plan in plans), default=None)
    points = {(plan.missed, plan.cost, plan.week, plan.ends) for plan in plans if plan.missed == fewest}
    return sorted(point for point in points if not any(p != point and beats(p, point) for p in points))


def beats(point, rival):
    """Whether a point is as good in cost and weeks, and no later where it is as good in both."""
    return point[1] <= rival[1] and point[2] <= rival[2] and (point[1:3] != rival[1:3] or point[3] <= rival[3])


@settings(max_examples=600)
@given(catalogues(), requests())
def test_the_search_finds_what_trying_every_plan_finds(world, request):
    context = context_of(request, world)
    plans, search = list(brute.plans(context)), Search(context.problem)
    points = search.frontier()
    assert search.open == []
    assert [point_of(point) for point in points] == frontier_of(plans)
    if plans:
        best = min((plan.missed, plan.cost, plan.week, plan.ends) for plan in plans)
        assert point_of(search.best(cheapest)) == best
        missed, week, cost, ends = min((plan.missed, plan.week, plan.cost, plan.ends) for plan in plans)
        assert point_of(search.best(fastest)) == (missed, cost, week, ends)


@settings(max_examples=200)
@given(catalogues(), requests())
def test_the_broadest_plan_covers_most_vendors_and_focus_areas_and_may_take_optional_steps(world, request):
    context = context_of(request, world)
    plans = brute.plans(context, optional=True)
    best = min(((plan.missed, plan.breadth, plan.cost, plan.week, plan.ends) for plan in plans), default=None)
    broad = Search(context.problem).best(broadest, with_optional=True)
    assert (broad and (broad.missed, broad.breadth, *point_of(broad)[1:])) == best


def test_an_exam_that_serves_two_steps_is_not_counted_twice_before_it_is_taken():
    prices = {"z": 120, "w": 60, "x": 150, "a": 140, "b": 140}
    certs = [cert(name, price=price, vendor="NVIDIA") for name, price in prices.items()]
    world = catalogue(*certs, steps=[step(1, "z", "w"), step(2, "z", "x", "a"), step(3, "x", "b")], kind="role")
    plan = Search(context_of(request_of(), world).problem).best(cheapest)
    assert plan.cost == (0, 210 * MICRO)


def test_what_a_later_step_requires_is_sat_while_its_months_of_work_go_by():
    needs = (Block(("p",)),)
    certs = cert("a", tier=2), cert("b", tier=3, requires=needs), cert("p", tier=1)
    world = catalogue(*certs, steps=[step(1, "a"), step(2, "b", after=6)])
    plan = planner.plan(request_of(), world).best
    assert plan.cert_ids == ("a", "p", "b")
    assert [one.exam_day for one in plan.steps] == [date(2026, 7, 5), date(2026, 7, 26), date(2027, 1, 5)]


def test_the_dearer_of_two_exams_comes_second_where_a_pass_halves_the_next_price():
    world = catalogue(cert("a", price=300), cert("b", price=100), steps=[step(1, "a"), step(2, "b")], kind="role")
    assert planner.plan(request_of(), world).best.cert_ids == ("b", "a")
    assert planner.plan(request_of(), world).best.total.known_usd == 250
    assert planner.plan(request_of(vouchers=False), world).best.total.known_usd == 400
    assert planner.plan(request_of(have=["b"]), world).best.total.known_usd == 150


def test_a_beta_takes_no_voucher_and_its_pass_brings_one():
    beta = cert("a", price=75, beta=True, life=Life("beta"))
    world = catalogue(beta, cert("b", price=100), steps=[step(1, "a"), step(2, "b")])
    assert [one.net_usd for one in planner.plan(request_of(beta=True, have=[]), world).best.steps] == [75, 50]
