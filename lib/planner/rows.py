"""A plan as frames, for pictures and files."""

from datetime import date

import pandas as pd
from dateutil.relativedelta import relativedelta

from lib.planner.findings import names
from lib.planner.model import Answer, Plan


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


def paid_rows(plan: Plan) -> pd.DataFrame:
    """What has been paid after each exam: `day`, `code`, `usd` (missing = not published), `so_far_usd`."""
    codes = {step.cert_id: step.code for step in plan.steps}
    rows = pd.DataFrame(
        [(one.day, codes[one.cert_id], one.net_usd) for one in plan.entries if one.kind == "exam"],
        columns=["day", "code", "usd"],
    )
    return rows.assign(usd=rows["usd"].astype("float64"), so_far_usd=rows["usd"].astype("float64").fillna(0).cumsum())


def point_rows(answer: Answer, plan: Plan) -> pd.DataFrame:
    """The frontier as a frame: `weeks`, `usd`, `names`, `chosen`, `exams`."""
    return pd.DataFrame(
        [
            (
                one.plan.days / 7,
                one.cost.known_usd,
                names(one.plan),
                one.plan.cert_ids == plan.cert_ids and one.ends == plan.ends,
                ", ".join(s.code for s in one.plan.steps),
                ", ".join(one.cost.unknown),
            )
            for one in answer.frontier
        ],
        columns=["weeks", "usd", "names", "chosen", "exams", "unknown"],
    )


def horizon(plan: Plan, months: int) -> date:
    """The day up to which renewals are counted."""
    return plan.steps[0].exam_day + relativedelta(months=months)
