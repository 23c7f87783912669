"""Endpoints of the planner: its whole answer as JSON, and one plan as a calendar, as Markdown or as CSV."""

from datetime import date

from lib import planner
from lib.address import pages, planner_query
from lib.address.domains import Schema
from lib.api import schemas
from lib.api.endpoint import ApiRequest, Body, NotFound, envelope, json_body
from lib.planner import Drift, Plan, PlanAnswer, plan_snapshot

CARRIED = ("made", "steps")
"""Query keys with which a shared link carries its plan."""


def plan_schema() -> Schema:
    """The schema of the answer of `plan`."""
    plan = {"anyOf": [schemas.record(Plan), {"type": "null"}], "description": "The plan asked for; null = none fits"}
    since = "What has changed since a shared link was made (`made`, `steps`)"
    changed = {"anyOf": [schemas.record(Drift), {"type": "null"}], "description": since}
    everything = "Everything that the planner says: all plans, the frontier, why"
    return schemas.answer(plan=plan, changed=changed, answer=schemas.record(PlanAnswer) | {"description": everything})


def plan(request: ApiRequest) -> Body:
    """The planner's whole answer, the selected plan, and what has changed since a shared link was made.

    Raises NotFound if the query selects a point that the frontier does not have.
    """
    answer, selected = _planned(request, request.on)
    query = request.query.plan
    changed = planner.drift(query.made_on, query.steps, answer, selected) if query.made_on else None
    self_link, page_link = request.link("/plan", request.pairs), request.page_link(pages.PLANNER)
    fields = envelope(request, self_link, page_link, answer.notes)
    for ending in planner.FILES:
        fields["links"][ending] = request.link(f"/plan.{ending}", request.pairs)
    records = {"plan": selected, "changed": changed, "answer": answer}
    return json_body(fields | {name: planner.json_data(record) for name, record in records.items()})


def file(request: ApiRequest) -> Body:
    """The selected plan as a file. Raises NotFound if no plan fits."""
    on = _plan_day(request)
    answer, selected = _planned(request, on)
    if selected is None:
        raise NotFound(answer.problem)
    pairs = request.pairs
    if on != request.on:
        pairs = (*(pair for pair in request.pairs if pair[0] not in CARRIED), ("as_of", on.isoformat()))
    page_link = request.page_link(pages.PLANNER, pairs)
    content = planner.FILES[request.path_param("ending")].contents(answer, selected, page_link)
    return Body(lambda: iter([content if isinstance(content, bytes) else content.encode()]))


def file_name(request: ApiRequest) -> str:
    """The name under which the file is saved."""
    return f"certwise-plan.{request.path_param('ending')}"


def _plan_day(request: ApiRequest) -> date:
    """The day of a file's plan.

    A subscribed calendar is fetched again for months. Its plan stays that of the day on which the link was made:
    otherwise the first exam would stay as far ahead as it was on that day.
    """
    is_calendar = request.path_param("ending") == "ics"
    made_on = request.query.plan.made_on if is_calendar and request.query.on is None else None
    return made_on or request.on


def _planned(request: ApiRequest, on: date) -> tuple[PlanAnswer, Plan | None]:
    """The planner's answer and the plan that the query selects, None if no plan fits."""
    query = request.query.plan
    answer = plan_snapshot.planned(request.tables, planner_query.request_on(query, on))
    points = len(answer.frontier)
    if query.selection.isdecimal() and answer.plans and int(query.selection) >= points:
        raise NotFound(f"There is no plan {query.selection}: the frontier of this request has {points}, from 0.")
    return answer, planner_query.selected_plan(answer, query.selection)
