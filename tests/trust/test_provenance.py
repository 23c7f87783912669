"""How far the facts can be trusted: kinds of evidence, disputes, stale facts, the list of sources, corrections."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import records
from lib.catalogue.filtering import matching
from lib.catalogue.filters import Filters
from lib.design.render import render
from lib.settings import Settings
from lib.trust import corrections, provenance

DAY = pd.Timestamp("2026-08-18")
ANY_FACT = {
    "cert_id": "one",
    "field": "price_usd",
    "position": 1,
    "value": "125",
    "number": 125.0,
    "preferred": True,
    "row_level": True,
    "kind": "vendor page",
    "source": "https://example.org",
    "checked_on": DAY,
}
RIVAL_FACT = {"preferred": False, "position": 2, "value": "135", "number": 135.0, "kind": "report"}


@pytest.fixture
def figures(frame):
    """A function that makes figures of a few facts: each row gives its differences from ANY_FACT."""
    return lambda *rows: provenance.figures(frame("facts", *({**ANY_FACT, **row} for row in rows)))


@pytest.fixture(scope="module")
def figures_and_disputes(tables):
    """The shipped figures and the disputes about them."""
    figures = provenance.figures(tables["facts"])
    return figures, provenance.disputes(figures)


def as_lists(disputes):
    """Disputes as lists, with each figure as its value."""
    return [
        [
            row.cert_id,
            row.field,
            row.preferred and row.preferred["value"],
            [figure["value"] for figure in row.others],
            row.open,
        ]
        for row in disputes.itertuples()
    ]


# What figures rest on ────────────────────────────────────────────────────────


def test_the_kinds_of_evidence_are_those_of_the_records():
    assert provenance.KINDS == records.KINDS


def test_every_field_of_the_data_has_a_name_for_people(figures_and_disputes):
    assert {"price_usd"} < set(figures_and_disputes[0]["field"]) <= set(provenance.LABELS)


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        ("vendor page", "page"),
        ("machine copy of the vendor page", "copy"),
        ("dated quotation of the vendor page", "quoted"),
        ("report", "elsewhere"),
        ("article", "elsewhere"),
        ("estimate", "elsewhere"),
    ],
)
def test_a_figure_rests_on_its_kind_of_evidence(figures, kind, ground):
    assert figures({"kind": kind})["ground"].tolist() == [ground]


def test_what_is_not_known_is_counted_and_what_need_not_be_there_is_not(figures):
    facts = figures({}, {"cert_id": "two", "kind": "report"}, {"field": "last_exam_day", "value": "2026-06-30"})
    rows = provenance.grounds(facts, provenance.disputes(facts), certs=3).set_index("field")
    assert rows.loc["price_usd", ["page", "elsewhere", "known", "unknown"]].tolist() == [1, 1, 2, 1]
    assert rows.loc["last_exam_day", ["page", "known", "unknown"]].tolist() == [1, 1, 0]
    assert rows.loc["exam_minutes", ["known", "unknown"]].tolist() == [0, 3]
    assert "available_from" not in rows.index


def test_the_months_are_those_of_figures_in_use_newest_first(figures):
    old = {"cert_id": "two", "checked_on": pd.Timestamp("2025-10-21")}
    assert provenance.figures_by_month(figures({}, old, {**RIVAL_FACT, "checked_on": pd.Timestamp("2026-01-01")})) == [
        ("Aug 2026", 1),
        ("Oct 2025", 1),
    ]


# Where sources differ ────────────────────────────────────────────────────────


def test_another_figure_is_a_dispute_and_open_until_somebody_says_why_not(figures):
    facts = figures({}, RIVAL_FACT)
    assert as_lists(provenance.disputes(facts)) == [["one", "price_usd", "125", ["135"], True]]
    settled = figures({}, {**RIVAL_FACT, "note": "Four sources say $125."})
    assert as_lists(provenance.disputes(settled)) == [["one", "price_usd", "125", ["135"], False]]


def test_the_articles_figure_is_a_dispute_that_is_never_open(figures):
    facts = figures({}, {**RIVAL_FACT, "kind": "article", "source": "article"})
    assert as_lists(provenance.disputes(facts)) == [["one", "price_usd", "125", ["135"], False]]


@pytest.mark.parametrize("changes", [{"value": "125"}, {"value": "125.00", "number": 125.0}])
def test_the_same_figure_from_another_source_is_no_dispute(figures, changes):
    assert provenance.disputes(figures({}, {**RIVAL_FACT, **changes})).empty


def test_a_figure_beside_none_in_use_is_a_dispute(figures):
    assert as_lists(provenance.disputes(figures(RIVAL_FACT))) == [["one", "price_usd", None, ["135"], True]]


def test_differing_sections_are_filed_with_the_sections_in_use(figures):
    words = {"number": None, "value": "five sections"}
    facts = figures(
        {"field": "exam_domains", **words}, {**RIVAL_FACT, "field": "domains", "value": "four", "number": None}
    )
    assert as_lists(provenance.disputes(facts)) == [["one", "exam_domains", "five sections", ["four"], True]]


def test_no_figures_give_no_disputes_with_the_same_columns(figures):
    assert list(provenance.disputes(figures()).columns) == ["cert_id", "field", "preferred", "others", "open"]
    assert provenance.disputes_finding(provenance.disputes(figures())) == "Sources differ on none."


def test_the_price_of_nca_genl_is_among_the_shipped_disputes(figures_and_disputes):
    rows = figures_and_disputes[1].set_index(["cert_id", "field"])
    price = rows.loc[("nvidia-nca-genl", "price_usd")]
    assert price["preferred"]["number"] == 125
    assert {figure["number"] for figure in price["others"]} == {135, 200}
    assert ("aws-ai-practitioner", "price_usd") in rows.index  # $150 of a report


# Findings ────────────────────────────────────────────────────────────────────


def test_the_finding_counts_figures_in_use_and_tells_their_days(figures):
    facts = figures({}, {"field": "questions", "kind": "report", "checked_on": pd.Timestamp("2025-10-21")}, RIVAL_FACT)
    assert provenance.finding(facts, provenance.disputes(facts)) == (
        "2 figures on 1 certification, seen 21 Oct 2025 to 18 Aug 2026: 1 on the vendor's page or a copy of it and "
        "1 elsewhere. Sources differ on 1 figure, 1 of them open."
    )
    assert provenance.finding(figures(), provenance.disputes(figures())) == "Nothing is known of these certifications."


@pytest.mark.parametrize(
    ("known_counts", "certs", "expected"),
    [
        ({}, 2, "No figure is known."),
        (dict.fromkeys(provenance.LABELS, 2), 2, "Everything is known for all 2."),
        (
            {**dict.fromkeys(provenance.LABELS, 2), "questions": 0},
            2,
            "Known for all 2: everything but number of questions (none).",
        ),
        ({"status": 3, "price_usd": 2, "questions": 1}, 3, None),
        (
            {"price_usd": 2, "exam_minutes": 1, "status": 3, "questions": 1, "passing_score": 1, "validity_months": 1},
            4,
            "Known: status for 3 of 4, price for 2, exam sections and recommended experience for none.",
        ),
    ],
)
def test_the_heading_names_what_is_known_best_and_worst(figures, known_counts, certs, expected):
    rows = [
        {"cert_id": str(number), "field": field}
        for field, known_count in known_counts.items()
        for number in range(known_count)
        if field != "other"
    ]
    facts = figures(*rows)
    grounds = provenance.grounds(facts, provenance.disputes(facts), certs=certs)
    heading = provenance.coverage_finding(grounds, certs=certs)
    assert heading == expected if expected else heading.startswith("Known: status for all 3, price for 2, ")


FACETS = {"vendor": "vendors", "tier": "tiers", "focus": "focuses"}


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_the_findings_are_right_for_any_filters(tables, shipped_certs, figures_and_disputes, data):
    chosen = {
        facet: tuple(data.draw(st.lists(st.sampled_from(tables[name][facet].tolist()), max_size=3, unique=True)))
        for facet, name in FACETS.items()
    }
    on = data.draw(st.sampled_from(["2026-03-01", "2026-11-22", "2027-06-01"]))
    ids = set(matching(shipped_certs(on), replace(Filters(closed=True), **chosen))["id"])
    figures, disputes = (rows[rows["cert_id"].isin(ids)] for rows in figures_and_disputes)
    used = figures[figures["preferred"]]
    grounds = provenance.grounds(figures, disputes, certs=len(ids))
    sentence = provenance.finding(figures, disputes)
    assert (grounds["known"].sum(), grounds["disputed"].sum()) == (len(used), len(disputes))
    required = grounds[~grounds["field"].isin(provenance.OPTIONAL_FIELDS)]
    assert (required["known"] + required["unknown"] == len(ids)).all()
    if ids:
        resting = [
            int(number)
            for number in pd.Series(sentence).str.extractall(r"[:,d] (\d+) (?:on the|in dated|elsewhere)")[0]
        ]
        assert sentence.startswith(f"{len(used)} figure")
        assert sum(resting) == len(used)
        assert (f"differ on {len(disputes)} " in sentence) is bool(len(disputes))


def test_the_nineteen_points_are_counted_by_verdict(tables, frame):
    assert provenance.points_finding(tables["differences"]) == (
        "The article, point by point: 8 outdated, 4 differences, 1 contradiction, 2 omissions, 1 opinion, 1 defect and "
        "2 confirmed."
    )
    assert provenance.points_finding(frame("differences")) == "No point of the article has been compared."
    assert set(tables["differences"]["verdict"]) <= set(provenance.VERDICTS)


# What is stale ───────────────────────────────────────────────────────────────


def test_what_is_stale_names_certification_figure_and_reason(tables):
    rows = provenance.overdue(tables, on=date(2027, 6, 1))
    stale_facts = {(row.cert_id, row.why, row.overtaken) for row in rows.itertuples()}
    assert {
        ("nvidia-nca-genl", "Price: $135", False),
        ("azure-ai-apps-agents-developer", "Length: 100 minutes", False),
        ("cncf-kcna", "the whole record", False),
        ("nvidia-nca-genl", "Exam sections: four domains, 25/30/25/20", False),
        ("aws-ml-engineer-associate", "its announced general availability has come", True),
    } <= stale_facts
    assert (
        provenance.stale_finding(rows, on=date(2027, 6, 1))
        == f"Stale as of 1 Jun 2027: {len(rows)} facts to look at again."
    )


def test_on_the_articles_day_nothing_is_stale(tables):
    rows = provenance.overdue(tables, on=date(2026, 3, 1))
    assert rows.empty
    assert provenance.stale_finding(rows, on=date(2026, 3, 1)) == "Nothing is stale as of 1 Mar 2026."


# The list of sources ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("by", provenance.GROUPS)
def test_every_source_stands_in_one_group(tables, by):
    listing = provenance.grouped_sources(tables["sources"], by=by)
    assert sorted(listing["source"]) == sorted(tables["sources"]["source"])
    assert listing["group"].notna().all()
    runs = listing["group"].ne(listing["group"].shift()).sum()
    assert runs == listing["group"].nunique()


def test_better_evidence_and_more_cited_sources_come_first(tables):
    listing = provenance.grouped_sources(tables["sources"])
    assert [kind for kind in provenance.KINDS if kind in set(listing["group"])] == listing["group"].unique().tolist()
    vendor = listing[listing["group"] == "vendor page"]
    assert vendor["cert_count"].is_monotonic_decreasing


def test_publishers_of_one_source_stand_together_at_the_end(tables):
    groups = provenance.grouped_sources(tables["sources"], by="publisher")["group"].value_counts(sort=False)
    assert groups.index[-1] == "publishers of one source"
    assert groups.iloc[:-1].min() > 1


@pytest.mark.parametrize("words", ["bls oes", "OES  Bls"])
def test_a_source_is_found_by_all_words_in_any_case_and_order(tables, words):
    assert provenance.grouped_sources(tables["sources"], q=words)["source"].tolist() == ["bls-oews-2025"]


@pytest.mark.parametrize("words", ["no such source", "[", "bls hashicorp"])
def test_words_that_no_source_has_find_nothing(tables, words):
    listing = provenance.grouped_sources(tables["sources"], q=words)
    assert (listing.empty, list(listing.columns)) == (True, [*tables["sources"].columns, "group"])


def test_a_title_of_markup_is_shown_as_typed_and_only_web_addresses_are_links():
    row = {"title": "<b>x</b>", "url": "", "said": "<i>publisher</i>"}
    html = render(
        "sources_list.html", groups=[{"name": "<u>k</u>", "meaning": "", "rows": [row]}], opened=True, everything="/"
    )
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert not any(tag in html for tag in ("<b>", "<i>", "<u>", "<a "))


# Corrections ─────────────────────────────────────────────────────────────────


def test_an_issue_names_the_certification_its_file_and_what_to_say(tables, root):
    cert = tables["certs"].set_index("code", drop=False).loc["NCA-GENL"].to_dict()
    link = urlsplit(corrections.new_issue_address("https://example.org/owner/name", cert))
    fields = parse_qs(link.query)
    assert (link.netloc, link.path) == ("example.org", "/owner/name/issues/new")
    assert fields["title"] == ["Correct a fact: NCA-GENL"]
    assert "data/source/certs/nvidia-nca-genl.toml" in fields["body"][0]
    assert all(words in fields["body"][0] for words in ("Which fact", "Address that says so", "Day on which"))


def test_every_certification_has_the_file_that_is_named_for_it(tables, root):
    paths = {root / corrections.source_file(cert_id) for cert_id in tables["certs"]["id"]}
    assert paths == set((root / "data" / "source" / "certs").glob("*.toml"))


@pytest.mark.parametrize("issue", ["https://example.org/owner/name/issues/new?title=x", ""])
def test_a_correction_goes_to_an_issue_where_there_is_a_repository_and_else_to_the_file(issue):
    html = render("sources_rest.html", tables=[], columns=0, issue=issue)
    assert "data/source/certs/&lt;id&gt;.toml" in html
    assert ("prefilled issue" in html) is bool(issue)
    assert html.count("/issues/new") == bool(issue)


@pytest.mark.parametrize("address", ["https://example.org/owner/name", None])
def test_there_is_an_issue_only_where_a_repository_is_set(monkeypatch, address):
    monkeypatch.setattr(corrections.settings, "current", lambda: Settings(repository=address))
    assert corrections.issue_address().startswith(f"{address}/issues/new?" if address else "")
    assert bool(corrections.issue_address()) is bool(address)
