"""Addresses: every part of a query string takes effect or is named, and a written address is read back the same."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.address import catalogue_domains, domains, pages, parameters, query
from lib.address.catalogue_domains import CertId
from lib.address.parameter import Parameter
from lib.address.query import Query, read
from lib.api import openapi
from lib.api.endpoints import ENDPOINTS
from lib.catalogue.filtering import SORTS
from lib.catalogue.filters import FACETS, Filters


@pytest.fixture(scope="session")
def vocabulary(tables):
    """The values of the shared filters and of the language filter."""
    return {**parameters.vocabulary(tables), "language": parameters.options(pages.EXPLORE, "language", tables)}


def query_of(text, tables, page=pages.EXPLORE):
    return read(parse_qsl(text, keep_blank_values=True), page, tables)


# Parts that take effect ──────────────────────────────────────────────────────


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
    assert query_of(text, tables) == understood


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
    assert query_of(text, tables) == query_of(plain, tables)
    assert query_of(text, tables).notes == ()


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
    assert query_of(f"vendor=AWS&{text}&q=rag", tables) == Query(Filters(vendor=("AWS",), q="rag"), notes=(note,))


@pytest.mark.parametrize(("text", "on"), [("2024-01-01", date(2024, 1, 1)), ("2035-12-31", date(2035, 12, 31))])
def test_the_first_and_the_last_day_can_be_asked_for(tables, text, on):
    assert query_of(f"as_of={text}", tables) == Query(on=on)


@pytest.mark.parametrize(
    "page", [page for page in pages.PAGES if page is not pages.EXPLORE], ids=lambda page: page.path
)
def test_a_filter_of_explore_is_named_on_a_page_that_does_not_have_it(tables, page):
    assert query_of("price_max=100", tables, page).notes == ("price_max was left out: this page has no such control.",)


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
def test_shared_filters_and_the_day_are_understood_on_every_page(tables, page):
    assert query_of("vendor=AWS&as_of=2026-03-01", tables, page) == Query(Filters(vendor=("AWS",)), on=date(2026, 3, 1))


def test_a_certification_is_not_a_filter_and_not_an_error(tables):
    assert query_of("id=cncf-cka", tables, pages.CERT) == Query(cert_name="cncf-cka")


def test_the_same_mistake_is_named_once_and_a_long_one_is_cut(tables):
    assert len(query_of("vendor=IBN&vendor=IBN", tables).notes) == 1
    assert len(query_of(f"vendor={'x' * 1000}", tables).notes[0]) < 2 * domains.MAX_CHARACTERS


def test_a_search_that_is_too_long_is_left_out_and_named(tables):
    assert query_of(f"q={'x' * domains.MAX_CHARACTERS}", tables) == Query(Filters(q="x" * domains.MAX_CHARACTERS))
    assert query_of(f"q={'x' * (domains.MAX_CHARACTERS + 1)}", tables).notes == (
        f"q={'x' * (domains.MAX_CHARACTERS - 2)} was left out: a search has at most {domains.MAX_CHARACTERS} letters.",
    )


def test_many_mistakes_are_counted_and_not_all_told(tables):
    notes = query_of("&".join(f"k{number}=1" for number in range(50)), tables).notes
    assert len(notes) == query.MAX_NOTES + 1
    assert notes[-1] == f"{50 - query.MAX_NOTES} more parts of the address were left out."


def test_the_defaults_are_those_of_the_links_already_shared(tables):
    assert query_of("", tables) == Query(Filters(), None, "tier", "cards", "tier", "", "certifications")


# One table ───────────────────────────────────────────────────────────────────


def test_a_parameter_of_the_table_is_read_written_and_in_the_document(tables, monkeypatch):
    near = Parameter("near", (pages.EXPLORE,), CertId(), "find", "Those like this one.", ("certs",))
    pairs, slug = [("near", "AIF-C01")], "aws-ai-practitioner"
    assert read(pairs, pages.EXPLORE, tables).notes == ("near was left out: this page has no such control.",)
    monkeypatch.setattr(parameters, "PARAMETERS", (*parameters.PARAMETERS, near))
    assert read(pairs, pages.EXPLORE, tables) == Query(find=slug)
    assert read(pairs, pages.COSTS, tables).notes == ("near was left out: this page has no such control.",)
    assert parameters.canonical(pairs, tables) == query.pairs(Query(find=slug), pages.EXPLORE) == [("near", slug)]
    in_document = openapi.document(tables, ENDPOINTS)["paths"]["/certs"]["get"]["parameters"][-1]
    assert (in_document["name"], in_document["description"]) == ("near", "Those like this one.")
    assert slug in in_document["schema"]["pattern"]


def test_no_key_is_declared_twice_for_one_page_or_one_group_of_endpoints():
    places = [
        (parameter.key, place) for parameter in parameters.PARAMETERS for place in (*parameter.pages, *parameter.api)
    ]
    assert len(places) == len(set(places))
    assert {group for _, group in places if isinstance(group, str)} == {one.group for one in ENDPOINTS} - {""}


# Anything ────────────────────────────────────────────────────────────────────

KEYS = (*parameters.of_page(pages.EXPLORE), "id", "embed", "have")
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
MAX_PRICE_USD = 5000
PARTS = st.tuples(st.sampled_from(KEYS) | st.text(max_size=8), st.sampled_from(VALUES) | st.text(max_size=12))
STRINGS = st.lists(PARTS.map("=".join), max_size=5).map("&".join)


@settings(max_examples=10_000)
@given(text=STRINGS)
def test_no_query_string_breaks_a_page_or_leaves_the_vocabulary(tables, vocabulary, text):
    for page in pages.PAGES:
        page_query = query_of(text, tables, page)
        filters = page_query.filters
        for facet in FACETS:
            values = getattr(filters, facet)
            assert values == tuple(value for value in vocabulary[facet] if value in values)
        assert filters.price_max is None or 0 <= filters.price_max <= MAX_PRICE_USD
        assert filters.language is None or filters.language in vocabulary["language"]
        assert len(filters.q) <= domains.MAX_CHARACTERS
        assert page_query.on is None or domains.EARLIEST <= page_query.on <= domains.LATEST
        assert page_query.sort in SORTS
        assert page_query.view in parameters.VIEWS
        assert len(set(page_query.notes)) == len(page_query.notes)


def test_a_minus_in_front_of_a_zero_makes_no_other_request(tables):
    plain, signed = (read([("budget", text)], pages.PLANNER, tables) for text in ("0", "-0"))
    assert repr(plain) == repr(signed)


@given(key=st.text(max_size=30))
def test_every_key_that_a_page_does_not_have_is_named(tables, key):
    for page in pages.PAGES:
        has_key = key in (*parameters.of_page(page), *query.EMBED_KEYS)
        notes = read([(key, "1")], page, tables).notes
        assert has_key or notes == (f"{key} was left out: this page has no such control.",)


# Written and read back ───────────────────────────────────────────────────────


def written(filters):
    """Filters as the pairs that the controls write."""
    pairs = [(facet, value) for facet in FACETS for value in getattr(filters, facet)]
    pairs += [("price_max", f"{filters.price_max:g}")] if filters.price_max is not None else []
    pairs += [("language", filters.language)] if filters.language else []
    pairs += [("q", filters.q)] if filters.q else []
    return pairs + [(switch, "1") for switch in ("article", "closed") if getattr(filters, switch)]


@st.composite
def states(draw, vocabulary):
    """Filters that a reader can set, values in the order in which they are offered."""
    subsets = {facet: draw(st.sets(st.sampled_from(vocabulary[facet]))) for facet in FACETS}
    return Filters(
        **{facet: tuple(one for one in vocabulary[facet] if one in subset) for facet, subset in subsets.items()},
        price_max=draw(st.none() | st.integers(0, MAX_PRICE_USD * 4).map(lambda quarter: quarter / 4)),
        language=draw(st.none() | st.sampled_from(vocabulary["language"])),
        q=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=domains.MAX_CHARACTERS).map(str.strip)),
        article=draw(st.booleans()),
        closed=draw(st.booleans()),
    )


@given(data=st.data())
def test_filters_written_into_an_address_are_read_back_the_same(tables, vocabulary, data):
    filters = data.draw(states(vocabulary))
    address = pages.EXPLORE.address(written(filters))
    assert urlsplit(address).path == "/explore"
    assert query_of(urlsplit(address).query, tables) == Query(filters)


@given(text=STRINGS)
def test_the_canonical_form_is_reached_in_one_step(tables, text):
    pairs = parse_qsl(text, keep_blank_values=True)
    once = parameters.canonical(pairs, tables)
    assert parameters.canonical(once, tables) == once
    assert [key for key, _ in once] == [key for key, _ in pairs]


@given(text=STRINGS)
def test_an_address_and_its_canonical_form_ask_for_the_same(tables, text):
    pairs = parse_qsl(text, keep_blank_values=True)
    for page in pages.PAGES:
        assert read(parameters.canonical(pairs, tables), page, tables) == read(pairs, page, tables)


@pytest.mark.parametrize(
    "change", [str, str.upper, str.lower, lambda code: f" {code} "], ids=["as is", "up", "low", "blank"]
)
def test_a_certification_is_found_by_any_of_its_codes_and_its_slug_in_any_case(tables, change):
    certs = tables["certs"]
    names = {name: slug for slug, codes in zip(certs["id"], certs["codes"], strict=True) for name in [slug, *codes]}
    assert {name: catalogue_domains.cert_id(change(name), tables) for name in names} == names


@pytest.mark.parametrize("name", ["", "nope", "aws", "aif-c0", "aif-c01\x00"])
def test_what_is_no_certification_is_none(tables, name):
    assert catalogue_domains.cert_id(name, tables) is None


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
    assert parameters.canonical(pairs, tables) == canonical


def test_an_address_is_the_path_and_what_is_set():
    assert pages.EXPLORE.address() == "/explore"
    assert pages.CERT.address([("id", "cncf-cka"), ("q", "a&b c")]) == "/cert?id=cncf-cka&q=a%26b+c"


def test_the_home_page_has_one_address_and_it_is_the_root():
    assert pages.HOME.address([("vendor", "AWS")]) == "/?vendor=AWS"
