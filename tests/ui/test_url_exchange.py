"""What a session knows of its browser: an address counts only where the reader went to it, and an echo is no change."""

import pytest

from lib.ui.url_exchange import Address, Exchange, ordered

FIRST = (("view", "table"),)
SECOND = (("view", "table"), ("sort", "price"))


def arrived(page_pairs=FIRST):
    """An exchange whose reader has just come to a page."""
    exchange = Exchange()
    assert exchange.receive("explore", page_pairs, navigated=True)
    return exchange


def answered(exchange, page_pairs, all_pairs=None):
    """Send an address in an answer."""
    exchange.send(Address(page_pairs, all_pairs or page_pairs))
    exchange.answer += 1


def test_the_address_of_an_arrival_is_the_state():
    assert arrived().page_values == {"view": ["table"]}


@pytest.mark.parametrize("page_pairs", [FIRST, SECOND, tuple(reversed(SECOND))])
def test_an_address_that_was_sent_or_shown_before_is_no_news(page_pairs):
    exchange = arrived()
    exchange.put("sort", ["price"])
    answered(exchange, SECOND)
    exchange.confirm(-1)
    assert not exchange.receive("explore", page_pairs, navigated=False)
    assert exchange.page_values == {"view": ["table"], "sort": ["price"]}


def test_an_address_from_before_one_that_the_browser_has_is_news():
    exchange = arrived()
    answered(exchange, SECOND)
    exchange.confirm(0)
    assert exchange.receive("explore", FIRST, navigated=False)


@pytest.mark.parametrize(("page", "navigated"), [("explore", True), ("tier-map", False)])
def test_back_and_another_page_are_news_whatever_the_address(page, navigated):
    exchange = arrived()
    exchange.put("sort", ["price"])
    assert exchange.receive(page, FIRST, navigated=navigated)
    assert exchange.page_values == {"view": ["table"]}


def test_an_address_is_due_unless_the_browser_says_that_it_has_it_and_will_get_no_other():
    exchange = arrived()
    assert not exchange.is_due(FIRST, browser=FIRST)
    assert exchange.is_due(SECOND, browser=FIRST)
    answered(exchange, SECOND)
    assert exchange.is_due(SECOND, browser=FIRST)  # the answer may have been lost
    assert not exchange.is_due(SECOND, browser=SECOND)
    assert exchange.is_due(FIRST, browser=FIRST)
    exchange.confirm(0)
    assert not exchange.is_due(FIRST, browser=FIRST)


def test_the_old_value_of_a_control_that_was_set_meanwhile_is_an_echo_until_the_browser_has_it():
    exchange = arrived()
    exchange.assign("closed", before=True, after=False)
    assert exchange.merged("closed", True) is False
    exchange.confirm(exchange.answer)
    assert exchange.assignments == {}


def test_what_is_added_to_or_taken_from_a_list_that_was_set_meanwhile_is_kept():
    exchange = arrived()
    exchange.assign("vendor", before=["AWS", "IBM"], after=["IBM", "CNCF"])
    assert exchange.merged("vendor", ["AWS", "IBM"]) == ["IBM", "CNCF"]
    assert exchange.merged("vendor", ["AWS", "NVIDIA"]) == ["CNCF", "NVIDIA"]


def test_a_key_without_a_value_leaves_the_address():
    exchange = arrived(SECOND)
    exchange.put("view", [])
    assert exchange.page_values == {"sort": ["price"]}


def test_addresses_of_one_meaning_are_equal_and_repeated_keys_keep_their_order():
    assert ordered((("b", "1"), ("a", "2"), ("a", "1"))) == (("a", "2"), ("a", "1"), ("b", "1"))
