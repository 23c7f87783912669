"""The search against every plan that there is, on small catalogues: it is exact, and it keeps every hard rule."""

from datetime import date

from hypothesis import given, settings

from lib.planner.problem import MICRO
from lib.planner.search import Search, broadest, cheapest, fastest
from lib.planner.setting import setting_of
from tests.planner import brute
from tests.planner.worlds import catalogues, requests


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


@settings(max_examples=1000)
@given(catalogues(), requests())
def test_the_search_finds_what_trying_every_plan_finds(catalogue, request):
    setting = setting_of(request, catalogue)
    every, search = list(brute.plans(setting)), Search(setting.problem)
    points = search.frontier()
    assert search.open == []
    assert [shown(one) for one in points] == not_beaten(every)
    if every:
        assert shown(search.best(cheapest)) == min((one.wish, one.cost, one.week, one.ends) for one in every)
        wish, week, cost, ends = min((one.wish, one.week, one.cost, one.ends) for one in every)
        assert shown(search.best(fastest)) == (wish, cost, week, ends)


@settings(max_examples=300)
@given(catalogues(), requests())
def test_the_broadest_plan_covers_most_vendors_and_focus_areas_and_may_take_optional_steps(catalogue, request):
    setting = setting_of(request, catalogue)
    best = min(((o.wish, o.breadth, o.cost, o.week, o.ends) for o in brute.plans(setting, optional=True)), default=None)
    found = Search(setting.problem).best(broadest, widely=True)
    told = found and (*shown(found)[:1], found.breadth, *shown(found)[1:])
    assert told == best
