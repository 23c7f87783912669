"""Any walk of a reader on a slow line: changes, Back, Forward and links, while messages and answers are on their way.

At its end the page shows what its address says in a fresh browser, and what was changed last is as it was left.
"""

from collections.abc import Callable
from typing import ClassVar

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from lib.address import pages, parameters

from .browser import Browser
from .test_pairs import CHANGES, SHARED, START, path

OTHER_VALUES = {"q": ["", "data"], "vendor": [[], ["NVIDIA"]], "as_of": [["2026-11-30"]], "week": [6.0, 10.0]}
VALUES = {
    (page, key): st.sampled_from([value, *OTHER_VALUES.get(key, [])])
    for page, changes in CHANGES.items()
    for key, value in (changes | SHARED).items()
    if key not in ("show_closed", "reset", "limits", "take")
}
"""The values that each control is set to; some are its earlier values."""

PAGES = {path(page): page for page in pages.PAGES}


class Walk(RuleBasedStateMachine):
    """One tab; its model is what the reader has changed since they came to the page."""

    host: ClassVar[str]
    ended: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.tab = Browser(self.host, "explore")
        self.left: dict[str, object] = {}
        self.is_leaving = False

    @property
    def page(self) -> pages.Page:
        return PAGES[self.tab.entry.path]

    @precondition(lambda self: not self.is_leaving)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        keys = sorted(key for page, key in VALUES if page is self.page and key in self.tab.controls)
        if keys:
            key = data.draw(st.sampled_from(keys))
            value = data.draw(VALUES[self.page, key])
            if value != self.tab.controls[key].value:  # what a control shows already cannot be entered again
                self.left[key] = value
                self.tab.change(key, value)

    @precondition(lambda self: not self.is_leaving and "reset" in self.tab.controls)
    @rule()
    def reset(self) -> None:
        self.tab.change("reset", True)
        filters = (*parameters.OWN_FILTERS, "vendor", "tier", "focus", "status")
        self.left = {key: value for key, value in self.left.items() if key not in filters}

    @rule()
    def send(self) -> None:
        if self.tab.leaving:
            self.tab.send()

    @rule()
    def receive(self) -> None:
        if self.tab.coming:
            self.tab.receive()
            self.is_leaving &= bool(self.tab.leaving or self.tab.coming)

    @rule(steps=st.sampled_from([-1, -2, 1]))
    def go(self, steps: int) -> None:
        """Back or Forward: at once, and the page takes no change until it is answered."""
        before = self.tab.place
        self.tab.back(steps)
        if self.tab.place != before:
            self.left, self.is_leaving = {}, True

    @precondition(lambda self: not self.is_leaving)
    @rule(page=st.sampled_from(pages.PAGES))
    def follow(self, page: pages.Page) -> None:
        """A link: it waits for the answers that are on their way."""
        self.tab.settle()
        self.tab.visit(path(page), START[page])
        self.left, self.is_leaving = {}, True

    @precondition(lambda self: not self.is_leaving)
    @rule(is_known=st.booleans())
    def break_line(self, *, is_known: bool) -> None:
        """The line breaks, with all that is on its way, and comes back: to its session or, after a while, a new one."""
        self.tab.leave()
        self.tab.join(is_known=is_known)

    @precondition(lambda self: not self.is_leaving and "limits" in self.tab.controls)
    @rule(is_open=st.booleans())
    def open_limits(self, *, is_open: bool) -> None:
        self.tab.change("limits", is_open)

    def teardown(self) -> None:
        self.tab.settle()
        values = self.tab.values()
        assert {key: values[key] for key in self.left if key in values} == {
            k: v for k, v in self.left.items() if k in values
        }
        fresh = Browser(self.host, self.tab.entry.path, self.tab.query)
        assert sorted(fresh.entry.query) == sorted(self.tab.entry.query)
        both = fresh.values().keys() & values.keys()
        assert {key: fresh.values()[key] for key in both} == {key: values[key] for key in both}
        fresh.leave()
        self.tab.leave()
        Walk.ended += 1


def test_after_any_walk_page_address_and_a_fresh_browser_agree(host: str, examples: Callable[[int], int]) -> None:
    Walk.host = host
    as_many = settings(
        max_examples=examples(40), stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Walk, settings=as_many)
    assert Walk.ended >= as_many.max_examples
