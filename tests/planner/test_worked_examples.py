"""The worked examples in the planner's module docstrings are true."""

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["search", "bounds", "relax", "branches"])
def test_the_worked_example_of_a_module_gives_what_it_says(name):
    examples = doctest.testmod(import_module(f"lib.planner.{name}"))
    assert examples.attempted > 0
    assert examples.failed == 0
