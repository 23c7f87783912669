"""The rules of the house that a program can check: imports, sizes, names, docstrings, links, tests."""

import ast
import re
from pathlib import Path

import pytest

from lib import sheets

ROOT = Path(__file__).resolve().parents[1]
LIB = sorted((ROOT / "lib").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
EDGES = {"streamlit": "lib.ui", "starlette": "lib.web"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "constants", "manager", "managers", "misc"}


def shown(path):
    return str(path.relative_to(ROOT))


def module(path):
    """The dotted name of a file of the repository."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """Every module that a file imports, as dotted names; `from a import b` counts as `a` and as `a.b`."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def within(name, package):
    return name == package or name.startswith(f"{package}.")


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=shown)


# Imports ─────────────────────────────────────────────────────────────────────


@each(LIB)
@pytest.mark.parametrize("library", EDGES)
def test_only_its_edge_imports_a_web_library(path, library):
    allowed = within(module(path), EDGES[library])
    assert allowed or not any(within(name, library) for name in imported(path))


@each([path for path in LIB if not within(module(path), "lib.ui") and not within(module(path), "lib.web")])
def test_the_inside_never_imports_the_edges(path):
    assert not any(within(name, edge) for name in imported(path) for edge in EDGES.values())


@each([path for path in LIB if within(module(path), "lib.ui")])
def test_what_streamlit_runs_never_imports_the_server(path):
    assert not any(within(name, "lib.web") for name in imported(path))


@each([*LIB, *PAGES])
def test_nothing_below_imports_a_page_or_the_app(path):
    assert not any(within(name, top) for name in imported(path) for top in ("pages", "app", "tests"))


@each(PAGES)
def test_a_page_imports_streamlit_and_lib_and_no_frames_or_figures(path):
    ours = {name for name in imported(path) if not within(name, "lib") or within(name, "lib.web")}
    assert {name.split(".")[0] for name in ours} <= {"streamlit", "functools", "datetime"}


def test_the_app_puts_the_server_and_what_it_warms_together_and_nothing_else():
    names = imported(ROOT / "app.py")
    assert all(any(within(name, part) for part in ("streamlit", "lib.web", "lib.ui.start")) for name in names)


def test_the_server_never_imports_what_draws():
    assert not [
        name for path in (ROOT / "lib" / "web").rglob("*.py") for name in imported(path) if within(name, "lib.ui")
    ]


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


@each(LIB)
def test_every_public_function_and_class_says_what_it_gives(path):
    silent = [node.name for node in public(tree(path).body) if not ast.get_docstring(node) and not is_validator(node)]
    assert silent == []


# Documents ───────────────────────────────────────────────────────────────────


def targets(text):
    """Where the links and pictures of a Markdown file go, without code and without what follows a #."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    inline = re.findall(r"\]\(\s*<?([^)\s>]+)", prose) + re.findall(r"(?:src|href)=\"([^\"]+)\"", prose)
    return inline + re.findall(r"^\[[^\]]+\]:\s*(\S+)", prose, flags=re.MULTILINE)


@each(DOCS)
def test_every_relative_link_of_a_document_leads_somewhere(path):
    relative = [to for to in targets(path.read_text(encoding="utf-8")) if not re.match(r"[a-z]+:|#", to)]
    assert [to for to in relative if not (path.parent / to.split("#")[0]).exists()] == []


def test_the_links_of_a_document_are_found():
    text = '[a](b.md#c) ![p](<d.png>) `[no](no.md)`\n\n[r]: e.md\n<img src="f.png">'
    assert targets(text) == ["b.md#c", "d.png", "f.png", "e.md"]


# Tests ───────────────────────────────────────────────────────────────────────


def claims_of(path):
    found = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [node for node in found if node.name.startswith("test_")]


def called(node):
    """The names of everything that is called below a node, as written."""
    return {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}


def asserts(node):
    """Whether a test claims something: an assertion, an error that has to come, or what is named for one."""
    stated = any(isinstance(one, ast.Assert) for one in ast.walk(node))
    return stated or any(re.search(r"(^|\.)(raises|assert_\w+|expect(_\w+)?)$", name) for name in called(node))


@each([path for path in TESTS if claims_of(path)])
def test_every_test_claims_something(path):
    assert [node.name for node in claims_of(path) if not asserts(node)] == []


@each(TESTS)
def test_no_test_waits_for_time_to_pass(path):
    waits = {"sleep", "wait_for_timeout"}
    assert [name for name in called(tree(path)) if name.rsplit(".", 1)[-1] in waits] == []


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
    found = list(skips(path))
    assert all(words >= 5 for words in found), "a skip says in a sentence why"
    assert not (found and {"browser", "pages"} & set(path.parts))
    assert not re.search(r"@pytest\.mark\.skip\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


@each([path for path in TESTS if claims_of(path)])
def test_no_test_is_longer_than_25_lines(path):
    long = {node.name: node.end_lineno - node.lineno + 1 for node in claims_of(path)}
    assert {name: lines for name, lines in long.items() if lines > 25} == {}


def test_what_pages_import_of_the_ui_is_imported_at_start():
    """What is imported after start-up is not frozen, and every collection of garbage walks through it."""
    used = {name for path in PAGES for name in imported(path) if name.startswith("lib.ui.")}
    modules = {module(path) for path in LIB}
    assert (used & modules) - imported(ROOT / "lib" / "ui" / "start.py") == set()


def test_a_sheet_of_one_page_is_named_as_its_file():
    assert set(sheets.OF_PAGE) <= {path.stem for path in PAGES}
    assert sheets.OF_PAGE
    assert {path.parent for path in (ROOT / "lib").rglob("*.css")} == {
        *(sheets.FOLDER, sheets.FOLDER / "pages", ROOT / "lib" / "web")
    }
