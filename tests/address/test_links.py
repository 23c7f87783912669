"""The links of a view: the address that each method gives, and what every address carries."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from lib.address import pages, query
from lib.address.links import Links
from lib.catalogue.filters import Filters
from lib.catalogue.status import today
from lib.planner import PlanRequest

DAY = date(2026, 3, 1)
FILTERS = Filters(vendor=("AWS", "Oracle"), tier=("Specialty / GenAI",), focus=("Data",), status=("beta",))
CARRIED = "vendor=AWS&vendor=Oracle&tier=Specialty+%2F+GenAI&focus=Data&status=beta&as_of=2026-03-01"
BUDGET = PlanRequest(on=DAY, goal="senior-ml", budget=300.0)

METHODS = {
    "certification": (lambda links: links.certification("cncf-cka"), "/cert?id=cncf-cka"),
    "explore": (lambda links: links.explore(), "/explore"),
    "compare": (lambda links: links.compare(["b", "a"]), "/compare?id=b&id=a"),
    "goal": (lambda links: links.goal("senior-ml"), "/planner?goal=senior-ml"),
    "plan": (lambda links: links.plan(BUDGET), "/planner?goal=senior-ml&budget=300"),
    "plan by default": (lambda links: links.plan(PlanRequest(on=DAY)), "/planner"),
    "role": (lambda links: links.cost_vs_salary("ml-engineer"), "/cost-vs-salary?role=ml-engineer"),
    "cost_vs_salary": (lambda links: links.cost_vs_salary(), "/cost-vs-salary"),
    "tier_map": (lambda links: links.tier_map("status"), "/tier-map?colour=status"),
    "sources": (lambda links: links.sources(), "/sources"),
    "home": (lambda links: links.page(pages.HOME), "/"),
}
"""A call of each method, and the address that it gives where nothing is carried."""


@pytest.mark.parametrize(("call", "own"), METHODS.values(), ids=METHODS)
def test_each_method_gives_the_address_of_its_page_and_carries_filters_and_day_behind_its_own_pairs(call, own):
    assert call(Links(Filters(), today())) == own
    assert call(Links(FILTERS, DAY)) == f"{own}{'&' if '?' in own else '?'}{CARRIED}"


def test_every_method_that_gives_an_address_is_tested():
    assert {name for name in vars(Links) if not name.startswith("_")} - {"page"} == set(METHODS) & set(vars(Links))


def test_today_is_left_out_and_every_other_day_is_carried():
    days = [today() + timedelta(days) for days in (-1, 0, 1)]
    addresses = [Links(Filters(), day).sources() for day in days]
    assert addresses == [f"/sources?as_of={days[0]}", "/sources", f"/sources?as_of={days[2]}"]


def test_a_link_that_was_made_today_names_its_day_once_the_day_is_over(monkeypatch):
    made_today = Links(Filters(), today())
    monkeypatch.setattr("lib.address.links.today", lambda: date(2099, 1, 1))
    assert Links(Filters(), today()) != made_today


def test_filters_that_only_one_page_has_are_not_carried():
    own = Filters(q="rag", price_max=99.0, language="English", article=True, closed=True)
    assert Links(own, DAY) == Links(Filters(), DAY)


def test_a_filter_of_the_link_takes_the_place_of_the_one_that_is_carried():
    links = Links(Filters(vendor=("AWS",), tier=("Specialty / GenAI",), focus=("Data",)), DAY)
    assert links.explore(vendor="IBM") == "/explore?vendor=IBM&tier=Specialty+%2F+GenAI&focus=Data&as_of=2026-03-01"
    assert links.explore(vendor="IBM", tier="T", closed=True) == (
        "/explore?vendor=IBM&tier=T&focus=Data&as_of=2026-03-01&closed=1"
    )


def test_a_filter_of_a_link_can_have_several_values():
    assert Links(Filters(), today()).explore(status=("beta", "ending")) == "/explore?status=beta&status=ending"


def test_text_of_any_kind_is_written_so_that_it_is_read_back():
    address = Links(Filters(vendor=("A&B=C+D é",)), DAY).certification("a/b?c#d")
    assert parse_qsl(urlsplit(address).query) == [("id", "a/b?c#d"), ("vendor", "A&B=C+D é"), ("as_of", "2026-03-01")]


@pytest.mark.parametrize("page", pages.PAGES, ids=[page.name for page in pages.PAGES])
def test_what_links_carry_is_what_every_page_reads(tables, page):
    read = query.read(parse_qsl(urlsplit(Links(FILTERS, DAY).page(page)).query), page, tables)
    assert (read.filters, read.on, read.notes) == (FILTERS, DAY, ())


def test_links_that_carry_the_same_are_one_key():
    first, second = (Links(Filters(vendor=("AWS",), q=q), DAY) for q in ("", "rag"))
    assert len({first, second}) == 1
    assert len({first, Links(Filters(tier=("AWS",)), DAY), Links(Filters(vendor=("AWS",)), today())}) == 3
