"""Names: they say what a thing is, each class has one meaning, and no wing of `lib` imports back up."""

import ast
import sys
from collections import Counter, defaultdict
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.repository import LIB, PAGES, ROOT, imported, module, tree

CODE = [*LIB, *PAGES, ROOT / "app.py"]
VAGUE = {
    *("one", "ones", "it", "this", "that", "these", "those", "other", "others", "rest", "more", "most", "every"),
    *("told", "tells", "said", "says", "asked", "asks", "found", "made", "makes", "known", "shown", "shows", "drawn"),
    *("given", "gave", "got", "taken", "kept", "left", "done", "stands", "holds", "whole", "what", "who", "where"),
    *("thing", "things", "stuff", "obj", "tmp", "data_"),
}
"""Names that would fit anything. A comprehension on one line may use them."""
MOST_VAGUE = 0.01
"""The share of all bindings that may have such a name."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
MOST_ENTRIES = 20
"""How many modules and folders `lib/` may have."""


def bindings(parsed):
    """Every name that code binds: variables, parameters, functions, classes, aliases of imports."""
    short = {
        id(inner)
        for node in ast.walk(parsed)
        if isinstance(node, COMPREHENSIONS) and node.lineno == node.end_lineno
        for inner in ast.walk(node)
    }
    for node in ast.walk(parsed):
        if id(node) in short:
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname


def vague(names):
    return [name for name in names if name.strip("_").lower() in VAGUE]


def test_few_names_would_fit_anything():
    names = {path: list(bindings(tree(path))) for path in CODE}
    found = {str(path.relative_to(ROOT)): Counter(vague(bound)) for path, bound in names.items() if vague(bound)}
    count, total = sum(map(Counter.total, found.values())), sum(map(len, names.values()))
    assert total > 1000
    assert count <= MOST_VAGUE * total, found


def test_vague_names_are_counted_but_not_in_a_comprehension_on_one_line():
    code = "one = [one for one in rows]\ndef told(asked, row): ...\nfor found in rows: ...\nimport x as y"
    assert sorted(vague(bindings(ast.parse(code)))) == ["asked", "found", "one", "told"]


def test_a_class_name_has_one_meaning():
    homes = defaultdict(list)
    for path in LIB:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module(path))
    assert len(homes) > 50
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


@pytest.mark.parametrize("path", CODE, ids=module)
def test_no_module_is_named_like_one_of_the_standard_library(path):
    assert path.stem in ("__init__", "__main__") or path.stem not in sys.stdlib_module_names


def test_lib_has_few_entries():
    entries = {path.relative_to(ROOT / "lib").parts[0] for path in LIB}
    assert 10 < len(entries) <= MOST_ENTRIES


# Imports ─────────────────────────────────────────────────────────────────────


def wing(name):
    """The wing of `lib` that a dotted name is in, e.g. `lib.planner`."""
    return ".".join(name.split(".")[:2])


def test_no_wing_imports_back_up():
    arrows = defaultdict(set)
    modules = {module(path) for path in LIB} - {"lib"}
    for path in LIB:
        arrows[wing(module(path))] |= {wing(name) for name in imported(path) & modules} - {wing(module(path))}
    assert sum(map(len, arrows.values())) > 40
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]), pytrace=False)
