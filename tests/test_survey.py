"""From microdata to medians: definitions, agreement with pandas, what must hold of any rows, and bad input."""

import shutil
from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.survey import medians, rows, titles
from lib.survey.__main__ import main
from tests.survey_rows import row, write

SOURCE = Path(__file__).resolve().parents[1] / "data" / "source"
TABLE = titles.read(SOURCE / "titles.toml")
RULED = ("machine learning engineer", "ai engineer", "mlops engineer", "data analyst", "gardener")


def found(survey: list[dict], kind: str = "distinct") -> pd.DataFrame:
    """Medians of rows in memory, on DuckDB."""
    frame = pd.DataFrame(survey, columns=list(rows.COLUMNS))
    words = [name for name in rows.COLUMNS if name not in rows.NUMBERS]
    counts = medians.histogram(ibis.memtable(frame.astype(dict.fromkeys(words, "str"))))
    rules = medians.rules(titles.matches(TABLE, [title.lower() for title in frame["job_title"].unique()]))
    return medians.frame(ibis.duckdb.connect().to_pandas(medians.medians(medians.of_kind(counts, kind), rules)))


def figure(frame: pd.DataFrame, role: str, level: str = "", year: int = 2025) -> pd.Series:
    """One figure."""
    return frame.set_index(["role", "level", "year"]).loc[(role, level, year)]


def run(folder: Path, *files: Path, options: tuple[str, ...] = ("--survey", "aijobs-2025-08")) -> int:
    """The command on files, writing into a folder."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    return main([*map(str, files), *options, "--out", str(out), "--source", str(SOURCE)])


def test_the_median_of_five_is_the_third() -> None:
    survey = [row(usd) for usd in (100_000, 120_000, 150_000, 180_000, 300_000)]
    got = figure(found(survey), "senior-ml-engineer")
    assert got[["n", "p25_usd", "p50_usd", "p75_usd"]].tolist() == [5, 120_000, 150_000, 180_000]


def test_rows_of_other_countries_and_contracts_are_not_counted() -> None:
    others = [
        row(999_000, employee_residence="DE"),
        row(999_000, company_location="CA"),
        row(999_000, employment_type="CT"),
    ]
    assert figure(found([row(100_000), *others]), "senior-ml-engineer")["n"] == 1


def test_a_junior_ai_engineer_counts_in_two_roles() -> None:
    got = found([row(90_000, job_title="AI Engineer", experience_level="EN")])
    assert sorted(zip(got["role"], got["level"], strict=True)) == [
        ("genai-engineer", ""),
        ("genai-engineer", "EN"),
        ("junior-ai-ml-engineer", ""),
        ("junior-ai-ml-engineer", "EN"),
    ]


def test_duplicates_move_the_median_only_where_all_rows_are_counted() -> None:
    survey = [row(100_000), row(200_000), row(300_000), row(300_000), row(300_000)]
    medians_by_kind = [figure(found(survey, kind), "senior-ml-engineer")["p50_usd"] for kind in ("distinct", "all")]
    assert medians_by_kind == [200_000, 300_000]


def test_the_interval_is_given_by_the_ranks_around_the_median() -> None:
    got = figure(found([row(1000 * k) for k in range(1, 101)]), "senior-ml-engineer")
    assert got[["low95_usd", "high95_usd"]].tolist() == [40_000, 61_000]


def test_too_few_rows_have_no_interval() -> None:
    got = figure(found([row(100_000), row(200_000)]), "senior-ml-engineer")
    assert got[["low95_usd", "high95_usd"]].isna().all()


ROWS = st.lists(
    st.builds(
        row,
        st.integers(30, 60).map(lambda k: k * 5000),
        job_title=st.sampled_from([title.title() for title in RULED]),
        experience_level=st.sampled_from(titles.LEVELS),
        work_year=st.integers(2023, 2025),
        remote_ratio=st.sampled_from([0, 100]),
    ),
    min_size=1,
    max_size=60,
)
SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(ROWS, st.randoms(use_true_random=False))
def test_doubling_and_shuffling_rows_changes_nothing_under_distinct(survey, random) -> None:
    doubled = survey * 2
    random.shuffle(doubled)
    pd.testing.assert_frame_equal(found(survey), found(doubled))


@SOME
@given(ROWS)
def test_percentiles_do_not_fall_and_levels_add_up_to_their_role(survey) -> None:
    got = found(survey, "all")
    percentiles = got[[f"p{p}_usd" for p in medians.PERCENTILES]].to_numpy()
    assert (np.diff(percentiles, axis=1) >= 0).all()
    by_level = got[got["level"] != ""].groupby(["role", "year"])["n"].sum()
    pd.testing.assert_series_equal(by_level, got[got["level"] == ""].set_index(["role", "year"])["n"].sort_index())


@SOME
@given(ROWS)
def test_pandas_agrees_on_every_figure(survey) -> None:
    frame = pd.DataFrame(survey).drop_duplicates()
    got = found(survey)
    for rule in TABLE.rule:
        named = frame["job_title"].str.lower().map(lambda title, rule=rule: title in TABLE.named(rule))
        words = frame["job_title"].str.lower().map(lambda title, rule=rule: any(w in title for w in rule.contains))
        own = frame[(named | words) & frame["experience_level"].isin(rule.levels)]
        for year, paid in own.groupby("work_year")["salary_in_usd"]:
            theirs = paid.quantile([p / 100 for p in medians.PERCENTILES]).tolist()
            ours = figure(got, rule.role, "", year)
            assert ours["n"] == len(paid)
            assert ours[[f"p{p}_usd" for p in medians.PERCENTILES]].tolist() == pytest.approx(theirs, abs=0.005)


def test_several_files_and_a_folder_count_as_one_survey(tmp_path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    write(parts / "a.csv", [row(100_000), row(120_000)])
    frame = pd.DataFrame([row(140_000)])
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), parts / "b.parquet")
    assert run(tmp_path, parts) == 0
    written = pd.read_csv(tmp_path / "out" / "aijobs-2025-08.csv", keep_default_na=False)
    assert written[["role", "level", "n", "median_usd"]].to_numpy().tolist() == [
        ["senior-ml-engineer", "", 3, 120_000],
        ["senior-ml-engineer", "SE", 3, 120_000],
    ]
    assert written["titles"].unique().tolist() == ["machine learning engineer (3)"]


def test_a_second_run_writes_the_same_bytes(tmp_path) -> None:
    file = write(tmp_path / "rows.csv", [row(1000 * k, work_year=2020 + k % 5) for k in range(50, 150)])
    outputs = []
    for _ in range(2):
        assert run(tmp_path, file) == 0
        outputs.append((tmp_path / "out" / "aijobs-2025-08.csv").read_bytes())
    assert outputs[0] == outputs[1]


def test_a_dry_run_writes_nothing(tmp_path, capsys) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000)])
    assert run(tmp_path, file, options=("--survey", "aijobs-2025-08", "--dry-run")) == 0
    assert "not written" in capsys.readouterr().out
    assert list((tmp_path / "out").iterdir()) == []


def test_every_row_is_written_with_the_share_that_no_title_took(tmp_path) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000), row(1, job_title="Gardener"), row(2, job_title="Gardener")])
    assert run(tmp_path, file) == 0
    assert pd.read_csv(tmp_path / "out" / "aijobs-2025-08.csv")["missed_share"].tolist() == [0.6667, 0.6667]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(100_000, experience_level="XX"), "row 3: unknown level 'XX'"),
        (row("a lot"), "row 3: salary_in_usd 'a lot' is not a whole number"),
        (row(100_000, work_year="last year"), "row 3: work_year 'last year' is not a whole number"),
        (row(100_000, salary=90_000), "row 3: salary '90000' is in USD but salary_in_usd is '100000'"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(tmp_path, capsys, bad, said) -> None:
    good, other = write(tmp_path / "a.csv", [row(100_000)]), write(tmp_path / "b.csv", [row(100_000), bad])
    assert run(tmp_path, good, other) == 1
    told = capsys.readouterr().err
    assert f"b.csv, {said}" in told
    assert "nothing was written" in told
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_of_another_shape_is_named_with_its_column(tmp_path, capsys) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000)], columns=tuple(c for c in rows.COLUMNS if c != "job_title"))
    assert run(tmp_path, file) == 1
    assert "rows.csv has another shape: there is no column job_title" in capsys.readouterr().err


def test_a_truncated_parquet_file_in_a_folder_is_named(tmp_path, capsys) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    write(folder / "a.csv", [row(100_000)])
    pq.write_table(pa.Table.from_pylist([row(100_000)]), folder / "b.parquet")
    (folder / "b.parquet").write_bytes((folder / "b.parquet").read_bytes()[:-100])
    assert run(tmp_path, folder) == 1
    assert "b.parquet cannot be read" in capsys.readouterr().err


def test_rows_without_any_role_are_refused(tmp_path, capsys) -> None:
    assert run(tmp_path, write(tmp_path / "rows.csv", [row(100_000, job_title="Gardener")])) == 1
    assert "counts as any role" in capsys.readouterr().err


def test_missing_files_are_refused_with_where_to_get_them(tmp_path, capsys) -> None:
    assert run(tmp_path, tmp_path, options=()) == 1
    assert "They are published here" in capsys.readouterr().err


RULE = '[[rule]]\nrole = "a"\nname = "A"\nlevels = ["SE"]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE, "matches nothing"),
        (RULE + 'titles = ["x", "x"]', "'x' is given twice"),
        ('[sets]\ns = ["x"]\n' + RULE + 'sets = ["s"]\ntitles = ["x"]', "'x' is given twice"),
        (RULE + 'sets = ["nope"]', "there is no set 'nope'"),
        (RULE.replace('["SE"]', '["XX"]') + 'titles = ["x"]', "levels"),
        (RULE + 'titles = ["x"]\n' + RULE + 'titles = ["y"]', "two rules for a"),
        (RULE + 'titles = ["Upper"]', "titles"),
        ("rule = [", "titles.toml"),
    ],
)
def test_an_ambiguous_title_table_is_refused_when_it_is_read(tmp_path, text, said) -> None:
    path = tmp_path / "titles.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"titles\.toml") as refused:
        titles.read(path)
    assert said in str(refused.value)


def workbook(path: Path, **changed: object) -> Path:
    """A wage workbook with every occupation that surveys.toml names."""
    codes = ("15-2051", "15-1252", "15-1221", "15-1243", "11-3021")
    wages = {"A_PCT10": 60_000, "A_PCT25": 80_000, "A_MEDIAN": 120_000, "A_PCT75": 160_000, "A_PCT90": 200_000}
    rows = [{"OCC_CODE": code, "OCC_TITLE": "Some Occupation", **wages} for code in codes]
    rows[0] |= changed
    pd.DataFrame(rows, dtype=object).to_excel(path, index=False)
    return path


def wages_written(tmp_path: Path) -> pd.DataFrame:
    """The wages that a run writes."""
    assert run(tmp_path, tmp_path / "bls_oews_national_M2025_dl.xlsx", options=()) == 0
    return pd.read_csv(tmp_path / "out" / "bls-oews-2025.csv").set_index("role")


def test_wages_are_read_as_they_are_published(tmp_path) -> None:
    workbook(tmp_path / "bls_oews_national_M2025_dl.xlsx")
    got = wages_written(tmp_path).loc["data-scientist"]
    assert got[["median_usd", "p90_usd", "role_name"]].tolist() == [120_000, 200_000, "Some occupation (15-2051)"]


def test_a_top_code_is_a_floor_and_not_a_missing_wage(tmp_path) -> None:
    workbook(tmp_path / "bls_oews_national_M2025_dl.xlsx", A_MEDIAN="#", A_PCT75="#", A_PCT90="#")
    got = wages_written(tmp_path).loc["data-scientist"]
    assert got[["median_usd", "bound", "capped"]].tolist() == [239_200, "floor", "median_usd; p75_usd; p90_usd"]
    assert got[["p75_usd", "p90_usd"]].isna().all()


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("A_PCT10", "n/a", "not a number"), ("OCC_CODE", "x", "no occupation 15-2051")],
)
def test_a_bad_workbook_is_named(tmp_path, capsys, column, value, said) -> None:
    workbook(tmp_path / "bls_oews_national_M2025_dl.xlsx", **{column: value})
    assert run(tmp_path, tmp_path, options=()) == 1
    assert said in capsys.readouterr().err


def test_the_shared_files_give_the_committed_rows(tmp_path) -> None:
    raw = Path(__file__).resolve().parents[2] / "shared" / "salary_data"
    if not raw.is_dir():
        pytest.skip(
            "the raw survey files are not part of the project; README of data/source/surveys.toml says where they are"
        )
    assert run(tmp_path, raw, options=()) == 0
    for written in (tmp_path / "out").iterdir():
        assert written.read_bytes() == (SOURCE / "salaries" / written.name).read_bytes()
    shutil.rmtree(tmp_path / "out")
