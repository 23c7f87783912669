"""Status on a day: the eight statuses, their first and last days, languages, successors, and the shipped facts."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lib.catalogue.status import STATUSES, reader_words, successors, with_status

DAY = date(2026, 6, 15)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
SUCCESSOR_EVE = date(2026, 7, 1)

ENDS = {"last_exam_day": DAY, "last_exam_day_other": DAY}
ENDS_IN_ENGLISH = {"last_exam_day": DAY, "last_exam_day_other": SUCCESSOR_EVE, "other_languages_run": True}
ENDS_UNANNOUNCED = {"last_exam_day": DAY, "other_languages_run": True}
STARTS = {"available_from": DAY}
BETA = {"observed_status": "beta"}

EIGHT = {
    "not yet": {"available_from": AFTER},
    "closed": {**ENDS_IN_ENGLISH, "last_exam_day": BEFORE},
    "retired": {"last_exam_day": BEFORE, "last_exam_day_other": BEFORE},
    "unknown": {"observed_status": "unknown"},
    "partner-only": {"observed_status": "partner-only"},
    "beta": BETA,
    "ending": ENDS,
    "active": {},
}

THE_TEN = {
    "AIF-C01",
    "AI-900",
    "GCP-GAIL",
    "MLA-C01",
    "AI-102",
    "DBX-ML-ASSOC",
    "MLS-C01",
    "GCP-PMLE",
    "DBX-ML-PRO",
    "NCA-GENL",
}


def test_each_status_has_its_word_and_says_who_can_book(cert_rows):
    certs = cert_rows(*({"id": status, **life} for status, life in EIGHT.items()))
    found = with_status(certs, on=DAY)[["id", "status", "status_word", "bookable", "gone"]]
    assert found.to_numpy().tolist() == [
        ["not yet", "not yet", "not yet", False, True],
        ["closed", "closed", "ending", False, True],
        ["retired", "retired", "retired", False, True],
        ["unknown", "unknown", "unconfirmed", False, False],
        ["partner-only", "partner-only", "active", False, False],
        ["beta", "beta", "beta", True, False],
        ["ending", "ending", "ending", True, False],
        ["active", "active", "active", True, False],
    ]


@pytest.mark.parametrize(
    ("life", "day", "status"),
    [
        (STARTS, BEFORE, "not yet"),
        (STARTS, DAY, "active"),
        (BETA | STARTS, BEFORE, "not yet"),
        (BETA | STARTS, DAY, "beta"),
        (ENDS, DAY, "ending"),
        (ENDS, AFTER, "retired"),
        (BETA | {"general_from": DAY}, BEFORE, "beta"),
        (BETA | {"general_from": DAY}, DAY, "active"),
        (BETA, date(2035, 1, 1), "beta"),
        (BETA | {"beta_until": DAY}, DAY, "beta"),
        (BETA | {"beta_until": DAY}, AFTER, "not yet"),
        (BETA | {"beta_until": BEFORE, "general_from": AFTER}, DAY, "not yet"),
        (BETA | {"beta_until": BEFORE, "general_from": AFTER}, AFTER, "active"),
        (BETA | STARTS | {"beta_until": AFTER}, BEFORE, "not yet"),
        (BETA | ENDS | {"beta_until": BEFORE}, AFTER, "retired"),
        (BETA | ENDS, DAY, "beta"),
        (BETA | ENDS, AFTER, "retired"),
        ({"observed_status": "unknown"} | ENDS, DAY, "unknown"),
        ({"observed_status": "unknown"} | ENDS, AFTER, "retired"),
        ({"observed_status": "partner-only"} | ENDS, DAY, "partner-only"),
        ({"observed_status": "partner-only"} | ENDS, AFTER, "retired"),
        ({"observed_status": "retired"} | ENDS, DAY, "ending"),
        ({"observed_status": "closed"} | ENDS_IN_ENGLISH, AFTER, "closed"),
    ],
)
def test_a_status_changes_on_its_day_and_not_a_day_off(cert_rows, life, day, status):
    assert with_status(cert_rows(life), on=day)["status"].tolist() == [status]


@pytest.mark.parametrize(
    ("life", "day", "english", "japanese"),
    [
        (ENDS_IN_ENGLISH, DAY, "ending", "ending"),
        (ENDS_IN_ENGLISH, AFTER, "closed", "ending"),
        (ENDS_IN_ENGLISH, SUCCESSOR_EVE, "closed", "ending"),
        (ENDS_IN_ENGLISH, SUCCESSOR_EVE + timedelta(days=1), "retired", "retired"),
        (ENDS_UNANNOUNCED, AFTER, "closed", "ending"),
        (ENDS_UNANNOUNCED, date(2035, 1, 1), "closed", "ending"),
        (ENDS, DAY, "ending", "ending"),
        (ENDS, AFTER, "retired", "retired"),
        ({}, DAY, "active", "active"),
    ],
)
def test_other_languages_run_until_the_successor_is_general(cert_rows, life, day, english, japanese):
    told = [
        with_status(cert_rows(life), on=day, language=one)["status"].item() for one in (None, "English", "Japanese")
    ]
    assert told == [english, english, japanese]


def test_the_last_day_is_that_of_the_language(cert_rows):
    certs = cert_rows(ENDS_IN_ENGLISH)
    told = [with_status(certs, on=DAY, language=one)["last_day"].item() for one in (None, "English", "Japanese")]
    assert told == [pd.Timestamp(DAY), pd.Timestamp(DAY), pd.Timestamp(SUCCESSOR_EVE)]


@pytest.mark.parametrize(
    ("life", "opens"),
    [
        (STARTS, DAY),
        (BETA | STARTS | {"general_from": AFTER}, DAY),
        (BETA | {"beta_until": date(2026, 6, 1)}, None),
        (BETA | {"beta_until": date(2026, 6, 1), "general_from": AFTER}, AFTER),
        ({}, None),
        (BETA | {"general_from": AFTER}, None),
    ],
)
def test_what_is_not_open_yet_opens_on_its_next_announced_day(cert_rows, life, opens):
    found = with_status(cert_rows(life), on=BEFORE)["opens_on"].tolist()
    assert found == [pd.Timestamp(opens) if opens else pd.NaT]


def test_status_adds_six_columns_and_keeps_rows_and_order(cert_rows):
    certs = cert_rows({"id": "b"}, {"id": "a", **ENDS})
    found = with_status(certs, on=AFTER)
    assert list(found.columns) == [*certs.columns, "status", "status_word", "bookable", "gone", "last_day", "opens_on"]
    assert found["id"].tolist() == ["b", "a"]


def test_no_certifications_have_no_statuses_but_the_same_columns(cert_rows):
    found = with_status(cert_rows(), on=DAY)
    assert found.empty
    assert list(found.columns) == list(with_status(cert_rows({}), on=DAY).columns)


@pytest.mark.parametrize(
    ("nearest", "chains"),
    [
        ({"a": "b", "b": "c", "c": None, "d": None}, {"a": ["b", "c"], "b": ["c"]}),
        ({"a": "not there"}, {"a": ["not there"]}),
        ({"a": "b", "b": "a"}, {"a": ["b", "a"], "b": ["a", "b"]}),
        ({}, {}),
    ],
)
def test_successors_are_followed_to_the_end_nearest_first(cert_rows, nearest, chains):
    assert successors(cert_rows(*({"id": one, "successor": other} for one, other in nearest.items()))) == chains


# The shipped catalogue ───────────────────────────────────────────────────────


def test_all_ten_of_the_article_could_be_booked_on_its_day(shipped_certs):
    bookable = shipped_certs("2026-03-01").query("in_article and bookable")
    assert set(bookable["code"]) == THE_TEN


def test_today_three_of_them_are_retired_one_is_closed_and_successors_stand_in(shipped_certs):
    certs = shipped_certs("2026-11-22").set_index("code")
    status = certs["status"]
    assert {code for code in THE_TEN if status[code] == "retired"} == {"AI-900", "AI-102", "MLS-C01"}
    assert {code for code in THE_TEN if status[code] == "closed"} == {"MLA-C01"}
    assert {code: status[code] for code in ("MLA-C02", "AI-901", "AI-103")} == {
        "MLA-C02": "beta",
        "AI-901": "active",
        "AI-103": "active",
    }
    codes = dict(zip(certs["id"], certs.index, strict=True))
    chains = {codes[one]: [codes[other] for other in chain] for one, chain in successors(certs).items()}
    assert {code: chain for code, chain in chains.items() if code in THE_TEN} == {
        "AI-900": ["AI-901"],
        "AI-102": ["AI-103"],
        "MLA-C01": ["MLA-C02"],
    }


@pytest.mark.parametrize(
    ("code", "day", "status"),
    [
        ("MLS-C01", "2026-03-31", "ending"),
        ("MLS-C01", "2026-04-01", "retired"),
        ("AI-900", "2026-06-30", "ending"),
        ("AI-900", "2026-07-01", "retired"),
        ("AI-901", "2026-06-17", "not yet"),
        ("AI-901", "2026-06-18", "active"),
        ("MLA-C01", "2026-09-28", "ending"),
        ("MLA-C01", "2026-09-29", "closed"),
        ("MLA-C01", "2027-01-13", "closed"),
        ("MLA-C01", "2027-01-14", "retired"),
        ("MLA-C02", "2026-09-28", "not yet"),
        ("MLA-C02", "2026-09-29", "beta"),
        ("MLA-C02", "2027-01-13", "beta"),
        ("MLA-C02", "2027-01-14", "active"),
        ("GCP-PAA", "2026-09-07", "not yet"),
        ("GCP-PAA", "2026-09-08", "beta"),
        ("GCP-PAA", "2026-09-30", "beta"),
        ("GCP-PAA", "2026-10-01", "not yet"),
        ("AIB-C01", "2026-11-27", "beta"),
    ],
)
def test_the_shipped_dates_turn_on_the_announced_day(shipped_certs, code, day, status):
    assert shipped_certs(day).set_index("code")["status"][code] == status


@pytest.mark.parametrize(
    ("day", "status"), [("2026-11-22", "ending"), ("2027-01-13", "ending"), ("2027-01-14", "retired")]
)
def test_mla_c01_can_be_sat_in_japanese_until_its_successor_is_general(shipped_certs, day, status):
    assert shipped_certs(day, "Japanese").set_index("code")["status"]["MLA-C01"] == status


# Generated lives ─────────────────────────────────────────────────────────────

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def lives(draw):
    """A life that the build lets through: it does not end before it starts, and other languages end no earlier."""
    start, end, general = (draw(st.none() | DAYS) for _ in range(3))
    start, end = (end, start) if start and end and end < start else (start, end)
    observed = draw(
        st.sampled_from(["active", "beta", "partner-only", "unknown", *(["closed", "retired"] if end else [])])
    )
    runs = end is not None and draw(st.booleans())
    other = draw(st.none() | st.dates(end, date(2029, 12, 31))) if runs else end
    return {
        "observed_status": observed,
        "available_from": start,
        "general_from": general if observed == "beta" else None,
        "last_exam_day": end,
        "last_exam_day_other": other,
        "other_languages_run": runs,
    }


LANGUAGES = st.sampled_from([None, "English", "Japanese"])


@given(life=lives(), day=DAYS, language=LANGUAGES)
def test_there_is_exactly_one_status_of_the_eight_with_a_known_word(cert_rows, life, day, language):
    certs = cert_rows(life)
    before = certs.copy(deep=True)
    found = with_status(certs, on=day, language=language).iloc[0]
    assert found["status"] in EIGHT
    assert found["status_word"] == STATUSES[found["status"]].reader_word
    assert found["status_word"] in reader_words()
    assert not (found["bookable"] and found["gone"])
    assert_frame_equal(certs, before)


@given(life=lives(), days=st.lists(DAYS, min_size=2, max_size=6), language=LANGUAGES)
def test_what_is_retired_or_closed_is_never_bookable_again(cert_rows, life, days, language):
    rows = [with_status(cert_rows(life), on=day, language=language).iloc[0] for day in sorted(days)]
    over = [row["status"] in ("retired", "closed") for row in rows]
    assert over == sorted(over)
    assert [row["bookable"] and row["status"] in ("retired", "closed") for row in rows] == [False] * len(days)


@given(life=lives(), day=DAYS)
def test_nobody_can_book_after_the_last_day_in_english_or_before_the_first(cert_rows, life, day):
    found = with_status(cert_rows(life), on=day).iloc[0]
    too_late = life["last_exam_day"] is not None and day > life["last_exam_day"]
    too_early = life["available_from"] is not None and day < life["available_from"]
    assert found["gone"] == (too_late or too_early)
