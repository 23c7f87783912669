"""The OpenAPI 3.1 document, made from the endpoints, their parameters and the columns of the tables."""

from collections.abc import Iterable
from typing import Any

from lib import site
from lib.api import certs, pay, schemas
from lib.api.endpoint import LICENCE, PREFIX, Endpoint
from lib.api.parameters import Parameter, Schema
from lib.planner import Answer, Drift
from lib.store import Tables

PROBLEM = "application/problem+json"
DESCRIPTION = """AI and ML certifications: what can be booked, what a path costs, what its role pays.

Parameters are those of the pages and are read by the same parser; but where a page names what it does not understand
and goes on, the API answers 400. Everything is for reading, from any site, without a key. Answers carry an entity
tag: ask again with If-None-Match and an unchanged one is a 304 without a body. Unknown is null, never zero."""

REFUSALS = {
    400: "A parameter is unknown, given too often, or not understood: `errors` names each",
    404: "There is no such thing",
    406: "The client accepts nothing that this answers with",
    429: "Asked too often: Retry-After says when to come back",
    503: "The tables cannot be used now",
}


def document(tables: Tables, endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The document; choices of parameters are those of the tables."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.NAME,
            "version": PREFIX.rpartition("/v")[2],
            "description": DESCRIPTION,
            "license": {"name": "CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": PREFIX}],
        "paths": {endpoint.path: {"get": _operation(endpoint, tables)} for endpoint in endpoints},
        "components": {"schemas": _components(), "headers": _headers(), "responses": _refusals()},
    }


def _operation(endpoint: Endpoint, tables: Tables) -> dict[str, Any]:
    where = [(one, "path") for one in endpoint.parts] + [(one, "query") for one in endpoint.parameters]
    told = {"operationId": endpoint.name, "summary": endpoint.summary}
    text = {"description": endpoint.text} if endpoint.text else {}
    parameters = [_parameter(one, place, tables) for one, place in where]
    return told | text | {"parameters": parameters, "responses": _responses(endpoint)}


def _parameter(one: Parameter, place: str, tables: Tables) -> dict[str, Any]:
    told = {"name": one.name, "in": place, "description": one.text, "schema": one.schema(tables)}
    return told | {"required": place == "path"}


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    content = {media: {"schema": schema()} for media, schema in endpoint.schemas.items()}
    kept = {"ETag": {"$ref": "#/components/headers/ETag"}}
    found: dict[str, Any] = {
        "200": {"description": endpoint.summary, "headers": kept, "content": content},
        "304": {"description": "Unchanged since the answer whose tag If-None-Match names", "headers": kept},
    }
    if endpoint.moves:
        location = {"Location": {"required": True, "schema": {"type": "string"}}}
        found["307"] = {"description": "It is written another way", "headers": location}
    wanted = [status for status in REFUSALS if status != 406 or endpoint.negotiated]
    return found | {str(status): {"$ref": f"#/components/responses/{status}"} for status in wanted}


def _components() -> dict[str, Schema]:
    own = {"problem": _problem(), "cert": certs.row_schema(), "pay": pay.pay_schema()}
    return {**own, **schemas.rows(), **schemas.records(Answer), **schemas.records(Drift)}


def _problem() -> Schema:
    text: Schema = {"type": "string"}
    wrong = schemas.mapping({"parameter": text, "detail": text | {"description": "One sentence"}})
    told = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    more = {
        "errors": schemas.listed(wrong) | {"description": "Each parameter that is wrong"},
        "close": schemas.strings("Slugs of certifications that come close to what was asked for"),
    }
    return {"type": "object", "properties": told | more, "required": list(told), "description": "RFC 9457"}


def _headers() -> dict[str, Any]:
    return {"ETag": {"description": "Tag of this answer, for If-None-Match", "schema": {"type": "string"}}}


def _refusals() -> dict[str, Any]:
    content = {PROBLEM: {"schema": schemas.reference("problem")}}
    return {str(status): {"description": said, "content": content} for status, said in REFUSALS.items()}
