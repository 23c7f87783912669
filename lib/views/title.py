"""The titles of views that filters narrow."""

from lib.address import pages
from lib.catalogue.filters import Filters
from lib.text import listed


def title_of(page: pages.Page, filters: Filters) -> str:
    """The name of a page with its first filters; without filters its question."""
    filter_words = listed(filters.phrases()[:3])
    return f"{page.name}: {filter_words}" if filter_words else page.question
