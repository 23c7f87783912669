"""The OpenAPI 3.1 document, made from the endpoints, their parameters and the columns of the tables."""

from collections.abc import Iterable
from typing import Any

from lib.address import pages
from lib.address.domains import Schema
from lib.api import certs, parameters, pay, schemas
from lib.api.endpoint import LICENCE, PREFIX, Endpoint
from lib.planner import Drift, PlanAnswer
from lib.tables.store import Tables

PROBLEM = "application/problem+json"
DESCRIPTION = f"""{pages.DESCRIPTION}

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
    """The document as JSON; the choices of parameters come from the tables."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": pages.NAME,
            "version": PREFIX.rpartition("/v")[2],
            "description": DESCRIPTION,
            "license": {"name": "CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": PREFIX}],
        "paths": {endpoint.path: {"get": _operation(endpoint, tables)} for endpoint in endpoints},
        "components": {"schemas": _components(), "headers": _headers(), "responses": _refusals()},
    }


def _operation(endpoint: Endpoint, tables: Tables) -> dict[str, Any]:
    operation = {"operationId": endpoint.name, "summary": endpoint.summary}
    if endpoint.text:
        operation["description"] = endpoint.text
    in_path = [_parameter(name, "path", text, schema(tables)) for name, text, schema in endpoint.path_parameters]
    in_query = [
        _parameter(key, "query", parameter.text, parameters.schema(parameter, tables))
        for key, parameter in endpoint.parameters.items()
    ]
    return {**operation, "parameters": in_path + in_query, "responses": _responses(endpoint)}


def _parameter(name: str, location: str, text: str, schema: Schema) -> dict[str, Any]:
    required = location == "path"
    return {"name": name, "in": location, "description": text, "schema": schema, "required": required}


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    content = {media_type: {"schema": schema()} for media_type, schema in endpoint.schemas.items()}
    headers = {"ETag": {"$ref": "#/components/headers/ETag"}}
    responses: dict[str, Any] = {
        "200": {"description": endpoint.summary, "headers": headers, "content": content},
        "304": {"description": "Unchanged since the answer whose tag If-None-Match names", "headers": headers},
    }
    if endpoint.redirects:
        location = {"Location": {"required": True, "schema": {"type": "string"}}}
        responses["307"] = {"description": "It is written another way", "headers": location}
    statuses = [status for status in REFUSALS if status != 406 or endpoint.negotiated]
    return responses | {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _components() -> dict[str, Schema]:
    own = {"problem": _problem(), "cert": certs.row_schema(), "pay": pay.pay_schema()}
    return {**own, **schemas.rows(), **schemas.records(PlanAnswer, Drift)}


def _problem() -> Schema:
    text: Schema = {"type": "string"}
    error = schemas.mapping({"parameter": text, "detail": text | {"description": "One sentence"}})
    required = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    optional = {
        "errors": schemas.listed(error) | {"description": "Each parameter that is wrong"},
        "close": schemas.strings("Slugs of certifications that come close to what was asked for"),
    }
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "description": "RFC 9457",
    }


def _headers() -> dict[str, Any]:
    return {"ETag": {"description": "Tag of this answer, for If-None-Match", "schema": {"type": "string"}}}


def _refusals() -> dict[str, Any]:
    content = {PROBLEM: {"schema": schemas.reference("problem")}}
    return {str(status): {"description": text, "content": content} for status, text in REFUSALS.items()}
