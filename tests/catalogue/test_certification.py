"""One certification: its finding for each status, its figures with provenance, requirements and chains in words."""

import re
from datetime import date

import pandas as pd
import pytest

from lib.address.query import Query
from lib.catalogue import certification
from lib.tables.store import Tables
from lib.views import certification as certification_view
from lib.views.static_html import html_of

EXAM = {"price_usd": 150.0, "price_kind": "list", "exam_minutes": 130, "validity_months": 36}
PAST = {"last_exam_day": pd.Timestamp("2026-06-14"), "last_exam_day_other": pd.Timestamp("2026-06-14")}
AHEAD = {"last_exam_day": pd.Timestamp("2026-06-30"), "last_exam_day_other": pd.Timestamp("2026-06-30")}
ENGLISH_PAST = {"last_exam_day": pd.Timestamp("2026-06-14"), "other_languages_run": True}
SHORT = "$150 for 130 minutes; a pass is valid for 36 months"


def found(certs, cert_id="one"):
    """One certification of a frame as a mapping."""
    return certs.set_index("id", drop=False).loc[cert_id].to_dict()


@pytest.mark.parametrize(
    ("life", "sentence"),
    [
        ({}, f"Open for booking: {SHORT}."),
        (
            {"observed_status": "beta", "price_kind": "beta"},
            "In beta: $150 (beta price) for 130 minutes; a pass is valid for 36 months."
            " General availability is not announced.",
        ),
        (
            {"observed_status": "beta", "general_from": pd.Timestamp("2027-01-14")},
            f"In beta: {SHORT}. General availability is announced for 14 Jan 2027.",
        ),
        (AHEAD, f"Can be booked until 30 Jun 2026: {SHORT}."),
        (
            ENGLISH_PAST,
            "The last exam in English was on 14 Jun 2026; other languages run until its successor is general.",
        ),
        (PAST, "Retired: the last exam day was 14 Jun 2026. No successor is known."),
        ({"observed_status": "partner-only"}, f"For employees of the vendor's partners only: {SHORT}."),
        (
            {"observed_status": "unknown"},
            "Not confirmed to be open: the last observation contradicts itself or only saw that it exists.",
        ),
        ({"available_from": pd.Timestamp("2026-06-16")}, "Not open before 16 Jun 2026."),
        (
            {"observed_status": "beta", "beta_until": pd.Timestamp("2026-06-14")},
            "Cannot be booked now: its beta ended on 14 Jun 2026. General availability is not announced.",
        ),
    ],
)
def test_the_finding_says_for_each_status_what_it_comes_to(dated_cert_rows, life, sentence):
    certs = dated_cert_rows(EXAM | life)
    assert certification.finding(found(certs), certs) == sentence


def test_a_language_that_runs_on_ends_with_the_successor(dated_cert_rows):
    certs = dated_cert_rows(EXAM | ENGLISH_PAST, language="Japanese")
    assert certification.finding(found(certs), certs) == f"Can be booked until its successor is general: {SHORT}."


@pytest.mark.parametrize(
    ("known", "facts"),
    [
        ({"price_usd": None, "price_kind": None}, "price not published and 130 minutes; a pass is valid for 36 months"),
        ({"exam_minutes": None}, "$150; a pass is valid for 36 months"),
        ({"validity_months": None}, "$150 for 130 minutes"),
        ({"validity_months": None, "never_expires": True}, "$150 for 130 minutes; a pass never expires"),
        ({"price_usd": 0.0}, "free for 130 minutes; a pass is valid for 36 months"),
        ({"price_usd": None, "price_kind": None, "exam_minutes": None, "validity_months": None}, "price not published"),
    ],
)
def test_the_finding_says_what_is_not_known_and_never_zero(dated_cert_rows, known, facts):
    certs = dated_cert_rows(EXAM | known)
    assert certification.finding(found(certs), certs) == f"Open for booking: {facts}."


@pytest.mark.parametrize(
    ("tie", "sentence"),
    [
        ({"successor": "two"}, "TWO-2 takes its place."),
        (
            {"successor": "two", "successor_is_likely": True},
            "TWO-2 likely takes its place; the vendor does not say so.",
        ),
        ({"successor_outside": "XYZ-900"}, "XYZ-900 takes its place."),
        ({}, "No successor is known."),
    ],
)
def test_the_finding_of_a_retired_cert_names_who_takes_its_place(dated_cert_rows, tie, sentence):
    certs = dated_cert_rows(
        PAST | tie, {"id": "two", "code": "TWO-2", "successor": "three"}, {"id": "three", "code": "THREE-3"}
    )
    assert certification.finding(found(certs), certs) == f"Retired: the last exam day was 14 Jun 2026. {sentence}"


@pytest.mark.parametrize("day", ["2024-01-01", "2026-03-01", "2026-11-22", "2027-01-14"])
def test_every_shipped_cert_has_a_finding_on_every_kind_of_day(shipped_certs, day):
    certs = shipped_certs(day)
    findings = {cert["id"]: certification.finding(cert, certs) for cert in certs.to_dict("records")}
    assert len(findings) == len(certs) > 0
    assert {cert_id: words for cert_id, words in findings.items() if re.search(r"(?i:nan)|NaT|[^.]$", words)} == {}


# Figures ─────────────────────────────────────────────────────────────────────


def fact(field, value, number=None, position=1, **more):
    """A row of the facts table."""
    day, kind = pd.Timestamp("2026-01-01"), "vendor page"
    seen = {"preferred": True, "row_level": False, "kind": kind, "source": "s", "checked_on": day, "cert_id": "one"}
    return {"field": field, "value": value, "number": number, "position": position, **seen, **more}


def test_figures_stand_in_order_the_preferred_one_first_and_unknown_ones_say_so(frame):
    facts = frame(
        "facts",
        fact("validity_months", "24", 24.0),
        fact("price_usd", "135", 135.0, 2, preferred=False),
        fact("price_usd", "125", 125.0),
        fact("exam_minutes", "60", 60.0),
        fact("last_exam_day", "2026-06-30"),
        fact("price_usd", "99", 99.0, cert_id="other"),
    )
    rows = certification.figures(facts, "one")
    assert rows[["label", "words", "preferred"]].to_numpy().tolist() == [
        ["Price of one exam", "$125", True],
        ["Price of one exam", "$135", False],
        ["Length", "60 minutes", True],
        ["Questions", "not published", True],
        ["Passing score", "not published", True],
        ["Valid for", "24 months", True],
        ["Last exam day", "30 Jun 2026", True],
    ]


def test_a_cert_without_any_figure_says_so_of_each(frame):
    rows = certification.figures(frame("facts"), "one")
    assert rows["field"].tolist() == list(certification.ALWAYS_LISTED)
    assert rows["words"].tolist() == ["price not published", *["not published"] * 4]


def test_an_unknown_figure_has_no_source_no_day_and_stands_for_no_record(frame):
    unknown = certification.figures(frame("facts", fact("price_usd", "125", 125.0)), "one").iloc[1:]
    assert len(unknown) == len(certification.ALWAYS_LISTED) - 1
    assert unknown[["value", "number", "kind", "source", "checked_on"]].isna().all(axis=None)
    assert not unknown["row_level"].any()


def test_a_fact_that_has_only_a_differing_figure_says_that_the_preferred_one_is_unknown(frame):
    facts = frame("facts", fact("price_usd", "135", 135.0, preferred=False))
    rows = certification.figures(facts, "one").query("field == 'price_usd'")
    assert rows["words"].tolist() == ["price not published", "$135"]


def test_the_price_of_a_beta_says_so_and_is_no_longer_the_price_once_the_beta_is_over(frame):
    facts = frame("facts", fact("price_usd", "75", 75.0), fact("price_usd", "150", 150.0, 2, preferred=False))
    while_open = certification.figures(facts, "one", is_beta_price=True).query("field == 'price_usd'")
    assert while_open[["words", "preferred"]].to_numpy().tolist() == [["$75 (beta price)", True], ["$150", False]]
    over = certification.figures(facts, "one", is_beta_price=True, beta_over=True).query("field == 'price_usd'")
    assert over["words"].tolist() == ["price not published", "$75 (beta price)", "$150"]
    assert over["preferred"].tolist() == [True, False, False]


def test_the_page_of_a_certification_whose_beta_is_over_shows_no_price_of_the_beta_as_its_own(tables):
    query = Query(cert_name="gcp-professional-agentic-architect")
    for day, price in ((date(2026, 9, 1), "$120 (beta price)"), (date(2026, 10, 2), "price not published")):
        page = html_of(certification_view.view(tables, query, day).blocks, tables)
        assert re.search(r"Price of one exam</dt><dd>\s*<p class=\"cw-value[^>]*>([^<]*)</p>", page)[1] == price


def test_nca_genl_shows_the_articles_price_beside_the_vendors(tables):
    rows = certification.figures(tables["facts"], "nvidia-nca-genl").query("field == 'price_usd'")
    assert rows[["words", "kind", "preferred"]].to_numpy().tolist()[:2] == [
        ["$125", "dated quotation of the vendor page", True],
        ["$135", "article", False],
    ]


def test_every_differing_claim_of_the_catalogue_is_shown_beside_the_preferred_one(tables):
    differing = tables["facts"].query("not preferred")
    shown = {
        (cert_id, row["source"], row["value"])
        for cert_id in differing["cert_id"].unique()
        for row in certification.figures(tables["facts"], cert_id).to_dict("records")
    }
    claims = set(differing[["cert_id", "source", "value"]].itertuples(index=False, name=None))
    assert claims - shown == set()


@pytest.mark.parametrize(
    ("field", "value", "number", "said"),
    [
        ("price_usd", "125", 125.0, "$125"),
        ("price_usd", "0", 0.0, "free"),
        ("price_usd", None, float("nan"), "price not published"),
        ("price_usd", "$165 in the US, less elsewhere", float("nan"), "$165 in the US, less elsewhere"),
        ("exam_minutes", "130", 130.0, "130 minutes"),
        ("exam_minutes", "two hours", float("nan"), "two hours"),
        ("exam_minutes", None, float("nan"), "not published"),
        ("validity_months", "36", 36.0, "36 months"),
        ("validity_months", "does not expire", float("nan"), "does not expire"),
        ("recommended_months", "12", 12.0, "12 months"),
        ("last_exam_day", "2026-06-30", float("nan"), "30 Jun 2026"),
        ("questions", "50 to 60", float("nan"), "50 to 60"),
        ("passing_score", "720 of 1000", float("nan"), "720 of 1000"),
    ],
)
def test_a_figure_is_said_with_its_unit(field, value, number, said):
    assert certification.figure_words(field, value, number) == said


# Requirements, paths, sections, prices ───────────────────────────────────────


def need(block, choice, n=1, **which):
    return {"cert_id": "one", "block": block, "n": n, "choice": choice, **which}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "None"),
        ([need(1, 1, id="a")], "A-1"),
        ([need(1, 1, id="a"), need(1, 2, id="b")], "A-1 or B-2"),
        ([need(1, 1, id="a"), need(1, 2, outside="CISM"), need(1, 3, outside="CISSP")], "A-1, CISM or CISSP"),
        ([need(1, 1, id="a"), need(2, 1, id="b")], "A-1; and B-2"),
        ([need(1, 1, 2, id="a"), need(1, 2, 2, id="b"), need(1, 3, 2, outside="CISM")], "2 of A-1, B-2 and CISM"),
        ([need(1, 1, id="a"), need(1, 2, id="b"), need(2, 1, outside="CISM")], "A-1 or B-2; and CISM"),
        ([need(1, 1, id="a") | {"cert_id": "other"}], "None"),
    ],
)
def test_requirements_are_and_over_blocks_and_n_of_their_choices(dated_cert_rows, frame, rows, words):
    certs = dated_cert_rows({}, {"id": "a", "code": "A-1"}, {"id": "b", "code": "B-2"})
    assert certification.requirement_words(frame("requirements", *rows), found(certs), certs) == words


def test_requirements_that_no_source_names_are_not_none(dated_cert_rows, frame):
    certs = dated_cert_rows({"requirements_known": False})
    told = certification.requirement_words(frame("requirements"), found(certs), certs)
    assert told == "Not known: no source says what is required"


def test_a_path_uses_a_cert_through_the_one_whose_place_it_takes(dated_cert_rows, frame):
    certs = dated_cert_rows({"id": "old", "successor": "new"}, {"id": "new"}, {"id": "else"})
    step = {"step": 1, "optional": False, "after_months": 0, "choice": 1}
    steps = frame(
        "path_steps",
        {"path": "p", "cert_id": "old", **step},
        {"path": "q", "cert_id": "new", **step},
        {"path": "q", "cert_id": "new", **step, "step": 2},
        {"path": "r", "cert_id": "else", **step},
        {"path": "s", "set_id": "cloud-ai", **step},
    )
    paths = frame("paths", *({"path": one, "kind": "outcome", "title": one.upper()} for one in "pqrs"))
    assert certification.paths_naming("new", paths, steps, certs).to_numpy().tolist() == [
        ["p", "outcome", "P", "old"],
        ["q", "outcome", "Q", "new"],
    ]
    assert certification.paths_naming("old", paths, steps, certs)["path"].tolist() == ["p"]
    assert certification.paths_naming("nobody", paths, steps, certs).empty


def test_ai_901_is_used_by_the_paths_that_name_ai_900(shipped_certs, tables: Tables):
    rows = certification.paths_naming(
        "azure-ai-fundamentals", tables["paths"], tables["path_steps"], shipped_certs("2026-11-22")
    )
    assert rows[["path", "instead_of"]].to_numpy().tolist() == [
        [path, "azure-ai-fundamentals-900"]
        for path in ("ai-literacy", "developer-adding-ai", "verdict", "junior-ai-ml-engineer")
    ]


@pytest.mark.parametrize(
    ("sections", "sentence"),
    [
        ([], "The exam's sections are not published."),
        ([("A", None, None)], "1 section, published without weights."),
        ([("A", None, None), ("B", None, None)], "2 sections, published without weights."),
        ([("A", 40, 40), ("B", 60, 60)], "B weighs most: 60% of the exam."),
        ([("A", 25, 35), ("B", 30, 35)], "B weighs most: 30 to 35% of the exam."),
    ],
)
def test_the_finding_of_the_sections_names_the_heaviest(frame, sections, sentence):
    rows = [
        {"cert_id": "one", "position": i, "name": name, "weight_low": low, "weight_high": high}
        for i, (name, low, high) in enumerate(sections, 1)
    ]
    assert certification.domain_finding(frame("exam_domains", *rows)) == sentence


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(20.0, 20.0, "20%"), (12.5, 12.5, "12.5%"), (25.0, 30.0, "25 to 30%"), (None, None, "no weight published")],
)
def test_a_weight_is_a_share_or_a_range_of_shares(low, high, words):
    assert certification.weight_words(low, high) == words


@pytest.mark.parametrize(
    ("prices", "sentence"),
    [
        ([150], "$150: no exam in its tier costs less or more."),
        ([150, 150, 100, 165, 200], "$150: 1 exam in its tier costs less, 2 cost more."),
        ([150, 100, 120], "$150: 2 exams in its tier cost less, none cost more."),
        ([150, 165], "$150: no exam in its tier costs less, 1 costs more."),
        ([150, None], "$150: no exam in its tier costs less or more. 1 price in the tier is not published."),
        ([150, None, None], "$150: no exam in its tier costs less or more. 2 prices in the tier are not published."),
        ([None, 150], ""),
    ],
)
def test_a_price_is_placed_among_the_known_ones_of_its_tier(dated_cert_rows, prices, sentence):
    rows = [{"id": str(i), "price_usd": price, "price_kind": "list"} for i, price in enumerate(prices)]
    tier = dated_cert_rows(*rows)
    assert certification.price_finding(found(tier, "0"), tier) == sentence
