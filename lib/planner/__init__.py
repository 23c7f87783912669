"""The sequence planner: from a background and a goal to a dated list of exams, with reasons. Pure, without a clock.

`catalogue_of(tables)` gives the catalogue, once per set of tables; `PlanRequest.of(...)` is what a reader asks;
`plan(request, catalogue)` is the answer. The records of the answer are in `model`; `search` explains how plans are
found, and `docs/adr/0009-planner-search.md` why in this way.
"""

from lib.planner.answer import plan
from lib.planner.catalogue import Catalogue, CatalogueProblem
from lib.planner.drift import Drift, drift, link_steps
from lib.planner.exports import FILES, calendar_file, csv_file, json_data, markdown
from lib.planner.load_catalogue import catalogue_of
from lib.planner.model import OBJECTIVES, Branch, Plan, PlanAnswer, Stage, Step
from lib.planner.request import PlanRequest

__all__ = [
    "FILES",
    "OBJECTIVES",
    "Branch",
    "Catalogue",
    "CatalogueProblem",
    "Drift",
    "Plan",
    "PlanAnswer",
    "PlanRequest",
    "Stage",
    "Step",
    "calendar_file",
    "catalogue_of",
    "csv_file",
    "drift",
    "json_data",
    "link_steps",
    "markdown",
    "plan",
]
