"""The price landscape: dots that never overlap, words that keep their distance and say whose exam it is."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import charts, prices, theme
from lib.charts.price_labels import APART, DOT, STEP, piles, placed

ENDS = (-10.0, 1160.0)


def row(price, code="AI-1", vendor="AWS", *, article=False):
    return {"price_usd": float(price), "code": code, "vendor": vendor, "in_article": article}


def said(rows, scale=1.0):
    """The words of each pile that has some."""
    found = placed(piles(rows, scale), scale, ENDS)
    return {place: [" ".join(filter(None, line)) for line in words.lines] for place, words in sorted(found.items())}


def test_dots_that_would_touch_are_one_pile_and_as_low_as_there_is_room():
    found = piles([row(100), row(100), row(108), row(114), row(150)], 1.0)
    assert [pile.levels for pile in found] == [[0, 1, 2, 0], [0]]


def test_words_say_code_and_vendor():
    assert said([row(100, "AIF-C01"), row(600, "CKA", "CNCF")]) == {0: ["AIF-C01 AWS"], 1: ["CKA CNCF"]}


@pytest.mark.parametrize(("room", "words"), [(140, ["NCP-AIO NVIDIA"]), (80, ["NCP-AIO"]), (40, None)])
def test_vendors_give_way_before_codes_do(room, words):
    found = placed(piles([row(500, "NCP-AIO", "NVIDIA")], 1.0), 1.0, (500 - room / 2, 500 + room / 2))
    assert [" ".join(line).strip() for line in found[0].lines] == words if words else found == {}


def test_a_pile_without_room_beside_it_names_the_articles_and_the_vendor_that_all_are_of():
    rows = [row(200, f"DBX-{place}", "Databricks", article=place == 3) for place in range(5)]
    walls = [row(150, "A" * 20), row(250, "B" * 20)]
    assert said([walls[0], *rows, walls[1]])[1] == ["DBX-3 and 4 more Databricks"]


certs = st.lists(
    st.builds(
        row, st.integers(0, 800), st.text("ABC-019", min_size=2, max_size=14), st.sampled_from(["AWS", "Oracle"])
    ),
    max_size=14,
).map(lambda rows: sorted(rows, key=lambda one: one["price_usd"]))


@given(certs, st.sampled_from([0.4, 1.35]))
def test_dots_never_overlap_and_words_keep_their_distance_from_all_but_their_own(rows, scale):
    found = piles(rows, scale)
    dots = [
        (scale * one["price_usd"], STEP * level)
        for pile in found
        for one, level in zip(pile.rows, pile.levels, strict=True)
    ]
    assert all(abs(x - u) >= DOT or y != v for place, (x, y) in enumerate(dots) for u, v in dots[place + 1 :])
    words = placed(found, scale, ENDS)
    for place, one in words.items():
        others = [pile.box(scale) for other, pile in enumerate(found) if other != place]
        others += [other.box for key, other in words.items() if key != place]
        left, right, low, high = one.box
        assert all(left >= u + APART or right <= x - APART or low >= v or high <= y for x, u, y, v in others)


@pytest.mark.parametrize("wide", [True, False])
def test_a_tier_says_its_median_and_what_is_not_known_on_a_phone_below_its_name(shipped, tables, wide):
    rows = shipped("2026-11-22")
    drawn = charts.price_landscape(rows, prices.by_tier(rows, tables["tiers"]["tier"]), wide=wide)
    names = [one.text for one in drawn.layout.annotations if one.text.startswith("<b>")]
    assert [name.partition("</b>")[0].removeprefix("<b>") for name in names] == list(theme.TIER)
    assert all(("</b><br>median $" in name) is not wide for name in names)


def test_words_stand_on_paper():
    rows = pd.DataFrame(
        [{**row(99), "tier": "Entry / Literacy", "short_name": "One", "price_kind": "list", "gone": False}]
    )
    tiers = pd.DataFrame([{"tier": "Entry / Literacy", "median_usd": 99.0, "unknown": 0}])
    words = charts.price_landscape(rows, tiers, wide=True).layout.annotations[-1]
    assert words.text.startswith("AI-1 ")
    assert words.bgcolor == theme.GROUND.slot
