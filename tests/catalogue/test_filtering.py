"""The catalogue's answers: filters, counts beside the controls, what is hidden and why, order, the finding."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lib.address import pages, parameters
from lib.catalogue import filtering
from lib.catalogue.filtering import SORTS
from lib.catalogue.filters import FACETS, MEANINGS, Filters, is_offered_in
from lib.catalogue.status import reader_words
from lib.text import usd

ENTRY, ASSOCIATE, GENAI = "Entry / Literacy", "Associate Engineer", "Specialty / GenAI"
TIERS = pd.Series([ENTRY, ASSOCIATE, "Professional / Specialty", GENAI])
VENDORS = pd.Series(["AWS", "Microsoft", "NVIDIA", "Oracle"])
PAST = {"last_exam_day": pd.Timestamp("2026-06-14"), "last_exam_day_other": pd.Timestamp("2026-06-14")}
AHEAD = {"last_exam_day": pd.Timestamp("2026-06-30"), "last_exam_day_other": pd.Timestamp("2026-06-30")}

SIX = (
    {"id": "aif", "price_usd": 100.0, "languages": ["English", "Japanese"], "topics": ["Bedrock"]},
    {"id": "mla", "tier": ASSOCIATE, "focus": "ML engineering", "price_usd": 150.0, **AHEAD, "in_article": True},
    {"id": "ab7", "vendor": "Microsoft", "languages": ["Japanese"], "audience": "Business users"},
    {"id": "102", "vendor": "Microsoft", "tier": ASSOCIATE, "price_usd": 165.0, **PAST, "in_article": True},
    {"id": "oci", "vendor": "Oracle", "price_usd": 0.0, "observed_status": "beta"},
    {"id": "ncp", "vendor": "NVIDIA", "tier": GENAI, "focus": "GenAI engineering", "observed_status": "unknown"},
)


@pytest.fixture(scope="module")
def board(dated_cert_rows):
    """Six certifications: one retired, one ending, one in beta, one unconfirmed, two without a price."""
    return dated_cert_rows(*({**row, "short_name": row["id"], "code": row["id"], "codes": [row["id"]]} for row in SIX))


def ids(rows):
    return rows["id"].tolist()


# Filters ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), ["aif", "mla", "ab7", "oci", "ncp"]),
        (Filters(vendor=("AWS",)), ["aif", "mla"]),
        (Filters(vendor=("AWS", "Oracle")), ["aif", "mla", "oci"]),
        (Filters(vendor=("IBM",)), []),
        (Filters(tier=(ASSOCIATE,)), ["mla"]),
        (Filters(focus=("GenAI engineering",)), ["ncp"]),
        (Filters(status=("active",)), ["aif", "ab7"]),
        (Filters(status=("beta", "ending")), ["mla", "oci"]),
        (Filters(status=("unconfirmed",)), ["ncp"]),
        (Filters(language="Japanese"), ["aif", "ab7"]),
        (Filters(language="English"), ["aif", "mla", "oci", "ncp"]),
        (Filters(language="French"), []),
        (Filters(q="bedrock"), ["aif"]),
        (Filters(q="BUSINESS microsoft"), ["ab7"]),
        (Filters(q="bedrock microsoft"), []),
        (Filters(q="   "), ["aif", "mla", "ab7", "oci", "ncp"]),
        (Filters(vendor=("AWS",), tier=(ENTRY,), focus=("AI literacy",), price_max=100.0, q="one"), ["aif"]),
        (Filters(vendor=("AWS",), tier=(ENTRY,), focus=("AI literacy",), price_max=99.0, q="one"), []),
    ],
)
def test_each_filter_keeps_what_it_asks_for_and_together_all_must_hold(board, filters, found):
    assert ids(filtering.matching(board, filters)) == found


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        (0.0, ["oci"]),
        (99.99, ["oci"]),
        (100.0, ["aif", "oci"]),
        (149.99, ["aif", "oci"]),
        (150.0, ["aif", "mla", "oci"]),
        (5000.0, ["aif", "mla", "oci"]),
    ],
)
def test_a_price_limit_never_lets_an_unknown_price_through_as_certmap_does(board, limit, found):
    assert ids(filtering.matching(board, Filters(price_max=limit))) == found


def test_a_price_limit_says_how_many_it_leaves_out_for_want_of_a_price(board):
    assert filtering.filter_result(board, Filters(price_max=5000.0)).unpriced == 2
    assert filtering.filter_result(board, Filters(price_max=5000.0, vendor=("NVIDIA",))).unpriced == 1
    assert filtering.filter_result(board, Filters()).unpriced == 0


@pytest.mark.parametrize(
    ("filters", "shows", "hidden"),
    [
        (Filters(), False, 1),
        (Filters(vendor=("AWS",)), False, 0),
        (Filters(closed=True), True, 0),
        (Filters(status=("retired",)), True, 0),
        (Filters(status=("active",)), False, 0),
        (Filters(article=True), True, 0),
    ],
)
def test_a_retired_cert_is_hidden_unless_the_switch_a_status_or_the_article_asks(board, filters, shows, hidden):
    answer = filtering.filter_result(board, filters)
    assert ("102" in ids(answer.rows)) is shows
    assert answer.closed + answer.ahead == hidden


def test_a_cert_that_is_not_open_yet_is_hidden_too(dated_cert_rows):
    one = dated_cert_rows({"available_from": pd.Timestamp("2026-06-16")})
    assert filtering.filter_result(one, Filters()).ahead == 1
    assert ids(filtering.matching(one, Filters(status=("not yet",)))) == ["one"]


def test_the_article_shows_its_ten_and_nothing_else(shipped_certs):
    for day in ("2026-03-01", "2026-11-22"):
        found = filtering.matching(shipped_certs(day), Filters(article=True))
        assert len(found) == 10
        assert found["in_article"].all()


def test_the_default_view_of_today_shows_nothing_that_is_closed_or_retired(shipped_certs):
    certs = shipped_certs("2026-11-22")
    answer = filtering.filter_result(certs, Filters())
    assert set(answer.rows["status"]) == {"active", "beta", "partner-only", "unknown"}
    assert (len(answer.rows), answer.closed + answer.ahead) == (len(certs) - 6, 6)


def test_an_empty_answer_is_defined_with_the_same_columns(board):
    nothing = Filters(vendor=("IBM",))
    for frame in (board, board.iloc[:0]):
        answer = filtering.filter_result(frame, nothing)
        assert_frame_equal(answer.rows, frame.iloc[:0])
        assert (answer.closed + answer.ahead, answer.unpriced) == (0, 0)
        assert not any(answer.counts[facet] for facet in FACETS if facet != "vendor")


# Words ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), []),
        (Filters(vendor=("AWS",), status=("beta",), price_max=150.0), ["AWS", "beta", "up to $150"]),
        (Filters(q="rag", language="Japanese"), ["“rag”", "Japanese"]),
        (Filters(price_max=0.0, article=True, closed=True), ["up to $0", "the article's ten", "closed ones too"]),
    ],
)
def test_each_filter_that_is_on_is_said_in_a_few_words(filters, words):
    assert filters.phrases() == words


def test_every_filter_has_a_meaning_and_is_a_parameter_and_those_of_explore_alone_have_a_control():
    names = sorted(field.name for field in fields(Filters))
    assert sorted(MEANINGS) == names
    keys = [parameter.key for parameter in parameters.PARAMETERS if parameter.field.startswith("filters.")]
    assert sorted(keys) == names
    labelled = {name for name, meaning in MEANINGS.items() if meaning.label}
    assert labelled == {*parameters.OWN_FILTERS} - {"q"}


# Counts against brute force ──────────────────────────────────────────────────

PRICES = st.none() | st.sampled_from([0.0, 99.0, 100.0, 200.0, 5000.0]) | st.floats(0, 900)
WORDS = st.sampled_from(["", "  ", "aws", "associate", "GENAI", "ml engineer", "nothing like it"])


@st.composite
def states(draw, tables):
    """Filters that a reader can set."""
    chosen = {
        facet: tuple(draw(st.lists(st.sampled_from(options), max_size=3, unique=True)))
        for facet, options in parameters.vocabulary(tables).items()
    }
    return Filters(
        **chosen,
        price_max=draw(PRICES),
        language=draw(st.none() | st.sampled_from(parameters.options(pages.EXPLORE, "language", tables))),
        q=draw(WORDS),
        article=draw(st.booleans()),
        closed=draw(st.booleans()),
    )


@settings(max_examples=200)
@given(data=st.data())
def test_the_count_beside_each_value_is_what_choosing_it_alone_would_show(tables, shipped_certs, data):
    every, filters = shipped_certs("2026-11-22"), data.draw(states(tables))
    counted = filtering.filter_result(every, filters).counts
    brute = {
        facet: {one: len(filtering.matching(every, replace(filters, **{facet: (one,)}))) for one in options}
        for facet, options in parameters.vocabulary(tables).items()
    }
    assert {facet: {one: counted[facet].get(one, 0) for one in brute[facet]} for facet in brute} == brute


@settings(max_examples=200)
@given(data=st.data())
def test_the_answer_agrees_with_the_rows_that_match(tables, shipped_certs, data):
    every, filters = shipped_certs("2026-11-22"), data.draw(states(tables))
    answer = filtering.filter_result(every, filters)
    shown = filtering.matching(every, filters)
    assert_frame_equal(answer.rows, shown)
    hides = not (filters.closed or filters.status or filters.article)
    assert answer.closed + answer.ahead == (
        len(filtering.matching(every, replace(filters, closed=True))) - len(shown) if hides else 0
    )
    unlimited = filtering.matching(every, filters.without("price_max"))
    limited = filters.price_max is not None
    assert answer.unpriced == (int(unlimited["price_usd"].isna().sum()) if limited else 0)


OPEN = ("active", "beta", "ending")
DAYS = st.sampled_from(["2024-01-01", "2026-03-01", "2026-09-29", "2026-11-22", "2027-01-14", "2035-12-31"])


@settings(max_examples=200)
@given(data=st.data(), day=DAYS)
def test_the_finding_is_what_the_rows_say_for_any_filters_and_day(tables, shipped_certs, data, day):
    rows = filtering.matching(shipped_certs(day), data.draw(states(tables))).to_dict("records")
    said = filtering.finding(pd.DataFrame(rows, columns=shipped_certs(day).columns))
    booked = [row for row in rows if row["status"] in OPEN]
    if not booked:
        assert said.endswith("none that anybody can book." if rows else "Nothing matches all filters at once.")
        return
    prices = sorted({row["price_usd"] for row in booked if not pd.isna(row["price_usd"])})
    ends = [usd(one) for one in dict.fromkeys([prices[0], prices[-1]])] if prices else ["no price published"]
    assert re.match(
        rf"{len(booked)} certifications? you can book, from {len({r['vendor'] for r in booked})} vendor", said
    )
    assert f", {' to '.join(ends)}" in said
    closed = sum(row["status"] in ("closed", "retired") for row in rows)
    ahead = sum(row["status"] == "not yet" for row in rows)
    assert ("no longer bookable" in said, "not open yet" in said) == (closed > 0, ahead > 0)
    assert [int(one) for one in re.findall(r"(\d+) (?:no longer|not open)", said)] == [n for n in (closed, ahead) if n]


# The way out of an empty result ──────────────────────────────────────────────


@pytest.mark.parametrize(
    ("filters", "helps"),
    [
        (Filters(vendor=("AWS",), tier=(GENAI,)), {"vendor": 1, "tier": 2}),
        (Filters(vendor=("IBM",), tier=(ENTRY,)), {"vendor": 3}),
        (Filters(vendor=("IBM",), language="French"), {}),
        (Filters(vendor=("Microsoft",), tier=(ASSOCIATE,)), {"vendor": 1, "tier": 1, "closed": 1}),
        (Filters(vendor=("AWS",), price_max=0.0), {"price_max": 2, "vendor": 1}),
    ],
)
def test_an_empty_result_names_only_the_filters_that_help_and_what_they_give(board, filters, helps):
    assert filtering.matching(board, filters).empty
    assert filtering.counts_without(board, filters) == helps


def test_the_filter_that_helps_most_is_named_first(board):
    assert list(filtering.counts_without(board, Filters(vendor=("AWS",), tier=(GENAI,)))) == ["tier", "vendor"]


@pytest.mark.parametrize(
    "one",
    [
        {"vendor": ("AWS",)},
        {"tier": (ENTRY,)},
        {"focus": ("Data",)},
        {"status": ("beta",)},
        {"price_max": 100.0},
        {"price_max": 0.0},
        {"language": "French"},
        {"q": "a"},
        {"article": True},
        {"closed": True},
    ],
    ids=str,
)
def test_a_filter_that_is_set_is_on_and_can_be_dropped_even_if_it_is_zero(one):
    (name,) = one
    assert Filters(**one).is_on(name)
    assert not Filters().is_on(name)
    assert Filters(**one).without(name) == Filters()


# Order ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("tier", ["aif", "ab7", "oci", "mla", "102", "ncp"]),
        ("price", ["oci", "aif", "mla", "102", "ab7", "ncp"]),
        ("name", ["102", "ab7", "aif", "mla", "ncp", "oci"]),
        ("vendor", ["aif", "mla", "ab7", "102", "ncp", "oci"]),
        ("study time", ["oci", "aif", "mla", "102", "ab7", "ncp"]),
        ("no such order", ["aif", "ab7", "oci", "mla", "102", "ncp"]),
    ],
)
def test_rows_stand_in_the_order_asked_for_with_unknowns_last(board, by, order):
    found = filtering.ordered(board, by, TIERS, VENDORS)
    assert ids(found) == order
    assert list(found.columns) == list(board.columns)


def test_study_time_sorts_by_its_low_end_then_its_high_end(dated_cert_rows):
    hours = {"b": (15, 40), "a": (60, 120), "d": (None, None), "c": (15, 30)}
    rows = [{"id": k, "short_name": k, "study_hours_low": v[0], "study_hours_high": v[1]} for k, v in hours.items()]
    assert ids(filtering.ordered(dated_cert_rows(*rows), "study time", TIERS, VENDORS)) == ["c", "b", "a", "d"]


@pytest.mark.parametrize("by", SORTS)
def test_an_order_loses_and_changes_nothing(shipped_certs, tables, by):
    every = shipped_certs("2026-11-22")
    before = every.copy(deep=True)
    found = filtering.ordered(every, by, tables["tiers"]["tier"], tables["vendors"]["vendor"])
    assert_frame_equal(found.sort_index(), every)
    assert_frame_equal(every, before)


# What it amounts to ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Nothing matches all filters at once."),
        (["aif"], "1 certification you can book, from 1 vendor, $100 an exam."),
        (["aif", "mla"], "2 certifications you can book, from 1 vendor, $100 to $150 an exam."),
        (["aif", "oci"], "2 certifications you can book, from 2 vendors, free to $100 an exam."),
        (["ab7"], "1 certification you can book, from 1 vendor, no price published."),
        (["oci"], "1 certification you can book, from 1 vendor, free."),
        (["102"], "1 certification, and none that anybody can book."),
        (["102", "ncp"], "2 certifications, and none that anybody can book."),
        (
            ["aif", "mla", "ab7", "102", "oci", "ncp"],
            "4 certifications you can book, from 3 vendors, free to $150 an exam; 1 unconfirmed, 1 no longer bookable.",
        ),
    ],
)
def test_the_finding_is_one_sentence_that_counts_only_what_can_be_booked(board, rows, sentence):
    assert filtering.finding(board[board["id"].isin(rows)]) == sentence


@pytest.mark.parametrize(
    ("price", "kind", "words"),
    [
        (150.0, "list", "$150"),
        (70.5, "list", "$70.50"),
        (75.0, "beta", "$75 (beta price)"),
        (0.0, "list", "free"),
        (None, None, "price not published"),
        (float("nan"), None, "price not published"),
    ],
)
def test_a_price_is_said_in_words_and_unknown_is_never_zero(price, kind, words):
    assert filtering.price_words({"price_usd": price, "price_kind": kind}) == words


@pytest.mark.parametrize(
    ("named", "language", "speaks"),
    [
        ([], "English", True),
        ([], "Japanese", False),
        (["Japanese"], "English", False),
        (["Japanese"], "Japanese", True),
    ],
)
def test_an_exam_without_a_named_language_is_taken_as_english(named, language, speaks):
    assert is_offered_in(named, language) is speaks


def test_every_row_of_the_catalogue_stands_under_a_status_that_can_be_asked_for(shipped_certs):
    every = shipped_certs("2026-11-22")
    found = [ids(filtering.matching(every, Filters(status=(word,)))) for word in reader_words()]
    assert sorted(one for some in found for one in some) == sorted(every["id"])


@pytest.mark.parametrize(("on", "price"), [("2026-03-01", 135), ("2026-03-02", 125), ("2026-11-22", 125)])
def test_on_the_articles_day_its_own_prices_come_back(tables, on, price):
    day = date.fromisoformat(on)
    shown = filtering.priced_on(tables["certs"], on=day, article_day=date(2026, 3, 1)).set_index("code")
    assert shown.loc["NCA-GENL", ["price_usd", "price_now_usd"]].tolist() == [price, 125]
    assert shown.loc["AI-103", "price_usd"] == 165


@pytest.mark.parametrize("last", ["beta_until", "general_from"])
def test_a_beta_price_holds_as_long_as_the_beta_and_then_the_standard_price_where_one_is_stated(cert_rows, last):
    day = date(2026, 9, 30)
    beta = {"price_usd": 50.0, "price_kind": "beta", last: day}
    both = cert_rows({"id": "stated", "price_standard_usd": 100.0, **beta}, {"id": "open", **beta})
    eve, after = (
        filtering.priced_on(both, on=on, article_day=None) for on in (day - timedelta(days=1), day + timedelta(days=1))
    )
    assert eve[["price_usd", "price_kind"]].to_numpy().tolist() == [[50, "beta"]] * 2
    assert after["price_usd"].fillna(-1).tolist() == [100, -1]
    assert set(after["price_kind"]) == {"list"}
