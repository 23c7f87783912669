"""Numbers, dates and lists in words, and text that is shown as typed."""

import re
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import text

NOTHING = [None, float("nan"), pd.NaT, ""]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (150, "$150"),
        (150.0, "$150"),
        (1250.0, "$1,250"),
        (215000, "$215,000"),
        (70.5, "$70.50"),
        (0, "free"),
        (0.0, "free"),
        (None, "price not published"),
        (float("nan"), "price not published"),
        (np.float64(99), "$99"),
    ],
)
def test_a_price_is_said_in_dollars(value, expected):
    assert text.usd(value) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(99, 300, "$99 to $300"), (0, 300, "free to $300"), (99, 99, "$99"), (0, 0, "free")]
)
def test_a_range_of_prices_with_equal_ends_is_one_price(low, high, expected):
    assert text.usd_range(low, high) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (157_400, "$157k"),
        (215_000.0, "$215k"),
        (900, "$900"),
        (None, "pay not published"),
        (np.nan, "pay not published"),
    ],
)
def test_pay_is_said_in_thousands_and_unknown_pay_in_words(value, expected):
    assert text.thousands(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "$0"),
        (0.004, "$0"),
        (0.006, "$0.01"),
        (12.5, "$12.50"),
        (70.499, "$70.50"),
        (999.999, "$1,000"),
        (1360.46, "$1,360"),
    ],
)
def test_a_sum_is_said_to_the_cent_and_nothing_is_no_price(value, expected):
    assert text.amount(value) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "no"), (3, "three"), (10, "ten"), (11, "11")])
def test_a_small_number_is_a_word(number, expected):
    assert text.spelled(number) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 22), "22 Nov 2026"),
        (pd.Timestamp("2026-03-01"), "1 Mar 2026"),
        (None, ""),
        (pd.NaT, ""),
    ],
)
def test_a_day_is_said_without_leading_zero(value, expected):
    assert text.day(value) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((0, "price"), "0 prices"),
        ((1, "price"), "1 price"),
        ((2, "price"), "2 prices"),
        ((2, "foot", "feet"), "2 feet"),
    ],
)
def test_a_count_agrees_with_its_noun(arguments, expected):
    assert text.count(*arguments) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_said_with_one_and(words, expected):
    assert text.listed(words) == expected
    assert text.listed(words, "or") == expected.replace(" and ", " or ")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (65, 65, "65 questions"),
        (50.0, 60.0, "50 to 60 questions"),
        (None, 60, ""),
        (50, None, ""),
        (float("nan"), float("nan"), ""),
    ],
)
def test_a_span_with_equal_ends_is_one_number_and_an_open_one_is_nothing(low, high, expected):
    assert text.span(low, high, "questions") == expected


@pytest.mark.parametrize("value", NOTHING, ids=repr)
def test_what_is_missing_is_missing_and_shown_as_nothing(value):
    assert text.missing(value)
    assert text.escaped(value) == ""


@pytest.mark.parametrize("value", [0, 0.0, False, " ", "nan", [], ["a"], ("a", "b"), {}, date(2026, 1, 1)], ids=repr)
def test_zero_blanks_and_lists_are_not_missing(value):
    assert not text.missing(value)


@pytest.mark.parametrize("value", [np.array([]), np.array(["a"]), np.array(["a", "b"])], ids=repr)
def test_a_list_out_of_a_frame_is_not_missing(value):
    assert text.missing(value) is False


AS_TYPED = ["<b>x</b>", "<script>alert(1)</script>", "$x$", ":material/home:", "![](x)", "a & b", "\"quoted\" 'too'"]


def text_and_tags(html):
    """The text of a piece of HTML as a browser shows it, and its tags."""
    parser, parts, tags = HTMLParser(convert_charrefs=True), [], []
    parser.handle_data = parts.append
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, attributes))
    parser.feed(html)
    parser.close()
    return "".join(parts), tags


@pytest.mark.parametrize("typed", AS_TYPED)
def test_text_for_html_is_shown_as_typed(typed):
    assert text_and_tags(f"<p title='{text.escaped(typed)}'>{text.escaped(typed)}") == (
        typed,
        [("p", [("title", typed)])],
    )


@given(typed=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_for_html_is_shown_as_typed(typed):
    assert text_and_tags(text.escaped(typed)) == (typed, [])


@given(typed=st.text(max_size=30))
def test_text_in_a_style_sheet_cannot_end_its_string(typed):
    inside = text.css_string(typed)[1:-1]
    assert re.fullmatch(r"([A-Za-z0-9]|\\[0-9a-f]{1,6} )*", inside)
    decoded = re.sub(r"\\([0-9a-f]{1,6}) |(.)", lambda m: chr(int(m[1], 16)) if m[1] else m[2], inside)
    assert decoded == typed


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n"], ids=repr)
@pytest.mark.parametrize("before", ["", "\x00", "\u200b\u202e"], ids=repr)
def test_a_cell_that_starts_like_a_formula_gets_an_apostrophe(before, start):
    assert text.spreadsheet_safe(f"{before}{start}1") == f"'{start}1"


def test_a_carriage_return_is_a_line_break_and_starts_like_a_formula_too():
    assert text.spreadsheet_safe("\r1") == "'\n1"


@pytest.mark.parametrize("value", ["", "a=b", "1", " =1", -5, -1.5, None, True], ids=repr)
def test_other_cells_stay_as_they_are(value):
    assert text.spreadsheet_safe(value) is value
