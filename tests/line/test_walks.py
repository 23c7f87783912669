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
    (page, key): [value, *OTHER_VALUES.get(key, [])]
    for page, changes in CHANGES.items()
    for key, value in (changes | SHARED).items()
    if key not in ("show_closed", "reset", "limits", "take")
}
"""The values that each control is set to; some are its earlier values."""

DELIVERED = ("nothing", "messages", "answers")
"""What is delivered after a change."""

PAGES = {path(page): page for page in pages.PAGES}


class Walk(RuleBasedStateMachine):
    """One tab; its model is what the reader has changed since they came to the page."""

    host: ClassVar[str]
    ended: ClassVar[int] = 0
    changes: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.tab = Browser(self.host, "explore")
        self.left: dict[str, object] = {}
        self.is_leaving = False

    @property
    def page(self) -> pages.Page:
        return PAGES[self.tab.entry.path]

    @precondition(lambda self: not self.is_leaving)
    @rule(data=st.data(), delivered=st.lists(st.sampled_from(DELIVERED), min_size=1, max_size=4))
    def change(self, data: st.DataObject, delivered: list[str]) -> None:
        """Changes; after each nothing is delivered, or all messages, or all answers too."""
        for which in delivered:
            changes = [
                (key, value)
                for (page, key), values in VALUES.items()
                for value in values
                # what a control shows already cannot be entered again
                if page is self.page and key in self.tab.controls and value != self.tab.controls[key].value
            ]
            if changes:
                key, value = data.draw(st.sampled_from(changes))
                self.left[key] = value
                self.tab.change(key, value)
                Walk.changes += 1
            while which != "nothing" and self.tab.leaving:
                self.tab.send()
            if which == "answers":
                self.tab.settle()

    @precondition(lambda self: not self.is_leaving and "reset" in self.tab.controls)
    @rule()
    def reset(self) -> None:
        self.tab.change("reset", True)
        filters = (*parameters.OWN_FILTERS, "vendor", "tier", "focus", "status")
        self.left = {key: value for key, value in self.left.items() if key not in filters}

    @precondition(lambda self: self.tab.leaving)
    @rule()
    def send(self) -> None:
        self.tab.send()

    @precondition(lambda self: self.tab.coming)
    @rule()
    def receive(self) -> None:
        self.tab.receive()
        self.is_leaving &= bool(self.tab.leaving or self.tab.coming)

    @precondition(lambda self: len(self.tab.history) > 1)
    @rule(steps=st.sampled_from([-1, -2, 1]), is_awaited=st.booleans())
    def go(self, steps: int, *, is_awaited: bool) -> None:
        """Back or Forward: at once, and the page takes no change until it is answered."""
        before = self.tab.place
        self.tab.back(steps)
        if self.tab.place != before:
            self._leave(is_awaited=is_awaited)

    @precondition(lambda self: not self.is_leaving)
    @rule(page=st.sampled_from(pages.PAGES), is_awaited=st.booleans())
    def follow(self, page: pages.Page, *, is_awaited: bool) -> None:
        """A link: it waits for the answers that are on their way."""
        self.tab.settle()
        self.tab.visit(path(page), START[page])
        self._leave(is_awaited=is_awaited)

    def _leave(self, *, is_awaited: bool) -> None:
        self.left, self.is_leaving = {}, not is_awaited
        if is_awaited:
            self.tab.settle()

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
        max_examples=examples(40), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Walk, settings=as_many)
    assert Walk.ended >= as_many.max_examples
    assert Walk.changes > 3 * Walk.ended


def test_a_session_that_is_found_again_has_its_address_sent_again(tab: Callable[..., Browser]) -> None:
    reader = tab("explore")
    reader.change("article", True)
    reader.send()
    reader.leave()  # with the answer
    reader.join(is_known=True)
    assert reader.values()["article"] is True
    assert reader.query == "article=1"


def test_a_filter_of_all_pages_stays_in_an_address_that_an_answer_has_overtaken(tab: Callable[..., Browser]) -> None:
    reader = tab("explore")
    reader.change("price_max", 250.0)
    reader.change("vendor", ["NVIDIA"])
    reader.send()
    reader.receive()
    assert "vendor" not in reader.query
    reader.change("article", True)
    reader.settle()
    assert sorted(reader.entry.query) == [("article", "1"), ("price_max", "250"), ("vendor", "NVIDIA")]
    reader.change("price_max", 400.0)
    reader.change("vendor", [])
    reader.send()
    reader.receive()
    assert "vendor" in reader.query
    reader.change("article", False)
    reader.settle()
    assert reader.entry.query == [("price_max", "400")]
