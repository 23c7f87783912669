"""The Compare page from the frame, without a browser: what it says and links to, for any address."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pages import DAY, IDS, assert_whole, html_of, page_of

from lib.compare.sheet import FACTS

AIF, AI901, GAIL = "aws-ai-practitioner", "azure-ai-fundamentals", "gcp-generative-ai-leader"
C01, C02 = "aws-ml-engineer-associate-c01", "aws-ml-engineer-associate"


def compared(*ids, **query):
    """The page in a fresh session, run once."""
    return page_of("compare.py", {"as_of": DAY, **({"id": list(ids)} if ids else {}), **query})


def heads(app):
    """The codes above the columns, in order."""
    return re.findall(r'<th role="columnheader".*?>([^<]+)</a>', html_of(app))


def rows(app):
    """What the rows of the sheet are called, in order."""
    return re.findall(r'scope="row">([^<]+)</th>', unescape(html_of(app)).split("</table>")[0])


def starts(app):
    """The certifications of each comparison that is offered."""
    hrefs = re.findall(r'href="(/compare[^"]+)"', html_of(app).replace("&amp;", "&"))
    return [parse_qs(urlsplit(href).query)["id"] for href in hrefs]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_two_to_four_stand_side_by_side_in_the_order_asked_for(number):
    app = compared(*[AIF, AI901, GAIL, C02][:number])
    assert_whole(app)
    assert heads(app) == ["AIF-C01", "AI-901", "GCP-GAIL", "MLA-C02"][:number]
    assert sorted(rows(app)) == sorted([*(label for label, _ in FACTS.values()), "Where the record was seen"])


def test_the_heading_is_the_question_and_the_finding_is_computed():
    app = compared(AIF, AI901)
    assert "<h1>Which of these?</h1>" in html_of(app)
    finding = re.search(r"cw-finding'>(.*?)</p>", html_of(app)).group(1)
    assert re.sub(r"<[^>]+>", "", finding) == (
        "AIF-C01 costs $100 and lasts 36 months; AI-901 costs $99 and does not expire."
    )


def test_differing_facts_stand_under_words_that_say_so_and_alike_ones_are_said_once():
    html = html_of(compared(AIF, AI901))
    differing, alike = html.split("They differ in")[1].split("They are alike in")
    assert "Price of one exam" in differing
    assert "Tier (ours)" in alike
    assert alike.split("Tier (ours)")[1].split("</tr>")[0].count("<td") == 1


def test_an_unknown_price_is_said_and_a_retired_one_has_no_three_years():
    html = html_of(compared("ms-ai-business-professional", "azure-ai-fundamentals-900"))
    assert html.count("price not published") >= 2
    assert "cannot be booked" in html
    assert "$0" not in html


def test_sections_that_are_not_published_have_no_source():
    html = unescape(html_of(compared("linux-foundation-pytorch-associate", "oracle-genai-professional-2025")))
    assert "Neither exam's sections are published." in html
    assert "Source: ." not in html


def test_a_pass_that_lapses_is_no_free_payment():
    app = page_of("compare.py", {"as_of": "2026-03-01", "id": ["azure-ai-engineer-associate", AIF]})
    lapse = re.search(r"<td>lapse<small>(.*?)</small></td><td[^>]*>(.*?)</td>", html_of(app))
    assert lapse.groups() == ("its exam has ended and nothing that is known renews it", "nothing due")


def test_every_chart_is_named_and_each_exam_has_one_if_weights_are_published():
    app = compared(AIF, AI901, "hashicorp-terraform-associate", "linux-foundation-pytorch-associate")
    assert_whole(app)
    alts = [chart.proto.alt for chart in app.get("plotly_chart")]
    assert [alt.split(":")[0] for alt in alts] == ["AIF-C01", "AI-901"]
    assert "The sections are not published." in html_of(app)


def test_none_is_an_invitation_with_three_comparisons():
    app = compared()
    assert_whole(app)
    assert starts(app) == [[AIF, AI901, GAIL], [C01, C02], starts(app)[2]]
    assert "Choose two to four certifications" in html_of(app)
    assert heads(app) == []


def test_one_is_offered_its_rivals():
    app = compared(AIF)
    assert_whole(app)
    assert [ids[0] for ids in starts(app)] == [AIF] * 6
    assert starts(app)[0] == [AIF, AI901]
    assert "AIF-C01</span> against which other?" in html_of(app)


def test_four_hundred_are_four_and_one_sentence():
    app = compared(*(IDS * 6)[:400])
    assert_whole(app)
    assert len(heads(app)) == 4
    assert html_of(app).count("The first 4 certifications are compared; the others were left out.") == 1


def test_unknown_ones_are_named_as_typed_and_the_rest_is_compared():
    app = compared(AIF, "<script>x</script> $x$ :material/home:", AI901)
    assert_whole(app)
    assert heads(app) == ["AIF-C01", "AI-901"]
    assert "id=&lt;script&gt;x&lt;/script&gt; $x$ :material/home: was left out" in html_of(app)
    assert "<script>x" not in html_of(app)


def test_the_same_one_twice_is_one():
    assert "against which other?" in html_of(compared(AIF, "AIF-C01", "aif-c01"))


def test_a_choice_is_written_into_the_address_and_obeyed():
    app = compared(AIF, AI901)
    app.multiselect(key="id").select(GAIL).run()
    assert app.query_params == {"as_of": DAY, "id": [AIF, AI901, GAIL]}
    assert heads(app) == ["AIF-C01", "AI-901", "GCP-GAIL"]
    app.multiselect(key="id").unselect(AIF).run()
    assert app.query_params == {"as_of": DAY, "id": [AI901, GAIL]}
    assert heads(app) == ["AI-901", "GCP-GAIL"]


def test_taking_all_out_leaves_no_key_and_the_invitation():
    app = compared(AIF, AI901)
    app.multiselect(key="id").set_value([]).run()
    assert app.query_params == {"as_of": DAY}
    assert len(starts(app)) == 3


def test_shared_filters_and_the_day_follow_every_link():
    html = html_of(compared(AIF, AI901, vendor="NVIDIA")).replace("&amp;", "&")
    inside = re.findall(r'href="(/cert[^"]+)"', html)
    assert inside
    assert all(parse_qs(urlsplit(href).query)["vendor"] == ["NVIDIA"] for href in inside)
    assert all(parse_qs(urlsplit(href).query)["as_of"] == [DAY] for href in inside)


def test_a_certification_links_to_its_comparison_with_its_rival():
    app = page_of("cert.py", {"id": AIF, "as_of": DAY})
    assert starts(app) == [[AIF, AI901]]
    assert "compare with AI-901" in html_of(app)


@pytest.mark.parametrize(("focus", "number"), [("ML engineering", 2), ("Data", 2), (None, 0)])
def test_explore_links_to_a_comparison_of_what_it_shows_where_that_is_two_to_four(focus, number):
    app = page_of("explore.py", {"vendor": "Databricks", "as_of": DAY, **({"focus": focus} if focus else {})})
    links = re.findall(r"class='cw-vs-link' href='([^']+)'>Compare these (\d)", html_of(app))
    assert [int(linked) for _, linked in links] == ([number] if number else [])


@pytest.mark.parametrize(
    ("filters", "offered"),
    [
        ({}, True),
        ({"vendor": "Databricks"}, True),
        ({"focus": "Data", "vendor": "Databricks"}, False),
        ({"q": "CKAD"}, False),
    ],
)
def test_explore_lets_the_reader_pick_where_it_shows_more_than_can_be_compared(filters, offered):
    app = page_of("explore.py", {"as_of": DAY, **filters})
    assert ("Compare some" in [one.proto.popover.label for one in app.get("popover")]) is offered
    if offered:
        app.session_state["pick"] = True
        app.run()
        app.multiselect(key="picked").select(app.multiselect(key="picked").options[0]).run()
        app.multiselect(key="picked").select(app.multiselect(key="picked").options[1]).run()
        assert "Compare these 2" in html_of(app)


def test_what_is_seen_can_be_downloaded():
    app = compared(AIF, AI901)
    assert len(app.get("popover")) == 2  # share and download


@given(
    st.lists(
        st.one_of(st.sampled_from(IDS), st.text(st.characters(exclude_categories=["Cs"]), max_size=60)), max_size=7
    ),
    st.sampled_from(["2024-01-01", "2026-03-01", DAY, "2035-12-31", "9999-01-01", "nope"]),
)
@settings(max_examples=80, deadline=None)
def test_any_choice_on_any_day_is_a_page(ids, day):
    assert_whole(compared(*ids, as_of=day))
