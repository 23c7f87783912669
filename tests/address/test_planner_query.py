"""The planner's part of an address: it is parsed, checked, and written back as it was."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.address import pages, planner_query, query
from lib.planner import PlanRequest

DEFAULT = planner_query.DEFAULT_REQUEST


def read(tables, *pairs):
    return query.read(pairs, pages.PLANNER, tables)


FULL_REQUEST = (
    "from=devops-to-mlops&goal=MLOps-Lead&have=aif-c01:2025-03&have=cka&start=2027-01&by=2027-12-31&week=7.5&budget=600"
    "&cloud=aws&most=2&beta=1&language=english&employer=yes&vouchers=0&overlap=0&chance=80&worked=18&horizon=60"
    "&take=mla-c02&study=cka:30&plan=fastest"
)


def test_a_whole_request_is_understood(tables):
    address_query = read(tables, *parse_qsl(FULL_REQUEST))
    assert (address_query.notes, address_query.plan.selection) == ((), "fastest")
    assert address_query.plan.request == PlanRequest(
        on=DEFAULT.on,
        background="devops-to-mlops",
        goal="mlops-lead",
        have=(("aws-ai-practitioner", date(2025, 3, 1)), ("cncf-cka", None)),
        start=date(2027, 1, 1),
        **{"hours_week": 7.5, "by": date(2027, 12, 31), "budget": 600.0},
        **{"cloud": "AWS", "vendor_limit": 2, "beta": True, "language": "English", "employer_pays": True},
        **{"vouchers": False, "overlap": 0.0, "chance": 0.8, "worked": 18, "months": 60},
        take=("aws-ml-engineer-associate",),
        hours=(("cncf-cka", 30.0),),
    )


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("from", "astronaut", "not among the choices"),
        ("goal", "devops-to-mlops", "not among the choices"),
        ("have", "nobody", "no such certification"),
        ("have", "cka:2025", "YYYY-MM"),
        ("have", "cka:1999-01", "2010 to 2035"),
        ("start", "2099-01", "2024 to 2035"),
        ("start", "2027-13", "no such month"),
        ("by", "9999-01-01", "2024 to 2035"),
        ("week", "0", "from 1 to 80"),
        ("week", "-5", "from 1 to 80"),
        ("budget", "-1", "from 0 to 20,000"),
        ("budget", "nan", "from 0 to 20,000"),
        ("budget", "1e99", "from 0 to 20,000"),
        ("cloud", "Oracle", "not among the choices"),
        ("most", "0", "from 1 to 20"),
        ("chance", "0", "from 5 to 100"),
        ("overlap", "100", "from 0 to 75"),
        ("vouchers", "maybe", "1 or 0"),
        ("study", "cka", "a number of hours"),
        ("plan", "luckiest", "not among the choices"),
        ("made", "yesterday", "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_is_left_out_with_one_sentence(tables, key, value, why):
    address_query = read(tables, (key, value))
    assert address_query.plan == planner_query.PlannerQuery()
    assert len(address_query.notes) == 1
    assert why in address_query.notes[0]


def test_a_thousand_held_certifications_are_at_most_the_catalogue(tables):
    ids = tables["certs"]["id"].tolist()
    address_query = read(tables, *[("have", ids[i % len(ids)]) for i in range(1000)])
    assert len(address_query.plan.request.have) == len(ids)


REQUESTS = st.builds(
    PlanRequest,
    on=st.just(DEFAULT.on),
    background=st.none() | st.just("analyst-to-ml"),
    goal=st.none() | st.sampled_from(["verdict", "ml-engineer", "ai-literacy"]),
    have=st.dictionaries(st.sampled_from(["cncf-cka", "nvidia-nca-genl"]), st.none() | st.just(date(2024, 5, 1))).map(
        lambda held: tuple(sorted(held.items()))
    ),
    start=st.none() | st.dates(date(2024, 1, 1), date(2035, 12, 1)).map(lambda day: day.replace(day=1)),
    hours_week=st.integers(1, 80).map(float),
    budget=st.none() | st.integers(0, 20_000).map(float),
    by=st.none() | st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    cloud=st.none() | st.just("Google Cloud"),
    vendor_limit=st.none() | st.integers(1, 20),
    beta=st.booleans(),
    language=st.none() | st.just("Japanese"),
    employer_pays=st.booleans(),
    vouchers=st.booleans(),
    overlap=st.integers(0, 75).map(lambda percent: percent / 100),
    chance=st.integers(5, 100).map(lambda percent: percent / 100),
    worked=st.integers(0, 600),
    months=st.integers(12, 120),
    take=st.just(()) | st.just(("aws-ml-engineer-associate",)),
    hours=st.just(()) | st.just((("cncf-cka", 12.5),)),
)


@given(request=REQUESTS)
def test_a_request_is_restored_from_its_address(tables, request):
    address_query = read(tables, *query.request_pairs(request))
    assert address_query.notes == ()
    assert address_query.plan.request == request


def test_the_default_needs_no_address():
    assert query.request_pairs(DEFAULT) == []
