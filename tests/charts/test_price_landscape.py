"""The price landscape: dots that never overlap, and labels that keep their distance and name code and vendor."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import charts
from lib.charts.price_labels import CLEARANCE, DOT, STEP, dot_piles, pile_labels
from lib.cost import prices_by_tier
from lib.design import theme

VISIBLE = (-10.0, 1160.0)


def row(price, code="AI-1", vendor="AWS", *, article=False):
    return {"price_usd": float(price), "code": code, "vendor": vendor, "in_article": article}


def lines(rows, px_per_usd=1.0):
    """The lines of the label of each pile that has one, by the number of the pile."""
    labels = pile_labels(dot_piles(rows, px_per_usd), px_per_usd, VISIBLE)
    return {number: [" ".join(filter(None, line)) for line in label.lines] for number, label in sorted(labels.items())}


def test_dots_that_would_touch_are_one_pile_and_as_low_as_there_is_room():
    piles = dot_piles([row(100), row(100), row(108), row(114), row(150)], 1.0)
    assert [pile.levels for pile in piles] == [[0, 1, 2, 0], [0]]


def test_a_label_is_code_and_vendor():
    assert lines([row(100, "AIF-C01"), row(600, "CKA", "CNCF")]) == {0: ["AIF-C01 AWS"], 1: ["CKA CNCF"]}


@pytest.mark.parametrize(("room", "label"), [(140, ["NCP-AIO NVIDIA"]), (80, ["NCP-AIO"]), (40, None)])
def test_vendors_give_way_before_codes_do(room, label):
    piles = dot_piles([row(500, "NCP-AIO", "NVIDIA")], 1.0)
    labels = pile_labels(piles, 1.0, (500 - room / 2, 500 + room / 2))
    assert [" ".join(line).strip() for line in labels[0].lines] == label if label else labels == {}


def test_a_pile_without_room_beside_it_names_the_articles_and_the_vendor_that_all_are_of():
    rows = [row(200, f"DBX-{number}", "Databricks", article=number == 3) for number in range(5)]
    walls = [row(150, "A" * 20), row(250, "B" * 20)]
    assert lines([walls[0], *rows, walls[1]])[1] == ["DBX-3 and 4 more Databricks"]


certs = st.lists(
    st.builds(
        row, st.integers(0, 800), st.text("ABC-019", min_size=2, max_size=14), st.sampled_from(["AWS", "Oracle"])
    ),
    max_size=14,
).map(lambda rows: sorted(rows, key=lambda cert: cert["price_usd"]))


@given(certs, st.sampled_from([0.4, 1.35]))
def test_dots_never_overlap_and_labels_keep_their_distance_from_all_but_their_own(rows, px_per_usd):
    piles = dot_piles(rows, px_per_usd)
    dots = [
        (px_per_usd * cert["price_usd"], STEP * level)
        for pile in piles
        for cert, level in zip(pile.rows, pile.levels, strict=True)
    ]
    assert len(dots) == len(rows)
    assert all(abs(x - u) >= DOT or y != v for number, (x, y) in enumerate(dots) for u, v in dots[number + 1 :])
    labels = pile_labels(piles, px_per_usd, VISIBLE)
    for number, label in labels.items():
        extents = [pile.extent(px_per_usd) for key, pile in enumerate(piles) if key != number]
        extents += [neighbour.extent for key, neighbour in labels.items() if key != number]
        x0, x1, low, high = label.extent
        assert all(x0 >= u + CLEARANCE or x1 <= x - CLEARANCE or low >= v or high <= y for x, u, y, v in extents)


@pytest.mark.parametrize("wide", [True, False])
def test_a_tier_says_its_median_and_what_is_not_known_on_a_phone_below_its_name(shipped_certs, tables, wide):
    rows = shipped_certs("2026-11-22")
    fig = charts.price_landscape(rows, prices_by_tier.by_tier(rows, tables["tiers"]["tier"]), wide=wide)
    names = [note.text for note in fig.layout.annotations if note.text.startswith("<b>")]
    assert [name.partition("</b>")[0].removeprefix("<b>") for name in names] == list(theme.TIER)
    assert all(("</b><br>median $" in name) is not wide for name in names)


def test_labels_have_the_colour_of_the_page_behind_them():
    rows = pd.DataFrame(
        [{**row(99), "tier": "Entry / Literacy", "short_name": "One", "price_kind": "list", "gone": False}]
    )
    tiers = pd.DataFrame([{"tier": "Entry / Literacy", "median_usd": 99.0, "unknown": 0}])
    label = charts.price_landscape(rows, tiers, wide=True).layout.annotations[-1]
    assert label.text.startswith("AI-1 ")
    assert label.bgcolor == theme.GROUND.slot
