"""The rules of the house that a program can check: imports, sizes, names, docstrings, links, tests."""

import ast
import re

import pytest
from mypy import api as mypy

from lib.design import stylesheets
from tests.repository import LIB, PAGES, ROOT, TESTS, imported, module, tree

DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
EDGES = {"streamlit": ("lib.ui", "lib.web.streamlit"), "starlette": ("lib.web",)}
VAGUE = {"utils", "util", "helpers", "helper", "common", "constants", "manager", "managers", "misc"}


def relative_path(path):
    return str(path.relative_to(ROOT))


def within(name, package):
    return name == package or name.startswith(f"{package}.")


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=relative_path)


# Types ───────────────────────────────────────────────────────────────────────

READERS = """from lib.catalogue.record import Certification
def right(certification: Certification) -> float: return certification["price_usd"]
def wrong(certification: Certification) -> object: return certification["pricee_usd"]"""


def test_a_misspelt_column_of_a_certification_is_a_type_error(monkeypatch):
    monkeypatch.chdir(ROOT)
    output, faults, _ = mypy.run(
        ["--config-file=", "--no-incremental", "--strict", "--follow-imports=silent", "-c", READERS]
    )
    errors = [line for line in output.splitlines() if "error:" in line]
    assert (len(errors), faults) == (1, ""), output
    assert 'has no key "pricee_usd"' in errors[0]


# Imports ─────────────────────────────────────────────────────────────────────


def importers(package, paths):
    """The modules among files that import a package or a part of it."""
    return {module(path) for path in paths if any(within(name, package) for name in imported(path))}


def homes(names, packages):
    """The packages that names stand in; a name that stands in none is its own."""
    return {next((package for package in packages if within(name, package)), name) for name in names}


@pytest.mark.parametrize("library", EDGES)
def test_only_its_edge_imports_a_web_library(library):
    assert homes(importers(library, LIB), EDGES[library]) == set(EDGES[library])


@pytest.mark.parametrize("edge", ["lib.ui", "lib.web"])
def test_the_inside_imports_no_edge_and_no_edge_the_other(edge):
    assert homes(importers(edge, LIB), [edge]) == {edge}


def test_nothing_below_imports_a_page_or_the_app():
    tops = ("pages", "app", "tests")
    assert {top: importers(top, [*LIB, *PAGES]) for top in tops} == {top: set() for top in tops}
    assert homes(importers("tests", TESTS), ["tests"]) == {"tests"}


@each(PAGES)
def test_a_page_imports_streamlit_and_lib_and_no_frames_or_figures(path):
    sources = {name if within(name, "lib.web") else name.split(".")[0] for name in imported(path)}
    assert {"lib"} <= sources <= {"lib", "streamlit", "functools", "datetime"}


def test_the_app_puts_the_server_and_what_it_warms_together_and_nothing_else():
    parts = ("streamlit", "lib.web", "lib.ui.start")
    assert homes(imported(ROOT / "app.py"), parts) == set(parts)


# Sizes and names ─────────────────────────────────────────────────────────────


@each(PAGES)
def test_a_page_is_a_flat_script_of_at_most_100_lines(path):
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not [node for node in ast.walk(tree(path)) if isinstance(node, defined)]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 100


@each(LIB)
def test_a_module_has_at_most_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@each([*LIB, *PAGES, *TESTS])
def test_no_module_has_a_name_that_says_nothing(path):
    assert not VAGUE & set(module(path).split("."))


@each([*LIB, *PAGES, *TESTS, ROOT / "app.py"])
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(tree(path))


def public(nodes):
    """Functions and classes that are not private, and the methods of those classes."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            yield from public(node.body) if isinstance(node, ast.ClassDef) else ()


def is_validator(node):
    """Whether a method is one of pydantic's checks, whose name and error say what it checks."""
    return any("validator" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_every_public_function_and_class_says_what_it_gives():
    nodes = [(module(path), node) for path in LIB for node in public(tree(path).body) if not is_validator(node)]
    assert len(nodes) > 500
    assert [(name, node.name) for name, node in nodes if not ast.get_docstring(node)] == []


# Documents ───────────────────────────────────────────────────────────────────


def targets(text):
    """Where the links and pictures of a Markdown file go, without code and without what follows a #."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    inline = re.findall(r"\]\(\s*<?([^)\s>]+)", prose) + re.findall(r"(?:src|href)=\"([^\"]+)\"", prose)
    return inline + re.findall(r"^\[[^\]]+\]:\s*(\S+)", prose, flags=re.MULTILINE)


def test_every_relative_link_of_a_document_leads_somewhere():
    links = [(path, to) for path in DOCS for to in targets(path.read_text(encoding="utf-8"))]
    relative = [(path, to) for path, to in links if not re.match(r"[a-z]+:|#", to)]
    assert {ROOT / "HACKING.md", ROOT / "README.md"} < {path for path, _ in relative}
    assert [(path, to) for path, to in relative if not (path.parent / to.split("#")[0]).exists()] == []


def test_the_links_of_a_document_are_found():
    text = '[a](b.md#c) ![p](<d.png>) `[no](no.md)`\n\n[r]: e.md\n<img src="f.png">'
    assert targets(text) == ["b.md#c", "d.png", "f.png", "e.md"]


# Tests ───────────────────────────────────────────────────────────────────────


def claims_of(path):
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [node for node in functions if node.name.startswith("test_")]


def called(node):
    """The names of everything that is called below a node, as written."""
    return {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}


def asserts(node):
    """Whether a test claims something: an assertion, an error that has to come, or what is named for one."""
    stated = any(isinstance(one, ast.Assert) for one in ast.walk(node))
    return stated or any(re.search(r"(^|\.)(raises|assert_\w+|expect(_\w+)?)$", name) for name in called(node))


@each([path for path in TESTS if claims_of(path)])
def test_every_test_claims_something(path):
    assert {node.name: asserts(node) for node in claims_of(path)} == {node.name: True for node in claims_of(path)}


def test_no_test_waits_for_time_to_pass():
    calls = {(module(path), name) for path in TESTS for name in called(tree(path))}
    assert ("tests.test_style", "ast.walk") in calls
    assert [call for call in calls if call[1].rsplit(".", 1)[-1] in {"sleep", "wait_for_timeout"}] == []


def skips(path):
    """Every skip of a file with the words that it gives for itself."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and re.match(
            r"pytest\.(mark\.)?(skip|skipif|importorskip)$", ast.unparse(node.func)
        ):
            words = [one for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield max((len(one.value.split()) for one in words), default=0)


@each(TESTS)
def test_no_test_is_skipped_in_silence_and_none_for_want_of_a_browser(path):
    lengths = list(skips(path))
    assert all(words >= 5 for words in lengths), "a skip says in a sentence why"
    assert not (lengths and {"browser", "pages"} & set(path.parts))
    assert not re.search(r"@pytest\.mark\.skip\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


@each([path for path in TESTS if claims_of(path)])
def test_no_test_is_longer_than_25_lines(path):
    lengths = {node.name: node.end_lineno - node.lineno + 1 for node in claims_of(path)}
    assert max(lengths.values()) <= 25, lengths


def test_what_pages_import_of_the_ui_is_imported_at_start():
    """What is imported after start-up is not frozen, and every collection of garbage walks through it."""
    used = {name for path in PAGES for name in imported(path) if name.startswith("lib.ui.")}
    modules = {module(path) for path in LIB}
    assert (used & modules) - imported(ROOT / "lib" / "ui" / "start.py") == set()


def test_a_sheet_of_one_page_is_named_as_its_file():
    assert set(stylesheets.OF_PAGE) <= {path.stem for path in PAGES}
    assert stylesheets.OF_PAGE
    assert {path.parent for path in (ROOT / "lib").rglob("*.css")} == {
        *(stylesheets.FOLDER, stylesheets.FOLDER / "pages", stylesheets.FOLDER / "html")
    }
