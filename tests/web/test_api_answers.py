"""Answers of the API: they agree with the pages and with the definitions of the columns."""

import json
import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lib.address import domains, pages, parameters, planner_query, query
from lib.api import openapi
from lib.api.endpoint import PREFIX
from lib.api.endpoints import ENDPOINTS
from lib.api.parameters import choices
from lib.catalogue import filtering, snapshot
from lib.catalogue.filters import FACETS
from lib.catalogue.status import today
from lib.pay import roles, salaries
from lib.planner import catalogue_of, json_data, plan, plan_snapshot
from lib.tables.schema import TABLES

from .table_sets import Client, Shelf, api

PATHS = {endpoint.path: endpoint for endpoint in ENDPOINTS}


@pytest.fixture(scope="module")
def client(tables):
    return Client(api(Shelf(tables)))


@pytest.fixture(scope="module")
def document(tables):
    """The OpenAPI document as a reader gets it."""
    return json.loads(json.dumps(openapi.document(tables, ENDPOINTS)))


def wrong(document, path, answer):
    """The messages about where an answer breaks its schema in the document."""
    pointer = path.replace("/", "~1")
    schema = {"$ref": f"#/paths/{pointer}/get/responses/200/content/application~1json/schema", **document}
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer)]


# The same as the pages ───────────────────────────────────────────────────────

WORDS = ("", "ai", "ml engineer", "databricks", "zzz")


@st.composite
def queries(draw, tables):
    """Query pairs that Explore understands."""
    vocabulary = parameters.vocabulary(tables)
    pairs = [
        (facet, value) for facet in FACETS for value in draw(st.lists(st.sampled_from(vocabulary[facet]), max_size=2))
    ]
    single = {
        "q": st.sampled_from(WORDS),
        "price_max": st.sampled_from(("0", "99.5", "150", "1000")),
        "language": st.sampled_from(parameters.options(pages.EXPLORE, "language", tables)),
        "article": st.just("1"),
        "closed": st.just("yes"),
        "sort": st.sampled_from(filtering.SORTS),
        "as_of": st.dates(domains.EARLIEST, domains.LATEST).map(str),
    }
    return pairs + [(key, draw(some)) for key, some in single.items() if draw(st.integers(0, 3)) == 0]


@settings(max_examples=50)
@given(data=st.data())
def test_the_same_query_gives_the_rows_of_explore_in_its_order(client, tables, data):
    pairs = data.draw(queries(tables))
    state = query.read(pairs, pages.EXPLORE, tables)
    rows = snapshot.brief(tables, state.on or today(), state.filters.language, state.sort)
    expected = filtering.filter_result(rows, state.filters)
    body = client.json(pages.EXPLORE.address(pairs).replace("/explore", "/certs"))
    assert [row["id"] for row in body["certs"]] == expected.rows["id"].tolist()
    assert (body["count"], body["finding"]) == (len(expected.rows), filtering.finding(expected.rows))
    left_out = [int(note.split()[2]) for note in body["notes"] if note.startswith("Left out")]
    assert left_out == [number for number in (expected.closed, expected.ahead, expected.unpriced) if number]


def test_every_row_is_a_row_of_the_table_with_what_holds_on_the_day(client, tables):
    body = client.json("/certs?closed=1&as_of=2026-11-23")["certs"]
    first = body[0]
    assert list(first)[: len(TABLES["certs"].columns)] == list(TABLES["certs"].columns)
    assert sorted(row["id"] for row in body) == sorted(tables["certs"]["id"])
    (retired,) = [row for row in body if row["code"] == "AI-900"]
    assert (retired["status"], retired["bookable"], retired["last_day"]) == ("retired", False, "2026-06-30")


def test_on_the_articles_day_its_prices_hold_and_the_answer_says_so(client):
    body = client.json("/certs?article=1&as_of=2026-03-01")
    assert {row["price_usd"] == row["article_price_usd"] for row in body["certs"]} == {True}
    assert body["notes"][-1].startswith("As of 1 Mar 2026. Prices are the article's where it has one")


def test_what_is_not_known_is_null_and_never_zero(client, tables):
    certs = tables["certs"]
    rows = client.json("/certs?closed=1")["certs"]
    assert {row["id"] for row in rows if row["price_now_usd"] is None} == {*certs.loc[certs["price_usd"].isna(), "id"]}
    assert {row["id"] for row in rows if row["price_now_usd"] == 0} == {*certs.loc[certs["price_usd"] == 0, "id"]}


def test_an_empty_answer_says_what_to_drop(client):
    body = client.json("/certs?vendor=AWS&q=kubernetes+linux")
    assert (body["count"], body["certs"]) == (0, [])
    assert "Without `q` there would be" in " ".join(body["notes"])


def requests(tables):
    """A request for every background and goal, and some with limits."""
    plain = [{"background": one} for one in parameters.options(pages.PLANNER, "from", tables)]
    plain += [{"goal": one} for one in parameters.options(pages.PLANNER, "goal", tables)]
    limits = {"have": (("aws-ai-practitioner", date(2025, 3, 1)),), "hours_week": 6.0, "budget": 500.0, "chance": 0.8}
    request_class = planner_query.DEFAULT_REQUEST.__class__
    return [request_class(on=date(2026, 11, 23), **fields) for fields in [*plain, plain[0] | limits]]


def test_the_plan_is_the_planners(client, tables, document):
    catalogue, wanted = catalogue_of(tables), requests(tables)
    assert {request.background for request in wanted} > {None, "developer-adding-ai"}
    for request in wanted:
        pairs = [*query.request_pairs(request), ("as_of", "2026-11-23")]
        body = client.json(pages.PLANNER.address(pairs).replace("/planner", "/plan"))
        answer = plan(request, catalogue)
        assert body["answer"] == json.loads(json.dumps(json_data(answer)))
        assert body["plan"] == (body["answer"]["plans"][0] if answer.plans else None)
        assert wrong(document, "/plan", body) == []


def test_a_plan_is_chosen_as_on_the_page_and_one_that_there_is_not_is_not_there(client):
    body = client.json("/plan?plan=fastest")
    assert "fastest" in body["plan"]["names"]
    last = len(body["answer"]["frontier"]) - 1
    assert client.json(f"/plan?plan={last}")["plan"] == body["answer"]["frontier"][last]["plan"]
    status, problem = client.problem("/plan?plan=999")
    assert (status, problem["detail"].split(":")[0]) == (404, "There is no plan 999")


def test_a_shared_plan_says_what_has_changed(client):
    assert client.json("/plan")["changed"] is None
    body = client.json("/plan?made=2026-11-01&steps=cncf-cka:395")["changed"]
    assert (body["made"], body["same"]) == ("2026-11-01", False)
    assert body["words"]


# Pay, roles, paths, tables ───────────────────────────────────────────────────


def test_salaries_are_the_rows_of_the_table_by_role_and_source(client, tables):
    rows = tables["salaries"]
    wanted = rows[rows["role"].eq("ml-engineer") & rows["source"].eq("aijobs-2025-08")]
    body = client.json("/salaries?role=ML-Engineer&source=aijobs-2025-08")["salaries"]
    assert [(row["year"], row["median_usd"]) for row in body] == list(
        zip(wanted["year"], wanted["median_usd"], strict=True)
    )
    assert all(row["thin"] == (row["n"] is not None and row["n"] < salaries.THIN) for row in body)
    assert client.json("/salaries?source=all")["count"] == len(rows)


def test_roles_say_what_their_path_costs_and_what_each_source_pays(client, tables):
    body = client.json("/roles?as_of=2026-11-23")["roles"]
    costs = plan_snapshot.costs(tables, date(2026, 11, 23)).set_index("path")
    assert [row["role"] for row in body] == list(roles.names(tables))
    for row in body:
        assert row["low_usd"] == costs.loc[row["role"], "low_usd"]
        assert [role["source"] for role in row["pay"]] == salaries.by_source(tables["salaries"], row["role"])[
            "source"
        ].tolist()
    (role,) = client.json("/roles?role=mlops-lead&source=article")["roles"]
    assert [pay["source"] for pay in role["pay"]] == ["article"]


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
    body = client.json("/certs/aws-ai-practitioner")
    for part in ("facts", "exam_domains", "requirements"):
        rows = tables[part]
        assert len(body[part]) == (rows["cert_id"] == "aws-ai-practitioner").sum()
    assert body["cert"]["code"] == "AIF-C01"
    assert "verdict" in [path["path"] for path in body["paths"]]


def test_a_path_that_names_a_set_uses_each_certification_of_it_as_on_the_page(client, tables):
    used = {
        cert_id: {path["path"] for path in client.json(f"/certs/{cert_id}?as_of=2026-11-27")["paths"]}
        for cert_id in ("aws-data-engineer-associate", "gcp-associate-data-practitioner", "cncf-kcna")
    }
    steps = plan_snapshot.steps(tables, date(2026, 11, 27))
    assert used == {cert_id: set(steps.loc[steps["cert_id"] == cert_id, "path"]) for cert_id in used}
    assert "junior-ai-ml-engineer" in used["aws-data-engineer-associate"]


def test_the_list_of_tables_leads_to_each_file(client, tables):
    body = client.json("/tables")["tables"]
    assert [(table["name"], table["rows"]) for table in body] == [(name, len(tables[name])) for name in TABLES]
    (salaries_table,) = [table for table in body if table["name"] == "salaries"]
    rows = client.json(salaries_table["files"]["json"].partition(PREFIX)[2])
    assert [list(row) for row in rows] == [list(TABLES["salaries"].columns)] * len(tables["salaries"])
    assert {row["level"] for row in rows} == set(tables["salaries"]["level"])


# What the document says ──────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/", "/certs", "/salaries", "/roles", "/sequences", "/tables"])
def test_an_answer_is_as_the_document_says(client, document, path):
    assert wrong(document, path, client.json(path)) == []


def test_every_certification_is_as_the_document_says(client, document, tables):
    ids = tables["certs"]["id"].tolist()
    assert len(ids) == len(set(ids)) > 0
    assert {slug: wrong(document, "/certs/{id}", client.json(f"/certs/{slug}")) for slug in ids} == {i: [] for i in ids}


def test_the_document_offers_what_the_parser_understands(client, tables):
    offered, refused = [], []
    endpoints = ("certs", "plan")
    for group, (key, parameter) in [(name, pair) for name in endpoints for pair in parameters.of_api(name).items()]:
        ends = parameter.domain.schema(tables)
        values = [*choices(parameter, tables), *map(str, ends.get("examples", ()))]
        values += [str(ends[end]) for end in ("minimum", "maximum") if end in ends]
        offered += [f"/{group}?{urlencode([(key, value)])}" for value in values]
        beyond = [ends[end] + step for end, step in (("minimum", -1), ("maximum", 1)) if end in ends]
        refused += [f"/{group}?{key}={number}" for number in beyond]
    assert {"/certs?vendor=AWS", "/plan?budget=0"} < set(offered)
    assert [path for path in offered if client.get(path).status == 400] == []
    assert {client.get(path).status for path in refused} == {400}


def test_the_pattern_of_a_day_takes_the_days_that_there_are_and_no_others(tables):
    days = Draft202012Validator(domains.Day().schema(tables))
    first = date(domains.EARLIEST.year - 1, 12, 1)
    dates = [first + timedelta(days=number) for number in range((domains.LATEST - first).days + 40)]
    assert [day for day in dates if days.is_valid(str(day)) != (domains.EARLIEST <= day <= domains.LATEST)] == []
    odd = ["2026-02-29", "2028-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-1", "20260301", " 2026-03-01"]
    assert [day for day in odd if days.is_valid(day)] == []


def test_what_the_document_refers_to_is_what_its_components_hold(document):
    references = re.findall(r'"\$ref": "([^"]*)"', json.dumps(document))
    components = [f"#/components/{kind}/{name}" for kind, parts in document["components"].items() for name in parts]
    assert sorted(set(references)) == sorted(components)


def test_every_endpoint_is_in_the_document_and_in_the_list(client, document):
    assert list(document["paths"]) == list(PATHS)
    assert [one["path"] for one in client.json("/")["endpoints"]] == [PREFIX + path for path in PATHS]
