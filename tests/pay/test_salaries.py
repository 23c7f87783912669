"""Pay of roles: sources side by side, none pooled or mixed."""

import pandas as pd
import pytest

from lib.pay import salaries

NOTHING = {
    "p25_usd": None,
    "p75_usd": None,
    "low95_usd": None,
    "high95_usd": None,
    "counted": "",
    "level": "",
    "n": None,
}


def pay(role: str, source: str, year: int, median: float, **changes: object) -> dict:
    """One row of pay."""
    measure = {"article": "article claim", "bls": "employer survey"}.get(source, "advertised pay range ends")
    kind = {"counted": "distinct"} if measure.startswith("adv") else {}
    return (
        NOTHING
        | kind
        | {"role": role, "source": source, "year": year, "median_usd": median, "measure": measure, "bound": "point"}
        | changes
    )


@pytest.fixture
def board() -> pd.DataFrame:
    """Two roles in three sources."""
    rows = [
        pay("lead", "article", 2026, 215, bound="floor"),
        pay("lead", "ads", 2024, 200, n=50, p25_usd=180, p75_usd=230, low95_usd=190, high95_usd=210),
        pay("lead", "ads", 2025, 300, n=5),
        pay("lead", "ads", 2024, 205, n=90, counted="all"),
        pay("lead", "ads", 2024, 201, n=40, level="SE"),
        pay("lead", "other ads", 2025, 240, n=12, p25_usd=220, p75_usd=260),
        pay("developer", "ads", 2024, 150, n=60, low95_usd=145, high95_usd=155),
        pay("developer", "other ads", 2024, 151, n=60, low95_usd=145, high95_usd=155),
        pay("scientist", "bls", 2025, 120),
    ]
    return pd.DataFrame(rows)


def test_sources_stand_side_by_side_claim_first_newest_year_that_is_not_thin(board) -> None:
    rows = salaries.by_source(board, "lead")[["source", "year", "median_usd", "thin"]]
    assert rows.to_numpy().tolist() == [
        ["article", 2026, 215, False],
        ["ads", 2024, 200, False],
        ["other ads", 2025, 240, True],
    ]


def test_an_unknown_role_has_no_sources(board) -> None:
    assert salaries.by_source(board, "nobody").empty


def test_neighbouring_occupations_come_from_the_employer_survey_only(board) -> None:
    assert salaries.neighbours(board)["role"].tolist() == ["scientist"]


def test_no_shipped_row_pools_two_sources_or_mixes_base_with_total_pay(tables) -> None:
    shipped = tables["salaries"]
    measures = shipped.groupby("source")["measure"].unique().map(list).to_dict()
    assert measures == {
        "article": ["article claim"],
        "aijobs-2025-01": ["advertised pay range ends"],
        "aijobs-2025-08": ["advertised pay range ends"],
        "bls-oews-2025": ["employer survey"],
    }
    assert not shipped.duplicated(["role", "level", "place", "year", "counted", "source"]).any()


def test_all_five_roles_and_four_feeders_have_rows_from_job_ads(tables) -> None:
    ads = tables["salaries"].query("measure == 'advertised pay range ends'")
    assert sorted(ads["role"].unique()) == [
        "feeder-data-analyst",
        "feeder-devops-engineer",
        "feeder-ml-researcher",
        "feeder-software-developer",
        "genai-engineer",
        "junior-ai-ml-engineer",
        "ml-engineer",
        "mlops-lead",
        "senior-ml-engineer",
    ]


def test_a_senior_ml_engineer_of_2025_is_advertised_at_157_to_266_thousand(tables) -> None:
    row = salaries.by_source(tables["salaries"], "senior-ml-engineer").set_index("source").loc["aijobs-2025-08"]
    figures = ["n", "p25_usd", "median_usd", "p75_usd", "low95_usd", "high95_usd"]
    assert row[figures].tolist() == [724, 157_250, 205_000, 266_425, 197_800, 214_000]


def test_the_claim_for_the_lead_stays_a_floor(tables) -> None:
    claim = salaries.by_source(tables["salaries"], "mlops-lead").iloc[0]
    assert claim[["median_usd", "bound", "measure"]].tolist() == [215_000, "floor", "article claim"]
