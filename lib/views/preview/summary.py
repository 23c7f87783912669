"""The answer of each page to an address: its view, the day, and what was not understood of the address."""

from dataclasses import dataclass
from datetime import date

from lib.address import pages, query
from lib.catalogue import snapshot
from lib.catalogue.status import today
from lib.tables.cache import while_alive
from lib.tables.store import Tables
from lib.views.blocks import View
from lib.views.every_page import view_of


@dataclass(frozen=True)
class PageSummary:
    """The answer of a page to an address.

    `on` is the day of the view where the address names another than today; `notes` are the page's sentences on its
    address.
    """

    view: View
    on: date | None
    notes: tuple[str, ...]


def page_summary(page: pages.Page, pairs: pages.Pairs, tables: Tables) -> PageSummary:
    """The answer of a page to the pairs of a query string; there is one for every query."""
    page_query = query.read(pairs, page, tables)
    on = page_query.on or today()
    view = view_of(page, tables, page_query, on)
    if on == today():
        return PageSummary(view, None, page_query.notes)
    return PageSummary(view, on, (*page_query.notes, snapshot.price_note(tables, on)))


@while_alive(512)
def cached_summary(tables: Tables, page: pages.Page, pairs: tuple[tuple[str, str], ...], day: date) -> PageSummary:  # noqa: ARG001
    """The same, cached for the day, which has to be today."""
    return page_summary(page, list(pairs), tables)
