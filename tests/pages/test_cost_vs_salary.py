"""Cost vs salary from the frame, without a browser: what it says for any address, and what its controls touch."""

import json
import math
import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pages import DAY, assert_whole, html_of, page_of

from lib.pay import roles
from lib.text import thousands, usd

FILE = "cost_vs_salary.py"
SOURCES = ("aijobs-2025-08", "aijobs-2025-01", "article", "all")
ROLES = ("junior-ai-ml-engineer", "ml-engineer", "senior-ml-engineer", "genai-engineer", "mlops-lead")
DEFAULTS = {
    "source": "aijobs-2025-08",
    "role": "senior-ml-engineer",
    "hour": 25,
    "hours": None,
    "months": 36,
    "chance": 100,
    "raise": 0,
}
NUMBERS = {"hour": (0, 1000), "hours": (0, 5000), "months": (1, 120), "chance": (1, 100), "raise": (0, 1_000_000)}


def finding(app):
    """The sentence under the question."""
    return unescape(re.sub("<[^>]+>", "", re.search(r"<p class='cw-finding'>(.*?)</p>", html_of(app)).group(1)))


def headings(app):
    """The findings of the second and the third part."""
    html = re.findall(r"<h2 class='cw-h2'>(.*?)</h2>", html_of(app))
    return [unescape(re.sub("<[^>]+>", "", one)) for one in html]


def notes(app):
    """What the page says about its address."""
    return " ".join(unescape(one) for one in re.findall(r"<p class='cw-notes'[^>]*>(.*?)</p>", html_of(app)))


def charts(app):
    """The figures by the end of their key, with their specification."""
    return {chart.proto.alt: json.loads(chart.proto.spec) for chart in app.get("plotly_chart")}


def test_the_defaults_that_links_rely_on():
    app = page_of(FILE)
    assert_whole(app)
    assert {key: app.session_state[key] for key in DEFAULTS} == DEFAULTS
    assert app.query_params == {}


def test_the_choices_that_links_rely_on():
    app = page_of(FILE)
    assert app.selectbox(key="role").options == [
        "AI/ML Engineer (junior)",
        "ML Engineer (mid)",
        "Senior ML Engineer",
        "Applied AI / GenAI Engineer",
        "ML Platform / MLOps Lead",
    ]
    pills = app.pills(key="source")
    assert pills.options == ["Job ads to Aug 2025", "Job ads to Jan 2025", "The article", "All sources"]
    assert {key: (app.number_input(key=key).min, app.number_input(key=key).max) for key in NUMBERS} == NUMBERS


def test_every_control_is_taken_from_the_address():
    state = {"source": "article", "role": "mlops-lead", "hour": "40", "hours": "10"}
    state |= {"months": "24", "chance": "50", "raise": "1500"}
    app = page_of(FILE, {"as_of": DAY, **state})
    assert_whole(app)
    assert {key: str(app.session_state[key]).removesuffix(".0") for key in state} == state
    assert finding(app) == "ML Platform / MLOps Lead: $715.50 of exams, the article claims $215k or more."
    # $715.50 of exams, as much again for retakes, no renewal due before 24 months are over, 10 hours at $40.
    assert "a raise of $916 a year pays the path back in 24 months" in headings(app)[0]


def test_a_changed_control_is_written_and_obeyed_and_a_default_is_left_out():
    app = page_of(FILE, {"as_of": DAY})
    app.selectbox(key="role").select("ml-engineer").run()
    app.pills(key="source").select("article").run()
    app.number_input(key="months").set_value(12).run()
    assert app.query_params == {"as_of": DAY, "role": "ml-engineer", "source": "article", "months": "12"}
    assert finding(app) == "ML Engineer (mid): $365 of exams, the article claims $155k."
    assert "12 months" in headings(app)[0]
    app.selectbox(key="role").select("senior-ml-engineer").run()
    app.number_input(key="months").set_value(36).run()
    assert app.query_params == {"as_of": DAY, "source": "article"}
    assert_whole(app)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("hour", "-5", "the value of an hour is a number of dollars from 0 to 1,000"),
        ("hour", "nan", "the value of an hour is a number of dollars from 0 to 1,000"),
        ("hours", "inf", "study time is a number of hours from 0 to 5,000"),
        ("months", "0", "a horizon is a whole number of months from 1 to 120"),
        ("months", "-12", "a horizon is a whole number of months from 1 to 120"),
        ("months", "1e3", "a horizon is a whole number of months from 1 to 120"),
        ("chance", "0", "a pass chance is a whole number of percent from 1 to 100"),
        ("raise", "lots", "a raise is a number of dollars from 0 to 1,000,000"),
        ("role", "king", "it is not among the choices"),
        ("source", "bls-oews-2025", "this source says nothing of what the roles pay"),
        ("source", "nope", "it is not among the choices"),
        ("as_of", "9999-01-01", "it is a day from 2024 to 2035"),
    ],
)
def test_a_bad_value_is_one_clear_sentence_and_the_default_holds(key, value, why):
    app = page_of(FILE, {key: value})
    assert_whole(app)
    assert notes(app) == f"{key}={value} was left out: {why}."
    assert finding(app) == "Senior ML Engineer: $400 of exams, job ads at $157k to $266k."
    assert {key: app.session_state[key] for key in DEFAULTS} == DEFAULTS


def test_an_amount_is_written_to_the_cent():
    app = page_of(FILE, {"as_of": DAY})
    app.number_input(key="raise").set_value(123_456.75).run()
    assert app.query_params["raise"] == "123456.75"
    app.number_input(key="raise").set_value(1_000_000.0).run()
    assert app.query_params["raise"] == "1000000"
    assert_whole(app)


def test_the_cheapest_path_is_called_so_only_of_what_has_a_price():
    html = html_of(page_of(FILE, {"as_of": DAY, "role": "genai-engineer", "hour": "12.5"}))
    assert "The cheapest path of those with published prices, <" in html
    assert "An hour at $12.50 and" in html
    assert "The cheapest path, <" in html_of(page_of(FILE, {"as_of": DAY}))


def test_a_path_that_cannot_be_booked_has_no_answer_and_no_wrong_number():
    app = page_of(FILE, {"as_of": "2024-01-01", "role": "mlops-lead"})
    assert_whole(app)
    assert "exam fees not known (TA-004 cannot be booked)" in finding(app)
    assert "is not known (TA-004 cannot be booked)" in headings(app)[0]
    assert not [alt for alt in charts(app) if "What has to be paid back" in alt]
    assert [one.key for one in app.number_input] == []


def test_what_was_assumed_is_kept_while_there_is_nothing_to_assume_it_for():
    state = {"as_of": "2024-01-01", "role": "mlops-lead", "hour": "50"}
    app = page_of(FILE, state)
    assert app.query_params == state
    app.selectbox(key="role").select("senior-ml-engineer").run()
    assert app.number_input(key="hour").value == 50


def test_filters_that_match_nothing_say_which_to_loosen_and_leave_the_roles_as_they_are():
    app = page_of(FILE, {"as_of": DAY, "vendor": "NVIDIA", "tier": "Entry / Literacy"})
    assert_whole(app)
    assert headings(app)[1] == "Nothing matches all filters at once."
    assert finding(app) == "Senior ML Engineer: $400 of exams, job ads at $157k to $266k."
    assert "do not change what a role asks for" in html_of(app)
    app.button(key="loosen_tier").click().run()
    assert headings(app)[1].endswith(".")
    assert headings(app)[1] != "Nothing matches all filters at once."


def test_the_articles_day_brings_its_prices_back():
    then, now = (page_of(FILE, {"as_of": day, "role": "genai-engineer"}) for day in ("2026-03-01", DAY))
    assert finding(then).startswith("Applied AI / GenAI Engineer: $234 to $435 of exams")
    assert finding(now).startswith("Applied AI / GenAI Engineer: $224 to $455 of exams")


def test_what_the_ranges_leave_out_is_named():
    html = html_of(page_of(FILE, {"as_of": DAY}))
    words = re.sub("<[^>]+>", "", unescape(html))
    assert "Left out of the ranges as betas: MLA-C02 and AIB-C01." in words
    assert "AI-901 for AI-900 and AI-103 for AI-102" in words
    assert "AB-730 and AB-731 (price not published)" in words


def test_the_caveats_stand_beside_the_picture_and_not_behind_a_link():
    aside = re.search(r'<div class="cw-aside">(.*?)</div>', html_of(page_of(FILE)), flags=re.DOTALL).group(1)
    caveats = re.sub("<details.*?</details>", "", aside, flags=re.DOTALL)
    assert "Pay belongs to roles." in caveats
    assert "measures what an AI certification adds to pay." in caveats
    assert re.findall("<dt>(.*?)</dt>", caveats) == ["Job ads", "The article", "Employer survey"]


@pytest.mark.parametrize("source", SOURCES)
def test_every_figure_has_a_name_and_a_table_twin(source):
    app = page_of(FILE, {"as_of": DAY, "source": source})
    assert len(app.get("plotly_chart")) == 6
    assert all(chart.proto.alt.strip().endswith(".") for chart in app.get("plotly_chart"))
    assert html_of(app).count('class="cw-twin"') >= 3
    assert all(name in html_of(app) for name in ("AI/ML Engineer (junior)", "ML Platform / MLOps Lead"))


def test_all_sources_show_neighbours_by_their_own_names():
    html = unescape(html_of(page_of(FILE, {"as_of": DAY, "source": "all"})))
    assert "Data scientists (15-2051)" in html
    assert "Data scientists" not in unescape(html_of(page_of(FILE, {"as_of": DAY})))


def test_streamlit_salary_apps_filter_placed_after_the_first_charts_touches_them():
    """All controls are read before the first picture is drawn: each change moves every part that depends on it."""
    first = page_of(FILE, {"as_of": DAY})
    changed = page_of(FILE, {"as_of": DAY, "role": "mlops-lead", "vendor": "AWS", "source": "article"})
    before, after = (list(charts(app).values()) for app in (first, changed))
    assert len(before) == len(after) == 4
    assert [one == two for one, two in zip(before, after, strict=True)] == [False] * 4
    assert set(headings(first)).isdisjoint(headings(changed))


def test_paul_jerimy_no_price_stands_in_a_tooltip_only():
    html = unescape(html_of(page_of(FILE, {"as_of": DAY})))
    cells = re.findall(r"<td>(\$[\d,.]+(?: \(beta price\))?|free|price not published)</td>", html)
    assert len(cells) > 60
    assert cells.count("price not published") == int(re.search(r"(\d+) of \d+ prices are not", html).group(1))


# Findings against the frame, and any address ─────────────────────────────────

days = st.dates().map(str).filter(lambda day: "2024" <= day[:4] <= "2035") | st.sampled_from([DAY, "2026-03-01"])
states = st.fixed_dictionaries(
    {"as_of": days, "source": st.sampled_from(SOURCES), "role": st.sampled_from(ROLES)},
    optional={
        "vendor": st.lists(
            st.sampled_from(["AWS", "Microsoft", "NVIDIA", "Oracle"]), min_size=1, max_size=2, unique=True
        ),
        "tier": st.sampled_from(["Entry / Literacy", "Associate Engineer", "Specialty / GenAI"]),
        "status": st.sampled_from(["active", "beta", "retired"]),
        "hour": st.integers(0, 100).map(str),
        "months": st.integers(*NUMBERS["months"]).map(str),
        "chance": st.integers(20, 100).map(str),
    },
)


@given(states)
@settings(max_examples=200, deadline=None)
def test_each_heading_is_right_for_any_state(tables, state):
    app = page_of(FILE, state)
    assert_whole(app)
    table = re.search(r'aria-label="Cost and pay as a table">(.*?)</table>', html_of(app), flags=re.DOTALL).group(1)
    words = re.sub("<[^>]+>", " ", unescape(table))
    name = roles.names(tables)[state["role"]]
    pay = tables["salaries"].query("role == @state['role'] and level == '' and counted != 'all'")
    figures = pay if state["source"] == "all" else pay.query("source == @state['source']")
    assert finding(app).startswith(f"{name}: ")
    for amount in re.findall(r"\$\d+k", finding(app)):
        assert amount in words
        assert amount in {
            thousands(number) for column in ("median_usd", "p25_usd", "p75_usd") for number in figures[column].dropna()
        }
    assert all(fee in words for fee in re.findall(r"\$[\d.]+(?= (?:to|of))", finding(app)))
    paid = re.search(r"aria-label=\"Every payment as a table\">(.*?)</table>", html_of(app), flags=re.DOTALL)
    assert bool(paid) == ("not known" not in headings(app)[0])
    if paid:
        fees = [float(one.replace(",", "")) for one in re.findall(r"\$([\d,.]+)</td>", paid.group(1))]
        study = study_cost(app)
        needed = math.ceil(round((sum(fees) + study) / int(state.get("months", 36)) * 12, 2))
        assert abs(needed - spoken(headings(app)[0])) <= 1


def study_cost(app):
    """Hours times their value, as the controls have them."""
    hours = app.session_state["hours"]
    middle = float(app.number_input(key="hours").placeholder.split()[0])
    return (middle if hours is None else hours) * app.session_state["hour"]


def spoken(heading):
    """The raise that a heading names."""
    amount = re.search(r"raise of (?:at least )?\$([\d,]+)", heading)
    return int(amount.group(1).replace(",", "")) if amount else 0


VALUES = (
    "article",
    "all",
    "senior-ml-engineer",
    "0",
    "-1",
    "nan",
    "inf",
    "1e9",
    "36",
    "AWS",
    "retired",
    DAY,
    "9999-01-01",
)
odd = st.one_of(st.sampled_from(VALUES), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
keys = st.one_of(st.sampled_from([*DEFAULTS, "vendor", "as_of", "status", "id"]), odd)


@given(st.dictionaries(keys, st.lists(odd, min_size=1, max_size=3), max_size=7))
@settings(max_examples=200, deadline=None)
def test_any_query_is_a_page(query):
    app = page_of(FILE, query)
    assert_whole(app)
    assert "nan" not in finding(app)
    assert all("nan" not in heading for heading in headings(app))


def test_a_longer_horizon_never_needs_a_dearer_raise_when_nothing_is_renewed():
    needed = [spoken(headings(page_of(FILE, {"as_of": DAY, "months": str(months)}))[0]) for months in (6, 12, 18, 23)]
    assert all(one > two for one, two in pairwise(needed))
    assert needed[1] == 400 + 300 * 25
    assert usd(needed[1]) == "$7,900"
