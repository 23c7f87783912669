"""Checks of accessibility: screen sizes, themes, violations that axe-core finds, overflow, keyboard focus."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from .fixtures import DESKTOP as DESKTOP

PHONE = {"width": 390, "height": 844}
PAGE_COLOUR = {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 21, 28)"}
"""The background of the page in each theme."""
THEMES = tuple(PAGE_COLOUR)

ALLOWED: set[tuple[str, str]] = set()
"""Rule and selector of each violation that Streamlit's own markup causes. There is none in Streamlit 1.67."""

AXE_RUN = "axe.run({resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
"""Script that runs every rule of axe-core, and that of targets of 24 px, which is off by default.

Only violations are described in full: to describe each element that passes takes longer than all rules together.
"""

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")

OVERFLOW = """() => [...document.querySelectorAll('body *')]
    .filter(e => !e.parentElement.closest('.cw-scroll, .st-key-own') && e.getBoundingClientRect().width)
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || (e.id === 'stMain' && e.scrollWidth > innerWidth))
    .map(e => e.outerHTML.slice(0, 120))"""
"""Script that returns elements beyond the right edge; a table may reach there inside the region that scrolls it."""

TAB_STOPS = """() => [...new Set(
        [...document.querySelectorAll('#root :is(a[href], button, input, textarea, summary, [tabindex])')]
        .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}))
        .map(e => e.closest('[role=radiogroup], [role=toolbar]') ?? e))]
    .map((e, position) => { e.dataset.stop = position; return e.outerHTML.slice(0, 160) })"""
"""Script that numbers the elements that Tab has to reach and returns their HTML.

A group of choices is one element, since arrow keys move inside it.
"""

FOCUSED = """() => {
    const focused = document.activeElement, styles = [focused, focused.parentElement].map(e => getComputedStyle(e));
    const outlined = styles.some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
    const fields = ['DateInput', 'MultiSelect', 'NumberInput', 'Selectbox', 'TextInput'];
    const field = focused.closest(fields.map(e => `[data-testid=st${e}]`));
    const stop = focused.closest('[role=radiogroup], [role=toolbar]') ?? focused;
    return [stop.dataset.stop ?? null, outlined || !!field];
}"""
"""Script that returns the number of the focused element and whether the focus is visible.

In a field it always is: Streamlit draws a frame around the field, not around the input inside.
"""


def serious_violations(page: Page) -> tuple[list[tuple[str, str]], int]:
    """The serious and critical violations that axe-core finds, except ALLOWED, and the number of rules that passed.

    A violation is a rule and a selector.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(AXE_RUN)
    broken = [rule for rule in result["violations"] if rule["impact"] in ("serious", "critical")]
    violations = [(rule["id"], " ".join(map(str, node["target"]))) for rule in broken for node in rule["nodes"]]
    return [violation for violation in violations if violation not in ALLOWED], len(result["passes"])


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focused element matches a selector. Fails after 60 stops, more than precede any card."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def tab_failures(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab through a page. Returns the HTML of the elements that it misses, and of those with invisible focus."""
    stops = page.evaluate(TAB_STOPS)
    reached: dict[str, bool] = {}
    for _ in range(len(stops) + 40):
        page.keyboard.press("Tab")
        number, is_visible = page.evaluate(FOCUSED)
        if number in reached and len(reached) > 1 and number == next(iter(reached)):
            break
        if number is not None:
            reached[number] = reached.get(number, True) and is_visible
    missed = [html for number, html in enumerate(stops) if str(number) not in reached]
    return missed, [stops[int(number)] for number, is_visible in reached.items() if not is_visible]
