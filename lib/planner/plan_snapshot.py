"""Path costs and plans as of a day, made once for all readers: pages, the HTML before them, the API."""

from datetime import date

import pandas as pd

from lib.catalogue.paths import expanded_steps
from lib.catalogue.snapshot import certs
from lib.cost.path_cost import path_costs
from lib.planner import Catalogue, PlanAnswer, PlanRequest, catalogue_of, plan
from lib.planner.goals import members
from lib.tables.cache import while_alive
from lib.tables.store import Tables


@while_alive(64)
def steps(tables: Tables, on: date) -> pd.DataFrame:
    """The `path_steps` table with the article's sets written out as of a day; see `lib.catalogue.paths.expanded_steps`.

    Which certifications belong to a set is the planner's rule; within a set they are in the order of the catalogue.
    """
    order, planner_catalogue = certs(tables, on)["id"].tolist(), catalogue(tables)
    belonging = {set_id: set(members(set_id, planner_catalogue, on=on)) for set_id in planner_catalogue.sets}
    sets = {set_id: [cert_id for cert_id in order if cert_id in ids] for set_id, ids in belonging.items()}
    return expanded_steps(tables["path_steps"], sets)


@while_alive(64)
def costs(tables: Tables, on: date) -> pd.DataFrame:
    """The cost of each path on a day; see `lib.cost.path_cost`."""
    return path_costs(tables, certs(tables, on), steps(tables, on))


@while_alive(1)
def catalogue(tables: Tables) -> Catalogue:
    """The planner's catalogue."""
    return catalogue_of(tables)


@while_alive(256)
def planned(tables: Tables, request: PlanRequest) -> PlanAnswer:
    """The planner's answer to a request."""
    return plan(request, catalogue(tables))
