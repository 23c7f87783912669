"""All endpoints of the API, and the one that lists them. The document and the routes are made from these."""

from collections.abc import Callable, Mapping

from lib import planner, site
from lib.api import certs, files, openapi, pay, plans, schemas, sequences
from lib.api.endpoint import JSON, PREFIX, Asked, Body, Endpoint, head, of_page, one
from lib.api.parameters import AS_OF, CERTS, PAY, PLAN, ROLES, Parameter, Schema

TEXT: Schema = {"type": "string"}
CODE = Parameter(
    "id",
    "Slug of a certification; any of its codes, in any case, leads to it (307).",
    lambda tables: {"type": "string", "minLength": 1, "examples": tables["certs"]["id"].head(3).tolist()},
)


def _json(schema: Callable[[], Schema]) -> Mapping[str, Callable[[], Schema]]:
    return {JSON: schema}


def _plan_file(ending: str, what: str, more: str = "") -> Endpoint:
    media = planner.FILES[ending].media
    return Endpoint(
        f"/plan.{ending}",
        f"plan_{ending}",
        f"The plan as {what}",
        plans.file,
        {media: lambda: TEXT},
        "The cheapest one unless `plan` names another. 404 where no plan fits: /plan says what would help." + more,
        PLAN,
        of_page(site.PLANNER),
        file=plans.file_name,
        named={"ending": ending},
    )


def _index(asked: Asked) -> Body:
    begins = head(asked, asked.link("/"), asked.page(site.SOURCES, []))
    listed = [
        {"path": PREFIX + endpoint.path, "summary": endpoint.summary, "link": asked.link(endpoint.path)}
        for endpoint in ENDPOINTS
    ]
    checked = asked.tables["certs"]["checked_on"].max().date()
    return one(begins | {"facts_checked": checked, "endpoints": listed})


def _index_schema() -> Schema:
    endpoint = schemas.mapping({"path": TEXT, "summary": TEXT, "link": TEXT})
    checked = {"type": "string", "format": "date", "description": "When a fact was last checked"}
    return schemas.answer(facts_checked=checked, endpoints=schemas.listed(endpoint))


def _document(asked: Asked) -> Body:
    return one(openapi.document(asked.tables, ENDPOINTS))


ENDPOINTS = (
    Endpoint("/", "index", "What there is", _index, _json(_index_schema)),
    Endpoint(
        "/certs",
        "certs",
        "Certifications on a day, filtered",
        certs.found,
        _json(certs.found_schema),
        "The rows that Explore shows with the same query, in the same order.",
        CERTS,
        of_page(site.EXPLORE),
    ),
    Endpoint(
        "/certs/{id}",
        "cert",
        "One certification with its facts, exam sections and prerequisites",
        certs.single,
        _json(certs.single_schema),
        "Each figure with its source and day; where sources differ all of them, the preferred one marked.",
        (AS_OF,),
        of_page(site.CERT),
        (CODE,),
        moves=True,
    ),
    Endpoint(
        "/salaries", "salaries", "Pay by role and source", pay.figures, _json(pay.figures_schema), "", PAY, pay.parsed
    ),
    Endpoint(
        "/roles",
        "roles",
        "The article's roles: what their exams cost and what they pay",
        pay.of_roles,
        _json(pay.roles_schema),
        "",
        ROLES,
        of_page(site.COSTS),
    ),
    Endpoint(
        "/sequences",
        "sequences",
        "The article's paths with what to book on the day",
        sequences.of_article,
        _json(sequences.paths_schema),
        "Outcomes, sequences by background, the verdict, and what roles ask for.",
        (AS_OF,),
    ),
    Endpoint(
        "/plan",
        "plan",
        "A dated list of exams from a background and a goal",
        plans.plan,
        _json(plans.plan_schema),
        "The planner's whole answer. Where no plan fits, `answer.problem` says so and `answer.relaxations` what helps.",
        PLAN,
        of_page(site.PLANNER),
    ),
    _plan_file(
        "ics",
        "a calendar to subscribe to",
        " With `made` and without `as_of` it stays the plan of that day: its exams do not move on as months go by.",
    ),
    _plan_file("md", "Markdown"),
    _plan_file("csv", "a table"),
    Endpoint("/tables", "tables", "Every table with its columns and files", files.every, _json(files.tables_schema)),
    Endpoint(
        "/tables/{name}.{ending}",
        "table",
        "A table as a file",
        files.file,
        {media: files.file_schema if media == JSON else lambda: TEXT for _, media in files.KINDS.values()},
        "As it is stored, without a day. Columns are explained in /tables.",
        parts=files.PARTS,
        media=lambda named: files.KINDS[named["ending"]][1],
        file=files.file_name,
    ),
    Endpoint(
        "/openapi.json", "openapi", "This API as an OpenAPI 3.1 document", _document, _json(lambda: {"type": "object"})
    ),
)
