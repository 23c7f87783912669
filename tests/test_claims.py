"""A claim over an empty collection fails: no test passes because what it reads holds nothing."""

import ast
import re
from importlib import import_module

import pytest

from tests.repository import ROOT, TESTS, module, tree

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
FAILS_ITSELF = re.compile(r"(^|\.)(raises|warns|fail|assume|assert_\w+|expect(_\w+)?)$")
"""Calls that claim something. Hypothesis fails a test whose `assume` no example satisfies."""
READS_CONSTANT = re.compile(r"(^range|\.items|\.keys|\.values)$")
"""Calls by which a constant is read."""
AS_LONG = {"zip", "product", "enumerate", "cycle", "sorted", "reversed", "list", "tuple", "set", "dict"}
"""Functions whose result is empty only where one of their arguments is."""
NOTHING = {"[]", "()", "{}", "set()", "frozenset()"}


class Claims:
    """The claims of a test that say something whatever it reads.

    A claim counts that is made on every path through the test, in no loop and no condition, and that can fail where a
    collection is empty: not `all(…)`, `not any(…)`, `set(…) <= …`, or a comprehension of which nothing is to be left.
    A loop or a comprehension over what is written out in the test, or over a constant, is over something.
    """

    def __init__(self, test, constants):
        """Take the test's node, and a function that returns what the names of its module stand for."""
        self._constants = constants
        nodes = list(ast.walk(test))
        self._bound = [node.arg for node in nodes if isinstance(node, ast.arg)]
        self._bound += [node.name for node in nodes if isinstance(node, FUNCTIONS)]
        self._bound += [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        assigned = [(node.targets[0], node.value) for node in nodes if isinstance(node, ast.Assign)]
        self._values = {to.id: value for to, value in assigned if isinstance(to, ast.Name) and self._is_bound_once(to)}
        self.any = self._claimed_in(test.body)

    def _is_bound_once(self, name):
        return self._bound.count(name.id) == 1

    def _claimed_in(self, statements):
        return any(map(self._claims, statements))

    def _claims(self, node):
        """Whether a statement makes a claim that counts."""
        match node:
            case ast.Assert():
                return not self._holds_of_nothing(node.test)
            case ast.For():
                return self._is_full(node.iter) and self._claimed_in(node.body)
            case ast.If():
                return self._claimed_in(node.body) and self._claimed_in(node.orelse)
            case ast.With() | ast.AsyncWith():
                return any(map(fails_itself, node.items)) or self._claimed_in(node.body)
            case ast.Try():
                return self._claimed_in(node.body) or self._claimed_in(node.finalbody)
            case ast.Expr() | ast.Assign():
                return fails_itself(node)
        return False

    def _holds_of_nothing(self, test):
        """Whether an expression is true where the collection that it asks about is empty."""
        match test:
            case ast.BoolOp(op=ast.And()):
                return all(map(self._holds_of_nothing, test.values))
            case ast.BoolOp():
                return any(map(self._holds_of_nothing, test.values))
            case ast.Call(func=ast.Name(id="all"), args=[members]):
                return not self._is_full(members)
            case ast.Call(func=ast.Attribute(attr="all")):
                return True
            case ast.UnaryOp(op=ast.Not()):
                return self._is_false_of_nothing(test.operand)
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                return any(
                    ast.unparse(b) in NOTHING and self._may_be_empty(a) for a, b in ((left, right), (right, left))
                )
            case ast.Compare(left=left, ops=[ast.LtE()]):
                return self._may_be_empty(left)
        return False

    def _is_false_of_nothing(self, test):
        match test:
            case ast.Call(func=ast.Name(id="any"), args=[members]):
                return not self._is_full(members)
            case ast.Call(func=ast.Attribute(attr="any")):
                return True
        return self._may_be_empty(test)

    def _may_be_empty(self, node):
        """Whether an expression takes members of a collection that may have none."""
        match self._value(node):
            case ast.ListComp() | ast.SetComp() | ast.DictComp() as picked:
                return not all(self._is_full(generator.iter) for generator in picked.generators)
            case ast.Call(func=ast.Name(id="set"), args=[members]):
                return not self._is_full(members)
        return False

    def _is_full(self, node):
        """Whether a collection has members on every run."""
        match self._value(node):
            case ast.List() | ast.Tuple() | ast.Set() as written:
                return any(not isinstance(one, ast.Starred) or self._is_full(one.value) for one in written.elts)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() as picked:
                return all(self._is_full(generator.iter) and not generator.ifs for generator in picked.generators)
            case ast.Call(func=ast.Name(id=name), args=[*members]) if name in AS_LONG and members:
                return all(map(self._is_full, members))
            case value:
                return self._is_full_constant(value)

    def _value(self, node):
        """What a name stands for that is assigned once in the test, else the node itself."""
        return self._values.get(node.id, node) if isinstance(node, ast.Name) else node

    def _is_full_constant(self, node):
        """Whether an expression reads a constant of the module and nothing else, and the constant is not empty."""
        nodes = list(ast.walk(node))
        calls = [ast.unparse(inner.func) for inner in nodes if isinstance(inner, ast.Call)]
        if any(isinstance(inner, ast.Name) and inner.id in self._bound for inner in nodes):
            return False
        if not all(map(READS_CONSTANT.search, calls)):
            return False
        return any(True for _ in eval(compile(ast.Expression(node), "<constant>", "eval"), self._constants()))


def fails_itself(node):
    """Whether something is called below a node that fails by itself."""
    return any(FAILS_ITSELF.search(ast.unparse(inner.func)) for inner in ast.walk(node) if isinstance(inner, ast.Call))


def functions_of(parsed):
    """The tests of a syntax tree, in order."""
    return [node for node in ast.walk(parsed) if isinstance(node, FUNCTIONS) and node.name.startswith("test_")]


TESTED = [path for path in TESTS if functions_of(tree(path))]


@pytest.mark.parametrize("path", TESTED, ids=module)
def test_a_claim_over_an_empty_collection_fails(path):
    names = {
        node.name: Claims(node, lambda: vars(import_module(module(path)))).any for node in functions_of(tree(path))
    }
    assert {name for name, says_something in names.items() if says_something} == set(names)


@pytest.mark.parametrize(
    "body",
    [
        "for row in rows: assert row.price",
        "for row in [row for row in MANY if row > 1]: assert row",
        "for one in (*rows, *others):\n    for two in MANY: assert one + two",
        "while rows: assert rows.pop()",
        "if rows: assert rows[0]",
        "assert all(row.price for row in rows)",
        "assert not any(row.price for row in rows) and not [row for row in rows if row.bad]",
        "bad = [row for row in rows if row.bad]\nassert bad == []",
        "assert {row.vendor for row in rows} <= VENDORS",
        "assert rows['price'].notna().all()",
        "for one in NONE: assert one",
        "for rows in MANY: pass\nfor row in rows: assert row",
    ],
)
def test_a_claim_that_holds_of_nothing_is_noticed(body):
    assert not stated(body)


@pytest.mark.parametrize(
    "body",
    [
        "assert rows\nfor row in rows: assert row.price",
        "for row in (first, *rows): assert row.price",
        "for word, number in MANY.items(): assert words(number) == word",
        "pairs = zip((a, b), MANY, strict=True)\nfor one, two in pairs: assert one == two",
        "assert {row.vendor for row in rows} == {'AWS'}",
        "assert set() < {row.vendor for row in rows} <= VENDORS",
        "assert max(row.lines for row in rows) <= 25",
        "assume(rows)\nfor row in rows: assert row.price",
        "with pytest.raises(KeyError): rows['x']",
        "if rows:\n    assert rows[0]\nelse:\n    assert problem",
        "expect(page.locator('h1')).to_have_count(1)",
    ],
)
def test_a_claim_that_fails_on_nothing_counts(body):
    assert stated(body)


def stated(body):
    """Whether a test with a body claims something, by the constants MANY and NONE."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    (node,) = functions_of(ast.parse(f"def test_it(rows, others):\n{lines}"))
    return Claims(node, lambda: {"MANY": {"one": 1}, "NONE": (), "VENDORS": {"AWS"}}).any


def test_the_files_that_are_read_are_those_of_the_tests():
    assert {ROOT / "tests" / "test_claims.py", ROOT / "tests" / "test_style.py"} < set(TESTED) < set(TESTS)
