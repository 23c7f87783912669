"""A tile of the tier map: its short name by rule, and columns that give a board as few lines as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.design import theme
from lib.views.tier_map import column_widths, tiles

ENTRY, ASSOCIATE, PRO, GENAI = theme.TIER


@pytest.mark.parametrize(
    ("name", "code", "tier", "expected"),
    [
        ("Azure AI Fundamentals (AI-901)", "AI-901", ENTRY, "AI Fundamentals"),
        ("Accelerated Data Science (NCA)", "NCA-ADS", ASSOCIATE, "Accelerated Data Science"),
        ("AI Practitioner (CAIP)", "AIP-210", ASSOCIATE, "AI Practitioner (CAIP)"),
        ("ML Engineer Associate (C02)", "MLA-C02", ASSOCIATE, "ML Engineer"),
        ("Professional Data Engineer", "GCP-PDE", PRO, "Data Engineer"),
        ("SnowPro Specialty: Gen AI", "GES-C02", GENAI, "Gen AI"),
        ("GenAI Engineer Associate", "DBX-GENAI-ASSOC", GENAI, "GenAI Engineer Associate"),
        ("Generative AI Leader", "GCP-GAIL", ENTRY, "GenAI Leader"),
        ("Copilot and Agent Administration", "AB-900", ENTRY, "Copilot & Agent Administration"),
        ("ML Associate", "DBX-ML-ASSOC", ASSOCIATE, "ML Associate"),
        ("Claude Developer", "CCDV-F", GENAI, "Claude Developer"),
    ],
)
def test_a_name_leaves_out_what_its_place_says_and_keeps_two_words(name, code, tier, expected):
    assert tiles.short(name, code, tier) == expected


def test_no_two_of_one_place_have_one_name_unless_they_have_in_the_catalogue(tables):
    rows = tables["certs"].to_dict("records")
    short_names = {
        (row["vendor"], row["tier"], tiles.short(row["short_name"], row["code"], row["tier"])) for row in rows
    }
    bare = {(row["vendor"], row["tier"], tiles.short(row["short_name"], row["code"], "")) for row in rows}
    assert len(short_names) == len(bare)


@given(st.text(), st.text(max_size=9), st.sampled_from([ENTRY, ASSOCIATE, PRO, GENAI]))
def test_any_name_that_says_something_stays_one(name, code, tier):
    assert bool(tiles.short(name, code, tier)) is bool(name.split())


def lines(rows, shares):
    """How many lines a board has whose columns share the room like that, with tiles as said and a bit longer."""
    own = [column_widths.BOARD * share / sum(shares) for share in shares]
    return sum(
        max(column_widths._lines(cell, width - lacking) for cell, width in zip(row, own, strict=True))
        for row in rows
        for lacking in (0.0, column_widths.ERROR)
    )


cells = st.lists(st.floats(90, 400), max_size=4).map(tuple)


@given(st.integers(3, 4).flatmap(lambda many: st.lists(st.tuples(*[cells] * many), min_size=1, max_size=5).map(tuple)))
def test_columns_by_what_they_hold_never_need_more_lines_than_equal_ones(rows):
    shares = column_widths.shares(rows)
    assert sum(shares) == 100 * len(shares)
    assert lines(rows, shares) <= lines(rows, [100] * len(shares))


def test_a_column_of_long_names_takes_the_room_of_columns_of_short_ones():
    short, long = (150.0, 150.0), (330.0, 330.0)
    assert column_widths.shares(((short, short, short, long),)) == (92, 92, 92, 124)
    assert column_widths.shares(((short, long),)) == (100, 100)
    assert column_widths.shares(()) == ()


@pytest.mark.parametrize(
    ("words", "px"),
    [
        (("DEA-C01", "Data Engineer", "$150"), 188),
        (("GH-600", "Developing Agentic AI Systems", "unconfirmed", "$ ?"), 350),
    ],
)
def test_a_tile_is_as_long_as_a_browser_draws_it(words, px):
    assert column_widths.length(*words) == pytest.approx(px, rel=0.03)
