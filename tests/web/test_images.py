"""Images of views: they have the right size for any text, and the cache that holds them is bounded."""

import asyncio
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route

from lib.address import pages
from lib.design.fonts import NO_GLYPH, cut, face, fitted, plain
from lib.tables import store
from lib.views.preview import image, link_preview, summary
from lib.views.preview.image.content import ImageContent, Row, Sign
from lib.web.middleware.rate_limit import RateLimit, TokenBuckets
from lib.web.response_cache import CachedBody, ResponseCache
from lib.web.routes.images import PreviewImages

from .asgi_client import ask, run

DAY = [("as_of", "2026-11-22")]
VIEWS = [
    *((page, DAY) for page in pages.PAGES if page is not pages.CERT),
    (pages.CERT, [("id", "nvidia-nca-genl"), *DAY]),
    (pages.CERT, [("id", "azure-ai-fundamentals-900"), *DAY]),
    (pages.PLANNER, [("from", "analyst-to-ml"), ("cloud", "AWS"), *DAY]),
    (pages.COMPARE, [("id", "aws-ai-practitioner"), ("id", "azure-ai-fundamentals"), *DAY]),
    (pages.EXPLORE, [("q", "nothing like it"), *DAY]),
]


def opened(body):
    """The decoded PNG, of the right dimensions and not too large a file."""
    picture = Image.open(BytesIO(body))
    picture.load()
    assert (picture.format, picture.size) == ("PNG", (image.WIDTH, image.HEIGHT))
    assert len(body) < 150_000
    return picture


def picture_of(tables, page, pairs):
    return image.picture(page, pairs, summary.page_summary(page, pairs, tables), tables)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view[0].path} {len(view[1])}")
def test_every_view_has_an_image(tables, view):
    assert opened(image.png(picture_of(tables, *view))).size == (image.WIDTH, image.HEIGHT)


def test_an_image_of_a_certification_says_code_name_price_status_and_tier(tables):
    picture = picture_of(tables, pages.CERT, [("id", "azure-ai-fundamentals-900"), *DAY])
    assert (picture.small, picture.large) == ("Microsoft", "AI-900")
    assert [sign.words for sign in picture.signs] == ["$99", "retired", "Entry / Literacy"]
    assert picture.below == "Retired: the last exam day was 30 Jun 2026. AI-901 takes its place."


def test_an_image_of_filtered_rows_names_the_filter_and_the_day(tables):
    picture = picture_of(tables, pages.EXPLORE, [("vendor", "AWS"), ("article", "1"), *DAY])
    assert (picture.page, picture.small) == (
        "Explore, as of 22 Nov 2026",
        "What is out there? AWS and the article's ten",
    )


def test_an_image_of_a_plan_says_its_exams_in_order_with_dates_and_the_total(tables):
    picture = picture_of(tables, pages.PLANNER, [("goal", "senior-ml"), *DAY])
    assert picture.small == "Work as a senior ML engineer at a leading employer"
    assert picture.large == "2 exams by 21 Jun 2027 for $400"
    assert [(row.head, row.words.split(" · ")[0], row.right) for row in picture.rows] == [
        ("7 Mar 2027", "GCP-PMLE", "$200"),
        ("21 Jun 2027", "DBX-ML-PRO", "$200"),
    ]


anything = (
    st.text(max_size=300) | st.text("名前עבריתあ😀é\n\t\x00 ", max_size=80) | st.sampled_from(("", "W" * 300, "—"))
)
rows = st.lists(st.builds(Row, anything, anything, st.sampled_from(("", "#3BA58B")), anything), max_size=5)
signs = st.lists(st.builds(Sign, anything, st.sampled_from(("", "#3BA58B")), st.booleans()), max_size=3)
edges = st.lists(st.sampled_from(("#3BA58B", "#A3246E")), max_size=20).map(tuple)


@given(
    st.builds(ImageContent, anything, anything, anything, rows.map(tuple), anything, signs.map(tuple), anything, edges)
)
@settings(max_examples=40)
def test_an_image_is_right_for_any_text(picture):
    assert opened(image.png(picture)).size == (image.WIDTH, image.HEIGHT)


@given(anything, st.integers(1, 6), st.integers(60, 1000))
@settings(max_examples=100)
def test_text_that_is_fitted_is_never_wider_or_longer_than_its_place(text, max_lines, width):
    block = fitted(text, "serif", 500, sizes=(60, 40, 24), width=width, max_lines=max_lines, max_height=300)
    assert len(block.lines) <= max_lines
    assert all(block.face.getlength(line) <= width or len(line) == 1 for line in block.lines)


def test_text_that_is_cut_says_so_and_text_that_fits_is_whole():
    used = face("sans", 400, 30)
    assert cut("Certified", used, 500) == "Certified"
    assert cut("Certified " * 20, used, 300).endswith("…")
    assert used.getlength(cut("Certified " * 20, used, 300)) <= 300


def test_what_the_faces_lack_is_a_plain_letter_or_one_box():
    assert plain("Şłž") == f"S{NO_GLYPH}z"
    assert plain("a 日本語 b") == f"a {NO_GLYPH} b"
    assert plain("x\u20dd y\u1ac1 S\u0327") == "x y S"
    assert plain("a\n\u202eb\x00\ud800") == "a b"


# The server ──────────────────────────────────────────────────────────────────


@pytest.fixture
def served(tables):
    """The images of the shipped tables, and the app that answers with them."""
    images = PreviewImages(SimpleNamespace(tables=lambda: tables))
    return images, Starlette(routes=[Route("/preview/{page}.png", images.answer)])


def test_an_image_with_todays_version_holds_for_ever_and_another_is_asked_for_again(served, tables, monkeypatch):
    monkeypatch.setattr("lib.web.routes.images.today", lambda: date(2026, 11, 22))
    version = link_preview.image_version(tables, date(2026, 11, 22))
    current, old = (ask(served[1], f"/preview/overview.png?v={v}") for v in (version, "old"))
    opened(current.body)
    assert current.headers["content-type"] == "image/png"
    assert current.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (old.headers["cache-control"], old.body) == ("no-cache", current.body)
    fresh = ask(served[1], "/preview/overview.png", [("If-None-Match", old.headers["etag"])])
    assert (fresh.status, fresh.body) == (304, b"")


def test_a_version_changes_with_the_tables_and_with_the_day(tables):
    changed = store.Tables(tables.frames, (("certs", 1, 1),))
    days = (date(2026, 11, 22), date(2026, 11, 23))
    assert len({link_preview.image_version(version_of, day) for version_of in (tables, changed) for day in days}) == 4


def test_parts_of_an_address_that_are_left_out_make_no_other_image(served):
    for path in ("?vendor=AWS", "?vendor=aws&x=1", "?vendor=AWS&embed=true&v=1&vendor=AWS"):
        assert ask(served[1], f"/preview/explore.png{path}").status == 200
    assert len(served[0].cache) == 1


@pytest.mark.parametrize("path", ["nope.png", "cert.png?id=nope", "_app.png"])
def test_there_is_no_image_of_what_does_not_exist(served, path):
    answer = ask(served[1], f"/preview/{path}")
    assert (answer.status, answer.body) == (404, b"There is no such image.")


def test_images_are_rationed():
    app = RateLimit(Starlette(routes=[]), TokenBuckets(2))
    assert [ask(app, "/preview/overview.png").status for _ in range(3)] == [404, 404, 429]


# What is kept ────────────────────────────────────────────────────────────────


def cache_of(*sizes, max_bodies=3, max_bytes=100):
    """A cache in which bodies of some sizes were made one after the other, with the keys 0, 1, 2, …"""
    cache = ResponseCache(max_bodies, max_bytes)

    async def ask_for_all():
        for place, size in enumerate(sizes):
            await cache.body(place, lambda size=size: CachedBody(b"x" * size))

    run(ask_for_all())
    return cache


def test_no_more_is_kept_than_the_number_and_the_bytes_allow():
    assert (len(cache_of(1, 1, 1, 1)), cache_of(1, 1, 1, 1).bytes) == (3, 3)
    assert (len(cache_of(60, 30, 30)), cache_of(60, 30, 30).bytes) == (2, 60)
    assert (len(cache_of(101)), cache_of(101).bytes) == (0, 0)


def test_the_one_not_asked_for_longest_goes_first():
    cache, made_keys = cache_of(1, 1, 1), []

    async def ask_for(*keys):
        for key in keys:
            await cache.body(key, lambda key=key: made_keys.append(key) or CachedBody(b"y"))

    run(ask_for(0, 9, 0, 1))
    assert made_keys == [9, 1]


def test_what_many_ask_for_at_once_is_made_once():
    cache, calls = ResponseCache(3, 100), []

    async def all_at_once():
        return await asyncio.gather(*(cache.body("a", lambda: calls.append(1) or CachedBody(b"x")) for _ in range(20)))

    assert [one.body for one in run(all_at_once())] == [b"x"] * 20
    assert calls == [1]


def test_what_fails_is_told_and_not_kept():
    cache, tries = ResponseCache(3, 100), []

    def once():
        tries.append(1)
        if len(tries) == 1:
            raise ValueError
        return CachedBody(b"x")

    async def twice():
        with pytest.raises(ValueError):  # noqa: PT011, it is the one that was raised
            await cache.body("a", once)
        return await cache.body("a", once)

    assert run(twice()).body == b"x"


def test_what_stops_in_the_middle_is_told_too_and_the_next_one_has_its_turn():
    async def both():
        cache = ResponseCache(3, 100)
        with pytest.raises(RuntimeError, match="stopped in the middle"):
            await cache.body("a", lambda: next(iter(())))
        return await cache.body("b", lambda: CachedBody(b"x"))

    assert run(both()).body == b"x"
