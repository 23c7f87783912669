"""The pages of the site: one place for their addresses, files, names and questions."""

from typing import NamedTuple


class Page(NamedTuple):
    """One page: its address without the slash, its file in `pages/`, its name in the navigation, its question.

    `keys` are the query keys that it alone has; `listed` puts it into the navigation; `filtered` shows the filters.
    """

    path: str
    file: str
    name: str
    question: str
    keys: tuple[str, ...] = ()
    listed: bool = True
    filtered: bool = False


NAME = "Certwise"

SHARED = ("vendor", "tier", "focus", "status", "as_of")
"""Query keys that every page has; they follow the reader from page to page."""

OWN_FILTERS = ("q", "price_max", "language", "article", "closed")
"""Filters that Explore alone has."""

EXPLORE = Page(
    "explore",
    "explore.py",
    "Explore",
    "What is out there?",
    (*OWN_FILTERS, "sort", "view"),
    filtered=True,
)
OVERVIEW = Page("overview", "overview.py", "Overview", "Where do I start?")
COSTS = Page(
    "cost-vs-salary",
    "cost_vs_salary.py",
    "Cost vs salary",
    "What does the path cost, and what does the role pay?",
    ("source", "role", "hour", "hours", "months", "chance", "raise"),
    filtered=True,
)
TIER_MAP = Page(
    "tier-map",
    "tier_map.py",
    "Tier map",
    "How do the tiers line up across vendors?",
    ("colour", "find", "measure"),
    filtered=True,
)
COMPARE = Page("compare", "compare.py", "Compare", "Which of these?", ("id",))
PLANNER = Page(
    "planner",
    "planner.py",
    "Planner",
    "What next, and when?",
    (
        *("from", "goal", "have", "start", "by", "week", "budget", "cloud", "most", "beta", "language", "employer"),
        *("vouchers", "overlap", "chance", "worked", "horizon", "take", "study", "plan", "made", "steps"),
    ),
)
SOURCES = Page("sources", "sources.py", "Sources", "Can I trust this?", ("find", "group", "table"))
CERT = Page("cert", "cert.py", "Certification", "What is this one?", ("id",), listed=False)
PAGES = (OVERVIEW, EXPLORE, COSTS, TIER_MAP, COMPARE, PLANNER, SOURCES, CERT)
HOME = OVERVIEW
"""What `/` answers with."""

FAILED = "Something went wrong here."
APOLOGY = "This is a mistake of ours and not of yours. It has been written down; the other pages still work."
"""What a reader is told when we fail."""
