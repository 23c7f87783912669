"""HACKING tells the truth: every file that it names exists, and neighbours in its walks are linked by imports."""

import re
from itertools import pairwise

import pytest

from tests.repository import LIB, PAGES, ROOT, imported, module

TEXT = (ROOT / "HACKING.md").read_text(encoding="utf-8")
WALKS = re.findall(
    r"^\*\*([^*]+)\.\*\* (.+?)\n\n", TEXT.partition("## Four walks")[2].partition("## To add")[0], re.M | re.S
)
FILE = re.compile(r"`((?:lib|pages|data|tests|docs|benchmarks|deploy)/[\w./-]*)`")

WRITTEN = {"tests/artefacts/"}
"""What only a run makes."""


def files(sentence):
    """The Python files of a sentence, in its order."""
    return [ROOT / name for name in FILE.findall(sentence) if name.endswith(".py")]


PACKAGES = {module(path): path for path in LIB if path.name == "__init__.py"}


def reached(path):
    """The names of a file, of the modules that it imports, and of those that packages among them re-export."""
    packages = [PACKAGES[name] for name in imported(path) & PACKAGES.keys() if PACKAGES[name].parent != path.parent]
    return {module(path), *imported(path), *(name for package in packages for name in imported(package))}


def meet(first, second):
    """Whether one of two files imports the other, or a third one imports both."""
    return any({module(first), module(second)} <= reached(path) for path in (*LIB, *PAGES))


def test_every_file_that_is_named_exists():
    named = FILE.findall(TEXT)
    assert len(named) > 40
    assert [name for name in named if not (ROOT / name).exists() and name not in WRITTEN] == []


@pytest.mark.parametrize(("what", "walk"), WALKS, ids=[what for what, _ in WALKS])
def test_neighbours_of_a_walk_are_linked_by_imports(what, walk):
    steps = [files(sentence) for sentence in re.split(r"(?<=\.)\s", walk)]
    assert sum(map(len, steps)) >= 5
    assert [pair for step in steps for pair in pairwise(step) if not meet(*pair)] == []


def test_there_are_four_walks():
    assert len(WALKS) == 4
