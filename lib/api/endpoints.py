"""The endpoints of the API, from which its document and its routes are made."""

from collections.abc import Callable, Mapping

from lib import planner
from lib.address import pages
from lib.address.domains import Schema
from lib.api import certs, files, openapi, pay, plans, schemas, sequences
from lib.api.endpoint import JSON, PREFIX, ApiRequest, Body, Endpoint, PathParameter, envelope, json_body

TEXT: Schema = {"type": "string"}
CERT_ID = PathParameter(
    "id",
    "Slug of a certification; any of its codes, in any case, leads to it (307).",
    lambda tables: {"type": "string", "minLength": 1, "examples": tables["certs"]["id"].head(3).tolist()},
)


def _json(schema: Callable[[], Schema]) -> Mapping[str, Callable[[], Schema]]:
    return {JSON: schema}


def _plan_file(ending: str, form: str, text: str = "") -> Endpoint:
    media_type = planner.FILES[ending].media
    return Endpoint(
        f"/plan.{ending}",
        f"plan_{ending}",
        f"The plan as {form}",
        plans.file,
        {media_type: lambda: TEXT},
        "The cheapest one unless `plan` names another. 404 where no plan fits: /plan says what would help." + text,
        "plan",
        file_name=plans.file_name,
        fixed_params={"ending": ending},
    )


def _index(request: ApiRequest) -> Body:
    fields = envelope(request, request.link("/"), request.page_link(pages.SOURCES, []))
    endpoints = [
        {"path": PREFIX + endpoint.path, "summary": endpoint.summary, "link": request.link(endpoint.path)}
        for endpoint in ENDPOINTS
    ]
    facts_checked = request.tables["certs"]["checked_on"].max().date()
    return json_body(fields | {"facts_checked": facts_checked, "endpoints": endpoints})


def _index_schema() -> Schema:
    endpoint = schemas.mapping({"path": TEXT, "summary": TEXT, "link": TEXT})
    checked = {"type": "string", "format": "date", "description": "When a fact was last checked"}
    return schemas.answer(facts_checked=checked, endpoints=schemas.listed(endpoint))


def _document(request: ApiRequest) -> Body:
    return json_body(openapi.document(request.tables, ENDPOINTS))


ENDPOINTS = (
    Endpoint("/", "index", "What there is", _index, _json(_index_schema)),
    Endpoint(
        "/certs",
        "certs",
        "Certifications on a day, filtered",
        certs.filtered,
        _json(certs.filtered_schema),
        "The rows that Explore shows with the same query, in the same order.",
        "certs",
    ),
    Endpoint(
        "/certs/{id}",
        "cert",
        "One certification with its facts, exam sections and prerequisites",
        certs.single,
        _json(certs.single_schema),
        "Each figure with its source and day; where sources differ all of them, the preferred one marked.",
        "day",
        (CERT_ID,),
        redirects=True,
    ),
    Endpoint("/salaries", "salaries", "Pay by role and source", pay.figures, _json(pay.figures_schema), "", "salaries"),
    Endpoint(
        "/roles",
        "roles",
        "The article's roles: what their exams cost and what they pay",
        pay.of_roles,
        _json(pay.roles_schema),
        "",
        "roles",
    ),
    Endpoint(
        "/sequences",
        "sequences",
        "The article's paths with what to book on the day",
        sequences.of_article,
        _json(sequences.paths_schema),
        "Outcomes, sequences by background, the verdict, and what roles ask for.",
        "day",
    ),
    Endpoint(
        "/plan",
        "plan",
        "A dated list of exams from a background and a goal",
        plans.plan,
        _json(plans.plan_schema),
        "The planner's whole answer. Where no plan fits, `answer.problem` says so and `answer.relaxations` what helps.",
        "plan",
    ),
    _plan_file(
        "ics",
        "a calendar to subscribe to",
        " With `made` and without `as_of` it stays the plan of that day: its exams do not move on as months go by.",
    ),
    _plan_file("md", "Markdown"),
    _plan_file("csv", "a table"),
    Endpoint(
        "/tables", "tables", "Every table with its columns and files", files.all_tables, _json(files.tables_schema)
    ),
    Endpoint(
        "/tables/{name}.{ending}",
        "table",
        "A table as a file",
        files.file,
        {kind: files.file_schema if kind == JSON else lambda: TEXT for _, kind in files.KINDS.values()},
        "As it is stored, without a day. Columns are explained in /tables.",
        path_parameters=files.PATH_PARAMETERS,
        media_of=lambda path_params: files.KINDS[path_params["ending"]][1],
        file_name=files.file_name,
    ),
    Endpoint(
        "/openapi.json", "openapi", "This API as an OpenAPI 3.1 document", _document, _json(lambda: {"type": "object"})
    ),
)
