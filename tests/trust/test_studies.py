"""Findings on certifications and pay: every word is from the table, with the weaknesses of each study."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.trust import studies

ANY_STUDY = {
    "id": "one",
    "title": "A study",
    "publisher": "Somebody",
    "first_year": 2024,
    "method": "comparison",
    "design": "Medians.",
    "subject": "IT certifications",
    "measures": "pay",
    "found": "12% more.",
    "soundness": "weak",
    "why": "It describes.",
    "in_summary": False,
    "sources": ["https://example.org"],
    "checked_on": pd.Timestamp("2026-11-22"),
}


@pytest.fixture
def evidence_rows(frame):
    """A function that makes the table of evidence: each row gives its differences from ANY_STUDY."""
    return lambda *rows: frame("evidence", *({**ANY_STUDY, **row} for row in rows))


def numbers(words):
    return set(re.findall(r"\d[\d,.]*\d|\d", words))


def test_no_shipped_source_measures_what_an_ai_certification_adds_to_pay(tables):
    assert studies.finding(tables["evidence"]) == "None of 12 sources measures what an AI certification adds to pay."


def test_the_only_randomised_study_measures_reported_jobs(tables):
    rows = tables["evidence"].query("method == 'randomised'")
    assert rows[["publisher", "measures", "soundness"]].to_numpy().tolist() == [
        ["Athey and Palikot", "reported jobs", "strong"]
    ]
    statement = studies.summary(tables["evidence"])[1]
    assert statement.startswith("Only one is randomised, and it measures reported jobs. Athey and Palikot (2024)")
    assert {"17", "6", "8"} <= numbers(statement)
    assert "not pay" in statement


@pytest.mark.parametrize(
    ("study", "figures"),
    [
        ("bls-cps-2015", {"1,004", "747", "34", "825", "742", "11"}),
        ("lmi-institute-cps", {"363", "44", "63", "79"}),
        ("foote-2023-q4", {"6.5", "9.5", "24"}),
        ("foote-2026", {"44", "10", "15", "100", "17", "24"}),
        ("it-premiums-2026", {"11", "18", "20", "24"}),
        ("pearson-vue-2023", {"37", "42", "27"}),
        ("skillsoft-2020-2021", {"12,000", "13,000", "20", "6", "125,918", "81"}),
        ("pwc-2025", {"56", "25"}),
    ],
)
def test_the_figures_of_each_source_are_as_it_gives_them(tables, study, figures):
    assert numbers(tables["evidence"].set_index("id").at[study, "found"]) == figures


@given(st.sets(st.integers(0, 11)))
def test_the_summary_tells_no_number_that_the_table_does_not_hold(tables, chosen):
    rows = tables["evidence"].iloc[sorted(chosen)]
    held = set().union(*(numbers(str(cell)) for cell in rows.to_numpy().ravel()))
    counted = {str(number) for number in range(len(rows) + 1)}
    words = " ".join(studies.summary(rows))
    assert numbers(words) <= held | counted
    marked = rows[rows["in_summary"]].to_dict("records")
    assert all(study["publisher"] in words and study["why"] in words for study in marked)


def test_a_source_on_ai_certifications_and_pay_would_be_counted(evidence_rows):
    rows = evidence_rows({}, {"id": "two", "subject": "AI certifications"})
    assert studies.finding(rows) == "1 of 2 sources measures what AI certifications go with in pay."
    jobs = evidence_rows({"subject": "AI certifications", "measures": "reported jobs"})
    assert studies.finding(jobs) == "None of 1 source measures what an AI certification adds to pay."


def test_a_short_summary_is_the_finding_what_is_marked_and_how_sound_all_are(evidence_rows):
    rows = evidence_rows({"in_summary": True}, {"id": "two", "soundness": "medium"})
    assert studies.summary(rows) == [
        "None of 2 sources measures what an AI certification adds to pay.",
        "None of them is randomised.",
        "Somebody (2024), weak evidence on IT certifications: 12% more. It describes.",
        "Soundness of all 2: 1 medium, 1 weak.",
    ]


def test_an_empty_table_says_so(evidence_rows):
    assert studies.summary(evidence_rows()) == ["No source on certifications and pay has been recorded."]


def test_the_strongest_and_then_the_newest_come_first(evidence_rows):
    rows = evidence_rows(
        {"id": "old", "first_year": 2016},
        {"id": "new"},
        {"id": "strong", "soundness": "strong", "first_year": 2010},
    )
    assert studies.strongest_first(rows)["id"].tolist() == ["strong", "new", "old"]


@pytest.mark.parametrize(("last", "expected"), [(None, "Somebody (2024)"), (2026, "Somebody (2024 to 2026)")])
def test_a_source_is_named_with_its_years(evidence_rows, last, expected):
    assert studies.citation(evidence_rows({"last_year": last}).iloc[0].to_dict()) == expected


def test_every_method_has_words_for_people(tables):
    assert set(tables["evidence"]["method"]) == set(studies.METHODS)
