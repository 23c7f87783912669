"""The titles of views that filters narrow."""

from lib.address import pages, query
from lib.catalogue.filtering import Filters
from lib.text import listed


def title_of(page: pages.Page, filters: Filters) -> str:
    """The name of a page with its first filters; without filters its question."""
    filter_words = listed(query.filter_phrases(filters)[:3])
    return f"{page.name}: {filter_words}" if filter_words else page.question
