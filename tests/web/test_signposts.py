"""Files that browsers and search engines request: style sheets, icons, manifest, robots.txt, sitemap."""

import json
from io import BytesIO
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from PIL import Image
from starlette.applications import Starlette

from lib.address import pages
from lib.design import stylesheets
from lib.design.theme import TIER
from lib.tables.store import DataProblem
from lib.web import server
from lib.web.middleware.compression import Compression
from lib.web.middleware.run_queue import RunMessages
from lib.web.path_kind import path_kind
from lib.web.routes import signposts
from lib.web.streamlit import shell

from .asgi_client import ask

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = [("Host", "certs.example.org")]


def app_of(tables):
    return Starlette(routes=signposts.routes(SimpleNamespace(tables=tables)))


@pytest.fixture(scope="module")
def app(tables):
    return app_of(lambda: tables)


def test_the_sitemap_has_every_page_and_every_certification_with_the_day_it_was_checked(app, tables):
    answer = ask(app, "/sitemap.xml", HOST, scheme="https")
    rows = {
        url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in ElementTree.fromstring(answer.body)
    }
    certs = tables["certs"]
    checked = dict(zip(certs["id"], certs["checked_on"].dt.date.astype(str), strict=True))
    paths = ["" if page is pages.HOME else page.path for page in pages.PAGES if page.listed]
    assert answer.headers["content-type"] == "application/xml"
    assert rows == {
        **{f"https://certs.example.org/{path}": max(checked.values()) for path in paths},
        **{f"https://certs.example.org/cert?id={cert}": day for cert, day in checked.items()},
    }


@pytest.mark.parametrize("path", [stylesheets.PATH, shell.SHEET_PATH])
def test_a_style_sheet_is_looked_at_again_and_sent_once(app, path):
    answer = ask(app, path)
    assert (answer.headers["content-type"], path_kind(path)) == ("text/css; charset=utf-8", "static")
    assert answer.headers["cache-control"] == "no-cache"
    assert ask(app, path, [("If-None-Match", answer.headers["etag"])]).status == 304


def test_the_server_compresses_both_style_sheets():
    (compressed,) = (one for one in server.middleware(RunMessages(bool, bool)) if one.cls is Compression)
    assert compressed.kwargs["paths"] >= {stylesheets.PATH, shell.SHEET_PATH}


def test_without_tables_there_is_no_sitemap():
    def none():
        raise DataProblem("data/certs.parquet is missing.")

    assert ask(app_of(none), "/sitemap.xml").status == 503


def test_crawlers_may_read_the_pages_and_their_images_and_open_no_sessions(app):
    lines = ask(app, "/robots.txt", HOST).body.decode().splitlines()
    assert lines[-1] == "Sitemap: http://certs.example.org/sitemap.xml"
    assert [line.split(": ")[1] for line in lines if line.startswith("Disallow")] == ["/_stcore/", "/metrics"]


def test_every_icon_of_the_manifest_is_there_in_its_size(app):
    answer = ask(app, "/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    for icon in json.loads(answer.body)["icons"]:
        image = ask(app, icon["src"])
        assert image.headers["content-type"] == icon["type"]
        if icon["sizes"] != "any":
            assert "{}x{}".format(*Image.open(BytesIO(image.body)).size) == icon["sizes"]


@pytest.mark.parametrize(("path", "size"), [("/favicon.png", 64), ("/favicon.ico", 48), ("/apple-touch-icon.png", 180)])
def test_icons_decode_and_hold_for_a_day(app, path, size):
    answer = ask(app, path)
    assert Image.open(BytesIO(answer.body)).size == (size, size)
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert ask(app, path, [("If-None-Match", answer.headers["etag"])]).status == 304


def test_the_mark_has_a_step_for_each_tier(app):
    mark = ElementTree.fromstring(ask(app, "/favicon.svg").body)
    fills = [one.get("fill") for one in mark if one.tag.endswith("path")]
    assert fills == [swatch.dark for swatch in TIER.values()]
    small = Image.open(BytesIO(ask(app, "/favicon.png").body)).convert("RGB")
    assert small.getpixel((52, 40)) == tuple(bytes.fromhex(fills[-1][1:]))


@pytest.mark.parametrize("route", signposts.routes(SimpleNamespace()), ids=lambda route: route.path)
def test_they_count_as_files(route):
    assert path_kind(route.path) == "static"
