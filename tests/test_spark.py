"""A second engine runs the same expression and agrees on every row. `make test-all` has the environment for it."""

import pytest

from lib.survey import __main__ as command
from lib.survey.__main__ import SOURCE
from tests.survey_rows import row, write

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
