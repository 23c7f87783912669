"""What the calendar has overtaken and what nobody has checked for a year."""

from datetime import date

import pandas as pd
import pytest

from lib import stale
from lib.store import Tables

SEEN = pd.Timestamp("2026-01-01")


def found(small, frame, life, on, *facts):
    """What is stale of one certification on a day, as lists."""
    certs = small({"observed_on": SEEN, "checked_on": SEEN, **life})
    rest = {name: frame(name) for name in ("salaries", "sources")}
    tables = Tables({"certs": certs, "facts": frame("facts", *facts), **rest})
    rows = stale.stale(tables, on=date.fromisoformat(on))
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
def test_an_announced_day_is_overtaken_when_it_comes(small, frame, field, why):
    life = {field: pd.Timestamp("2026-06-15")}
    assert found(small, frame, life, "2026-06-14") == []
    assert found(small, frame, life, "2026-06-15") == [["ONE-1", why, "2026-06-15"]]


def test_a_day_that_had_come_when_it_was_observed_is_not_overtaken(small, frame):
    assert found(small, frame, {"last_exam_day": SEEN}, "2026-06-15") == []


@pytest.mark.parametrize(("on", "stands"), [("2027-01-01", 0), ("2027-01-02", 1)])
def test_a_record_is_stale_after_a_year_and_not_before(small, frame, on, stands):
    assert found(small, frame, {}, on) == [["ONE-1", "the whole record", "2026-01-01"]] * stands


@pytest.mark.parametrize(("row_level", "stands"), [(False, 1), (True, 0)])
def test_a_figure_with_a_day_of_its_own_is_stale_by_itself(small, frame, row_level, stands):
    day = pd.Timestamp("2025-06-15")
    own = {"cert_id": "one", "field": "price_usd", "value": "135", "position": 2, "preferred": False}
    fact = {**own, "row_level": row_level, "checked_on": day}
    told = found(small, frame, {}, "2026-06-16", fact)
    assert told == [["ONE-1", "price_usd 135", "2025-06-15"]] * stands


def test_what_is_stale_stands_oldest_first_and_nothing_has_the_same_columns(tables):
    rows = stale.stale(tables, on=date(2027, 1, 14))
    assert rows["since"].is_monotonic_increasing
    assert "MLA-C02" in set(rows["what"])
    none = stale.stale(tables, on=date(2025, 1, 1))
    assert (none.empty, list(none.columns)) == (True, ["what", "why", "since"])
