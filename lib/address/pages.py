"""The pages of the site: their addresses, files, names and questions. Their keys: `lib.address.parameters`."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

Pairs = list[tuple[str, str]]
"""The keys and values of an address in their order."""


class Page(NamedTuple):
    """A page: its path without the slash, its file in `pages/`, its name in the navigation, the question it answers.

    `listed` puts the page into the navigation; `filtered` shows the shared filters on it.
    """

    path: str
    file: str
    name: str
    question: str
    listed: bool = True
    filtered: bool = False

    def address(self, pairs: Iterable[tuple[str, str]] = ()) -> str:
        """The path and query of the page with these pairs, e.g. `/explore?vendor=AWS`."""
        path, query = "" if self is HOME else self.path, urlencode(list(pairs))
        return f"/{path}?{query}" if query else f"/{path}"


NAME = "Certwise"
DESCRIPTION = "AI and ML certifications: what can be booked, what a path costs, what its role pays."
"""What the site is about, in a sentence."""

EXPLORE = Page("explore", "explore.py", "Explore", "What is out there?", filtered=True)
OVERVIEW = Page("overview", "overview.py", "Overview", "Where do I start?")
COSTS = Page(
    "cost-vs-salary",
    "cost_vs_salary.py",
    "Cost vs salary",
    "What does the path cost, and what does the role pay?",
    filtered=True,
)
TIER_MAP = Page("tier-map", "tier_map.py", "Tier map", "How do the tiers line up across vendors?", filtered=True)
COMPARE = Page("compare", "compare.py", "Compare", "Which of these?")
PLANNER = Page("planner", "planner.py", "Planner", "What next, and when?")
SOURCES = Page("sources", "sources.py", "Sources", "Can I trust this?")
CERT = Page("cert", "cert.py", "Certification", "What is this one?", listed=False)
PAGES = (OVERVIEW, EXPLORE, COSTS, TIER_MAP, COMPARE, PLANNER, SOURCES, CERT)
HOME = OVERVIEW
"""The page at `/`."""

FAILED = "Something went wrong here."
APOLOGY = "This is a mistake of ours and not of yours. It has been written down; the other pages still work."
"""Heading and text that a reader sees after a failure of ours."""
