"""The planner's answer: as data, as a calendar to subscribe to, as text, as a table."""

from datetime import date

from lib import asking, planner, site, standing
from lib.api import schemas
from lib.api.endpoint import Asked, Body, NotThere, head, one
from lib.api.parameters import Schema
from lib.planner import Answer, Drift, Plan

CARRIED = ("made", "steps")


def plan_schema() -> Schema:
    """The answer of `plan`."""
    shown = {"anyOf": [schemas.record(Plan), {"type": "null"}], "description": "The plan asked for; null = none fits"}
    since = "What has changed since a shared link was made (`made`, `steps`)"
    changed = {"anyOf": [schemas.record(Drift), {"type": "null"}], "description": since}
    every = schemas.record(Answer) | {"description": "Everything that the planner says: all plans, the frontier, why"}
    return schemas.answer(plan=shown, changed=changed, answer=every)


def plan(asked: Asked) -> Body:
    """The planner's whole answer, and the plan that is asked for. Raises NotThere for a plan that there is not."""
    answer, shown = _planned(asked, asked.on)
    query = asked.query.plan
    changed = planner.drift(query.made, query.steps, answer, shown) if query.made else None
    begins = head(asked, asked.link("/plan", asked.pairs), asked.page(site.PLANNER), answer.notes)
    for ending in planner.FILES:
        begins["links"][ending] = asked.link(f"/plan.{ending}", asked.pairs)
    told = {"plan": shown, "changed": changed, "answer": answer}
    return one(begins | {name: planner.plain(value) for name, value in told.items()})


def file(asked: Asked) -> Body:
    """The plan that is asked for as a file. Raises NotThere where no plan fits."""
    on = _planned_on(asked)
    answer, shown = _planned(asked, on)
    if shown is None:
        raise NotThere(answer.problem)
    pairs = asked.pairs if on == asked.on else [*(pair for pair in asked.pairs if pair[0] not in CARRIED), _as_of(on)]
    made = planner.FILES[asked.name("ending")].made(answer, shown, asked.page(site.PLANNER, pairs))
    return Body(lambda: iter([made if isinstance(made, bytes) else made.encode()]))


def file_name(asked: Asked) -> str:
    """The name that the file is kept under."""
    return f"certwise-plan.{asked.name('ending')}"


def _planned_on(asked: Asked) -> date:
    """The day that a file's plan is of. A calendar that is subscribed to is asked for again for months: it stays with
    the day on which its link was made, or its first exam would always be as far away as on that day.
    """
    made = asked.query.plan.made if asked.name("ending") == "ics" and asked.query.on is None else None
    return made or asked.on


def _as_of(on: date) -> tuple[str, str]:
    return "as_of", on.isoformat()


def _planned(asked: Asked, on: date) -> tuple[Answer, Plan | None]:
    query = asked.query.plan
    answer = standing.planned(asked.tables, asking.with_day(query, on))
    places = len(answer.frontier)
    if query.shown.isdecimal() and answer.plans and int(query.shown) >= places:
        raise NotThere(f"There is no plan {query.shown}: the frontier of this request has {places}, from 0.")
    return answer, asking.chosen(answer, query.shown)
