"""The treemap: areas in proportion to their numbers, laid out as Plotly does it, each with a label that fits."""

import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import charts
from lib.catalogue import tier_map
from lib.charts import treemap
from lib.charts.areas import nested, squarified
from lib.design import theme

ENTRY, ASSOCIATE, PRO, GENAI = theme.TIER
NAMES = (("aif", "AWS", ENTRY), ("clf", "AWS", ENTRY), ("901", "Microsoft", ENTRY), ("ncp", "Google Cloud", GENAI))


@pytest.fixture(scope="module")
def four(dated_cert_rows):
    """Four certifications of three vendors in two tiers."""
    rows = dated_cert_rows(
        *({"id": cert, "code": cert.upper(), "vendor": vendor, "tier": tier} for cert, vendor, tier in NAMES)
    )
    return rows.assign(record=rows.to_dict("records"))


def trace(rows, *, wide=True):
    return charts.tier_treemap(rows, wide=wide).data[0]


def test_an_area_is_as_large_as_its_parts_and_tiers_are_in_order(four):
    tree = trace(four.iloc[::-1])
    size = dict(zip(tree.ids, tree.values, strict=True))
    children = Counter()
    for node, parent in zip(tree.ids, tree.parents, strict=True):
        children[parent] += size[node]
    assert children[""] == 4
    assert {parent: size[parent] for parent in children if parent} == {p: n for p, n in children.items() if p}
    assert [node for node, parent in zip(tree.ids, tree.parents, strict=True) if not parent] == [ENTRY, GENAI]


def test_names_are_shown_as_typed_and_coloured_by_tier(four):
    record = {**four["record"].iloc[3], "code": "<b>X</b>", "short_name": "<i>"}
    tree = trace(four.iloc[3:].assign(record=[record]))
    assert tree.labels[-1] == "&lt;b&gt;X&lt;/b&gt;"
    assert tree.text[-1] == "&lt;i&gt;, price not published"
    assert set(tree.marker.line.color) == {theme.TIER[GENAI].slot}


def test_on_a_narrow_screen_vendors_are_the_leaves_with_their_numbers(four):
    tree = trace(four, wide=False)
    assert list(tree.labels) == [ENTRY, GENAI, "AWS 2", "Microsoft 1", "Google Cloud 1"]


def test_a_treemap_of_very_many_stops_at_the_vendors(four):
    many = pd.concat([four] * 60, ignore_index=True)
    assert list(trace(many).labels) == [ENTRY, GENAI, "AWS 120", "Microsoft 60", "Google Cloud 60"]


@pytest.mark.parametrize(
    ("wide", "lines"), [(140, ["DBX-GENAI-ASSOC"]), (110, ["DBX-GENAI-", "ASSOC"]), (60, ["DBX-", "GENAI-", "ASSOC"])]
)
def test_a_long_code_is_broken_after_hyphens_where_its_area_is_narrow(wide, lines):
    parts = treemap.CODE_PART.findall("DBX-GENAI-ASSOC")
    assert treemap._lines(parts, (0, 0, wide, 80)) == (lines, 1)
    assert treemap._lines(parts, (0, 0, wide, 8.5)) == (lines, 0.5 / len(lines))


@pytest.mark.parametrize(("wide", "least"), [(True, 0.84), (False, 0.77)])
@pytest.mark.parametrize("day", ["2025-06-01", "2026-03-01", "2026-09-15", "2026-11-22", "2027-03-01"])
def test_words_fit_on_any_day_and_on_a_phone_are_10_px_high_at_least(shipped_certs, day, wide, least):
    certs = shipped_certs(day)
    board = tier_map.board(certs, tiers=tuple(theme.TIER), vendors=certs["vendor"].unique())
    rows = board[board["bookable"]]
    nodes = treemap._tree(rows.assign(record=rows.to_dict("records")), down_to_codes=wide)
    width, heights = treemap.SIZES[wide]
    assert max(treemap._labels(nodes, width, height)[1] for height in heights) >= least


# The layout ──────────────────────────────────────────────────────────────────


def test_the_layout_is_that_of_plotly_as_measured_in_a_browser():
    nodes = [("e", "", 13), ("a", "", 16), ("p", "", 16), ("g", "", 10)]
    nodes += [(f"e{number}", "e", value) for number, value in enumerate((5, 3, 2, 1, 1, 1))]
    boxes = nested(nodes, (358, 700), (3, 23, 3, 3), 3)
    rounded = {node: tuple(map(round, box)) for node, box in boxes.items()}
    assert [rounded[node] for node in "eapg"] == [
        (3, 23, 355, 180),
        (3, 183, 355, 377),
        (3, 380, 218, 697),
        (221, 380, 355, 697),
    ]
    assert [rounded[f"e{number}"] for number in range(3)] == [
        (6, 46, 137, 177),
        (140, 46, 218, 177),
        (221, 46, 298, 132),
    ]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.integers(200, 1200), st.integers(200, 900))
def test_areas_are_as_large_as_their_values_and_fill_the_picture(values, wide, high):
    boxes = squarified(values, (0.0, 0.0, float(wide), float(high)))
    sizes = [(right - left) * (bottom - top) for left, top, right, bottom in boxes]
    assert sizes == pytest.approx([wide * high * value / sum(values) for value in values], rel=1e-6)
    assert (min(box[0] for box in boxes), max(box[3] for box in boxes)) == pytest.approx((0, high))


def test_the_pictures_have_no_colours_but_those_of_the_theme(four):
    documents = [trace(four, wide=wide).to_json() for wide in (True, False)]
    used = {colour for document in documents for colour in re.findall(r'"(#[0-9A-Fa-f]{6})', document)}
    assert set() < used <= {swatch.slot for swatch in theme.swatches().values()}
