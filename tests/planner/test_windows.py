"""When an exam can be sat, and for how much."""

from datetime import date

import pytest

from lib.planner.catalogue import Life
from lib.planner.windows import Window, why_closed, why_over, windows
from tests.planner.worlds import ON, cert

GENERAL = date(2026, 9, 1)
BETA = cert("a", price=75.0, beta=True, life=Life("beta", date(2026, 6, 1), GENERAL))


def test_a_beta_has_two_windows_the_second_at_the_standard_price_or_an_unknown_one():
    first = Window(date(2026, 6, 1), date(2026, 8, 31), 75.0, beta=True)
    assert windows(BETA, on=ON, language=None) == (first, Window(GENERAL, date.max, None, announced=True))
    assert windows(BETA, on=GENERAL, language=None)[1] == Window(GENERAL, date.max, None)


def test_a_beta_without_an_announced_end_stays_one():
    beta = cert("a", price=75.0, beta=True, life=Life("beta"))
    assert windows(beta, on=ON, language=None) == (Window(date.min, date.max, 75.0, beta=True),)


@pytest.mark.parametrize("general", [None, GENERAL])
def test_a_beta_closes_on_its_last_day_and_nobody_sits_the_exam_until_it_is_general(general):
    beta = cert("a", price=75.0, beta=True, life=Life("beta", general_from=general, beta_until=date(2026, 7, 1)))
    first, *later = windows(beta, on=ON, language=None)
    assert first == Window(date.min, date(2026, 7, 1), 75.0, beta=True)
    assert [window.opens for window in later] == [GENERAL] * bool(general)


@pytest.mark.parametrize(("day", "over"), [(date(2026, 7, 1), False), (date(2026, 7, 2), True)])
def test_a_beta_that_is_over_says_so(day, over):
    beta = cert("a", life=Life("beta", beta_until=date(2026, 7, 1)))
    words = "its beta ended on 1 Jul 2026, and no day of general availability is announced"
    assert why_over(beta, language=None, on=day) == words * over


def test_on_the_articles_day_its_own_price_holds():
    own = cert("a", price=125.0, in_article=True, article_price_usd=135.0)
    assert [w.price_usd for w in windows(own, on=ON, language=None, article_day=ON)] == [135.0]
    assert [w.price_usd for w in windows(own, on=GENERAL, language=None, article_day=ON)] == [125.0]


@pytest.mark.parametrize(
    ("life", "language", "words"),
    [
        (Life("unknown"), None, "it is not confirmed to be open"),
        (Life("partner-only"), None, "it is for employees of the vendor's partners only"),
        (Life("retired"), None, "it is retired"),
        (Life("active"), "Klingon", "it is not known to be given in Klingon"),
        (Life("active"), None, ""),
    ],
)
def test_what_nobody_can_book_has_no_window_and_says_why(life, language, words):
    assert why_closed(cert("a", life=life), language=language) == words
    assert bool(windows(cert("a", life=life), on=ON, language=language)) == (words == "")


def test_other_languages_may_run_longer():
    closed = Life("closed", last_day=date(2026, 5, 1), last_day_other=date(2026, 8, 1), other_languages_run=True)
    both = cert("a", languages=("English", "Japanese"), life=closed)
    assert [w.closes for w in windows(both, on=ON, language=None)] == [date(2026, 5, 1)]
    assert [w.closes for w in windows(both, on=ON, language="Japanese")] == [date(2026, 8, 1)]
    assert why_over(both, language=None, on=ON) == "its last exam day in English was 1 May 2026"
    assert why_over(both, language="Japanese", on=ON) == ""
