"""Stale facts: overtaken by the calendar, or not checked for a year."""

from datetime import date

import pandas as pd
import pytest

from lib.tables.store import Tables
from lib.trust import staleness

SEEN = pd.Timestamp("2026-01-01")


def stale_rows(cert_rows, frame, life, on, *facts):
    """The stale facts of one certification on a day, as lists."""
    certs = cert_rows({"observed_on": SEEN, "checked_on": SEEN, **life})
    empty = {name: frame(name) for name in ("salaries", "sources")}
    tables = Tables({"certs": certs, "facts": frame("facts", *facts), **empty})
    rows = staleness.stale_facts(tables, on=date.fromisoformat(on))
    return [[what, why, since.date().isoformat()] for what, why, since in rows.itertuples(index=False)]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("available_from", "its announced first day has come since it was observed"),
        ("beta_until", "the last day of its beta has come since it was observed"),
        ("general_from", "its announced general availability has come since it was observed"),
        ("last_exam_day", "its last exam day has come since it was observed"),
    ],
)
def test_an_announced_day_is_overtaken_when_it_comes(cert_rows, frame, field, why):
    life = {field: pd.Timestamp("2026-06-15")}
    assert stale_rows(cert_rows, frame, life, "2026-06-14") == []
    assert stale_rows(cert_rows, frame, life, "2026-06-15") == [["ONE-1", why, "2026-06-15"]]


def test_a_day_that_had_come_when_it_was_observed_is_not_overtaken(cert_rows, frame):
    assert stale_rows(cert_rows, frame, {"last_exam_day": SEEN}, "2026-06-15") == []


@pytest.mark.parametrize(("on", "expected_rows"), [("2027-01-01", 0), ("2027-01-02", 1)])
def test_a_record_is_stale_after_a_year_and_not_before(cert_rows, frame, on, expected_rows):
    assert stale_rows(cert_rows, frame, {}, on) == [["ONE-1", "the whole record", "2026-01-01"]] * expected_rows


@pytest.mark.parametrize(("row_level", "expected_rows"), [(False, 1), (True, 0)])
def test_a_figure_with_a_day_of_its_own_is_stale_by_itself(cert_rows, frame, row_level, expected_rows):
    day = pd.Timestamp("2025-06-15")
    own = {"cert_id": "one", "field": "price_usd", "value": "135", "position": 2, "preferred": False}
    fact = {**own, "row_level": row_level, "checked_on": day}
    rows = stale_rows(cert_rows, frame, {}, "2026-06-16", fact)
    assert rows == [["ONE-1", "price_usd 135", "2025-06-15"]] * expected_rows


def test_what_is_stale_stands_oldest_first_and_nothing_has_the_same_columns(tables):
    rows = staleness.stale_facts(tables, on=date(2027, 1, 14))
    assert rows["since"].is_monotonic_increasing
    assert "MLA-C02" in set(rows["what"])
    none = staleness.stale_facts(tables, on=date(2025, 1, 1))
    assert (none.empty, list(none.columns)) == (True, ["what", "why", "since"])
