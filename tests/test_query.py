"""Addresses: any query string is understood or named, and what is written is read back the same."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import links, query, site, values
from lib.certs import FACETS, SORTS, Filters
from lib.query import Query, read


@pytest.fixture(scope="session")
def known(tables):
    """Everything that the facets and the language filter know."""
    return {**links.vocabulary(tables), "language": links.languages(tables)}


def asked(text, tables, page=site.EXPLORE):
    return read(parse_qsl(text, keep_blank_values=True), page, tables)


# What is understood ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("", Query()),
        ("vendor=AWS", Query(Filters(vendor=("AWS",)))),
        ("vendor=Microsoft&vendor=AWS&vendor=AWS", Query(Filters(vendor=("AWS", "Microsoft")))),
        ("tier=Entry+/+Literacy&focus=Data", Query(Filters(tier=("Entry / Literacy",), focus=("Data",)))),
        ("status=retired", Query(Filters(status=("retired",)))),
        ("price_max=150", Query(Filters(price_max=150.0))),
        ("price_max=0", Query(Filters(price_max=0.0))),
        ("price_max=100&price_max=200", Query(Filters(price_max=200.0))),
        (
            "language=Japanese&q=rag&article=1&closed=1",
            Query(Filters((), (), (), (), None, "Japanese", "rag", True, True)),
        ),
        ("as_of=2026-03-01", Query(on=date(2026, 3, 1))),
        ("sort=price&view=table", Query(sort="price", view="table")),
        ("embed=true&embed_options=dark_theme", Query()),
    ],
)
def test_an_address_is_understood_whole(tables, text, understood):
    assert asked(text, tables) == understood


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("vendor=aws", "vendor=AWS"),
        ("vendor=+MICROSOFT+", "vendor=Microsoft"),
        ("tier=associate+engineer", "tier=Associate+Engineer"),
        ("focus=DATA", "focus=Data"),
        ("status=Active", "status=active"),
        ("language=japanese", "language=Japanese"),
        ("sort=PRICE&view=Table", "sort=price&view=table"),
        ("article=TRUE&closed=Yes", "article=1&closed=1"),
    ],
)
def test_case_is_forgiven(tables, text, plain):
    assert asked(text, tables) == asked(plain, tables)
    assert asked(text, tables).notes == ()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("vendor=IBN", "vendor=IBN was left out: it is not among the choices."),
        ("status=closed", "status=closed was left out: it is not among the choices."),
        ("language=Klingon", "language=Klingon was left out: it is not among the choices."),
        ("sort=luck", "sort=luck was left out: it is not among the choices."),
        ("price_max=cheap", "price_max=cheap was left out: a price is a number of dollars from 0 to 5,000."),
        ("price_max=nan", "price_max=nan was left out: a price is a number of dollars from 0 to 5,000."),
        ("price_max=-1", "price_max=-1 was left out: a price is a number of dollars from 0 to 5,000."),
        ("price_max=inf", "price_max=inf was left out: a price is a number of dollars from 0 to 5,000."),
        ("as_of=tomorrow", "as_of=tomorrow was left out: a day is written YYYY-MM-DD."),
        ("as_of=20260301", "as_of=20260301 was left out: a day is written YYYY-MM-DD."),
        ("as_of=2026-W09-7", "as_of=2026-W09-7 was left out: a day is written YYYY-MM-DD."),
        ("as_of=2026-02-30", "as_of=2026-02-30 was left out: there is no such day."),
        ("as_of=2023-12-31", "as_of=2023-12-31 was left out: it is a day from 2024 to 2035."),
        ("as_of=2036-01-01", "as_of=2036-01-01 was left out: it is a day from 2024 to 2035."),
        ("article=0", "article=0 was left out: it is 1 or left out."),
        ("nonsense=1", "nonsense was left out: this page has no such control."),
        ("=1", " was left out: this page has no such control."),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_works(tables, text, note):
    assert asked(f"vendor=AWS&{text}&q=rag", tables) == Query(Filters(vendor=("AWS",), q="rag"), notes=(note,))


@pytest.mark.parametrize(("text", "on"), [("2024-01-01", date(2024, 1, 1)), ("2035-12-31", date(2035, 12, 31))])
def test_the_first_and_the_last_day_can_be_asked_for(tables, text, on):
    assert asked(f"as_of={text}", tables) == Query(on=on)


@pytest.mark.parametrize("page", [page for page in site.PAGES if page is not site.EXPLORE], ids=lambda page: page.path)
def test_a_filter_of_explore_is_named_on_a_page_that_does_not_have_it(tables, page):
    assert asked("price_max=100", tables, page).notes == ("price_max was left out: this page has no such control.",)


@pytest.mark.parametrize("page", site.PAGES, ids=lambda page: page.path)
def test_shared_filters_and_the_day_are_understood_on_every_page(tables, page):
    assert asked("vendor=AWS&as_of=2026-03-01", tables, page) == Query(Filters(vendor=("AWS",)), on=date(2026, 3, 1))


def test_a_certification_is_not_a_filter_and_not_an_error(tables):
    assert asked("id=cncf-cka", tables, site.CERT) == Query()


def test_the_same_mistake_is_named_once_and_a_long_one_is_cut(tables):
    assert len(asked("vendor=IBN&vendor=IBN", tables).notes) == 1
    assert len(asked(f"vendor={'x' * 1000}", tables).notes[0]) < 2 * values.LONGEST


def test_a_search_that_is_too_long_is_left_out_and_named(tables):
    assert asked(f"q={'x' * values.LONGEST}", tables) == Query(Filters(q="x" * values.LONGEST))
    assert asked(f"q={'x' * (values.LONGEST + 1)}", tables).notes == (
        f"q={'x' * (values.LONGEST - 2)} was left out: a search has at most {values.LONGEST} letters.",
    )


def test_many_mistakes_are_counted_and_not_all_told(tables):
    notes = asked("&".join(f"k{number}=1" for number in range(50)), tables).notes
    assert len(notes) == query.MOST_NOTES + 1
    assert notes[-1] == f"{50 - query.MOST_NOTES} more parts of the address were left out."


def test_the_defaults_are_those_of_the_links_already_shared(tables):
    assert asked("", tables) == Query(Filters(), None, "tier", "cards", "tier", "", "certifications")


# Anything ────────────────────────────────────────────────────────────────────

KEYS = ("vendor", "tier", "focus", "status", "as_of", *site.OWN_FILTERS, "sort", "view", "id", "embed", "have")
VALUES = (
    "AWS",
    "aws",
    "Data",
    "beta",
    "150",
    "-1",
    "1e9",
    "nan",
    "2026-03-01",
    "2026-13-01",
    "1",
    "price",
    "%FF",
    "<b>",
)
PARTS = st.tuples(st.sampled_from(KEYS) | st.text(max_size=8), st.sampled_from(VALUES) | st.text(max_size=12))
STRINGS = st.lists(PARTS.map("=".join), max_size=5).map("&".join)


@settings(max_examples=10_000)
@given(text=STRINGS)
def test_no_query_string_breaks_a_page_or_leaves_the_vocabulary(tables, known, text):
    for page in site.PAGES:
        found = asked(text, tables, page)
        chosen = found.filters
        for facet in FACETS:
            assert getattr(chosen, facet) == tuple(one for one in known[facet] if one in getattr(chosen, facet))
        assert chosen.price_max is None or 0 <= chosen.price_max <= query.DEAREST
        assert chosen.language is None or chosen.language in known["language"]
        assert len(chosen.q) <= values.LONGEST
        assert found.on is None or values.EARLIEST <= found.on <= values.LATEST
        assert found.sort in SORTS
        assert found.view in query.VIEWS
        assert len(set(found.notes)) == len(found.notes)


@given(key=st.text(max_size=30))
def test_every_key_that_a_page_does_not_have_is_named(tables, key):
    for page in site.PAGES:
        expected = key in (*site.SHARED, *page.keys, *query.IGNORED)
        notes = read([(key, "1")], page, tables).notes
        assert expected or notes == (f"{key} was left out: this page has no such control.",)


# Written and read back ───────────────────────────────────────────────────────


def written(filters):
    """Filters as the pairs that the controls write."""
    pairs = [(facet, value) for facet in FACETS for value in getattr(filters, facet)]
    pairs += [("price_max", f"{filters.price_max:g}")] if filters.price_max is not None else []
    pairs += [("language", filters.language)] if filters.language else []
    pairs += [("q", filters.q)] if filters.q else []
    return pairs + [(switch, "1") for switch in ("article", "closed") if getattr(filters, switch)]


@st.composite
def states(draw, known):
    """Filters that a reader can set, values in the order in which they are offered."""
    subsets = {facet: draw(st.sets(st.sampled_from(known[facet]))) for facet in FACETS}
    return Filters(
        **{facet: tuple(one for one in known[facet] if one in some) for facet, some in subsets.items()},
        price_max=draw(st.none() | st.integers(0, query.DEAREST * 4).map(lambda quarter: quarter / 4)),
        language=draw(st.none() | st.sampled_from(known["language"])),
        q=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=values.LONGEST).map(str.strip)),
        article=draw(st.booleans()),
        closed=draw(st.booleans()),
    )


@given(data=st.data())
def test_filters_written_into_an_address_are_read_back_the_same(tables, known, data):
    filters = data.draw(states(known))
    address = links.address(site.EXPLORE, written(filters))
    assert urlsplit(address).path == "/explore"
    assert asked(urlsplit(address).query, tables) == Query(filters)


@given(text=STRINGS)
def test_the_canonical_form_is_reached_in_one_step(tables, text):
    pairs = parse_qsl(text, keep_blank_values=True)
    once = links.canonical(pairs, tables)
    assert links.canonical(once, tables) == once
    assert [key for key, _ in once] == [key for key, _ in pairs]


@given(text=STRINGS)
def test_an_address_and_its_canonical_form_ask_for_the_same(tables, text):
    pairs = parse_qsl(text, keep_blank_values=True)
    for page in site.PAGES:
        assert read(links.canonical(pairs, tables), page, tables) == read(pairs, page, tables)


@pytest.mark.parametrize(
    "change", [str, str.upper, str.lower, lambda code: f" {code} "], ids=["as is", "up", "low", "blank"]
)
def test_a_certification_is_found_by_any_of_its_codes_and_its_slug_in_any_case(tables, change):
    certs = tables["certs"]
    names = {name: slug for slug, codes in zip(certs["id"], certs["codes"], strict=True) for name in [slug, *codes]}
    assert {name: links.cert_id(change(name), tables) for name in names} == names


@pytest.mark.parametrize("name", ["", "nope", "aws", "aif-c0", "aif-c01\x00"])
def test_what_is_no_certification_is_none(tables, name):
    assert links.cert_id(name, tables) is None


@pytest.mark.parametrize(
    ("pairs", "canonical"),
    [
        ([("id", "AIF-C01")], [("id", "aws-ai-practitioner")]),
        ([("have", "me1-c02"), ("have", "cka")], [("have", "aws-ml-engineer-associate"), ("have", "cncf-cka")]),
        ([("vendor", "aws"), ("status", "BETA")], [("vendor", "AWS"), ("status", "beta")]),
        ([("vendor", "nope"), ("q", "AWS"), ("x", "")], [("vendor", "nope"), ("q", "AWS"), ("x", "")]),
    ],
)
def test_what_people_write_by_hand_is_put_into_its_canonical_form(tables, pairs, canonical):
    assert links.canonical(pairs, tables) == canonical


def test_an_address_is_the_path_and_what_is_set():
    assert links.address(site.EXPLORE) == "/explore"
    assert links.address(site.CERT, [("id", "cncf-cka"), ("q", "a&b c")]) == "/cert?id=cncf-cka&q=a%26b+c"


def test_the_home_page_has_one_address_and_it_is_the_root():
    assert links.address(site.HOME, [("vendor", "AWS")]) == "/?vendor=AWS"


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
    assert query.words(filters) == words
