"""What makes a page readable by everyone: sizes, themes, what axe-core finds, what is too wide, what Tab reaches."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from .fixtures import DESKTOP as DESKTOP

PHONE = {"width": 390, "height": 844}
GROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 21, 28)"}
"""The colour of the page in each theme."""
THEMES = tuple(GROUND)

ALLOWED: set[tuple[str, str]] = set()
"""(rule, selector) of violations that Streamlit's own markup causes. None at Streamlit 1.67."""

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")

OUTSIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => !e.parentElement.closest('.cw-scroll, .st-key-own') && e.getBoundingClientRect().width)
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || (e.id === 'stMain' && e.scrollWidth > innerWidth))
    .map(e => e.outerHTML.slice(0, 120))"""
"""What reaches beyond the right edge; a table may, inside the region that scrolls it."""

STOPS = """() => [...new Set(
        [...document.querySelectorAll('#root :is(a[href], button, input, textarea, summary, [tabindex])')]
        .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}))
        .map(e => e.closest('[role=radiogroup], [role=toolbar]') ?? e))]
    .map((e, place) => { e.dataset.stop = place; return e.outerHTML.slice(0, 160) })"""
"""Marks what Tab has to reach with its place, and gives its HTML; a group of choices, with arrows in it, is one."""

FOCUSED = """() => {
    const one = document.activeElement, look = getComputedStyle(one), frame = getComputedStyle(one.parentElement);
    const seen = [look, frame].some(e => e.outlineStyle !== 'none' || e.boxShadow !== 'none');
    const fields = ['DateInput', 'MultiSelect', 'NumberInput', 'Selectbox', 'TextInput'];
    const field = one.closest(fields.map(e => `[data-testid=st${e}]`));
    return [(one.closest('[role=radiogroup], [role=toolbar]') ?? one).dataset.stop ?? null, seen || !!field];
}"""
"""The place of what has the focus, and whether it shows that it has: Streamlit frames a field, not what is in it."""


def serious(page: Page) -> tuple[list[tuple[str, str]], int]:
    """What axe-core finds serious or critical, as rule and selector, but for ALLOWED; and how many rules passed."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate("axe.run()")
    bad = [one for one in result["violations"] if one["impact"] in ("serious", "critical")]
    found = [(one["id"], " ".join(map(str, node["target"]))) for one in bad for node in one["nodes"]]
    return [one for one in found if one not in ALLOWED], len(result["passes"])


def tabbed_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus matches; fails after more stops than a page has before its cards."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def tabbed_through(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab through a whole page: what it does not reach, and what does not show that it has the focus."""
    stops = page.evaluate(STOPS)
    reached: dict[str, bool] = {}
    for _ in range(len(stops) + 40):
        page.keyboard.press("Tab")
        place, shows = page.evaluate(FOCUSED)
        if place in reached and len(reached) > 1 and place == next(iter(reached)):
            break
        if place is not None:
            reached[place] = reached.get(place, True) and shows
    missed = [html for place, html in enumerate(stops) if str(place) not in reached]
    return missed, [stops[int(place)] for place, shows in reached.items() if not shows]
