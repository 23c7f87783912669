"""The sequence planner: from a background and a goal to a dated list of exams, with reasons. Pure, without a clock.

`catalogue_of(tables)` once per set of tables, `Request.of(...)` for what a reader asks, `plan(request, catalogue)` for
the answer. Records are in `model`; how the search works is in `docs/adr/0009-planner-search.md`.
"""

from lib.planner.answer import plan
from lib.planner.catalogue import Catalogue, CatalogueProblem
from lib.planner.drift import Drift, drift, made_of
from lib.planner.exports import FILES, calendar_file, csv_file, markdown, plain
from lib.planner.frames import catalogue_of
from lib.planner.model import OBJECTIVES, Answer, Branch, Plan, Stage, Step
from lib.planner.request import Request

__all__ = [
    "FILES",
    "OBJECTIVES",
    "Answer",
    "Branch",
    "Catalogue",
    "CatalogueProblem",
    "Drift",
    "Plan",
    "Request",
    "Stage",
    "Step",
    "calendar_file",
    "catalogue_of",
    "csv_file",
    "drift",
    "made_of",
    "markdown",
    "plain",
    "plan",
]
