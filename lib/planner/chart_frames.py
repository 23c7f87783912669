"""A plan as frames, for charts and files."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from dateutil.relativedelta import relativedelta

from lib.planner.findings import objectives
from lib.planner.model import HeldCert, Plan, PlanAnswer, Step
from lib.text import day, usd


def step_rows(plan: Plan) -> pd.DataFrame:
    """The steps as a frame, one row per exam, in order.

    The columns are `cert_id`, `code`, `name`, `tier`, `exam_day`, `expires_on` (missing = never, or not known) and
    `never_expires`; days are dates.
    """
    columns = ("cert_id", "code", "name", "tier", "exam_day", "expires_on", "never_expires")
    return pd.DataFrame([[getattr(step, name) for name in columns] for step in plan.steps], columns=list(columns))


def event_rows(plan: Plan) -> pd.DataFrame:
    """The calendar as a frame, one row per event, in order of date: `kind`, `cert_id`, `start` and `end` as timestamps.

    `end` is included.
    """
    rows = pd.DataFrame(
        [(event.kind, event.cert_id, event.start, event.end) for event in plan.events],
        columns=["kind", "cert_id", "start", "end"],
    )
    return rows.assign(start=pd.to_datetime(rows["start"]), end=pd.to_datetime(rows["end"]))


def pass_rows(answer: PlanAnswer, plan: Plan) -> pd.DataFrame:
    """The passes that are held, then those of the plan, one row per pass.

    The columns are `code`, `tier` (missing for what is held), `passed` (a date, missing where no month is given),
    `opens` (the first day of renewal), `ends` (the last day, with what the plan renews; both may be missing) and
    `words` (until when it is valid).
    """
    ends = {event.cert_id: event.end for event in plan.events if event.kind == "expiry"}
    opens = {event.cert_id: event.start for event in plan.events if event.kind == "renewal opens"}
    passes = [
        *((cert.cert_id, cert.code, None, cert.earned, _held_until(cert, ends)) for cert in answer.held),
        *((step.cert_id, step.code, step.tier, step.exam_day, _until(step)) for step in plan.steps),
    ]
    rows = [
        (code, tier, passed, opens.get(cert_id), ends.get(cert_id), words)
        for cert_id, code, tier, passed, words in passes
    ]
    return pd.DataFrame(rows, columns=["code", "tier", "passed", "opens", "ends", "words"])


def _until(step: Step) -> str:
    if step.never_expires:
        return "does not expire"
    return f"until {day(step.expires_on)}" if step.expires_on else "its end is not published"


def _held_until(cert: HeldCert, ends: Mapping[str, date]) -> str:
    if cert.cert_id in ends:
        return f"held, until {day(ends[cert.cert_id])}"
    return "held, no end is known" if cert.earned else "held, its month is not given"


def paid_rows(plan: Plan) -> pd.DataFrame:
    """The payments so far, one row for the first day of study and one per exam.

    The columns are `day` (a date), `code` (empty for the first day), `paid` (in words, expected further tries
    included) and `so_far_usd` (the known payments up to that day; a price that is not published adds nothing).
    """
    fees = [(step.exam_day, step.code, paid_for(plan, step)) for step in plan.steps]
    rows = [
        (plan.begins, "", "", 0.0),
        *((exam_day, code, f"+{usd(fee)}" if fee else usd(fee), fee) for exam_day, code, fee in fees),
    ]
    frame = pd.DataFrame(rows, columns=["day", "code", "paid", "usd"])
    return frame.assign(so_far_usd=frame["usd"].astype("float64").fillna(0).cumsum()).drop(columns="usd")


def paid_for(plan: Plan, step: Step) -> float | None:
    """What the ledger has for an exam, expected further tries included; None = its price is not published."""
    paid = [entry.net_usd for entry in plan.entries if entry.cert_id == step.cert_id]
    return None if None in paid else sum(net_usd for net_usd in paid if net_usd is not None)


def point_rows(answer: PlanAnswer, plan: Plan) -> pd.DataFrame:
    """The points of the frontier, the cheapest first, then the named plans that are not on it.

    The columns are `weeks`, `usd` (of the known prices), `unknown` (what has no published price), `names` (words,
    empty = a point between the named ones), `aside` (the plan is not on the frontier), `chosen` (it is the given plan),
    `exams` (their codes) and `key` (the plan's name in the address).
    """
    frontier = [point.plan for point in answer.frontier]
    off_frontier = [option for option in answer.plans if option not in frontier]
    rows = [
        (
            option.weeks,
            option.total.known_usd,
            ", ".join(option.total.unknown),
            objectives(option),
            option in off_frontier,
            option.cert_ids == plan.cert_ids and option.ends == plan.ends,
            ", ".join(step.code for step in option.steps),
            option.names[0] if option.names else str(place),
        )
        for place, option in enumerate((*frontier, *off_frontier))
    ]
    return pd.DataFrame(rows, columns=["weeks", "usd", "unknown", "names", "aside", "chosen", "exams", "key"])


def horizon(plan: Plan, months: int) -> date:
    """The day up to which renewals are counted."""
    return plan.steps[0].exam_day + relativedelta(months=months)
