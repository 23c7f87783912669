"""A page, a column, a status and a filter: each is a change in one or two files, and stands wherever it belongs."""

import csv
import io
import json
import re

import pyarrow.parquet as pq
import pytest

from lib.text import css_string
from tests.browser.serving import build_tables, repo_copy
from tests.copy_answers import answers

PAGE = {
    "lib/address/pages.py": [
        ("PAGES = (", 'GLOSSARY = Page("glossary", "glossary.py", "Glossary", "What do the words mean?")\nPAGES = ('),
        ("SOURCES, CERT)", "SOURCES, GLOSSARY, CERT)"),
    ],
    "pages/glossary.py": [
        (
            "",
            '"""Glossary: the words of the site."""\n\nfrom lib.address import pages\nfrom lib.ui import frame\n\n'
            'frame.question(pages.GLOSSARY.question, "A pass is an exam that was passed.")\n',
        )
    ],
}
COLUMN = {
    "lib/records/cert.py": [
        (
            "    questions: Questions | None = None\n",
            '    lab_minutes: Annotated[int | None, Field(ge=0, description="Minutes in a lab")] = None\n'
            "    questions: Questions | None = None\n",
        )
    ],
    "lib/tables/columns.py": [
        (
            '    "questions_low": ',
            '    "lab_minutes": _count("Length of its part in a lab", "minutes"),\n    "questions_low": ',
        )
    ],
}
STATUS = {
    "lib/catalogue/status.py": [
        (
            '        Status(\n            "not yet",\n',
            '        Status("paused", "on hold", rank=2, has_colour=False, reason="paused by its vendor",\n'
            '            label=Phrase("on hold since summer"), booking=Phrase("no, it is paused"),\n'
            '            clause=Phrase("is paused"), finding=Phrase("Paused: {facts}.")),\n'
            '        Status(\n            "not yet",\n',
        ),
        ("conditions = [", 'conditions = [(certs["id"] == "cncf-cka").to_numpy(),'),
        ("names = [", 'names = ["paused", '),
    ]
}
FILTER = {
    "lib/address/parameters.py": [
        (
            '    _filter(\n        "language", ',
            '    _filter("minutes_max", Number("an exam", "minutes", (0, 600)), "The longest exam in minutes."),\n'
            '    _filter(\n        "language", ',
        )
    ],
    "lib/catalogue/filters.py": [
        (
            "    language: str | None = None\n",
            "    minutes_max: float | None = None\n    language: str | None = None\n",
        ),
        (
            '    "language": FilterMeaning(',
            '    "minutes_max": FilterMeaning(\n'
            '        "exam_minutes",\n'
            "        lambda minutes, limit: (minutes <= limit).to_numpy(),\n"
            '        "time limit",\n'
            '        lambda limit: [f"up to {limit:g} minutes"],\n'
            '        "Minutes up to",\n'
            "    ),\n"
            '    "language": FilterMeaning(',
        ),
    ],
}
RECORD = {"data/source/certs/cncf-cka.toml": [("exam_minutes", "lab_minutes = 90\nexam_minutes")]}

PATHS = ("/glossary", "/glossary/", "/explore", "/nowhere", "/sitemap.xml", "/preview/glossary.png")
API = ("openapi.json", "certs/cncf-cka", "certs/cncf-kcna", "certs?status=on+hold", "certs")
SHORT, NO_TIME, NOT_A_TIME = "minutes_max=60&closed=1", "minutes_max=0", "minutes_max=long"
EXPORTS = tuple(f"tables/certs.{ending}" for ending in ("csv", "json", "parquet"))
EXPLORE = tuple(f"explore.py?{query}" for query in ("status=on+hold", SHORT, NO_TIME, NOT_A_TIME))
PAGES = ("glossary.py", "sources.py", *EXPLORE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the repository with a page, a column, a status and a filter more, and its tables built."""
    copy = repo_copy(tmp_path_factory.mktemp("additions"))
    for file, replacements in (PAGE | COLUMN | STATUS | FILTER | RECORD).items():
        path = copy / file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for before, after in replacements:
            assert before in text, f"{file} has no {before}"
            text = text.replace(before, after, 1) if before else after
        path.write_text(text, encoding="utf-8")
    build_tables(copy)
    return copy


@pytest.fixture(scope="module")
def seen(folder):
    """What the copy answers."""
    views = ("/cert?id=cncf-cka", "/explore?status=on+hold", f"/explore?{SHORT}")
    filtered = [f"certs?{query}" for query in (SHORT, NO_TIME, NOT_A_TIME)]
    return answers(folder, *PATHS, *views, *(f"/api/v1/{path}" for path in (*API, *filtered, *EXPORTS)), pages=PAGES)


@pytest.fixture(scope="module")
def body(seen):
    """A function that returns the body of a response with status 200."""

    def of(path):
        status, _, content = seen[path]
        assert status == 200, content
        return content.encode("latin-1")

    return of


@pytest.fixture(scope="module")
def api(body):
    """A function that returns the JSON of a path of the API."""
    return lambda path: json.loads(body(f"/api/v1/{path}"))


@pytest.mark.parametrize("addition", [PAGE, COLUMN, STATUS, FILTER], ids=["page", "column", "status", "filter"])
def test_an_addition_is_a_change_in_one_or_two_files(addition):
    assert 1 <= len(addition) <= 2


# A page ──────────────────────────────────────────────────────────────────────


def test_a_new_page_is_in_the_navigation_and_runs_in_the_frame(seen):
    assert ["Glossary", "glossary"] in seen["navigation"]
    assert "<h1>What do the words mean?</h1><p class='cw-finding'>A pass is" in seen["glossary.py"]["html"]
    assert "cw-footer" in seen["glossary.py"]["html"]


def test_a_new_page_has_its_address_its_html_and_its_link_preview(seen, body):
    html = body("/glossary").decode()
    assert "<title>What do the words mean? · Certwise</title>" in html
    assert '<link rel="canonical" href="http://here:80/glossary">' in html
    assert re.search(r'og:image" content="http://here:80/preview/glossary\.png\?', html)
    assert re.search(r'name="description" content="[^"]{40,}"', html)
    assert html.count("<h1>What do the words mean?</h1>") == 1
    assert body("/preview/glossary.png").startswith(b"\x89PNG")
    status, headers, _ = seen["/glossary/"]
    assert (status, headers["location"]) == (307, "/glossary")


def test_every_page_the_sitemap_and_what_is_not_found_lead_to_a_new_page(seen, body):
    assert 'href="/glossary"' in body("/explore").decode()
    assert "<loc>http://here:80/glossary</loc>" in body("/sitemap.xml").decode()
    assert seen["/nowhere"][0] == 404
    assert 'href="/glossary"' in seen["/nowhere"][2]


# A column ────────────────────────────────────────────────────────────────────


def test_a_new_column_is_in_the_table_with_what_it_says_and_its_unit(folder):
    table = pq.read_table(folder / "data" / "certs.parquet")
    about = table.schema.field("lab_minutes").metadata
    assert about == {b"description": b"Length of its part in a lab", b"unit": b"minutes"}
    rows = dict(zip(table["id"].to_pylist(), table["lab_minutes"].to_pylist(), strict=True))
    assert {cert_id: minutes for cert_id, minutes in rows.items() if minutes is not None} == {"cncf-cka": 90}


def test_a_new_column_is_in_every_description_of_the_data(folder, seen):
    line = "| `lab_minutes` | int32 | minutes | Length of its part in a lab |"
    assert line in (folder / "docs" / "data-dictionary.md").read_text(encoding="utf-8").splitlines()
    schema = json.loads((folder / "data" / "schema" / "cert.json").read_text(encoding="utf-8"))
    assert schema["properties"]["lab_minutes"]["description"] == "Minutes in a lab"
    entry = re.search(r"<tr>[^/]*lab_minutes.*?</tr>", seen["sources.py"]["html"], flags=re.DOTALL)[0]
    assert re.findall(r">([^<>]*\w[^<>]*)<", entry) == [
        "lab_minutes",
        "whole number",
        "minutes",
        "Length of its part in a lab",
    ]


def test_a_new_column_is_a_field_of_the_api(api):
    schemas = api("openapi.json")["components"]["schemas"]
    field = {"type": ["integer", "null"], "description": "Length of its part in a lab (minutes)"}
    assert schemas["cert"]["properties"]["lab_minutes"] == schemas["certs_row"]["properties"]["lab_minutes"] == field
    assert [api(f"certs/{cert_id}")["cert"]["lab_minutes"] for cert_id in ("cncf-cka", "cncf-kcna")] == [90, None]


def test_a_new_column_is_in_every_export(body, tmp_path):
    (tmp_path / "certs.parquet").write_bytes(body("/api/v1/tables/certs.parquet"))
    files = [
        list(csv.DictReader(io.StringIO(body("/api/v1/tables/certs.csv").decode("utf-8-sig")))),
        json.loads(body("/api/v1/tables/certs.json")),
        pq.read_table(tmp_path / "certs.parquet").to_pylist(),
    ]
    cells = [{row["id"]: row["lab_minutes"] for row in rows} for rows in files]
    assert [str(column["cncf-cka"]) for column in cells] == ["90"] * 3
    assert [column["cncf-kcna"] for column in cells] == ["", None, None]


# A status ────────────────────────────────────────────────────────────────────


def test_a_new_status_is_told_of_a_certification_and_offered_as_a_filter(api, body, seen):
    cert = api("certs/cncf-cka")
    assert {key: cert["cert"][key] for key in ("status", "status_word", "bookable")} == {
        "status": "paused",
        "status_word": "on hold",
        "bookable": False,
    }
    assert cert["finding"].startswith("Paused: $445 for 120 minutes")
    assert [row["id"] for row in api("certs?status=on+hold")["certs"]] == ["cncf-cka"]
    assert "Paused: $445 for 120 minutes" in body("/cert?id=cncf-cka").decode()
    assert "<title>Explore: on hold · Certwise</title>" in body("/explore?status=on+hold").decode()
    assert re.findall(r"on hold since summer|/cert\?id=[\w-]+", seen["explore.py?status=on+hold"]["html"])[:2] == [
        "/cert?id=cncf-cka",
        "on hold since summer",
    ]


def test_a_new_status_is_in_the_document_of_the_api(api):
    document = api("openapi.json")
    parameters = {parameter["name"]: parameter for parameter in document["paths"]["/certs"]["get"]["parameters"]}
    assert parameters["status"]["schema"]["items"]["enum"][-2:] == ["on hold", "not yet"]
    about = document["components"]["schemas"]["cert"]["properties"]["status"]["description"]
    assert about.endswith("unknown, paused or not yet")


# A filter ────────────────────────────────────────────────────────────────────


def certs_of(html):
    """The ids of the certifications that HTML links to, in order."""
    return list(dict.fromkeys(re.findall(r"/cert\?id=([\w-]+)", html)))


def test_a_new_filter_lets_through_the_rows_within_it_and_none_that_are_unknown(folder, seen, api, body):
    table = pq.read_table(folder / "data" / "certs.parquet")
    minutes = dict(zip(table["id"].to_pylist(), table["exam_minutes"].to_pylist(), strict=True))
    short = {cert_id for cert_id, length in minutes.items() if length is not None and length <= 60}
    assert None in minutes.values()
    rows = [row["id"] for row in api(f"certs?{SHORT}")["certs"]]
    assert len(rows) == len(short) > 5
    assert set(rows) == short
    assert certs_of(seen[f"explore.py?{SHORT}"]["html"]) == rows
    assert certs_of(body(f"/explore?{SHORT}").decode().partition("<h1>")[2]) == rows


def test_a_new_filter_is_kept_in_the_address_and_in_links_and_has_a_control(seen, api, body):
    page = seen[f"explore.py?{SHORT}"]
    assert page["address"] == {"minutes_max": "60", "closed": "1"}
    assert page["controls"]["Minutes up to"] == 60
    assert "was left out" not in page["html"]
    html = body(f"/explore?{SHORT}").decode()
    assert '<link rel="canonical" href="http://here:80/explore?minutes_max=60&amp;closed=1">' in html
    assert re.search(r'og:image" content="http://here:80/preview/explore\.png\?minutes_max=60&amp;closed=1&amp;', html)
    links = api(f"certs?{SHORT}")["links"]
    assert links["self"].endswith(f"/api/v1/certs?{SHORT}")
    assert links["page"].endswith(f"/explore?{SHORT}")


def test_a_value_that_a_new_filter_cannot_have_is_named_by_the_page_and_by_the_api(seen):
    reason = "an exam is a number of minutes from 0 to 600."
    page = seen[f"explore.py?{NOT_A_TIME}"]
    assert f"minutes_max=long was left out: {reason}" in page["html"]
    assert page["controls"]["Minutes up to"] is None
    status, _, problem = seen[f"/api/v1/certs?{NOT_A_TIME}"]
    (error,) = json.loads(problem.encode("latin-1"))["errors"]
    assert (status, error["parameter"]) == (400, "minutes_max")
    assert error["detail"] == f"“minutes_max=long” is not understood: {reason}"


def test_a_new_filter_is_in_the_document_of_the_api(api):
    parameters = api("openapi.json")["paths"]["/certs"]["get"]["parameters"]
    assert [parameter for parameter in parameters if parameter["name"] == "minutes_max"] == [
        {
            "name": "minutes_max",
            "in": "query",
            "description": "The longest exam in minutes.",
            "schema": {"type": "number", "minimum": 0, "maximum": 600},
            "required": False,
        }
    ]


def test_a_new_filter_is_said_in_words_and_can_be_dropped_where_nothing_passes(seen, api, body):
    assert "<title>Explore: up to 60 minutes and closed ones too" in body(f"/explore?{SHORT}").decode()
    assert css_string(" · 2 on: up to 60 minutes, closed ones too") in seen[f"explore.py?{SHORT}"]["html"]
    all_rows = api("certs")["count"]
    assert f"Without `minutes_max` there would be {all_rows} certifications." in api(f"certs?{NO_TIME}")["notes"]
    assert f"Drop the time limit: {all_rows} certifications" in seen[f"explore.py?{NO_TIME}"]["controls"]
