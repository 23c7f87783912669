"""The tier map: reading order, what is folded, what a search lights up, and findings that hold for every filter."""

import re
from collections import Counter
from statistics import median

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import charts
from lib.address import parameters
from lib.catalogue import overview, tier_map
from lib.catalogue.filtering import matching
from lib.catalogue.filters import Filters
from lib.catalogue.status import reader_words
from lib.design import theme
from lib.text import spelled, usd

ENTRY, ASSOCIATE, PRO, GENAI = TIERS = tuple(theme.TIER)
VENDORS = ("AWS", "Microsoft", "NVIDIA", "Oracle")
PAST = {"last_exam_day": pd.Timestamp("2026-06-14"), "last_exam_day_other": pd.Timestamp("2026-06-14")}
NOTHING = "Nothing matches all filters at once."

SIX = (
    {"id": "ncp", "vendor": "NVIDIA", "tier": GENAI, "price_usd": 200.0, "audience": "Builders of agents"},
    {"id": "ab7", "vendor": "Microsoft"},
    {"id": "102", "vendor": "Microsoft", "tier": ASSOCIATE, "price_usd": 165.0, **PAST},
    {"id": "901", "vendor": "Microsoft", "price_usd": 99.0},
    {"id": "mla", "tier": ASSOCIATE, "price_usd": 150.0},
    {"id": "aif", "price_usd": 100.0},
)


def named(row):
    return {**row, "code": row["id"].upper(), "codes": [row["id"].upper()], "short_name": row["id"]}


@pytest.fixture(scope="module")
def six(dated_cert_rows):
    """Six certifications of three vendors: one retired, one without a price."""
    rows = dated_cert_rows(*map(named, SIX))
    return rows.assign(record=rows.to_dict("records"))


def laid_out(rows):
    return tier_map.board(rows, tiers=TIERS, vendors=VENDORS)


def ids(rows):
    return rows["id"].tolist()


# The board ───────────────────────────────────────────────────────────────────


def test_the_board_is_read_by_vendor_with_most_first_then_by_tier(six):
    assert ids(laid_out(six)) == ["ab7", "901", "102", "aif", "mla", "ncp"]


def test_vendors_with_equally_many_keep_the_order_given(six):
    two = six[six["id"].isin(["ncp", "aif"])]
    assert ids(laid_out(two)) == ["aif", "ncp"]
    assert ids(tier_map.board(two, tiers=TIERS, vendors=["NVIDIA", "AWS"])) == ["ncp", "aif"]


def test_the_board_keeps_the_columns_and_adds_what_is_folded(six):
    assert list(laid_out(six)) == [*six, "folded"]
    assert list(laid_out(six.iloc[:0])) == [*six, "folded"]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_vendors_with_one_are_folded_only_where_a_screen_has_no_row_for_them(dated_cert_rows, more):
    vendors = [f"V{number:02}" for number in range(tier_map.VENDOR_ROWS + more)]
    rows = dated_cert_rows(*({"id": vendor, "vendor": vendor} for vendor in [*vendors, "V00"]))
    shown = tier_map.board(rows, tiers=TIERS, vendors=vendors)
    assert shown.loc[shown["folded"], "vendor"].tolist() == (vendors[1:] if more > 0 else [])


def test_the_shipped_map_folds_the_vendors_with_one(tables, shipped_certs):
    words = parameters.vocabulary(tables)
    shown = tier_map.board(shipped_certs("2026-11-22"), tiers=words["tier"], vendors=words["vendor"])
    assert shown["vendor"].nunique() == len(tables["vendors"])
    assert sorted(shown.loc[shown["folded"], "vendor"]) == sorted(
        vendor for vendor, many in Counter(shown["vendor"]).items() if many == 1
    )
    assert shown["vendor"].unique().tolist()[:3] == ["Microsoft", "NVIDIA", "AWS"]


def test_the_map_shows_ghosts_whatever_else_is_asked_for(six):
    filters = Filters(vendor=("Microsoft",))
    assert ids(matching(six, filters)) == ["ab7", "901"]
    assert ids(matching(six, filters.with_closed())) == ["ab7", "102", "901"]


# The search ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", []),
        ("  ", []),
        (" , ,", []),
        ("aif", ["aif"]),
        ("AGENTS", ["ncp"]),
        ("microsoft entry", ["ab7", "901"]),
        ("102", ["102"]),
        ("aif, mla", ["mla", "aif"]),
        ("aif, nothing", ["aif"]),
        ("nothing", []),
        ("[(", []),
    ],
)
def test_a_search_lights_up_what_says_every_word_of_one_of_its_parts(six, words, found):
    assert ids(six[tier_map.search_mask(six, words)]) == found


@pytest.mark.parametrize(
    ("words", "elsewhere", "said"),
    [
        ("", 0, ""),
        (" ,", 3, ""),
        ("aif", 0, "1 of 6 matches “aif”: AIF (AWS, Entry / Literacy)."),
        ("aif", 1, "1 of 6 matches “aif”: AIF (AWS, Entry / Literacy). 1 more matches outside the filters."),
        (
            "aws",
            0,
            "2 of 6 match “aws”: AIF (AWS, Entry / Literacy); MLA (AWS, Associate Engineer).",
        ),
        ("a", 0, "6 of 6 match “a”: Microsoft 3, AWS 2 and NVIDIA 1."),
        ("<b>", 0, "Nothing here matches “<b>”."),
        ("xyz", 2, "Nothing here matches “xyz”. 2 match outside the filters."),
    ],
)
def test_a_search_says_how_many_it_found_and_where(six, words, elsewhere, said):
    rows = laid_out(six)
    assert tier_map.search_finding(rows, tier_map.search_mask(rows, words), words, elsewhere) == said


def test_a_search_names_at_most_six_vendors(dated_cert_rows):
    rows = dated_cert_rows(*({"id": f"x{n}", "vendor": f"V{n}"} for n in range(9)))
    assert tier_map.search_finding(rows, tier_map.search_mask(rows, "v"), "v", 0).endswith("V5 1 and 3 more vendors.")
    few = rows.iloc[:7]
    assert tier_map.search_finding(few, tier_map.search_mask(few, "v"), "v", 0).endswith("V5 1 and V6 1.")


# Places ──────────────────────────────────────────────────────────────────────


def test_each_place_has_its_count_its_median_and_what_is_not_known(six):
    rows = tier_map.places(laid_out(six), tiers=[ENTRY, ASSOCIATE])
    assert rows[["vendor", "tier", "certifications", "unpriced"]].to_numpy().tolist() == [
        ["Microsoft", ENTRY, 2, 1],
        ["Microsoft", ASSOCIATE, 0, 0],
        ["AWS", ENTRY, 1, 0],
        ["AWS", ASSOCIATE, 1, 0],
        ["NVIDIA", ENTRY, 0, 0],
        ["NVIDIA", ASSOCIATE, 0, 0],
    ]
    assert rows["median_usd"].fillna(-1).tolist() == [99, -1, 100, 150, -1, -1]


def test_no_certification_makes_no_place(six):
    rows = tier_map.places(six.iloc[:0], tiers=TIERS)
    assert list(rows) == ["vendor", "tier", "certifications", "unpriced", "median_usd", "beta_usd"]
    assert rows.empty


BETA = {"observed_status": "beta", "price_kind": "beta"}


@pytest.mark.parametrize(
    ("lives", "words"),
    [
        ([{"price_usd": 150.0}, {"price_usd": 75.0, **BETA}], "$150"),
        ([{"price_usd": 120.0, **BETA}], "beta $120"),
        ([{"price_usd": 120.0, **BETA}, {"price_usd": None}], "beta $120"),
        ([{"price_usd": None}], "unknown"),
        ([{"price_usd": 99.0, "observed_status": "unknown"}], None),
        ([{"price_usd": 99.0, "observed_status": "partner-only"}, {"price_usd": 200.0}], "$200"),
    ],
)
def test_a_median_is_of_list_prices_that_anybody_can_pay(dated_cert_rows, lives, words):
    rows = tier_map.places(dated_cert_rows(*({"id": str(n), **life} for n, life in enumerate(lives))), tiers=[ENTRY])
    assert [tier_map.place_price(row) for row in rows.to_dict("records")] == ([words] if words else [])


def test_the_shipped_aws_associate_costs_150_and_not_the_median_with_a_beta(shipped_certs):
    rows = tier_map.places(shipped_certs("2026-11-27"), tiers=TIERS).set_index(["vendor", "tier"])
    assert rows.loc[("AWS", ASSOCIATE), ["certifications", "median_usd"]].tolist() == [2, 150]


@pytest.mark.parametrize("day", ["2026-03-01", "2026-11-27"])
def test_the_map_its_places_its_treemap_and_the_overview_count_the_same(shipped_certs, tables, day):
    certs, vendors = shipped_certs(day), tables["vendors"]["vendor"].tolist()
    rows = tier_map.places(certs, tiers=TIERS)
    per_tier = rows.groupby("tier")["certifications"].sum()
    glance = overview.glance_counts(certs, tiers=TIERS, vendors=vendors)
    assert per_tier[list(TIERS)].tolist() == glance.sum()[list(TIERS)].tolist()
    number = f"{per_tier.sum()} "
    assert tier_map.finding(certs, tiers=TIERS).startswith(number)
    assert overview.finding(certs, "the article").startswith(number)
    assert f" of {number.strip()}" in tier_map.tree_finding(certs[certs["bookable"]], tiers=TIERS)


# Findings by eye ─────────────────────────────────────────────────────────────


def rows_of(dated_cert_rows, *places, **more):
    """One certification for each pair of vendor and tier."""
    return dated_cert_rows(*({"id": str(n), "vendor": v, "tier": t, **more} for n, (v, t) in enumerate(places)))


TWO = ("2 certifications you can book, from 2 vendors.", "2 certifications you can book, from 1 vendor.")


@pytest.mark.parametrize(
    ("places", "tiers", "said"),
    [
        ([], TIERS, NOTHING),
        ([("AWS", ENTRY)], (ENTRY,), "1 certification you can book, from 1 vendor. It is in Entry / Literacy."),
        ([("AWS", ENTRY), ("AWS", PRO)], TIERS, f"{TWO[1]} AWS has none in Associate Engineer or Specialty / GenAI."),
        ([("AWS", ENTRY), ("AWS", PRO)], (ENTRY, PRO), f"{TWO[1]} It reaches both tiers."),
        (
            [("AWS", ENTRY), ("IBM", PRO)],
            TIERS,
            f"{TWO[0]} No vendor reaches all four tiers; two stand in a single one.",
        ),
        (
            [("AWS", ENTRY), ("AWS", PRO), ("IBM", PRO)],
            (ENTRY, PRO),
            "3 certifications you can book, from 2 vendors. Only AWS reaches both tiers; one stands in a single one.",
        ),
        (
            [("AWS", ENTRY), ("AWS", PRO), ("IBM", PRO), ("IBM", ENTRY)],
            (ENTRY, PRO),
            "4 certifications you can book, from 2 vendors. AWS and IBM reach both tiers.",
        ),
        (
            [(vendor, tier) for vendor in "ABCD" for tier in (ENTRY, PRO)],
            (ENTRY, PRO),
            "8 certifications you can book, from 4 vendors. Four reach both tiers.",
        ),
    ],
)
def test_the_finding_says_how_the_tiers_line_up(dated_cert_rows, places, tiers, said):
    assert tier_map.finding(rows_of(dated_cert_rows, *places), tiers=tiers) == said


def test_what_nobody_can_book_reaches_no_tier(dated_cert_rows):
    gone = rows_of(dated_cert_rows, ("AWS", ENTRY), ("AWS", PRO), **PAST)
    assert tier_map.finding(gone, tiers=TIERS) == "2 certifications, and none that anybody can book."


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([], ""),
        ([("AWS", ENTRY)], "The only one is in Entry / Literacy, from AWS."),
        ([("AWS", ENTRY)] * 2, "All 2 are in Entry / Literacy, all from AWS."),
        (
            [("AWS", ENTRY), ("IBM", PRO)],
            "Entry / Literacy and Professional / Specialty are the largest tiers: 1 of 2 each.",
        ),
        (
            [("AWS", ENTRY), ("AWS", PRO), ("IBM", PRO), ("IBM", PRO)],
            "Professional / Specialty is the largest tier: 3 of 4, IBM first with 2.",
        ),
        (
            [("AWS", ENTRY), ("AWS", PRO), ("IBM", PRO)],
            "Professional / Specialty is the largest tier: 2 of 3, from 2 vendors.",
        ),
    ],
)
def test_the_treemap_says_which_tier_is_the_largest(dated_cert_rows, places, said):
    assert tier_map.tree_finding(rows_of(dated_cert_rows, *places), tiers=TIERS) == said


@pytest.mark.parametrize(
    ("price", "measure", "said"),
    [
        (None, "certifications", "AWS has most in one place: 2 in Entry / Literacy; 6 of 8 places are empty."),
        (None, "median price", "No price is published: 3 certifications without one."),
        (0.0, "median price", "Highest median price: free, in two places; every price is published."),
        (112.5, "median price", "Highest median price: $112.50, in two places; every price is published."),
    ],
)
def test_the_heatmap_says_where_most_stand_or_what_is_dearest(dated_cert_rows, price, measure, said):
    rows = rows_of(dated_cert_rows, ("AWS", ENTRY), ("AWS", ENTRY), ("IBM", PRO), price_usd=price)
    assert tier_map.heat_finding(tier_map.places(rows, tiers=TIERS), measure) == said


def test_the_dearest_place_is_named_with_the_prices_that_are_not_known(six):
    rows = tier_map.places(six, tiers=TIERS)
    said = "Highest median price: $200, NVIDIA in Specialty / GenAI; 1 price not published."
    assert tier_map.heat_finding(rows, "median price") == said
    assert tier_map.heat_finding(rows.iloc[:0], "median price") == ""


# Findings against the frame, for any filters on any day ──────────────────────


def chosen(options):
    return st.lists(st.sampled_from(options), unique=True, max_size=3).map(tuple)


OPEN = ("active", "beta", "ending")
FOCUSES = tuple(theme.FOCUS)
KNOWN = ("AWS", "Microsoft", "NVIDIA", "Google Cloud", "Databricks", "IBM", "Anthropic", "Oracle", "GitHub")
FILTERS = st.builds(
    Filters, vendor=chosen(KNOWN), tier=chosen(TIERS), focus=chosen(FOCUSES), status=chosen(reader_words())
)
DAYS = st.sampled_from(("2024-01-01", "2026-03-01", "2026-06-30", "2026-11-22", "2027-01-14", "2035-12-31"))


@pytest.fixture(scope="module")
def state(shipped_certs):
    """The rows of the map in a state, as mappings, with the tiers that the filters let through."""

    def rows(day, filters):
        found = matching(shipped_certs(day), filters.with_closed())
        tiers = [tier for tier in TIERS if tier in (filters.tier or TIERS)]
        return found, found.to_dict("records"), tiers

    return rows


def tiers_of(rows):
    """The tiers of each vendor."""
    return {vendor: {row["tier"] for row in rows if row["vendor"] == vendor} for vendor in {r["vendor"] for r in rows}}


def lined_up(rows, tiers):
    """The second sentence of the finding, told from bookable rows without frames."""
    reached = tiers_of(rows)
    full = sorted(vendor for vendor, own in reached.items() if own == set(tiers))
    single = sum(len(own) == 1 for own in reached.values())
    each = "both tiers" if len(tiers) == 2 else f"all {spelled(len(tiers))} tiers"
    if len(tiers) == 1:
        return f"{'All are' if len(rows) > 1 else 'It is'} in {tiers[0]}."
    if len(reached) == 1:
        lacking = " or ".join(tier for tier in tiers if tier not in next(iter(reached.values())))
        return f"It reaches {each}." if full else f"{next(iter(reached))} has none in {lacking}."
    rest = f"; {spelled(single)} stand{'s' if single == 1 else ''} in a single one." if single else "."
    who = {0: "No vendor reaches", 1: f"Only {''.join(full)} reaches"}.get(len(full), f"{', '.join(full)} reach")
    return f"{who} {each}{rest}"


def unordered(said, vendors):
    """A finding that lists vendors, with these in alphabetical order and commas between them; lists by `or` too."""
    said = re.sub(r"(none in )(.+)\.$", lambda m: m[1] + m[2].replace(", ", " or ") + ".", said)
    found = re.match(r"(.*vendors\. )([A-Z].+) reach (.+)$", said)
    if not found or found[2] in ("Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"):
        return said
    listed = sorted(vendor for vendor in vendors if vendor in re.split(", | and ", found[2]))
    return f"{found[1]}{', '.join(listed)} reach {found[3]}"


@given(DAYS, FILTERS)
@settings(max_examples=200)
def test_the_finding_is_what_the_frame_says_for_any_filters(state, day, filters):
    frame, rows, tiers = state(day, filters)
    said = tier_map.finding(frame, tiers=tiers)
    open_rows = [row for row in rows if row["status"] in OPEN]
    if not rows or not open_rows:
        s = "" if len(rows) == 1 else "s"
        assert said == (f"{len(rows)} certification{s}, and none that anybody can book." if rows else NOTHING)
        return
    vendors = tiers_of(open_rows)
    first = f"{len(open_rows)} certification{'s' * (len(open_rows) > 1)} you can book, from {len(vendors)} vendor"
    assert said.startswith(f"{first}{'s' * (len(vendors) > 1)}. ")
    counted = re.search(r"\. (Four|Five|Six|Seven|Eight|Nine|Ten) reach", said)
    full = [vendor for vendor, own in vendors.items() if own == set(tiers)]
    assert counted is None or counted[1].lower() == spelled(len(full))
    assert counted or unordered(said, vendors).endswith(f". {lined_up(open_rows, tiers)}")


@given(DAYS, FILTERS)
@settings(max_examples=200)
def test_the_treemaps_finding_is_what_the_frame_says_for_any_filters(state, day, filters):
    frame, rows, tiers = state(day, filters)
    said = tier_map.tree_finding(frame[frame["bookable"]], tiers=tiers)
    open_rows = [row for row in rows if row["status"] in OPEN]
    if not open_rows:
        assert said == ""
        return
    sizes = Counter(row["tier"] for row in open_rows)
    largest = [tier for tier in tiers if sizes[tier] == max(sizes.values())]
    assert all(tier in said for tier in largest)
    assert not any(tier in said for tier in TIERS if tier not in largest)
    assert str(max(sizes.values())) in said or said.startswith("The only one")
    per_vendor = Counter(row["vendor"] for row in open_rows if row["tier"] == largest[0])
    leads = re.search(r", (.+) first with (\d+)\.$", said)
    assert leads is None or per_vendor.most_common(1) == [(leads[1], int(leads[2]))]
    assert (", all from" in said) == (len(largest) == 1 == len(per_vendor) < len(open_rows))
    assert (f"{max(sizes.values())} of {len(open_rows)}" in said) == (len(sizes) > 1)


@given(DAYS, FILTERS)
@settings(max_examples=200)
def test_the_heatmaps_findings_are_what_the_frame_says_for_any_filters(state, day, filters):
    frame, rows, tiers = state(day, filters)
    places = tier_map.places(frame, tiers=tiers)
    open_rows = [row for row in rows if row["status"] in OPEN]
    prices, sizes = {}, Counter((row["vendor"], row["tier"]) for row in open_rows)
    for row in open_rows:
        prices.setdefault((row["vendor"], row["tier"]), []).append((row["price_usd"], row["price_kind"]))
    known = {place: [p for p in each if not pd.isna(p[0])] for place, each in prices.items()}
    listed = {place: [price for price, kind in each if kind != "beta"] for place, each in known.items()}
    medians = {place: median(each) for place, each in listed.items() if each}
    assert {(p["vendor"], p["tier"]): p["certifications"] for p in places.to_dict("records")} == {
        (vendor, tier): sizes[vendor, tier] for vendor in {v for v, _ in sizes} for tier in tiers
    }
    unpriced = len(open_rows) - sum(map(len, known.values()))
    assert said_most(tier_map.heat_finding(places, "certifications"), sizes, str)
    assert said_most(tier_map.heat_finding(places, "median price"), medians, usd)
    assert int(places["unpriced"].sum()) == unpriced
    heat = tier_map.heat_finding(places, "median price")
    assert not unpriced or f"{unpriced} " in heat or heat.startswith("Only beta prices")
    assert "1 of 4 places are" not in tier_map.heat_finding(places, "certifications")


def said_most(said, values, words):
    """Whether a finding names the highest value, and its place or how many places have it."""
    if not values:
        return said == "" or said.startswith(("No price is published", "Only beta prices"))
    top = max(values.values())
    having = [place for place, value in values.items() if value == top]
    where = all(part in said for part in having[0]) if len(having) == 1 else f"in {spelled(len(having))} places" in said
    return f": {words(top)}" in said and where


# Pictures ────────────────────────────────────────────────────────────────────


def test_the_heatmap_prints_every_cell_and_says_what_is_empty(dated_cert_rows):
    rows = rows_of(dated_cert_rows, ("AWS", ENTRY), ("AWS", PRO), ("IBM", PRO)).assign(price_usd=[0.0, None, 300.0])
    places = tier_map.places(rows, tiers=(ENTRY, PRO))
    counts, medians = (charts.tier_heatmap(places, measure, (ENTRY, PRO)) for measure in tier_map.MEASURES)
    assert list(counts.data[1].text) == ["1", "1", "none", "1"]
    assert list(medians.data[1].text) == ["free", "unknown", "none", "$300"]
    assert pd.DataFrame(medians.data[0].z).fillna(-1).to_numpy().tolist() == [[0, -1], [-1, 9]]


@pytest.mark.parametrize("measure", tier_map.MEASURES)
def test_each_value_of_the_heatmap_is_written_in_what_can_be_read_on_its_step(shipped_certs, measure):
    drawn = charts.tier_heatmap(tier_map.places(shipped_certs("2026-11-22"), tiers=TIERS), measure, TIERS)
    steps = [step for row in drawn.data[0].z for step in row]
    inks = [theme.QUIET.slot if pd.isna(step) else theme.on_ramp(int(step)).slot for step in steps]
    assert list(drawn.data[1].textfont.color) == inks
    assert {step for step in steps if not pd.isna(step)} <= set(range(10))


def test_the_heatmap_has_no_colours_but_those_of_the_theme(shipped_certs):
    slots = {swatch.slot for swatch in theme.swatches().values()}
    places = tier_map.places(shipped_certs("2026-11-22"), tiers=TIERS)
    figures = [charts.tier_heatmap(places, measure, TIERS) for measure in tier_map.MEASURES]
    used = {colour for figure in figures for colour in re.findall(r'"(#[0-9A-Fa-f]{6,8})"', figure.to_json())}
    assert set() < {colour[:7] for colour in used} <= slots
