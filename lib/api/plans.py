"""The planner's answer: as data, as a calendar to subscribe to, as text, as a table."""

from collections.abc import Callable

from lib import asking, planner, site, standing
from lib.api import schemas
from lib.api.endpoint import Asked, Body, NotThere, head, one
from lib.api.parameters import Schema
from lib.planner import Answer, Drift, Plan

FILES: dict[str, tuple[Callable[[Answer, Plan, str], str | bytes], str]] = {
    "ics": (planner.calendar_file, "text/calendar"),
    "md": (planner.markdown, "text/markdown"),
    "csv": (planner.csv_file, "text/csv"),
}
"""What a plan can be taken away as: what makes it, and its media type."""


def plan_schema() -> Schema:
    """The answer of `plan`."""
    shown = {"anyOf": [schemas.record(Plan), {"type": "null"}], "description": "The plan asked for; null = none fits"}
    since = "What has changed since a shared link was made (`made`, `steps`)"
    changed = {"anyOf": [schemas.record(Drift), {"type": "null"}], "description": since}
    every = schemas.record(Answer) | {"description": "Everything that the planner says: all plans, the frontier, why"}
    return schemas.answer(plan=shown, changed=changed, answer=every)


def plan(asked: Asked) -> Body:
    """The planner's whole answer, and the plan that is asked for. Raises NotThere for a plan that there is not."""
    answer, shown = _planned(asked)
    query = asked.query.plan
    changed = planner.drift(query.made, query.steps, answer, shown) if query.made else None
    begins = head(asked, asked.link("/plan", asked.pairs), asked.page(site.PLANNER), answer.notes)
    for ending in FILES:
        begins["links"][ending] = asked.link(f"/plan.{ending}", asked.pairs)
    told = {"plan": shown, "changed": changed, "answer": answer}
    return one(begins | {name: planner.plain(value) for name, value in told.items()})


def file(asked: Asked) -> Body:
    """The plan that is asked for as a file. Raises NotThere where no plan fits."""
    answer, shown = _planned(asked)
    if shown is None:
        raise NotThere(answer.problem)
    made = FILES[asked.name("ending")][0](answer, shown, asked.page(site.PLANNER))
    return Body(lambda: iter([made if isinstance(made, bytes) else made.encode()]))


def file_name(asked: Asked) -> str:
    """The name that the file is kept under."""
    return f"certwise-plan.{asked.name('ending')}"


def _planned(asked: Asked) -> tuple[Answer, Plan | None]:
    query = asked.query.plan
    answer = standing.planned(asked.tables, asking.with_day(query, asked.on))
    places = len(answer.frontier)
    if query.shown.isdecimal() and answer.plans and int(query.shown) >= places:
        raise NotThere(f"There is no plan {query.shown}: the frontier of this request has {places}, from 0.")
    return answer, asking.chosen(answer, query.shown)
