"""A second engine runs the same expression and agrees on every row. `make test-all` has the environment for it."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.survey import __main__ as command
from lib.survey import form
from lib.survey.__main__ import SOURCE
from tests.survey.survey_rows import row, write

pytestmark = pytest.mark.spark
TITLES = ("Machine Learning Engineer", "AI Engineer", "MLOps Engineer", "Gardener")


def test_pyspark_writes_the_same_bytes_as_duckdb(tmp_path) -> None:
    levels = ("EN", "MI", "SE", "EX")
    survey = [
        row(
            50_000 + 1371 * k % 90_000,
            job_title=TITLES[k % 4],
            experience_level=levels[k % 3],
            work_year=2023 + k % 3,
        )
        for k in range(400)
    ]
    file = write(tmp_path / "rows.csv", survey + survey[::3])
    outputs = []
    for engine in ("duckdb", "pyspark"):
        out = tmp_path / engine
        out.mkdir()
        asked = [str(file), "--survey", "aijobs-2025-01", "--engine", engine, "--out", str(out)]
        assert command.main([*asked, "--source", str(SOURCE)]) == 0
        outputs.append((out / "aijobs-2025-01.csv").read_bytes())
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (",,,\n", "row 2: it has 4 cells, the first line 11"),
        ('2025,SE,FT,ML Engineer,100000,USD,100000,US,0,US,"M\n', "row 2: its quotes do not match"),
        ("2025,SE,FT,Caf\udce9,100000,USD,100000,US,0,US,M\n", "row 2: it is not UTF-8 text"),
        ("2025,SE,FT,ML Engineer,abc,EUR,100000,US,0,US,M\n", "row 2: salary 'abc' is not a whole number"),
        ("2025,SE,FT,ML Engineer,1e9,USD,1e9,US,0,US,M\n", "row 2: salary_in_usd '1e9' is not a whole number"),
        ("2025,SE,FT,,1,USD,1,US,0,US,M\n", "row 2: there is no job_title"),
    ],
)
def test_pyspark_refuses_what_duckdb_refuses_in_the_same_words(tmp_path, capfd, text, said) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes((",".join(form.COLUMNS) + "\n" + text).encode(errors="surrogateescape"))
    by_duckdb, by_spark = (told(file, engine, capfd) for engine in ("duckdb", "pyspark"))
    assert by_spark == by_duckdb
    assert f"rows.csv, {said}" in by_spark


def told(file, engine, capfd) -> str:
    """The sentence with which an engine refuses a file."""
    asked = [str(file), "--survey", "aijobs-2025-01", "--engine", engine, "--out", str(file.parent / "out")]
    assert command.main(asked) == 1
    (line,) = [line for line in capfd.readouterr().err.splitlines() if line.startswith("salaries: ")]
    return line


def test_pyspark_reads_parquet_of_every_type_of_number_and_names_one_that_is_damaged(tmp_path, capfd) -> None:
    survey = [row(1000 * k) for k in range(5000)]
    paid = pa.array([one["salary"] for one in survey])
    for name, kind in (("whole", "int32"), ("float", "float64"), ("text", "string"), ("exact", pa.decimal128(21, 2))):
        held = pa.Table.from_pylist(survey).to_pydict() | {"salary": paid.cast(kind), "salary_in_usd": paid.cast(kind)}
        pq.write_table(pa.table(held), tmp_path / f"{name}.parquet", row_group_size=1000)
    files = sorted(map(str, tmp_path.glob("*.parquet")))
    outputs = []
    for engine in ("duckdb", "pyspark"):
        asked = [*files, "--survey", "aijobs-2025-01", "--engine", engine, "--out", str(tmp_path / engine)]
        assert command.main(asked) == 0
        outputs.append((tmp_path / engine / "aijobs-2025-01.csv").read_bytes())
    assert outputs[0] == outputs[1]
    bad = tmp_path / "whole.parquet"
    held = bad.read_bytes()
    bad.write_bytes(held[: len(held) // 3] + bytes(len(held) // 6) + held[len(held) // 3 + len(held) // 6 :])
    assert told(bad, "duckdb", capfd) == told(bad, "pyspark", capfd)
    assert "whole.parquet is damaged somewhere after row" in told(bad, "pyspark", capfd)
