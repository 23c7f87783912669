"""What a server does before its first reader comes, and what it says when a page fails."""

from lib import charts
from lib.certs import SORTS
from lib.clock import today

# Imported for their own sake: what is imported here is alive when the heap is frozen (see lib.web.server).
from lib.ui import (  # noqa: F401
    board,
    cards,
    choosing,
    compare,
    controls,
    cost_downloads,
    data,
    downloads,
    facts,
    frame,
    landscape,
    outcomes,
    payback,
    picker,
    pictures,
    plan,
    plan_pictures,
    planning,
    role_pay,
    sources,
    takeaway,
    trust,
)
from lib.ui.failure import failed

__all__ = ["failed", "warm"]


def warm() -> None:
    """Fill the caches that every first page needs. Raises DataProblem if the tables cannot be used."""
    data.brief(today(), None, SORTS[0])
    # Plotly imports most of itself when a figure is first built and written.
    charts.exam_domains(data.tables()["exam_domains"].head(3), "").to_json()
