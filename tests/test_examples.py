"""Generated examples: `make test-all` checks all of them, `make test` fewer of each property and leaves none out."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repository import ROOT

MANY = 200


@settings(max_examples=MANY)
@given(st.integers())
def test_a_generated_test_has_the_number_of_examples_of_its_run(pytestconfig, examples, integer):
    assert settings.default.max_examples == examples(MANY)
    assert examples(MANY) == (MANY if pytestconfig.getoption("all_examples") else 40)
    assert settings.default.derandomize
    assert isinstance(integer, int)


@given(st.integers())
def test_a_test_without_settings_of_its_own_has_its_share_too(examples, integer):
    assert settings.default.max_examples == examples(100)
    assert isinstance(integer, int)


def test_few_examples_stay_as_many(examples):
    assert [examples(number) for number in (0, 1, 10)] == [0, 1, 10]


def test_all_examples_are_checked_by_what_ci_runs():
    commands = re.findall(r"^(test|test-all):.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {target: "--all-examples" in recipe for target, recipe in commands} == {"test": False, "test-all": True}
    assert "make test-all" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
