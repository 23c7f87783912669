"""Paths of the article on a day: what stands in for a choice that can no longer be taken."""

import pandas as pd
import pytest

from lib.catalogue.paths import picks

GONE = {"last_exam_day": pd.Timestamp("2026-06-14"), "last_exam_day_other": pd.Timestamp("2026-06-14")}
STEP = {"step": 1, "optional": False, "after_months": 0, "choice": 1}


def picked(steps, certs, path="p"):
    """Choice, pick and whether it changed, with None where there is no pick."""
    rows = picks(steps, certs, path)[["cert_id", "pick", "changed"]]
    return [(cert, None if pd.isna(pick) else pick, changed) for cert, pick, changed in rows.to_numpy().tolist()]


@pytest.mark.parametrize(
    ("chain", "pick"),
    [
        ([{}], ("a", "a", False)),
        ([GONE, {}], ("a", "b", True)),
        ([GONE, GONE, {}], ("a", "c", True)),
        ([GONE, {"observed_status": "beta"}], ("a", "b", True)),
        ([GONE], ("a", None, True)),
        ([GONE, GONE], ("a", None, True)),
        ([GONE, {"observed_status": "partner-only"}], ("a", None, True)),
        ([{"observed_status": "unknown"}], ("a", None, True)),
        ([{}, {}], ("a", "a", False)),
    ],
)
def test_the_nearest_successor_that_anybody_can_book_stands_in(dated_cert_rows, frame, chain, pick):
    names = "abc"
    rows = [
        {"id": names[place], "successor": names[place + 1] if place + 1 < len(chain) else None, **life}
        for place, life in enumerate(chain)
    ]
    steps = frame("path_steps", {"path": "p", "cert_id": "a", **STEP})
    assert picked(steps, dated_cert_rows(*rows)) == [pick]


def test_only_the_choices_of_one_path_that_name_a_certification_are_picked_in_order(dated_cert_rows, frame):
    steps = frame(
        "path_steps",
        {"path": "p", "cert_id": "b", **STEP},
        {"path": "p", "set_id": "cloud-ai", **STEP, "choice": 2},
        {"path": "other", "cert_id": "c", **STEP},
        {"path": "p", "cert_id": "a", **STEP, "step": 2},
    )
    assert picked(steps, dated_cert_rows({"id": "a"}, {"id": "b"}, {"id": "c"})) == [
        ("b", "b", False),
        ("a", "a", False),
    ]


def test_a_path_that_there_is_not_has_no_choices_but_the_same_columns(dated_cert_rows, frame):
    steps = frame("path_steps", {"path": "p", "cert_id": "a", **STEP})
    found = picks(steps, dated_cert_rows({"id": "a"}), "nope")
    assert found.empty
    assert list(found.columns) == [*steps.columns, "pick", "changed"]


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2026-03-01", ["AI-900", "AIF-C01", "MLA-C01", "AI-102", "GCP-PMLE", "DBX-ML-PRO", "NCA-GENL"]),
        ("2026-11-22", ["AI-901", "AIF-C01", "MLA-C02", "AI-103", "GCP-PMLE", "DBX-ML-PRO", "NCA-GENL"]),
    ],
)
def test_the_verdict_names_what_can_be_booked_on_the_day(shipped_certs, tables, day, verdict):
    certs = shipped_certs(day)
    codes = dict(zip(certs["id"], certs["code"], strict=True))
    assert [codes[pick] for pick in picks(tables["path_steps"], certs, "verdict")["pick"]] == verdict


def test_mls_c01_has_no_successor_to_stand_in(shipped_certs, tables):
    rows = picks(tables["path_steps"], shipped_certs("2026-11-22"), "senior-ml").set_index("cert_id")
    assert pd.isna(rows["pick"]["aws-ml-specialty"])
