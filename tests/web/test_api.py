"""The API over HTTP: methods, tags, what is accepted, refusals, long answers."""

import csv
import io
import json
from datetime import date
from math import ceil
from urllib.parse import urlencode

import pyarrow.parquet as pq
import pytest
from icalendar import Calendar

from lib.api import endpoint, reading
from lib.api.endpoints import ENDPOINTS
from lib.tables import export
from lib.tables.schema import schema
from lib.tables.store import Tables
from lib.web.accept import accepts
from lib.web.api import answering
from lib.web.content_coding import CODINGS

from .asgi_client import ask
from .table_sets import Client, Shelf, api

PATHS = [
    *("/", "/certs", "/certs/cncf-cka", "/salaries", "/roles", "/sequences", "/plan", "/plan.ics", "/plan.md"),
    *("/plan.csv", "/tables", "/tables/certs.csv", "/tables/certs.json", "/tables/certs.parquet", "/openapi.json"),
]


@pytest.fixture
def shelf(tables):
    return Shelf(tables)


@pytest.fixture
def client(shelf):
    return Client(api(shelf))


def changed(tables, name, change):
    """The tables with one of them changed, as if they had been written anew."""
    return Tables({**tables.frames, name: change(tables[name])}, (("changed", 1, 1),))


def test_every_endpoint_is_asked_here():
    shapes = {path.partition("?")[0] for path in PATHS} | {"/certs/{id}", "/tables/{name}.{ending}"}
    assert {endpoint.path for endpoint in ENDPOINTS} <= shapes


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_its_type_and_a_tag_and_can_be_read_from_any_site(client, path):
    answer = client.get(path)
    kinds = {
        "ics": "text/calendar; charset=utf-8",
        "md": "text/markdown; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
    }
    kinds["parquet"] = "application/vnd.apache.parquet"
    assert answer.status == 200
    assert answer.headers["content-type"] == kinds.get(path.rpartition(".")[2], "application/json")
    assert answer.headers["etag"].startswith('"')
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert 'rel="license"' in answer.headers["link"]


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_a_client_has_is_not_sent_again(client, path):
    first = client.get(path)
    again = client.get(path, [("If-None-Match", f'"other", W/{first.headers["etag"]}')])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, [("If-None-Match", '"other"')]).body == first.body


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_does(client, path):
    head, full = client.get(path, method="HEAD"), client.get(path)
    assert (head.status, dict(head.headers)) == (full.status, dict(full.headers))


@pytest.mark.parametrize("path", PATHS)
def test_two_servers_give_the_same_bytes_and_the_same_tag(tables, path):
    first, second = (Client(api(Shelf(Tables(tables.frames, (("certs", at, 1),))))).get(path) for at in (1, 2))
    assert (first.body, first.headers["etag"]) == (second.body, second.headers["etag"])


def test_new_tables_have_a_new_tag_and_new_rows(client, shelf, tables):
    old = client.get("/certs")
    shelf.now = changed(tables, "certs", lambda rows: rows.head(5))
    new = client.get("/certs", [("If-None-Match", old.headers["etag"])])
    assert (new.status, json.loads(new.body)["count"]) == (200, 5)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip"])
def test_an_answer_comes_in_the_encoding_that_is_asked_for_with_a_tag_of_its_own(client, encoding):
    plain, coded = client.get("/certs"), client.get("/certs", [("Accept-Encoding", encoding)])
    assert coded.headers["content-encoding"] == encoding
    assert coded.body == CODINGS[encoding](plain.body)
    assert coded.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in coded.headers["vary"]


def test_a_table_says_when_it_was_written(tables):
    dated = Tables(tables.frames, (("certs", 1_767_225_600 * 10**9, 1),))
    answer = Client(api(Shelf(dated))).get("/tables/certs.csv")
    assert answer.headers["last-modified"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert answer.headers["content-disposition"] == 'inline; filename="certwise-certs.csv"'


# Methods and what is accepted ────────────────────────────────────────────────


def test_a_browser_may_ask_from_another_site(client):
    headers = [("Origin", "https://example.org"), ("Access-Control-Request-Method", "GET")]
    answer = client.get("/certs", headers, method="OPTIONS")
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_nothing_can_be_written(client, method):
    status, problem = client.problem("/certs", method=method)
    assert (status, problem["detail"]) == (405, f"It answers GET, HEAD, OPTIONS, and not {method}.")
    assert client.get("/certs", method=method).headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("header", "is_accepted"),
    [
        ("", True),
        ("*/*", True),
        ("application/json", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("Application/*;q=0.1", True),
        ("text/html", False),
        ("application/json;q=0, */*", False),
        ("application/json;q=0", False),
        ("application/json;q=often", False),
        (",;,", False),
    ],
)
def test_what_a_client_accepts_is_looked_at(client, header, is_accepted):
    assert accepts(header, ["application/json"]) is is_accepted
    assert client.get("/certs", [("Accept", header)]).status == (200 if is_accepted else 406)


def test_a_path_with_an_ending_is_what_it_says_whatever_the_client_accepts(client):
    assert client.get("/plan.ics", [("Accept", "text/html")]).status == 200


# Refusals ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        ("vendor=Acme", "vendor", "“vendor=Acme” is not understood: it is not among the choices, which are AWS, "),
        (
            "price_max=x",
            "price_max",
            "“price_max=x” is not understood: a price is a number of dollars from 0 to 5,000.",
        ),
        ("as_of=2026-02-30", "as_of", "“as_of=2026-02-30” is not understood: there is no such day."),
        ("article=0", "article", "“article=0” is not understood: it is 1 or left out."),
        ("sort=name&sort=name", "sort", "“sort” is given 2 times and can be given once."),
        ("view=table", "view", "“view” is not a parameter of /api/v1/certs: its parameters are vendor, tier, "),
        ("%00=1", "\x00", "“\x00” is not a parameter of /api/v1/certs: "),
    ],
)
def test_a_parameter_that_is_wrong_is_named_in_one_sentence(client, query, parameter, sentence):
    status, problem = client.problem(f"/certs?q=rag&{query}")
    (wrong,) = problem["errors"]
    assert (status, problem["status"], wrong["parameter"]) == (400, 400, parameter)
    assert wrong["detail"].startswith(sentence)
    assert problem["detail"] == wrong["detail"]


def test_all_that_is_wrong_is_named_at_once_and_not_without_end(client):
    status, problem = client.problem("/plan?week=900&have=nope&budget=-1")
    assert (status, [one["parameter"] for one in problem["errors"]]) == (400, ["week", "have", "budget"])
    _, many = client.problem("/certs?" + "&".join(f"k{number}=1" for number in range(100)))
    assert len(many["errors"]) == 20
    assert many["detail"].endswith("80 more parts of the query are wrong.")


def test_an_endpoint_without_parameters_says_so(client):
    _, problem = client.problem("/tables?vendor=AWS")
    assert problem["detail"] == "“vendor” is not a parameter of /api/v1/tables: it has no parameters."


def test_what_can_be_given_often_can_be_given_so_often(client):
    assert client.get("/plan?" + "&".join(["take=cncf-cka"] * 40)).status == 200
    status, problem = client.problem("/plan?" + "&".join(["take=cncf-cka"] * 41))
    assert (status, problem["detail"]) == (400, "“take” is given 41 times and can be given at most 40 times.")


@pytest.mark.parametrize("path", ["/nothing", "/certs/", "/certs/a/b", "/tables/nope.csv", "/tables/certs.xlsx"])
def test_what_is_not_there_is_a_404_for_programs(client, path):
    status, problem = client.problem(path)
    assert (status, problem["title"]) == (404, "There is nothing here.")


def test_a_certification_that_there_is_not_comes_with_those_that_come_close(client):
    status, problem = client.problem("/certs/aif-c02")
    assert (status, problem["detail"]) == (404, "There is no certification “aif-c02”.")
    assert "aws-ai-practitioner" in problem["close"]


@pytest.mark.parametrize("written", ["AIF-C01", "aif-c01", "AWS-AI-Practitioner"])
def test_a_certification_by_its_code_leads_to_its_slug(client, written):
    answer = client.get(f"/certs/{written}?as_of=2026-03-01")
    assert (answer.status, answer.headers["location"]) == (307, "/api/v1/certs/aws-ai-practitioner?as_of=2026-03-01")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1"])
def test_what_is_above_leads_to_the_list(client, path):
    answer = ask(client.app, path)
    assert (answer.status, answer.headers["location"]) == (307, "/api/v1/")


def test_an_address_that_is_too_long_is_a_problem_that_other_sites_can_read(client):
    status, problem = client.problem("/certs?q=" + "x" * 9000)
    assert (status, problem["title"]) == (414, "This address is too long.")
    assert client.get("/certs?q=" + "x" * 9000).headers["access-control-allow-origin"] == "*"


def test_without_tables_it_says_why_and_has_them_once_they_are_there(client, shelf, tables):
    shelf.now = None
    status, problem = client.problem("/certs")
    assert (status, problem["detail"]) == (503, "data/certs.parquet is missing; `make data` builds it.")
    shelf.now = tables
    assert client.get("/certs").status == 200


def test_a_mistake_of_ours_is_a_problem_without_a_trace(shelf, tables):
    shelf.now = changed(tables, "paths", lambda rows: rows.drop(columns="kind"))
    status, problem = Client(api(shelf)).problem("/sequences")
    assert (status, problem["title"]) == (500, "Something went wrong here.")
    assert "kind" not in json.dumps(problem)


# Text is text ────────────────────────────────────────────────────────────────


def test_a_name_is_given_as_typed_and_no_spreadsheet_runs_it(tables):
    named = changed(tables, "certs", lambda rows: rows.assign(name="<script>alert(1)</script>", short_name="=cmd()"))
    client = Client(api(Shelf(named)))
    cert = client.json("/certs?closed=1")["certs"][0]
    assert (cert["name"], cert["short_name"]) == ("<script>alert(1)</script>", "=cmd()")
    rows = list(csv.DictReader(io.StringIO(client.get("/tables/certs.csv").body.decode(), newline="")))
    assert {row["short_name"] for row in rows} == {"'=cmd()"}
    assert client.get("/certs").headers["x-content-type-options"] == "nosniff"


def test_a_calendar_parses_is_the_same_each_time_and_keeps_its_ids(client):
    query = urlencode({"from": "analyst-to-ml", "as_of": "2026-03-01"})
    text = client.get(f"/plan.ics?{query}").body
    events = Calendar.from_ical(text).walk("VEVENT")
    assert text == client.get(f"/plan.ics?{query}").body
    assert len(events) == len({str(event["uid"]) for event in events}) > 3
    assert {str(event["url"]) for event in events} == {f"http://here:80/planner?{query}"}
    later = Calendar.from_ical(client.get("/plan.ics?from=analyst-to-ml&as_of=2026-03-08").body).walk("VEVENT")
    assert {str(event["uid"]) for event in later} == {str(event["uid"]) for event in events}


def test_a_calendar_stays_the_plan_of_the_day_that_its_link_was_made_on(client, monkeypatch):
    def events(on):
        monkeypatch.setattr(reading, "today", lambda: date.fromisoformat(on))
        calendar = Calendar.from_ical(client.get("/plan.ics?goal=senior-ml&made=2026-03-01&steps=x").body)
        assert calendar["refresh-interval"].to_ical() == b"P1D"
        return [(str(event["uid"]), event["dtstart"].dt, str(event["url"])) for event in calendar.walk("VEVENT")]

    assert events("2026-11-22") == events("2026-12-22")
    assert {link for _, _, link in events("2026-11-22")} == {"http://here:80/planner?goal=senior-ml&as_of=2026-03-01"}


@pytest.mark.parametrize("ending", ["ics", "md", "csv"])
def test_there_is_no_file_of_a_plan_that_cannot_be(client, ending):
    query = "goal=senior-ml-engineer&budget=0"
    assert client.json(f"/plan?{query}")["plan"] is None
    status, problem = client.problem(f"/plan.{ending}?{query}")
    assert (status, problem["detail"]) == (404, client.json(f"/plan?{query}")["answer"]["problem"])


# Long answers ────────────────────────────────────────────────────────────────


@pytest.fixture
def long(shelf, monkeypatch):
    """A client of an API that streams every answer with rows, a few rows at a time."""
    monkeypatch.setattr(answering, "MAX_CACHED_ROWS", 3)
    monkeypatch.setattr(endpoint, "CHUNK_ROWS", 7)
    monkeypatch.setattr(export, "BATCH_ROWS", 7)
    return Client(api(shelf))


@pytest.mark.parametrize("path", ["/certs", "/salaries", "/tables/facts.json", "/tables/facts.csv"])
def test_a_long_answer_is_sent_in_parts_and_says_the_same(tables, long, monkeypatch, path):
    in_parts = long.get(path)
    assert "content-length" not in in_parts.headers
    monkeypatch.undo()
    assert Client(api(Shelf(tables))).get(path).body == in_parts.body


def test_a_long_parquet_file_is_written_while_it_is_sent(tables, long, tmp_path):
    file = tmp_path / "facts.parquet"
    file.write_bytes(long.get("/tables/facts.parquet").body)
    assert pq.ParquetFile(file).num_row_groups == ceil(len(tables["facts"]) / 7)
    assert pq.read_table(file).column("cert_id").to_pylist() == tables["facts"]["cert_id"].tolist()
    assert pq.read_schema(file).equals(schema("facts"), check_metadata=True)


def test_a_long_answer_has_a_tag_and_is_not_made_for_who_has_it(long):
    first, head = long.get("/certs"), long.get("/certs", method="HEAD")
    assert first.headers["etag"].startswith('W/"')
    assert (head.body, head.headers["etag"]) == (b"", first.headers["etag"])
    assert long.get("/certs", [("If-None-Match", first.headers["etag"])]).status == 304
