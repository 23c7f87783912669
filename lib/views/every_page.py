"""The view of each page, by one function."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from lib.address import pages
from lib.address.query import Query
from lib.tables.store import Tables
from lib.views import certification, compare, explore, overview
from lib.views.blocks import View
from lib.views.cost_vs_salary import view as cost_vs_salary
from lib.views.planner import view as planner
from lib.views.sources import evidence
from lib.views.tier_map import board
from lib.views.title import title_of

VIEWS: Mapping[pages.Page, Callable[[Tables, Query, date], View]] = {
    pages.OVERVIEW: overview.view,
    pages.EXPLORE: explore.view,
    pages.CERT: certification.view,
    pages.COSTS: cost_vs_salary.view,
    pages.TIER_MAP: board.view,
    pages.COMPARE: compare.view,
    pages.PLANNER: planner.view,
    pages.SOURCES: evidence.view,
}


def view_of(page: pages.Page, tables: Tables, query: Query, on: date) -> View:
    """The view that a query makes of a page on a day. Of a page without a view: its question, and what the site is."""
    if page not in VIEWS:
        return View(title_of(page, query.filters), page.question, pages.DESCRIPTION)
    return VIEWS[page](tables, replace(query, on=None, notes=()), on)
