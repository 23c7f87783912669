"""The search against every plan that there is, on small catalogues: it is exact, and it keeps every hard rule."""

from datetime import date

from hypothesis import given, settings

from lib import planner
from lib.planner.catalogue import Block, Life
from lib.planner.problem import MICRO
from lib.planner.search import Search, broadest, cheapest, fastest
from lib.planner.setting import setting_of
from tests.planner import brute
from tests.planner.worlds import ask, catalogue, catalogues, cert, requests, step


def shown(found):
    """A plan of the search as the brute force would have it: wish, cost, weeks, last day."""
    unknown, micro = found.cost
    return found.wish, (unknown, round(micro / MICRO, 4)), found.week, date.fromordinal(found.day)


def not_beaten(made):
    """The frontier of every plan: of those with the best wish what nothing beats in cost and weeks."""
    best = min((one.wish for one in made), default=None)
    points = {(one.wish, one.cost, one.week, one.ends) for one in made if one.wish == best}
    return sorted(one for one in points if not any(o != one and beats(o, one) for o in points))


def beats(one, other):
    """Whether a point is as good in cost and weeks, and no later where it is as good in both."""
    return one[1] <= other[1] and one[2] <= other[2] and (one[1:3] != other[1:3] or one[3] <= other[3])


@settings(max_examples=600)
@given(catalogues(), requests())
def test_the_search_finds_what_trying_every_plan_finds(world, request):
    setting = setting_of(request, world)
    every, search = list(brute.plans(setting)), Search(setting.problem)
    points = search.frontier()
    assert search.open == []
    assert [shown(one) for one in points] == not_beaten(every)
    if every:
        assert shown(search.best(cheapest)) == min((one.wish, one.cost, one.week, one.ends) for one in every)
        wish, week, cost, ends = min((one.wish, one.week, one.cost, one.ends) for one in every)
        assert shown(search.best(fastest)) == (wish, cost, week, ends)


@settings(max_examples=200)
@given(catalogues(), requests())
def test_the_broadest_plan_covers_most_vendors_and_focus_areas_and_may_take_optional_steps(world, request):
    setting = setting_of(request, world)
    best = min(((o.wish, o.breadth, o.cost, o.week, o.ends) for o in brute.plans(setting, optional=True)), default=None)
    found = Search(setting.problem).best(broadest, widely=True)
    told = found and (*shown(found)[:1], found.breadth, *shown(found)[1:])
    assert told == best


def test_an_exam_that_serves_two_steps_is_not_counted_twice_before_it_is_taken():
    prices = {"z": 120, "w": 60, "x": 150, "a": 140, "b": 140}
    certs = [cert(name, price=price, vendor="NVIDIA") for name, price in prices.items()]
    world = catalogue(*certs, steps=[step(1, "z", "w"), step(2, "z", "x", "a"), step(3, "x", "b")], kind="role")
    found = Search(setting_of(ask(), world).problem).best(cheapest)
    assert found.cost == (0, 210 * MICRO)


def test_what_a_later_step_requires_is_sat_while_its_months_of_work_go_by():
    needs = (Block(("p",)),)
    certs = cert("a", tier=2), cert("b", tier=3, requires=needs), cert("p", tier=1)
    world = catalogue(*certs, steps=[step(1, "a"), step(2, "b", after=6)])
    plan = planner.plan(ask(), world).best
    assert plan.cert_ids == ("a", "p", "b")
    assert [one.exam_day for one in plan.steps] == [date(2026, 7, 5), date(2026, 7, 26), date(2027, 1, 5)]


def test_the_dearer_of_two_exams_comes_second_where_a_pass_halves_the_next_price():
    world = catalogue(cert("a", price=300), cert("b", price=100), steps=[step(1, "a"), step(2, "b")], kind="role")
    assert planner.plan(ask(), world).best.cert_ids == ("b", "a")
    assert planner.plan(ask(), world).best.total.known_usd == 250
    assert planner.plan(ask(vouchers=False), world).best.total.known_usd == 400
    assert planner.plan(ask(have=["b"]), world).best.total.known_usd == 150


def test_a_beta_takes_no_voucher_and_its_pass_brings_one():
    beta = cert("a", price=75, beta=True, life=Life("beta"))
    world = catalogue(beta, cert("b", price=100), steps=[step(1, "a"), step(2, "b")])
    assert [one.net_usd for one in planner.plan(ask(beta=True, have=[]), world).best.steps] == [75, 50]
