"""A plan as frames, for pictures and files."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from dateutil.relativedelta import relativedelta

from lib.planner.findings import names
from lib.planner.model import Answer, Holds, Plan, Step
from lib.text import day, usd


def step_rows(plan: Plan) -> pd.DataFrame:
    """The steps as a frame, one row an exam in order, days as timestamps."""
    columns = ("cert_id", "code", "name", "tier", "exam_day", "expires_on", "never_expires")
    return pd.DataFrame([[getattr(step, name) for name in columns] for step in plan.steps], columns=list(columns))


def event_rows(plan: Plan) -> pd.DataFrame:
    """What stands on the calendar as a frame, one row an event, days as timestamps."""
    rows = pd.DataFrame(
        [(one.kind, one.cert_id, one.start, one.end) for one in plan.events],
        columns=["kind", "cert_id", "start", "end"],
    )
    return rows.assign(start=pd.to_datetime(rows["start"]), end=pd.to_datetime(rows["end"]))


def pass_rows(answer: Answer, plan: Plan) -> pd.DataFrame:
    """What is held, then what the plan gives, one row a pass: `code`, `tier`, `passed`, `opens`, `ends`, `words`.

    `tier` is missing for what is held, `passed` where nobody said when that was. From `opens` on it can be renewed,
    `ends` is its last day, with what the plan renews; both may be missing. `words` say until when it holds.
    """
    ends = {one.cert_id: one.end for one in plan.events if one.kind == "expiry"}
    opens = {one.cert_id: one.start for one in plan.events if one.kind == "renewal opens"}
    held = [(one.cert_id, one.code, None, one.earned, _held_until(one, ends)) for one in answer.held]
    given = [(one.cert_id, one.code, one.tier, one.exam_day, _until(one)) for one in plan.steps]
    rows = [(code, tier, passed, opens.get(one), ends.get(one), told) for one, code, tier, passed, told in held + given]
    return pd.DataFrame(rows, columns=["code", "tier", "passed", "opens", "ends", "words"])


def _until(step: Step) -> str:
    if step.never_expires:
        return "does not expire"
    return f"until {day(step.expires_on)}" if step.expires_on else "its end is not published"


def _held_until(one: Holds, ends: Mapping[str, date]) -> str:
    if one.cert_id in ends:
        return f"held, until {day(ends[one.cert_id])}"
    return "held, no end is known" if one.earned else "held, its month is not given"


def paid_rows(plan: Plan) -> pd.DataFrame:
    """What has been paid after the first day of study and each exam: `day`, `code`, `paid`, `so_far_usd`.

    The first day has no `code`. `paid` is in words, expected further tries included.
    """
    spent = [(one.exam_day, one.code, paid_for(plan, one)) for one in plan.steps]
    rows = [(plan.begins, "", "", 0.0), *((when, code, _more(paid), paid) for when, code, paid in spent)]
    found = pd.DataFrame(rows, columns=["day", "code", "paid", "usd"])
    return found.assign(so_far_usd=found["usd"].astype("float64").fillna(0).cumsum()).drop(columns="usd")


def paid_for(plan: Plan, step: Step) -> float | None:
    """What the ledger has for an exam, expected further tries included; None = its price is not published."""
    paid = [one.net_usd for one in plan.entries if one.cert_id == step.cert_id]
    return None if None in paid else sum(one for one in paid if one is not None)


def _more(paid: float | None) -> str:
    return f"+{usd(paid)}" if paid else usd(paid)


def point_rows(answer: Answer, plan: Plan) -> pd.DataFrame:
    """Every choice between cost and time as a frame, the cheapest first, then named plans that are none of them.

    `weeks`, `usd`, `unknown` (what has no published price), `names` (words, empty = a point between),
    `aside` (it is none of the choices), `chosen`, `exams` (their codes), `key` (as the address has it).
    """
    choices = [one.plan for one in answer.frontier]
    aside = [one for one in answer.plans if one not in choices]
    rows = [
        (
            one.weeks,
            one.total.known_usd,
            ", ".join(one.total.unknown),
            names(one),
            one in aside,
            one.cert_ids == plan.cert_ids and one.ends == plan.ends,
            ", ".join(step.code for step in one.steps),
            one.names[0] if one.names else str(place),
        )
        for place, one in enumerate((*choices, *aside))
    ]
    return pd.DataFrame(rows, columns=["weeks", "usd", "unknown", "names", "aside", "chosen", "exams", "key"])


def horizon(plan: Plan, months: int) -> date:
    """The day up to which renewals are counted."""
    return plan.steps[0].exam_day + relativedelta(months=months)
