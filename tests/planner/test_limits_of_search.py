"""Past its limit of nodes the search gives the best it found, says so, and bounds what it may have missed."""

from hypothesis import assume, given, settings

from lib.planner.planning_context import context_of
from lib.planner.problem import MICRO
from lib.planner.search import Search, broadest, cheapest
from tests.planner.worlds import catalogue, catalogues, cert, request_of, requests, step

MANY = catalogue(
    *(cert(f"c{number:02}", price=100.0 + number, vendor=("AWS", "NVIDIA")[number % 2]) for number in range(30)),
    steps=[step(place + 1, *(f"c{number:02}" for number in range(place, 30, 3))) for place in range(3)],
    kind="role",
)


def test_within_its_limit_nothing_stays_open():
    search = Search(context_of(request_of(), MANY).problem)
    assert (search.frontier()[0].cost[1] / MICRO, search.open) == (203.0, [])


def test_past_its_limit_it_gives_what_it_found_and_what_could_be_better():
    search = Search(context_of(request_of(), MANY).problem, limit=12)
    best, exact = search.best(broadest), Search(context_of(request_of(), MANY).problem).best(broadest)
    assert search.open != []
    assert best is None or broadest(min(search.open, key=broadest)) <= broadest(exact) <= broadest(best)


@settings(max_examples=90)
@given(catalogues(), requests())
def test_no_plan_is_better_than_both_what_is_found_and_what_stays_open(catalogue, request):
    problem = context_of(request, catalogue).problem
    exact, search = Search(problem).best(cheapest), Search(problem, limit=4)
    assume(exact is not None)
    best = search.best(cheapest)
    keys = [cheapest(plan) for plan in (*search.open, *([best] if best else []))]
    assert min(keys)[:2] <= cheapest(exact)[:2]


@settings(max_examples=100)
@given(catalogues(), requests())
def test_what_is_found_within_a_limit_is_a_plan(catalogue, request):
    problem = context_of(request, catalogue).problem
    exact, best = Search(problem).best(cheapest), Search(problem, limit=6).best(cheapest)
    assert best is None or cheapest(exact) <= cheapest(best)
