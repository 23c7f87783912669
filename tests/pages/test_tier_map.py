"""The tier map from the frame, without a browser: what stands on it for any address, its findings, its tables."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pages import DAY, IDS, assert_whole, certs, html_of, page_of

from lib.address import pages, parameters, query
from lib.catalogue import snapshot
from lib.catalogue.filtering import unbookable_words
from lib.catalogue.tier_map import COLOURS, MEASURES
from lib.tables import store

FILE = "tier_map.py"
CERTS = snapshot.certs(store.SHARED.tables(), date.fromisoformat(DAY))
BOOKABLE = int(CERTS["bookable"].sum())
ODD = (
    "agent",
    "",
    "focus",
    "status",
    "median price",
    "AIF-C01, CKA",
    "nan",
    "x" * 90,
    "<b>x</b>",
    DAY,
    "AWS",
    "retired",
)


def tiles(app):
    """Code, what stands beside it, and whether it is lit or a ghost, of each tile in order."""
    parts = re.findall(r'class="cw-tile([^"]*)".*?<b>(.*?)</b> <small>(.*?)</small> <i>', html_of(app))
    return [(code, re.sub("<[^>]+>", " ", beside).strip(), classes.split()) for classes, code, beside in parts]


def beside(app, code):
    """What a tile says beside its code."""
    return next(words for one, words, _ in tiles(app) if one == code)


def lit(app):
    """The codes that a search lights up."""
    return [code for code, _, classes in tiles(app) if "cw-lit" in classes]


def alts(app):
    """The names of the charts."""
    return [chart.proto.alt for chart in app.get("plotly_chart")]


def test_the_defaults_that_links_rely_on():
    app = page_of(FILE)
    assert_whole(app)
    assert (app.session_state["colour"], app.session_state["find"]) == ("tier", "")
    assert app.session_state["measure"] == "certifications"
    assert app.query_params == {}
    assert (COLOURS, MEASURES) == (("tier", "status", "focus"), ("certifications", "median price"))


def test_every_certification_is_a_link_on_the_map():
    assert sorted(certs(page_of(FILE, {"as_of": DAY}))) == sorted(IDS)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("AIF-C01", "$100"),
        ("TA-004", "$70.50"),
        ("1Z0-1157-26", "free"),
        ("AI-900", "retired"),
        ("MLA-C01", "closed"),
        ("MLA-C02", "$75 beta"),
    ],
)
def test_a_tile_says_its_price_or_why_there_is_none_to_pay(code, words):
    assert beside(page_of(FILE, {"as_of": DAY}), code) == words


def test_an_unknown_price_is_said_in_words():
    assert "price not published" in beside(page_of(FILE, {"as_of": DAY}), "AB-730")


def test_the_retired_are_ghosts_and_on_the_articles_day_they_are_not():
    def ghosts(day):
        return [code for code, _, classes in tiles(page_of(FILE, {"as_of": day})) if "cw-ghosted" in classes]

    assert sorted(ghosts(DAY)) == ["AI-102", "AI-900", "DP-100", "GCP-PAA", "MLA-C01", "MLS-C01"]
    assert not {"AI-102", "AI-900", "MLA-C01", "MLS-C01"} & set(ghosts("2026-03-01"))
    assert beside(page_of(FILE, {"as_of": "2026-03-01"}), "NCA-GENL") == "$135"


def test_the_shared_filters_apply():
    app = page_of(FILE, {"as_of": DAY, "vendor": ["AWS", "NVIDIA"], "tier": "Associate Engineer"})
    assert_whole(app)
    assert [code for code, _, _ in tiles(app)] == ["DEA-C01", "MLA-C02", "MLA-C01", "NCA-AIIO", "NCA-ADS"]
    assert "All are in Associate Engineer." in html_of(app)


def test_links_carry_the_filters_and_the_day():
    html = html_of(page_of(FILE, {"as_of": DAY, "vendor": "AWS"}))
    assert 'href="/cert?id=aws-ai-practitioner&amp;vendor=AWS&amp;as_of=2026-11-22"' in html
    assert 'href="/explore?vendor=AWS&amp;as_of=2026-11-22&amp;closed=1"' in html


def test_a_search_lights_up_and_hides_nothing():
    app = page_of(FILE, {"as_of": DAY, "find": "CKA"})
    assert lit(app) == ["CKA", "CKAD"]
    assert len(tiles(app)) == len(IDS)
    assert f"2 of {len(IDS)} match “CKA”" in html_of(app)
    assert 'href="/compare?id=cncf-cka&amp;id=cncf-ckad&amp;as_of=2026-11-22"' in html_of(app)


@pytest.mark.parametrize(("find", "offered"), [("CKAD", False), ("CKAD, CKA", True), ("azure", False), ("zzz", False)])
def test_two_to_four_that_match_can_be_compared(find, offered):
    assert ("/compare?id=" in html_of(page_of(FILE, {"find": find}))) is offered


def test_a_match_in_the_fold_is_lit_there_and_leaves_it_closed():
    html = html_of(page_of(FILE, {"find": "agentforce"}))
    assert '<details class="cw-fold">' in html
    assert re.findall(r'class="cw-stub cw-lit"[^>]*><b>(.*?)</b>', html) == ["SF-AI-201"]


def test_the_fold_says_code_name_and_price_of_each_of_its_own():
    html = html_of(page_of(FILE, {"as_of": DAY}))
    folded = re.findall(r'class="cw-stub[^>]*><b>(.*?)</b> <small>(.*?)</small> <i>(.*?)</i>', html)
    assert len(folded) == html.split("<details")[1].count("<section")
    assert ("TA-004", "$70.50", "Terraform Associate") in folded


def test_a_search_says_what_the_filters_hide():
    app = page_of(FILE, {"find": "CKA", "vendor": "AWS"})
    assert "Nothing here matches “CKA”. 2 match outside the filters." in html_of(app)


@pytest.mark.parametrize(
    ("colour", "edge", "words"),
    [
        ("tier", "--tier-entry-literacy", []),
        ("status", "--status-retired", ["active", "beta", "ending", "retired", "unconfirmed", "not yet"]),
        (
            "focus",
            "--focus-ai-literacy",
            [
                "AI literacy",
                "ML engineering",
                "GenAI engineering",
                "Data",
                "MLOps and platform",
                "Governance and security",
            ],
        ),
    ],
)
def test_the_edges_mean_what_is_chosen_and_a_legend_says_it(colour, edge, words):
    html = html_of(page_of(FILE, {"as_of": DAY, "colour": colour}))
    tile = re.search(r'<a class="cw-tile[^>]+style="--edge:var\(([^)]+)\)"><b>AI-900</b>', html)
    assert tile[1] == edge
    chips = re.findall(r'class="cw-chip"[^>]*>([^<]+)<', html)
    assert [re.sub(r" \d+$", "", chip) for chip in chips] == words
    assert sum(int(number) for chip in chips for number in re.findall(r" (\d+)$", chip)) == (BOOKABLE if words else 0)


@pytest.mark.parametrize("colour", COLOURS)
def test_a_tile_keeps_its_name_and_its_status_whatever_its_edge_means(colour):
    html = html_of(page_of(FILE, {"as_of": DAY, "colour": colour}))
    claude = re.search(r"<b>CCDV-F</b>.*?<i>(.*?)</i>", html)[1]
    assert claude.startswith("Claude Developer <em>partners only</em>")
    assert ("GenAI engineering" in claude) is (colour == "focus")
    assert html.count("<em>unconfirmed</em>") == sum(CERTS["status"] == "unknown") > 0


@pytest.mark.parametrize("measure", MEASURES)
def test_each_picture_has_its_finding_as_heading_and_name(measure):
    app = page_of(FILE, {"as_of": DAY, "measure": measure})
    headings = re.findall(r"<h2 class='cw-h2'>(.*?)</h2>", html_of(app))
    tree, again, heat = alts(app)
    assert tree == again != heat
    assert {tree, heat} <= set(headings)


def test_the_prices_that_no_median_has_are_named():
    html = html_of(page_of(FILE, {"as_of": DAY, "vendor": "Microsoft"}))
    assert re.search(r"no price is published: .*AB-730.*AB-731", html)


def test_what_nobody_can_book_is_shown_and_not_counted():
    app = page_of(FILE, {"as_of": DAY, "status": "retired"})
    assert_whole(app)
    assert sorted(code for code, _, _ in tiles(app)) == ["AI-102", "AI-900", "DP-100", "MLS-C01"]
    assert alts(app) == []
    assert "so there is nothing to count" in html_of(app)


def test_the_heads_of_the_columns_count_what_anybody_can_book_and_the_rest_is_said():
    html = html_of(page_of(FILE, {"as_of": DAY}))
    heads = re.findall(r'<span class="cw-tiername"[^>]*>[^<]+<small>(\d+)</small>', html)
    assert sum(map(int, heads)) == BOOKABLE
    assert f"{BOOKABLE} certifications you can book" in html
    assert re.search(rf"\d+ of {BOOKABLE}[ ,]", html)
    assert f"shown besides: {unbookable_words(CERTS)}." in html
    assert 'not open yet <span class="cw-num">GCP-PAA</span>' in html


def test_an_empty_map_names_a_filter_to_loosen_and_one_click_fills_it():
    app = page_of(FILE, {"as_of": DAY, "vendor": "HashiCorp", "tier": "Entry / Literacy"})
    assert_whole(app)
    assert (tiles(app), alts(app)) == ([], [])
    button = app.button(key="loosen_tier")
    promised = int(re.search(r": (\d+) certification", button.label).group(1))
    button.click().run()
    assert len(tiles(app)) == promised == 1


def test_the_tables_say_what_the_pictures_show():
    app = page_of(FILE, {"as_of": DAY, "vendor": ["IBM", "Microsoft"]})
    app.session_state["as_table"] = True
    html = html_of(app.run())
    rows = re.findall(r'<th scope="row"><a href="/cert', html)
    assert len(rows) == len(tiles(app)) == sum(CERTS["vendor"].isin(["IBM", "Microsoft"]))
    assert "<b>5</b>, median $99, 2 prices not published" in html
    assert "<b>1</b>, 1 price not published" in html


def test_a_changed_control_is_written_and_a_default_is_left_out():
    app = page_of(FILE, {"as_of": DAY})
    app.text_input(key="find").input("CKA").run()
    app.segmented_control(key="colour").select("focus").run()
    app.segmented_control(key="measure").select("median price").run()
    assert app.query_params == {"as_of": DAY, "find": "CKA", "colour": "focus", "measure": "median price"}
    app.segmented_control(key="colour").select("tier").run()
    assert "colour" not in app.query_params


def test_certifications_are_picked_for_a_comparison():
    app = page_of(FILE, {"as_of": DAY, "find": "CKA"})
    app.session_state["pick"] = True
    app.run()
    assert "Compare these 2" in app.get("html")[-1].proto.body or "Compare these 2" in html_of(app)
    labels = app.multiselect(key="picked").value
    assert [label.split(" · ")[0] for label in labels] == ["CKA", "CKAD"]
    assert app.multiselect(key="picked").proto.max_selections == 4


@pytest.mark.parametrize(
    ("key", "value"), [("colour", "vendor"), ("measure", "mean"), ("find", "x" * 81), ("sort", "name")]
)
def test_what_the_map_does_not_understand_is_named_and_left_out(tables, key, value):
    page_query = query.read([(key, value)], pages.TIER_MAP, tables)
    assert len(page_query.notes) == 1
    assert (page_query.colour, page_query.measure, page_query.find) == ("tier", "certifications", "")
    assert_whole(page_of(FILE, {key: value}))


queries = st.dictionaries(
    st.sampled_from((*parameters.of_page(pages.TIER_MAP), "id")), st.lists(st.sampled_from(ODD), min_size=1, max_size=2)
)


@given(queries)
@settings(max_examples=60, deadline=None)
def test_any_query_is_a_map(query_values):
    assert_whole(page_of(FILE, query_values))
