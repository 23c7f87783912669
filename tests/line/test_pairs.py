"""Two changes on their way at once: both stand, as if the second had waited for the answer to the first."""

from itertools import combinations

import pytest

from lib.address import pages, parameters

START = {
    pages.OVERVIEW: "",
    pages.EXPLORE: "price_max=400&tier=Associate+Engineer",
    pages.COSTS: "",
    pages.TIER_MAP: "",
    pages.COMPARE: "id=aws-ai-practitioner&id=azure-ai-fundamentals",
    pages.PLANNER: "from=developer-adding-ai&have=aws-ai-practitioner&take=azure-ai-apps-agents-developer",
    pages.SOURCES: "",
    pages.CERT: "id=nvidia-nca-genl",
}
SHARED = {"vendor": ["AWS", "Microsoft"], "as_of": ["2026-11-22"]}
"""Filters of all pages; those of tier, focus and status are made by the same loop as that of vendor."""

CHANGES = {
    pages.OVERVIEW: {},
    pages.EXPLORE: {
        "q": "engineer",
        "sort": "price",
        "view": ["table"],
        "price_max": 250.0,
        "language": "English",
        "article": True,
        "closed": True,
        "show_closed": True,
        "reset": True,
    },
    pages.COSTS: {
        "source": ["All sources"],
        "role": "mlops-lead",
        "hour": 40.5,
        "hours": 120.0,
        "months": 24,
        "chance": 60,
        "raise": 3500.0,
    },
    pages.TIER_MAP: {"find": "agent", "colour": ["focus"], "measure": ["median price"]},
    pages.COMPARE: {"id": ["aws-ai-practitioner", "nvidia-nca-genl"]},
    pages.PLANNER: {
        "from": "devops-to-mlops",
        "goal": "verdict",
        "held": ["aws-ai-practitioner", "nvidia-nca-genl"],
        "week": 12.0,
        "budget": 900.0,
        "limits": True,
        "start": ["2027-01-01"],
        "by": ["2028-06-30"],
        "cloud": "AWS",
        "most": 2,
        "language": "English",
        "beta": True,
        "employer": True,
        "vouchers": False,
        "overlap": 30,
        "chance": 70,
        "worked": 12,
        "horizon": 24,
        "take": [],
        "earned_aws-ai-practitioner": ["2025-03-01"],
        "study_azure-ai-apps-agents-developer": 45.0,
    },
    pages.SOURCES: {"find": "aws", "group": ["publisher"], "table": "salaries"},
    pages.CERT: {},
}
"""A change of each control of each page: its key and its new value. Not of the switch between plans, whose choices say
what other changes alter; it is made by the same code as that of a view."""

PANELS = ("limits", "download")
"""Controls that open a panel with other controls."""

BUTTONS = {"show_closed", "reset"}
"""Controls that undo or include other changes, so that the order of two changes matters."""


def path(page):
    """The path of a page in the browser, without the slash."""
    return "" if page is pages.HOME else page.path


def seen(tab):
    """The state that a reader sees: the address and the values of the controls."""
    return sorted(tab.entry.query), tab.values()


def changed(tab, page, changes, *, one_by_one):
    """What a reader has after two changes; the second waits for the answer to the first or it does not.

    None if it cannot be made after that answer: a button that is gone then, or a control that has the value already.
    """
    tab.visit(path(page), START[page])
    tab.settle()
    open_panel(tab, [key for key, _ in changes])
    for key, value in changes:
        if key not in tab.controls or tab.controls[key].value == value:
            return None
        before = tab.entry.query
        tab.change(key, value)
        if one_by_one:
            tab.settle()
            assert key in BUTTONS or key not in tab.controls or tab.controls[key].value == value
            assert key in (*PANELS, *BUTTONS) or tab.entry.query != before
    tab.settle()
    return seen(tab)


def open_panel(tab, keys):
    """Open the panel that some of the controls stand in, and close it if none does."""
    if panel := next((panel for panel in PANELS if panel in tab.controls), None):
        tab.change(panel, False)
        tab.settle()
        if set(keys) - tab.controls.keys():
            tab.change(panel, True)
            tab.settle()


def as_named(tab, page):
    """The keys of what can be changed on a page as it starts; those in the panel of limits too."""
    tab.visit(path(page), START[page])
    tab.settle()
    open_panel(tab, CHANGES[page])
    return set(tab.controls)


ELSEWHERE = {"_receipt", "share", "download", "download_timeline", "takeaway", "pick"}
"""Controls that open a panel or save a file and are not part of the address."""


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
def test_every_control_of_a_page_has_a_change(tab, page):
    own = as_named(tab(path(page)), page) - {*parameters.SHARED, *ELSEWHERE}
    named = {key for key in own if key in CHANGES[page] or not key.startswith("study_")}
    assert named | {"reset"} == {*CHANGES[page], "reset"}


def pairs_of(page, config):
    """The pairs of changes of a page: all with `--all-examples`, else each change with two others, far from it."""
    changes = list((CHANGES[page] | SHARED).items())
    apart = max(len(changes) // 3, 1)
    distances = range(len(changes)) if config.getoption("all_examples") else (apart, len(changes) - apart)
    places = combinations(range(len(changes)), 2)
    return [(changes[first], changes[second]) for first, second in places if second - first in distances]


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
def test_every_change_of_a_page_is_in_a_pair(pytestconfig, page):
    pairs = pairs_of(page, pytestconfig)
    assert {key for pair in pairs for key, _ in pair} == {*CHANGES[page], *SHARED}


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
def test_two_changes_on_their_way_at_once_both_stand(tab, pytestconfig, page):
    reader = tab(path(page))
    stood, lost = [], []
    for pair in pairs_of(page, pytestconfig):
        for both in (pair, pair[::-1]):
            is_other_order = both != pair and not BUTTONS & dict(pair).keys()
            if not is_other_order:
                one_by_one = changed(reader, page, both, one_by_one=True)
            if one_by_one:
                at_once = changed(reader, page, both, one_by_one=False)
                (stood if at_once == one_by_one else lost).append([key for key, _ in both])
    assert lost == []
    assert len(stood) >= len(CHANGES[page])
