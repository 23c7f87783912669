"""From microdata to medians: definitions, agreement with pandas, what must hold of any rows, and bad input."""

import shutil
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.records import LEVELS, Salary
from lib.survey import command, form, medians, titles
from lib.survey.__main__ import main
from lib.survey.refusal import BadInput
from tests.survey.survey_rows import TABLE, figure, row, survey_medians, write

SOURCE = Path(__file__).resolve().parents[2] / "data" / "source"
RULED = ("machine learning engineer", "ai engineer", "mlops engineer", "data analyst", "gardener")


def run(folder: Path, *files: Path, options: tuple[str, ...] = ("--survey", "aijobs-2025-08")) -> int:
    """The command on files, writing into a folder."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    return main([*map(str, files), *options, "--out", str(out), "--source", str(SOURCE)])


def refused(capsys, folder: Path, *files: Path, options: tuple[str, ...] = ("--survey", "aijobs-2025-08")) -> str:
    """The one sentence with which the command refuses files, having written nothing."""
    assert run(folder, *files, options=options) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("salaries: ")]
    assert len(told) == 1
    assert told[0].endswith("; nothing was written")
    assert list((folder / "out").iterdir()) == []
    return told[0]


def test_the_median_of_five_is_the_third() -> None:
    survey = [row(usd) for usd in (100_000, 120_000, 150_000, 180_000, 300_000)]
    got = figure(survey_medians(survey), "senior-ml-engineer")
    assert got[["n", "p25_usd", "p50_usd", "p75_usd"]].tolist() == [5, 120_000, 150_000, 180_000]


def test_rows_of_other_countries_and_contracts_are_not_counted() -> None:
    others = [
        row(999_000, employee_residence="DE"),
        row(999_000, company_location="CA"),
        row(999_000, employment_type="CT"),
    ]
    assert figure(survey_medians([row(100_000), *others]), "senior-ml-engineer")["n"] == 1


def test_a_junior_ai_engineer_counts_in_two_roles() -> None:
    got = survey_medians([row(90_000, job_title="AI Engineer", experience_level="EN")])
    assert sorted(zip(got["role"], got["level"], strict=True)) == [
        ("genai-engineer", ""),
        ("genai-engineer", "EN"),
        ("junior-ai-ml-engineer", ""),
        ("junior-ai-ml-engineer", "EN"),
    ]


def test_duplicates_move_the_median_only_where_all_rows_are_counted() -> None:
    survey = [row(100_000), row(200_000), row(300_000), row(300_000), row(300_000)]
    medians_by_kind = [
        figure(survey_medians(survey, kind), "senior-ml-engineer")["p50_usd"] for kind in ("distinct", "all")
    ]
    assert medians_by_kind == [200_000, 300_000]


def test_the_interval_is_given_by_the_ranks_around_the_median() -> None:
    got = figure(survey_medians([row(1000 * k) for k in range(1, 101)]), "senior-ml-engineer")
    assert got[["low95_usd", "high95_usd"]].tolist() == [40_000, 61_000]


def test_too_few_rows_have_no_interval() -> None:
    got = figure(survey_medians([row(100_000), row(200_000)]), "senior-ml-engineer")
    assert got[["low95_usd", "high95_usd"]].isna().tolist() == [True, True]


def test_both_ends_of_the_interval_exist_or_neither() -> None:
    got = survey_medians([row(1000 * k, work_year=2000 + n) for n in range(1, 61) for k in range(1, n + 1)])
    ends = got[got["level"] == "SE"].set_index("year")[["low95_usd", "high95_usd"]].dropna(how="all") / 1000
    ranks = {2000 + n: (n // 2 - 1.96 * n**0.5 / 2 + n % 2 / 2, n / 2 + 1.96 * n**0.5 / 2) for n in range(1, 61)}
    sound = {year: (int(low), int(-(-high // 1)) + 1) for year, (low, high) in ranks.items() if low >= 1}
    assert ends.apply(tuple, axis=1).to_dict() == sound


ROWS = st.lists(
    st.builds(
        row,
        st.integers(30, 60).map(lambda k: k * 5000),
        job_title=st.sampled_from([title.title() for title in RULED]),
        experience_level=st.sampled_from(LEVELS),
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
    pd.testing.assert_frame_equal(survey_medians(survey), survey_medians(doubled))


@SOME
@given(ROWS)
def test_percentiles_do_not_fall_and_levels_add_up_to_their_role(survey) -> None:
    got = survey_medians(survey, "all")
    percentiles = got[[f"p{p}_usd" for p in medians.PERCENTILES]].to_numpy()
    assert (np.diff(percentiles, axis=1) >= 0).all()
    by_level = got[got["level"] != ""].groupby(["role", "year"])["n"].sum()
    pd.testing.assert_series_equal(by_level, got[got["level"] == ""].set_index(["role", "year"])["n"].sort_index())


@SOME
@given(ROWS)
def test_pandas_agrees_on_every_figure(survey) -> None:
    frame = pd.DataFrame(survey).drop_duplicates()
    got = survey_medians(survey)
    counts = {}
    for rule in TABLE.rule:
        named = frame["job_title"].str.lower().map(lambda title, rule=rule: title in TABLE.named(rule))
        words = frame["job_title"].str.lower().map(lambda title, rule=rule: any(w in title for w in rule.contains))
        own = frame[(named | words) & frame["experience_level"].isin(rule.levels)]
        for year, paid in own.groupby("work_year")["salary_in_usd"]:
            theirs = paid.quantile([p / 100 for p in medians.PERCENTILES]).tolist()
            ours = figure(got, rule.role, "", year)
            counts[rule.role, year] = len(paid)
            assert ours[[f"p{p}_usd" for p in medians.PERCENTILES]].tolist() == pytest.approx(theirs, abs=0.005)
    assert got[got["level"] == ""].set_index(["role", "year"])["n"].to_dict() == counts


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


def test_a_title_with_characters_that_nobody_sees_is_counted_and_written_without_them(tmp_path) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000, job_title="Head\u200b of\u202e MLOps\x1b")])
    assert run(tmp_path, file) == 0
    titles = pd.read_csv(tmp_path / "out" / "aijobs-2025-08.csv")["titles"]
    assert set(titles) == {"head of mlops (1)"}


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(100_000, experience_level="XX"), "unknown level 'XX'"),
        (row("a lot"), "salary_in_usd 'a lot' is not a whole number"),
        (row("150000.7"), "salary_in_usd '150000.7' is not a whole number"),
        (row("1e9"), "salary_in_usd '1e9' is not a whole number"),
        (row("-5"), "salary_in_usd '-5' is not a whole number"),
        (row("9" * 30), "salary_in_usd '999999999999999999999999999999' is not a whole number"),
        (row(100_000, work_year="last year"), "work_year 'last year' is not a whole number"),
        (row(100_000, work_year=20250), "work_year '20250' is not within 2000 to 2100"),
        (row(100_000, salary=90_000), "salary '90000' is in USD but salary_in_usd is '100000'"),
        (row(100_000, salary="abc", salary_currency="EUR"), "salary 'abc' is not a whole number"),
        (row(100_000, salary_currency=""), "salary_currency '' is not a code of three capitals"),
        (row(150_000, salary=90_000, salary_currency="usd"), "salary_currency 'usd' is not a code of three capitals"),
        (row(100_000, job_title=" "), "there is no job_title"),
        (row(100_000, employment_type=""), "employment_type '' is not a code of two capitals"),
        (row(100_000, employee_residence=""), "employee_residence '' is not a country's code"),
        (row(100_000, company_location="us"), "company_location 'us' is not a country's code"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(tmp_path, capsys, bad, said) -> None:
    good, other = write(tmp_path / "a.csv", [row(100_000)]), write(tmp_path / "b.csv", [row(100_000), bad])
    assert f"b.csv, row 3: {said}" in refused(capsys, tmp_path, good, other)


def test_numbers_with_blanks_around_them_and_other_currencies_are_counted(tmp_path) -> None:
    fine = [row(" 100000 "), row(120_000, salary=110_000, salary_currency="EUR"), row("140000", work_year=" 2025")]
    assert run(tmp_path, write(tmp_path / "rows.csv", fine)) == 0
    assert pd.read_csv(tmp_path / "out" / "aijobs-2025-08.csv")["median_usd"].tolist() == [120_000, 120_000]


def parquet(path: Path, survey: list[dict], **columns: object) -> Path:
    """Rows as a Parquet file, some columns given as Arrow arrays."""
    held = pa.Table.from_pylist(survey).to_pydict() | columns
    pq.write_table(pa.table(held), path, row_group_size=1000)
    return path


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (pa.array([100_000.0, 120_000.5]), "row 2: salary_in_usd 120000.5 is not a whole number"),
        (pa.array([100_000, None]), "row 2: salary_in_usd None is not a whole number"),
        (pa.array([100_000.0, float("nan")]), "row 2: salary_in_usd nan is not a whole number"),
        (pa.array([100_000.0, 1e300]), "row 2: salary_in_usd 1e+300 is not a whole number"),
        (pa.array([100_000, -1]), "row 2: salary_in_usd -1 is negative"),
        (pa.array(["100000", "1e5"]).dictionary_encode(), "row 2: salary_in_usd '1e5' is not a whole number"),
    ],
)
def test_a_bad_row_of_parquet_is_named(tmp_path, capsys, paid, said) -> None:
    file = parquet(tmp_path / "rows.parquet", [row(100_000)] * 2, salary_in_usd=paid)
    assert f"rows.parquet, {said}" in refused(capsys, tmp_path, file)


@pytest.mark.parametrize("name", ["job_title", "experience_level", "salary_currency", "company_location"])
def test_a_missing_value_of_parquet_is_named(tmp_path, capsys, name) -> None:
    file = parquet(tmp_path / "rows.parquet", [row(100_000)] * 2, **{name: pa.array([row(1)[name], None])})
    told = refused(capsys, tmp_path, file)
    assert "rows.parquet, row 2: " in told
    assert name.removeprefix("experience_") in told


@pytest.mark.parametrize("kind", ["int32", "float64", "string", "decimal"])
def test_whole_numbers_of_parquet_are_counted_whatever_their_type(tmp_path, kind) -> None:
    paid = pa.array([100_000, 120_000, 140_000]).cast(pa.decimal128(21, 2) if kind == "decimal" else kind)
    file = parquet(tmp_path / "rows.parquet", [row(0)] * 3, salary=paid, salary_in_usd=paid)
    assert run(tmp_path, file) == 0
    assert pd.read_csv(tmp_path / "out" / "aijobs-2025-08.csv")["median_usd"].tolist() == [120_000, 120_000]


LINE = b"2025,SE,FT,Machine Learning Engineer,100000,USD,100000,US,0,US,M\n"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (b"2025,SE,FT\n", "it has 3 cells, the first line 11"),
        (LINE[:-1] + b",more\n", "it has 12 cells, the first line 11"),
        (LINE.replace(b"Machine", b'"Machine'), "its quotes do not match"),
        (LINE.replace(b",M\n", b',"M\n'), "its quotes do not match"),
        (LINE.replace(b"Machine", b"Caf\xe9"), "it is not UTF-8 text"),
    ],
)
@pytest.mark.parametrize("before", [0, 60_000])
def test_a_broken_row_is_named_near_the_start_and_far_down(tmp_path, capsys, broken, said, before) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(",".join(form.COLUMNS).encode() + b"\n" + LINE * before + broken + LINE * 3)
    assert f"rows.csv, row {before + 2}: {said}" in refused(capsys, tmp_path, file)


def test_a_file_with_a_byte_order_mark_blank_lines_and_dos_line_ends_is_counted(tmp_path) -> None:
    file = tmp_path / "rows.csv"
    text = ",".join(form.COLUMNS).encode() + b"\n" + LINE + b"\n" + LINE.replace(b"100000", b"120000")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert run(tmp_path, file) == 0
    assert pd.read_csv(tmp_path / "out" / "aijobs-2025-08.csv")["n"].tolist() == [2, 2]


def test_a_column_that_stands_twice_is_named(tmp_path, capsys) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000)], columns=(*form.COLUMNS, "salary"))
    assert "two columns are called 'salary'" in refused(capsys, tmp_path, file)


def test_a_parquet_file_that_is_damaged_inside_is_named(tmp_path, capsys) -> None:
    file = parquet(tmp_path / "rows.parquet", [row(1000 * k) for k in range(5000)])
    held = bytearray(file.read_bytes())
    held[len(held) // 3 : len(held) // 2] = b"\x00" * (len(held) // 2 - len(held) // 3)
    file.write_bytes(held)
    assert "rows.parquet is damaged somewhere after row" in refused(capsys, tmp_path, file)


@pytest.mark.parametrize("memory", ["abc", "6", "0GB", "-1GB", ""])
def test_an_amount_of_memory_that_is_none_is_refused_before_anything_is_read(tmp_path, capsys, memory) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, tmp_path, options=(f"--memory={memory}",))
    assert "is not an amount of memory, such as 6GB" in capsys.readouterr().err


def test_memory_that_does_not_suffice_is_said(tmp_path, capsys) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000)])
    told = refused(capsys, tmp_path, file, options=("--survey", "aijobs-2025-08", "--memory", "1KB"))
    assert "--memory" in told or "memory" in told.lower()


def test_pyspark_where_it_is_not_installed_is_said_with_where_it_is(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    file = write(tmp_path / "rows.csv", [row(100_000)])
    told = refused(capsys, tmp_path, file, options=("--survey", "aijobs-2025-08", "--engine", "pyspark"))
    assert "`make test-all` makes one that has, .venv-spark" in told


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path, capsys) -> None:
    (tmp_path / "file").write_text("")
    file = write(tmp_path / "rows.csv", [row(100_000)])
    asked = [str(file), "--survey", "aijobs-2025-08", "--out", str(tmp_path / "file")]
    assert main(asked) == 1
    assert "cannot be written to" in capsys.readouterr().err


@pytest.mark.parametrize("text", [b"rule = [", b"\xff", None])
@pytest.mark.parametrize("name", ["titles.toml", "surveys.toml"])
def test_a_source_file_that_cannot_be_read_is_named(tmp_path, capsys, name, text) -> None:
    source = shutil.copytree(SOURCE, tmp_path / "source")
    (source / name).unlink()
    if text:
        (source / name).write_bytes(text)
    file = write(tmp_path / "rows.csv", [row(100_000)])
    assert main([str(file), "--survey", "aijobs-2025-08", "--out", str(tmp_path), "--source", str(source)]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"salaries: {name}: ")
    assert told.endswith("; nothing was written\n")


def test_a_figure_that_is_no_sound_record_is_refused() -> None:
    sound = {name: value for name, value in Salary.model_construct(**FIGURE).model_dump().items() if name in FIGURE}
    assert command.csv_file([sound]).count(b"\n") == 2
    with pytest.raises(BadInput, match=r"some-source a 2025 is no sound figure: .*must not fall"):
        command.csv_file([sound | {"p75_usd": 1}])
    with pytest.raises(BadInput, match="median_usd"):
        command.csv_file([sound | {"median_usd": 20_000_000}])


FIGURE = {
    "role": "a",
    "role_name": "A",
    "level": "",
    "place": "US",
    "year": 2025,
    "measure": "employer survey",
    "median_usd": 100_000,
    "source": "some-source",
    "checked_on": date(2026, 1, 1),
}


def test_a_file_of_another_shape_is_named_with_its_column(tmp_path, capsys) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000)], columns=tuple(c for c in form.COLUMNS if c != "job_title"))
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
    assert "they are published here" in capsys.readouterr().err


def test_a_path_that_no_survey_takes_is_refused_by_name(tmp_path, capsys) -> None:
    fine, other = write(tmp_path / "aijobs_salaries_2025_distinct.csv", [row(100_000)]), tmp_path / "other.csv"
    assert "other.csv is not there" in refused(capsys, tmp_path, fine, other, options=())
    write(other, [row(100_000)])
    assert "other.csv is called like no survey's file" in refused(capsys, tmp_path, fine, other, options=())
    (tmp_path / "empty").mkdir()
    assert "no survey's file is in" in refused(capsys, tmp_path, fine, tmp_path / "empty", options=())
    assert "empty" in refused(capsys, tmp_path, fine, tmp_path / "empty")
    assert "gone.csv is not there" in refused(capsys, tmp_path, tmp_path / "gone.csv")
    (tmp_path / "notes.txt").write_text("")
    assert "notes.txt is no CSV or PARQUET file" in refused(capsys, tmp_path, fine, tmp_path / "notes.txt")


def test_a_file_named_twice_counts_once(tmp_path) -> None:
    file = write(tmp_path / "rows.csv", [row(100_000)])
    assert run(tmp_path, file, file, options=("--survey", "aijobs-2025-01")) == 0
    assert pd.read_csv(tmp_path / "out" / "aijobs-2025-01.csv")["n"].unique().tolist() == [1]


def test_the_file_of_one_survey_is_not_counted_as_another(tmp_path, capsys) -> None:
    write(tmp_path / "aijobs_salaries_2025-01-19.csv", [row(100_000)])
    assert "is called like the file of aijobs-2025-01" in refused(capsys, tmp_path, tmp_path)


def test_overlapping_roles_say_so_in_their_rows_and_only_there(tmp_path) -> None:
    junior = [row(80_000 + k, job_title="AI Engineer", experience_level="EN") for k in range(3)]
    senior = [row(150_000, job_title="AI Engineer"), row(160_000, job_title="LLM Engineer")]
    other = [row(70_000, experience_level="EN", work_year=2024)]
    assert run(tmp_path, write(tmp_path / "rows.csv", [*junior, *senior, *other])) == 0
    got = pd.read_csv(tmp_path / "out" / "aijobs-2025-08.csv", keep_default_na=False)
    by_row = got.set_index(["role", "level", "year"])["titles"].to_dict()
    ml = "machine learning engineer (1)"
    also = {"genai-engineer": "also counted as genai-engineer", "junior": "also counted as junior-ai-ml-engineer"}
    assert by_row == {
        ("genai-engineer", "", 2025): f"ai engineer (4); llm engineer (1); {also['junior']}",
        ("genai-engineer", "EN", 2025): f"ai engineer (3); {also['junior']}",
        ("genai-engineer", "SE", 2025): "ai engineer (1); llm engineer (1)",
        ("junior-ai-ml-engineer", "", 2024): ml,
        ("junior-ai-ml-engineer", "EN", 2024): ml,
        ("junior-ai-ml-engineer", "", 2025): f"ai engineer (3); {also['genai-engineer']}",
        ("junior-ai-ml-engineer", "EN", 2025): f"ai engineer (3); {also['genai-engineer']}",
    }


SAID = 'overlaps = ["b"]\n', 'overlaps = ["a"]\n'
RULE = '[[rule]]\nrole = "a"\nname = "A"\nlevels = ["SE"]\n'
OTHER = RULE.replace('"a"', '"b"')
EARLY = OTHER.replace('"SE"', '"EN"')


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
        (RULE + 'titles = ["x "]', "titles"),
        (RULE + 'titles = ["x  y"]', "titles"),
        ('[sets]\ns = ["y"]\n' + RULE + 'titles = ["x"]', "no rule uses the set 's'"),
        (RULE + 'titles = ["my ops"]\ncontains = ["ops"]', "'my ops' is already covered by contains 'ops'"),
        (RULE + 'contains = ["ml ops", "ops"]', "'ml ops' is already covered by contains 'ops'"),
        (RULE + 'titles = ["x"]\n' + OTHER + 'titles = ["x"]', "a and b both take 'x' at SE"),
        (RULE + SAID[0] + 'titles = ["x"]\n' + OTHER + 'titles = ["x"]', "each must name the other in overlaps"),
        (RULE + 'titles = ["my ops"]\n' + OTHER + 'contains = ["ops"]', "a and b both take 'my ops' at SE"),
        (RULE + 'contains = ["ml"]\n' + OTHER + 'contains = ["ops"]', "a and b both take 'ml ops' at SE"),
        (RULE + SAID[0] + 'titles = ["x"]\n' + OTHER + 'titles = ["y"]', "there is no such overlap"),
        (RULE + SAID[0] + 'titles = ["x"]\n' + EARLY + SAID[1] + 'titles = ["x"]', "there is no such overlap"),
        (RULE + SAID[0] + 'titles = ["x"]', "overlaps 'b', which is no rule's role"),
        (RULE + SAID[1] + 'titles = ["x"]', "overlaps itself"),
    ],
)
def test_an_ambiguous_title_table_is_refused_when_it_is_read(tmp_path, text, said) -> None:
    path = tmp_path / "titles.toml"
    path.write_text(text)
    with pytest.raises(BadInput, match=r"titles\.toml") as told:
        titles.title_table(path)
    assert said in str(told.value)


@pytest.mark.parametrize("other", [OTHER + SAID[1] + 'titles = ["x"]', EARLY + 'titles = ["x"]'])
def test_an_overlap_that_both_rules_declare_or_that_levels_rule_out_is_read(tmp_path, other) -> None:
    path = tmp_path / "titles.toml"
    path.write_text(RULE + (SAID[0] if "overlaps" in other else "") + 'titles = ["x"]\n' + other)
    assert len(titles.title_table(path).rule) == 2


def workbook(path: Path, **changed: object) -> Path:
    """A wage workbook with every occupation that surveys.toml names."""
    codes = ("15-2051", "15-1252", "15-1221", "15-1243", "11-3021")
    wages = {"A_PCT10": 60_000, "A_PCT25": 80_000, "A_MEDIAN": 120_000, "A_PCT75": 160_000, "A_PCT90": 200_000}
    sheet = [{"OCC_CODE": code, "OCC_TITLE": "Some Occupation", **wages} for code in codes]
    sheet[0] |= changed
    pd.DataFrame(sheet, dtype=object).to_excel(path, index=False)
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
    [
        ("A_PCT10", "n/a", "not a number"),
        ("A_PCT10", "6_000", "not a number"),
        ("A_PCT10", 190_000, "bls-oews-2025 data-scientist 2025 is no sound figure"),
        ("OCC_CODE", "x", "no occupation 15-2051"),
        ("AREA", "36", "is not the national workbook"),
    ],
)
def test_a_bad_workbook_is_named(tmp_path, capsys, column, value, said) -> None:
    workbook(tmp_path / "bls_oews_national_M2025_dl.xlsx", **{column: value})
    assert said in refused(capsys, tmp_path, tmp_path, options=())


def test_a_damaged_workbook_is_named(tmp_path, capsys) -> None:
    path = workbook(tmp_path / "bls_oews_national_M2025_dl.xlsx")
    held = path.read_bytes()
    path.write_bytes(held[:900] + bytes(200) + held[1100:])
    assert "is not a workbook that can be read" in refused(capsys, tmp_path, tmp_path, options=())


def test_an_occupation_in_detail_goes_before_a_group_of_the_same_code(tmp_path) -> None:
    path = workbook(tmp_path / "bls_oews_national_M2025_dl.xlsx")
    sheet = pd.read_excel(path, dtype=object).assign(O_GROUP="detailed", AREA="99")
    pd.concat([sheet.assign(O_GROUP="broad", A_MEDIAN=130_000), sheet]).to_excel(path, index=False)
    assert wages_written(tmp_path)["median_usd"].unique().tolist() == [120_000]


def test_an_occupation_that_stands_twice_is_refused(tmp_path, capsys) -> None:
    path = workbook(tmp_path / "bls_oews_national_M2025_dl.xlsx")
    pd.concat([pd.read_excel(path, dtype=object)] * 2).to_excel(path, index=False)
    assert "more than one row of occupation 15-2051" in refused(capsys, tmp_path, tmp_path, options=())


def test_a_wage_survey_takes_one_workbook_of_any_name(tmp_path, capsys) -> None:
    one, two = (workbook(tmp_path / name) for name in ("one.xlsx", "two.xlsx"))
    named = ("--survey", "bls-oews-2025")
    assert "takes one workbook, not 2" in refused(capsys, tmp_path, one, two, options=named)
    assert run(tmp_path, one, options=named) == 0
    assert (tmp_path / "out" / "bls-oews-2025.csv").is_file()


def test_the_shared_files_give_the_committed_rows(tmp_path) -> None:
    raw = Path(__file__).resolve().parents[3] / "shared" / "salary_data"
    if not raw.is_dir():
        pytest.skip(
            "the raw survey files are not part of the project; README of data/source/surveys.toml says where they are"
        )
    assert run(tmp_path, raw, options=()) == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    committed = {path.name: path.read_bytes() for path in (SOURCE / "salaries").iterdir()}
    assert written == {name: content for name, content in committed.items() if name != "article.csv"}
    shutil.rmtree(tmp_path / "out")
