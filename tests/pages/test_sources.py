"""Sources without a browser: everything is on it, for any address, and what is asked for is what is shown."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.address import query
from lib.tables.schema import TABLES
from lib.trust import provenance
from tests.pages.test_pages import DAY, ROOT, assert_whole, html_of, page_of

SOURCES = pd.read_parquet(ROOT / "data" / "sources.parquet")
KEYS = ("find", "group", "table", "vendor", "tier", "status", "as_of", "foo")
VALUES = ("kind", "publisher", "month", "salaries", "AWS", "retired", "1", "[", "<b>x</b>", "$x$", DAY, "2027-06-01")


def heads(app):
    """The headings of our HTML, in order."""
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", html_of(app))


def listed(app):
    """The titles of the list of sources, in the order shown."""
    html = next(element.proto.body for element in app.get("html") if "cw-src-list" in element.proto.body)
    return re.findall(r"<li>(?:<a [^>]*>)?([^<]+)", html)


def test_the_page_has_its_question_its_picture_and_all_of_its_parts_in_order():
    app = page_of("sources.py", {"as_of": DAY})
    assert_whole(app)
    (chart,) = app.get("plotly_chart")
    assert "Can I trust this?" in html_of(app)
    assert heads(app)[0] == chart.proto.alt
    parts = re.findall(r'class="cw-h2 cw-src-part" id="([a-z]+)"', html_of(app))
    assert parts == ["article", "disputes", "stale", "evidence", "sources", "dictionary", "correct"]
    assert re.findall(r'<a href="#([a-z]+)"', html_of(app)) == parts


def test_all_points_all_evidence_and_all_tables_are_told():
    app = page_of("sources.py", {"as_of": DAY})
    assert html_of(app).count("<b>The article</b>") == 19
    assert html_of(app).count("<b>Found: ") == 12
    assert [name for name in TABLES if f"Columns of {name}" not in html_of(app)] == []


@pytest.mark.parametrize("group", provenance.GROUPS)
def test_every_source_is_listed_however_it_is_grouped(group):
    app = page_of("sources.py", {"group": group})
    assert_whole(app)
    assert len(listed(app)) == len(SOURCES)


def test_a_search_is_taken_from_the_address_and_its_groups_are_open():
    app = page_of("sources.py", {"find": "hashicorp infrastructure", "as_of": DAY})
    assert_whole(app)
    assert app.text_input(key="find").value == "hashicorp infrastructure"
    assert listed(app) == ["infrastructure-automation"]
    assert 'cw-src-more" open' in html_of(app)


def test_a_search_that_finds_nothing_says_so_and_keeps_the_rest():
    app = page_of("sources.py", {"find": "<b>x</b>"})
    assert_whole(app)
    assert "No source has all of these words." in html_of(app)
    assert "<b>x</b>" not in html_of(app)
    assert html_of(app).count("<b>The article</b>") == 19


def test_filters_narrow_the_figures_and_not_the_article_or_the_sources(root):
    app = page_of("sources.py", {"vendor": "NVIDIA", "as_of": DAY})
    assert_whole(app)
    of_nvidia = list((root / "data" / "source" / "certs").glob("nvidia-*.toml"))
    assert f"on {len(of_nvidia)} certifications" in html_of(app)
    assert html_of(app).count("<b>The article</b>") == 19
    assert len(listed(app)) == len(SOURCES)


def test_filters_that_match_nothing_name_one_to_loosen():
    app = page_of("sources.py", {"vendor": "Snowflake", "tier": "Entry / Literacy", "as_of": DAY})
    assert_whole(app)
    assert not app.get("plotly_chart")
    app.button(key="loosen_tier").click().run()
    assert_whole(app)
    assert len(app.get("plotly_chart")) == 1


def test_what_is_stale_follows_the_day():
    assert "Nothing is stale as of 1 Mar 2026." in heads(page_of("sources.py", {"as_of": "2026-03-01"}))
    assert any(
        head.startswith("Stale as of 1 Jun 2027: ") for head in heads(page_of("sources.py", {"as_of": "2027-06-01"}))
    )


def test_the_defaults_that_links_rely_on():
    app = page_of("sources.py")
    assert app.query_params == {}
    assert query.FIRST_TABLE == "certs"
    assert (app.text_input(key="find").value, app.segmented_control(key="group").value) == ("", "kind")
    assert app.segmented_control(key="group").options == ["kind", "publisher", "month"]


def test_a_changed_control_is_written_and_obeyed():
    app = page_of("sources.py", {"as_of": DAY})
    app.segmented_control(key="group").set_value("publisher").run()
    assert app.query_params == {"as_of": DAY, "group": "publisher"}
    app.text_input(key="find").set_value("cncf").run()
    assert app.query_params == {"as_of": DAY, "group": "publisher", "find": "cncf"}
    assert 0 < len(listed(app)) < len(SOURCES)


@pytest.mark.parametrize("query_values", [{"group": "colour"}, {"table": "certs.parquet"}, {"find": "x" * 81}])
def test_what_is_not_understood_is_named(query_values):
    app = page_of("sources.py", query_values)
    assert_whole(app)
    assert f"{next(iter(query_values))}=" in html_of(app)
    assert "was left out" in html_of(app)


odd = st.one_of(st.sampled_from(VALUES), st.text(st.characters(exclude_categories=["Cs"]), max_size=90))
queries = st.dictionaries(st.sampled_from(KEYS), st.lists(odd, min_size=1, max_size=3), max_size=4)


@given(queries)
@settings(max_examples=60, deadline=None)
def test_any_query_is_a_page(query_values):
    assert_whole(page_of("sources.py", query_values))
