"""The planner's page, without a browser: any address gives a plan or a sentence, and it shows what was asked."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import planner
from lib.address import pages, parameters
from lib.planner import findings
from tests.pages.test_pages import DAY, assert_whole, html_of, page_of

BACKGROUNDS = ("developer-adding-ai", "analyst-to-ml", "researcher-to-production", "devops-to-mlops")
ODD = ("", "0", "-1", "1e9", "nan", "9999-01-01", "<script>", "2099-12", "AWS", "1", "aif-c01", "cka:2025-01")


def planner_page(query):
    return page_of("planner.py", {"as_of": DAY, **query})


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_each_background_gives_a_plan_whose_charts_are_named(tables, background):
    app = planner_page({"from": background})
    assert_whole(app)
    charts = app.get("plotly_chart")
    request = planner.PlanRequest.of(on=date.fromisoformat(DAY), background=background)
    at_once = findings.has_one_best_plan(planner.plan(request, planner.catalogue_of(tables)))
    assert len(charts) == (3 if at_once else 4), "one plan for all is said, not drawn"
    assert ("at once" in html_of(app)) is at_once
    assert all(chart.proto.alt.strip() for chart in charts)
    assert 'class="cw-steps"' in html_of(app)


def test_the_page_says_what_the_planner_says(tables):
    request = planner.PlanRequest.of(on=date.fromisoformat(DAY), background="analyst-to-ml")
    plan = planner.plan(request, planner.catalogue_of(tables)).best
    html = html_of(planner_page({"from": "analyst-to-ml"}))
    assert f"{len(plan.steps)} exams by" in html
    assert plan.total.words() in html
    assert [html.index(f">{step.code}</a>") for step in plan.steps] == sorted(
        html.index(f">{step.code}</a>") for step in plan.steps
    )


def test_an_impossible_request_gives_a_sentence_and_links_that_change_it():
    app = planner_page({"from": "analyst-to-ml", "budget": "150"})
    assert_whole(app)
    html = html_of(app)
    assert "cw-relax" in html
    assert 'href="/planner?from=analyst-to-ml' in html
    assert not app.get("plotly_chart")


def test_a_changed_control_is_written_and_obeyed():
    app = planner_page({"from": "analyst-to-ml"})
    app.number_input(key="week").set_value(20.0).run()
    assert app.query_params == {"as_of": DAY, "from": "analyst-to-ml", "week": "20"}
    app.multiselect(key="held").set_value(["databricks-ml-associate"]).run()
    assert app.query_params["have"] == "databricks-ml-associate"
    app.selectbox(key="goal").select("senior-ml-engineer").run()
    assert app.query_params["goal"] == "senior-ml-engineer"
    assert_whole(app)


def test_the_defaults_that_links_rely_on():
    app = planner_page({})
    assert app.number_input(key="week").value == 10
    assert app.number_input(key="budget").value is None
    assert app.selectbox(key="from").value is app.selectbox(key="goal").value is None
    assert app.query_params == {"as_of": DAY}


def test_a_shared_link_reports_what_has_changed_since(tables):
    then = planner.PlanRequest.of(on=date(2026, 3, 1), background="developer-adding-ai")
    steps = planner.link_steps(planner.plan(then, planner.catalogue_of(tables)).best)
    app = planner_page({"from": "developer-adding-ai", "made": "2026-03-01", "steps": steps})
    assert_whole(app)
    assert "This link was made on 1 Mar 2026. Since then:" in html_of(app)
    on = date.fromisoformat(DAY)
    steps = planner.link_steps(planner.plan(replace(then, on=on), planner.catalogue_of(tables)).best)
    same = planner_page({"from": "developer-adding-ai", "made": DAY, "steps": steps})
    assert "This link was made on 22 Nov 2026. The plan is the same today." in html_of(same)


@settings(max_examples=40)
@given(
    pairs=st.dictionaries(
        st.sampled_from(sorted(parameters.of_page(pages.PLANNER))),
        st.sampled_from(ODD),
        max_size=6,
    )
)
def test_any_address_gives_a_page(pairs):
    assert_whole(planner_page(pairs))
