"""Each page from the frame, without a browser: it runs for any address, with the defaults that links rely on."""

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lib.address import pages
from lib.catalogue import snapshot
from lib.text import missing
from lib.ui import downloads

ROOT = Path(__file__).resolve().parents[2]
FRAME = ROOT / "pages" / "_app.py"
PAGES = tuple(page.file for page in pages.PAGES)
IDS = pd.read_parquet(ROOT / "data" / "certs.parquet", columns=["id"])["id"].tolist()
WEIGHTED = set(pd.read_parquet(ROOT / "data" / "exam_domains.parquet").dropna(subset="weight_low")["cert_id"])
"""Certifications whose sections have weights to draw."""
DAY = "2026-11-22"
DEFAULTS = {
    "vendor": [],
    "tier": [],
    "focus": [],
    "status": [],
    "q": "",
    "sort": "tier",
    "view": "cards",
    "price_max": None,
    "language": None,
    "article": False,
    "closed": False,
}
KEYS = (*DEFAULTS, "as_of", "id", "have", "foo", "embed")
VALUES = ("AWS", "aws", "retired", "Associate Engineer", "1", "table", "price", "English", DAY, "aif-c01", "nan", "-1")


def page_of(file, query=None):
    """A page in a fresh session, run once with a query."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app._registered_pages = registered_pages()
    app.query_params.update(query or {})
    return app.switch_page(file).run()


@cache
def registered_pages():
    """The pages as the frame registers them: before a first run AppTest takes a page's address for its file's name."""
    return AppTest.from_file(str(FRAME), default_timeout=30).run()._registered_pages


def html_of(app):
    """All of our HTML on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def certs(app):
    """The ids that cards or rows link to, in the order shown."""
    return re.findall(r"href=[\"']/cert\?id=([a-z0-9-]+)", html_of(app))


def assert_whole(app):
    """The page ran to its end inside its frame. What an exception says is in the captured output."""
    html = html_of(app)
    assert [exception.message for exception in app.exception] == []
    assert html.count("<h1>") == 1
    assert "cw-footer" in html


@pytest.mark.parametrize("file", PAGES)
def test_a_page_runs_without_a_query(file):
    assert_whole(page_of(file))


@pytest.mark.parametrize("cert", IDS)
def test_every_certification_has_a_page_whose_charts_are_named(tables, cert):
    app = page_of("cert.py", {"id": cert, "as_of": DAY})
    assert_whole(app)
    names = [chart.proto.alt.strip() for chart in app.get("plotly_chart")]
    is_priced = not missing(snapshot.cert(tables, cert, date.fromisoformat(DAY))["price_usd"])
    assert len(names) == (cert in WEIGHTED) + is_priced
    assert "" not in names


def test_the_defaults_that_links_rely_on():
    app = page_of("explore.py")
    assert {key: app.session_state[key] for key in DEFAULTS} == DEFAULTS
    assert app.date_input(key="as_of").value == datetime.now(UTC).date()
    assert app.query_params == {}
    assert not any(expander.proto.expanded for expander in app.expander)


def test_the_choices_that_links_rely_on():
    app = page_of("explore.py")
    assert app.selectbox(key="sort").options == ["tier", "price", "name", "vendor", "study time"]
    assert app.segmented_control(key="view").options == ["cards", "table"]
    assert app.pills(key="status").options == ["active", "beta", "ending", "retired", "unconfirmed", "not yet"]
    assert app.number_input(key="price_max").min == 0
    assert app.number_input(key="price_max").max == 5000
    assert app.text_input(key="q").proto.max_chars == 80


@pytest.mark.parametrize("file", PAGES)
def test_shared_filters_are_taken_from_the_address_on_every_page(file):
    app = page_of(file, {"vendor": ["AWS", "NVIDIA"], "tier": "Entry / Literacy", "as_of": DAY, "id": IDS[0]})
    assert_whole(app)
    assert app.session_state["vendor"] == ["AWS", "NVIDIA"]
    assert app.session_state["tier"] == ["Entry / Literacy"]
    assert str(app.date_input(key="as_of").value) == DAY


def test_every_filter_of_explore_is_taken_from_the_address():
    own = {"q": "engineer", "price_max": "200", "language": "English", "article": "1", "closed": "1", "sort": "price"}
    app = page_of("explore.py", {"vendor": "AWS", "as_of": DAY, **own})
    assert_whole(app)
    assert certs(app) == ["aws-ai-practitioner", "aws-ml-engineer-associate-c01"]
    assert app.text_input(key="q").value == "engineer"
    assert app.number_input(key="price_max").value == 200
    assert app.selectbox(key="language").value == "English"
    assert app.toggle(key="article").value is app.toggle(key="closed").value is True


def test_a_changed_control_is_written_and_obeyed():
    app = page_of("explore.py", {"as_of": DAY})
    app.selectbox(key="sort").select("name").run()
    assert app.query_params == {"as_of": DAY, "sort": "name"}
    by_name = certs(app)
    app.segmented_control(key="view").set_value("table").run()
    assert app.query_params == {"as_of": DAY, "sort": "name", "view": "table"}
    assert certs(app) == by_name
    app.selectbox(key="sort").select("tier").run()
    assert app.query_params == {"as_of": DAY, "view": "table"}
    assert_whole(app)
    assert sorted(certs(app)) == sorted(by_name) != certs(app)


@pytest.mark.parametrize("sort", ["tier", "price", "name", "vendor", "study time"])
@pytest.mark.parametrize("view", ["cards", "table"])
def test_every_order_in_every_view_shows_all(sort, view):
    app = page_of("explore.py", {"sort": sort, "view": view, "closed": "1"})
    assert_whole(app)
    assert sorted(certs(app)) == sorted(IDS)


@pytest.mark.parametrize("name", ["vendor", "q", "price_max"])
def test_an_empty_result_names_a_filter_to_loosen_and_one_click_gives_rows(name):
    empty = {"vendor": "AWS", "q": "agentforce"} if name != "price_max" else {"vendor": "AWS", "price_max": "1"}
    app = page_of("explore.py", {"as_of": DAY, **empty})
    assert_whole(app)
    assert certs(app) == []
    button = app.button(key=f"loosen_{name}")
    promised = int(re.search(r": (\d+) certification", button.label).group(1))
    button.click().run()
    assert_whole(app)
    assert len(certs(app)) == promised > 0
    assert not app.session_state[name]


def test_an_empty_result_that_hides_closed_ones_offers_them():
    app = page_of("explore.py", {"as_of": DAY, "vendor": "AWS", "q": "MLS-C01"})
    assert certs(app) == []
    app.button(key="loosen_closed").click().run()
    assert certs(app) == ["aws-ml-specialty"]


def test_an_empty_result_with_no_single_reason_offers_to_reset():
    app = page_of("explore.py", {"as_of": DAY, "vendor": "AWS", "q": "agentforce", "price_max": "1"})
    assert certs(app) == []
    app.button(key="reset_empty").click().run()
    assert_whole(app)
    assert len(certs(app)) > 60


def test_the_articles_prices_have_todays_beside_them_where_these_differ_or_are_the_last():
    html = html_of(page_of("explore.py", {"as_of": DAY, "article": "1"}))
    prices = re.findall(r"<b>([^<]+)</b><span class=\"cw-price\">(\$\d+) (?:<small>([^<]*)</small>)?", html)
    beside = {code: (price, aside) for code, price, aside in prices}
    assert (len(beside), beside["AIF-C01"], beside["NCA-GENL"]) == (10, ("$100", ""), ("$135", "now $125"))
    assert beside["MLS-C01"] == ("$300", "last $300")


@pytest.mark.parametrize(
    ("day", "code", "exported"),
    [
        (DAY, "MLA-C02", ("beta", "beta", 75.0)),
        ("2027-01-14", "MLA-C02", ("active", "list", None)),
        (DAY, "NCA-GENL", ("active", "list", 125.0)),
        ("2026-03-01", "NCA-GENL", ("active", "list", 135.0)),
    ],
)
def test_a_download_has_status_and_price_of_the_day_that_is_shown(tables, day, code, exported):
    rows = json.loads(downloads.certs_file(snapshot.certs(tables, date.fromisoformat(day)), "JSON"))
    row = next(row for row in rows if row["code"] == code)
    assert (row["status"], row["price_kind"], row["price_usd"]) == exported


def test_nothing_can_be_downloaded_too(tables):
    none = snapshot.certs(tables, date.fromisoformat(DAY)).head(0)
    assert downloads.certs_file(none, "CSV").decode().strip().startswith("id,")


def test_reset_leaves_no_filter_and_keeps_the_day():
    app = page_of("explore.py", {"as_of": DAY, "vendor": "AWS", "q": "engineer", "sort": "name"})
    app.button(key="reset").click().run()
    assert app.query_params == {"as_of": DAY, "sort": "name"}
    assert len(certs(app)) > 60


def test_no_longer_bookable_ones_are_one_click_away():
    app = page_of("explore.py", {"as_of": DAY})
    before = certs(app)
    app.button(key="show_closed").click().run()
    assert app.query_params == {"as_of": DAY, "closed": "1"}
    assert set(certs(app)) - set(before) >= {"azure-ai-fundamentals-900", "aws-ml-specialty"}
    assert sorted(certs(app)) == sorted(IDS)


@pytest.mark.parametrize("written", ["nope", "", "nvidia", "<b>x</b>"])
def test_an_unknown_certification_is_a_page_with_others_to_choose_from(written):
    app = page_of("cert.py", {"id": written})
    assert_whole(app)
    assert "Which certification?" in html_of(app)
    assert len(certs(app)) >= 1
    assert "<b>x</b>" not in html_of(app)


def test_a_certification_is_found_by_its_code_in_any_case():
    assert "AWS Certified AI Practitioner" in html_of(page_of("cert.py", {"id": "aif-C01"}))


odd = st.one_of(st.sampled_from(VALUES), st.text(st.characters(exclude_categories=["Cs"]), max_size=90))
queries = st.dictionaries(st.one_of(st.sampled_from(KEYS), odd), st.lists(odd, min_size=1, max_size=3), max_size=6)


@given(st.sampled_from(PAGES), queries)
@settings(max_examples=200, deadline=None)
def test_any_query_is_a_page(file, query):
    assert_whole(page_of(file, query))
