"""What the API says: the same as the pages, by the definitions that the data has."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lib import asking, certs, links, query, roles, salaries, site, standing, values
from lib.api import openapi
from lib.api.endpoint import PREFIX
from lib.api.endpoints import ENDPOINTS
from lib.api.parameters import CERTS, DAY, PLAN, ROLES
from lib.clock import today
from lib.planner import catalogue_of, plain, plan
from lib.tables import TABLES

from .shelf import Client, Shelf, api

PATHS = {endpoint.path: endpoint for endpoint in ENDPOINTS}


@pytest.fixture(scope="module")
def client(tables):
    return Client(api(Shelf(tables)))


@pytest.fixture(scope="module")
def document(tables):
    """The OpenAPI document as a reader gets it."""
    return json.loads(json.dumps(openapi.document(tables, ENDPOINTS)))


def wrong(document, path, answer):
    """Where an answer is not as the document says."""
    where = path.replace("/", "~1")
    schema = {"$ref": f"#/paths/{where}/get/responses/200/content/application~1json/schema", **document}
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer)]


# The same as the pages ───────────────────────────────────────────────────────

WORDS = ("", "ai", "ml engineer", "databricks", "zzz")


@st.composite
def queries(draw, tables):
    """Pairs that Explore understands."""
    known = links.vocabulary(tables)
    pairs = [
        (facet, one) for facet in certs.FACETS for one in draw(st.lists(st.sampled_from(known[facet]), max_size=2))
    ]
    single = {
        "q": st.sampled_from(WORDS),
        "price_max": st.sampled_from(("0", "99.5", "150", "1000")),
        "language": st.sampled_from(links.languages(tables)),
        "article": st.just("1"),
        "closed": st.just("yes"),
        "sort": st.sampled_from(certs.SORTS),
        "as_of": st.dates(values.EARLIEST, values.LATEST).map(str),
    }
    return pairs + [(key, draw(some)) for key, some in single.items() if draw(st.integers(0, 3)) == 0]


@settings(max_examples=50)
@given(data=st.data())
def test_the_same_query_gives_the_rows_of_explore_in_its_order(client, tables, data):
    pairs = data.draw(queries(tables))
    asked = query.read(pairs, site.EXPLORE, tables)
    every = standing.brief(tables, asked.on or today(), asked.filters.language, asked.sort)
    expected = certs.answer(every, asked.filters)
    told = client.json(links.address(site.EXPLORE, pairs).replace("/explore", "/certs"))
    assert [row["id"] for row in told["certs"]] == expected.found["id"].tolist()
    assert (told["count"], told["finding"]) == (len(expected.found), certs.finding(expected.found))
    left_out = [int(note.split()[2]) for note in told["notes"] if note.startswith("Left out")]
    assert left_out == [number for number in (expected.closed, expected.ahead, expected.unpriced) if number]


def test_every_row_is_a_row_of_the_table_with_what_holds_on_the_day(client, tables):
    told = client.json("/certs?closed=1&as_of=2026-11-23")["certs"]
    first = told[0]
    assert list(first)[: len(TABLES["certs"].columns)] == list(TABLES["certs"].columns)
    assert sorted(row["id"] for row in told) == sorted(tables["certs"]["id"])
    (retired,) = [row for row in told if row["code"] == "AI-900"]
    assert (retired["status"], retired["bookable"], retired["last_day"]) == ("retired", False, "2026-06-30")


def test_on_the_articles_day_its_prices_hold_and_the_answer_says_so(client):
    told = client.json("/certs?article=1&as_of=2026-03-01")
    assert {row["price_usd"] == row["article_price_usd"] for row in told["certs"]} == {True}
    assert told["notes"][-1].startswith("As of 1 Mar 2026. Prices are the article's where it has one")


def test_what_is_not_known_is_null_and_never_zero(client, tables):
    certs = tables["certs"]
    rows = client.json("/certs?closed=1")["certs"]
    assert {row["id"] for row in rows if row["price_now_usd"] is None} == {*certs.loc[certs["price_usd"].isna(), "id"]}
    assert {row["id"] for row in rows if row["price_now_usd"] == 0} == {*certs.loc[certs["price_usd"] == 0, "id"]}


def test_an_empty_answer_says_what_to_drop(client):
    told = client.json("/certs?vendor=AWS&q=kubernetes+linux")
    assert (told["count"], told["certs"]) == (0, [])
    assert "Without `q` there would be" in " ".join(told["notes"])


def requests(tables):
    """A request for every background and goal, and some with limits."""
    plain = [{"background": one} for one in asking.paths(tables, "sequence")]
    plain += [{"goal": one} for one in asking.paths(tables, "role", "outcome", "verdict")]
    more = {"have": (("aws-ai-practitioner", date(2025, 3, 1)),), "hours_week": 6.0, "budget": 500.0, "chance": 0.8}
    return [asking.DEFAULT.__class__(on=date(2026, 11, 23), **one) for one in [*plain, plain[0] | more]]


def test_the_plan_is_the_planners(client, tables, document):
    catalogue = catalogue_of(tables)
    for request in requests(tables):
        pairs = [*asking.pairs(request), ("as_of", "2026-11-23")]
        told = client.json(links.address(site.PLANNER, pairs).replace("/planner", "/plan"))
        answer = plan(request, catalogue)
        assert told["answer"] == json.loads(json.dumps(plain(answer)))
        assert told["plan"] == (told["answer"]["plans"][0] if answer.plans else None)
        assert wrong(document, "/plan", told) == []


def test_a_plan_is_chosen_as_on_the_page_and_one_that_there_is_not_is_not_there(client):
    told = client.json("/plan?plan=fastest")
    assert "fastest" in told["plan"]["names"]
    last = len(told["answer"]["frontier"]) - 1
    assert client.json(f"/plan?plan={last}")["plan"] == told["answer"]["frontier"][last]["plan"]
    status, problem = client.problem("/plan?plan=999")
    assert (status, problem["detail"].split(":")[0]) == (404, "There is no plan 999")


def test_a_shared_plan_says_what_has_changed(client):
    assert client.json("/plan")["changed"] is None
    told = client.json("/plan?made=2026-11-01&steps=cncf-cka:395")["changed"]
    assert (told["made"], told["same"]) == ("2026-11-01", False)
    assert told["words"]


# Pay, roles, paths, tables ───────────────────────────────────────────────────


def test_salaries_are_the_rows_of_the_table_by_role_and_source(client, tables):
    rows = tables["salaries"]
    wanted = rows[rows["role"].eq("ml-engineer") & rows["source"].eq("aijobs-2025-08")]
    told = client.json("/salaries?role=ML-Engineer&source=aijobs-2025-08")["salaries"]
    assert [(row["year"], row["median_usd"]) for row in told] == list(
        zip(wanted["year"], wanted["median_usd"], strict=True)
    )
    assert all(row["thin"] == (row["n"] is not None and row["n"] < salaries.THIN) for row in told)
    assert client.json("/salaries?source=all")["count"] == len(rows)


def test_roles_say_what_their_path_costs_and_what_each_source_pays(client, tables):
    told = client.json("/roles?as_of=2026-11-23")["roles"]
    costs = standing.costs(tables, date(2026, 11, 23)).set_index("path")
    assert [row["role"] for row in told] == list(roles.names(tables))
    for row in told:
        assert row["low_usd"] == costs.loc[row["role"], "low_usd"]
        assert [one["source"] for one in row["pay"]] == salaries.by_source(tables["salaries"], row["role"])[
            "source"
        ].tolist()
    (one,) = client.json("/roles?role=mlops-lead&source=article")["roles"]
    assert [pay["source"] for pay in one["pay"]] == ["article"]


def test_each_path_has_its_picks_on_the_day_and_leads_to_its_plan(client):
    now, then = (
        {path["path"]: path for path in client.json(f"/sequences?as_of={day}")["paths"]}
        for day in ("2026-11-23", "2026-03-01")
    )
    literacy = [(one["cert_id"], one["pick"], one["changed"]) for one in now["verdict"]["steps"][0]["choices"]]
    assert literacy[0] == ("azure-ai-fundamentals-900", "azure-ai-fundamentals", True)
    assert not any(one["changed"] for step in then["verdict"]["steps"] for one in step["choices"])
    for path in now.values():
        own = client.json(path["plan"].partition(PREFIX)[2])
        assert own["answer"]["path"] == path["path"]


def test_a_certification_has_its_figures_sections_and_prerequisites(client, tables):
    told = client.json("/certs/aws-ai-practitioner")
    for part in ("facts", "exam_domains", "requirements"):
        rows = tables[part]
        assert len(told[part]) == (rows["cert_id"] == "aws-ai-practitioner").sum()
    assert told["cert"]["code"] == "AIF-C01"
    assert "verdict" in [path["path"] for path in told["paths"]]


def test_a_path_that_names_a_set_uses_each_certification_of_it_as_on_the_page(client, tables):
    used = {
        one: {path["path"] for path in client.json(f"/certs/{one}?as_of=2026-11-27")["paths"]}
        for one in ("aws-data-engineer-associate", "gcp-associate-data-practitioner", "cncf-kcna")
    }
    steps = standing.steps(tables, date(2026, 11, 27))
    assert used == {one: set(steps.loc[steps["cert_id"] == one, "path"]) for one in used}
    assert "junior-ai-ml-engineer" in used["aws-data-engineer-associate"]


def test_the_list_of_tables_leads_to_each_file(client, tables):
    told = client.json("/tables")["tables"]
    assert [(table["name"], table["rows"]) for table in told] == [(name, len(tables[name])) for name in TABLES]
    (salaries_table,) = [table for table in told if table["name"] == "salaries"]
    rows = client.json(salaries_table["files"]["json"].partition(PREFIX)[2])
    assert [list(row) for row in rows] == [list(TABLES["salaries"].columns)] * len(tables["salaries"])
    assert {row["level"] for row in rows} == set(tables["salaries"]["level"])


# What the document says ──────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/", "/certs", "/salaries", "/roles", "/sequences", "/tables"])
def test_an_answer_is_as_the_document_says(client, document, path):
    assert wrong(document, path, client.json(path)) == []


def test_every_certification_is_as_the_document_says(client, document, tables):
    for slug in tables["certs"]["id"]:
        assert wrong(document, "/certs/{id}", client.json(f"/certs/{slug}")) == []


def test_parameters_are_named_as_on_the_pages():
    names = {page: {one.name for one in own} for page, own in ((0, CERTS), (1, PLAN), (2, ROLES))}
    assert names[0] == {*site.SHARED, *site.EXPLORE.keys} - {"view"}
    assert names[1] == {*site.PLANNER.keys, "as_of"}
    assert names[2] <= {*site.COSTS.keys, "as_of"}


def test_the_document_offers_what_the_parser_understands(client, tables):
    for own, path in ((CERTS, "/certs"), (PLAN, "/plan")):
        for one in own:
            written = [*one.choices(tables), *map(str, one.values(tables).get("examples", ()))]
            ends = one.values(tables)
            written += [str(ends[end]) for end in ("minimum", "maximum") if end in ends]
            for value in written:
                assert client.get(links.address(site.HOME, [(one.name, value)]).replace("/?", f"{path}?")).status != 400
            for value in [str(ends[end] + step) for end, step in (("minimum", -1), ("maximum", 1)) if end in ends]:
                assert client.get(f"{path}?{one.name}={value}").status == 400


def test_the_pattern_of_a_day_takes_the_days_that_there_are_and_no_others(tables):
    days = Draft202012Validator(DAY(tables))
    first = date(values.EARLIEST.year - 1, 12, 1)
    every = [first + timedelta(days=number) for number in range((values.LATEST - first).days + 40)]
    assert [day for day in every if days.is_valid(str(day)) != (values.EARLIEST <= day <= values.LATEST)] == []
    odd = ["2026-02-29", "2028-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-1", "20260301", " 2026-03-01"]
    assert [day for day in odd if days.is_valid(day)] == []


def test_every_endpoint_is_in_the_document_and_in_the_list(client, document):
    assert list(document["paths"]) == list(PATHS)
    assert [one["path"] for one in client.json("/")["endpoints"]] == [PREFIX + path for path in PATHS]
