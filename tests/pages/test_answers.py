"""The answer that is there before the app says what the app then says: the same question, finding and notes."""

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lib.address import pages, parameters
from lib.catalogue.status import reader_words
from lib.design.render import Html
from lib.pay import roles
from lib.tables import store
from lib.views import static_html
from lib.views.blocks import Columns, Fold
from lib.views.preview import summary

ROOT = Path(__file__).resolve().parents[2]
FRAME = ROOT / "pages" / "_app.py"
TABLES = store.SHARED.tables()
PATHS = TABLES["paths"]
VALUES = {
    **parameters.vocabulary(TABLES),
    "status": reader_words(),
    "as_of": ("2026-03-01", "2026-11-22", "2027-06-30"),
    "id": ("aws-ai-practitioner", "azure-ai-fundamentals", "nvidia-nca-genl", "aws-ml-specialty", "AIF-C01"),
    "have": ("aws-ai-practitioner", "aws-ai-practitioner:2025-03"),
    "take": ("azure-ai-fundamentals",),
    "study": ("aws-ai-practitioner:40",),
    "from": tuple(PATHS.loc[PATHS["kind"] == "sequence", "path"]),
    "goal": tuple(PATHS.loc[PATHS["kind"] != "sequence", "path"]),
    "role": tuple(roles.names(TABLES)),
    "source": (*roles.sources(TABLES), roles.ALL),
    "sort": ("price", "name"),
    "q": ("engineer", "AI", "nothing like it"),
    "by": ("2027-06-30",),
    "start": ("2027-02",),
    "plan": ("fastest", "broadest", "1"),
    "steps": ("x",),
}
REPEATED = ("vendor", "tier", "focus", "status", "id", "have", "take", "study")
NUMBERS = ("1", "0", "7", "25", "60", "100", "400", "1500", "-1", "nan", "", "<b>x</b>")


@cache
def registered_pages():
    """The pages as the frame registers them: before a first run AppTest takes a page's address for its file's name."""
    return AppTest.from_file(str(FRAME), default_timeout=30).run()._registered_pages


def page_html(page, pairs):
    """The HTML elements of a page, as the app draws them."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app._registered_pages = registered_pages()
    app.query_params.update({key: [value for name, value in pairs if name == key] for key, _ in pairs})
    return [element.proto.body for element in app.switch_page(page.file).run().get("html")]


def page_words(page, pairs):
    """The question, the finding and the notes of a page, as the app draws them."""
    html = "".join(page_html(page, pairs))
    heading = re.search(r"<h1>(.*?)</h1><p class='cw-finding'>(.*?)</p>", html, flags=re.DOTALL)
    notes = re.findall(r"<p class='cw-notes' role='status'>(.*?)</p>", html)
    words = (re.sub(r"<span class='cw-num'>(.*?)</span>", r"\1", part) for part in (*heading.groups(), " ".join(notes)))
    return tuple(map(unescape, words))


def summary_words(page, pairs):
    """The question, the finding and the notes of the page's summary."""
    answer = summary.page_summary(page, parameters.canonical(pairs, TABLES), TABLES)
    return answer.view.question, answer.view.finding, " ".join(answer.notes)


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
@pytest.mark.parametrize("day", [[], [("as_of", "2026-03-01")]], ids=["today", "the article's day"])
def test_a_page_and_its_answer_say_the_same(page, day):
    assert summary_words(page, day) == page_words(page, day)


@pytest.mark.parametrize(
    "cert", ["nvidia-nca-genl", "aws-ml-specialty", "aws-ml-engineer-associate-c01", "nvidia", "x"]
)
def test_a_certification_and_its_answer_say_the_same(cert):
    assert summary_words(pages.CERT, [("id", cert)]) == page_words(pages.CERT, [("id", cert)])


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
def test_what_an_address_asks_in_vain_is_said_in_the_answer_as_on_the_page(page):
    pairs = [("hour", "-5"), ("as_of", "9999-01-01")]
    assert summary_words(page, pairs) == page_words(page, pairs)
    assert "as_of=9999-01-01 was left out" in summary_words(page, pairs)[2]


def pairs_of(page):
    """Queries of a page: values that it knows in most places, others in some."""
    keys = [key for key in parameters.of_page(page) if key not in ("made", "steps")]
    pair = st.sampled_from(keys).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(VALUES.get(key, NUMBERS))))
    return st.tuples(st.just(page), st.lists(pair, max_size=5))


@given(st.sampled_from(pages.PAGES).flatmap(pairs_of))
@settings(max_examples=200)
def test_any_view_and_its_answer_say_the_same(view):
    page, pairs = view
    singles = {key: value for key, value in pairs if key not in REPEATED}  # of several, AppTest takes another one
    together = [*sorted(pair for pair in pairs if pair[0] in REPEATED), *singles.items()]
    assert summary_words(page, together) == page_words(page, together)


def test_the_blocks_of_an_answer_have_links_that_carry_the_filters():
    pairs = [("vendor", "AWS"), ("as_of", "2026-03-01"), ("q", "x" * 99)]
    answer = summary.page_summary(pages.EXPLORE, pairs, TABLES)
    assert answer.view.title == "Explore: AWS"
    links = re.findall(r'href="(/cert[^"]*)"', static_html.html_of(answer.view.blocks, TABLES))
    assert unescape(links[0]) == "/cert?id=aws-ai-practitioner&vendor=AWS&as_of=2026-03-01"


STATES = [
    *((page, []) for page in pages.PAGES),
    (pages.EXPLORE, [("view", "table")]),
    (pages.EXPLORE, [("q", "nothing like it")]),
    (pages.CERT, [("id", "AIF-C01")]),
    (pages.COSTS, [("source", roles.ALL)]),
    (pages.TIER_MAP, [("status", "retired")]),
    (pages.COMPARE, [("id", "aws-ai-practitioner"), ("id", "nvidia-nca-genl")]),
    (pages.PLANNER, [("budget", "1")]),
    (pages.PLANNER, [("made", "2026-10-01"), ("steps", "x")]),
]


@pytest.mark.parametrize(("page", "pairs"), STATES, ids=lambda part: part.path if part in pages.PAGES else str(part))
def test_the_app_and_the_html_before_it_draw_the_same_blocks_in_the_same_order(page, pairs):
    blocks = [str(block) for block in html_blocks(summary.page_summary(page, pairs, TABLES).view.blocks)]
    drawn = [body for body in page_html(page, pairs) if body in set(blocks)]
    assert drawn == blocks
    before_app = static_html.html_of(summary.page_summary(page, pairs, TABLES).view.blocks, TABLES)
    end = 0
    for block in blocks:
        end = before_app.index(block, end) + len(block)
    assert blocks or (page, pairs) == (pages.EXPLORE, [("q", "nothing like it")])


def html_blocks(blocks):
    """The blocks of our own HTML among blocks, those in columns and folds too."""
    for block in blocks:
        match block:
            case Html():
                yield block
            case Columns():
                yield from (html for column in block.columns for html in html_blocks(column))
            case Fold():
                yield from html_blocks(block.blocks)


def test_only_a_certification_that_does_not_exist_is_not_found():
    assert not summary.page_summary(pages.CERT, [("id", "aif-c99")], TABLES).view.exists
    assert summary.page_summary(pages.CERT, [], TABLES).view.exists
    assert summary.page_summary(pages.COMPARE, [("id", "aif-c99")], TABLES).view.exists
