"""The HTML of each page: its own title and preview, its answer in words, real 404s; text is text."""

import re
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse

from lib.address import pages
from lib.design import stylesheets
from lib.tables import store
from lib.web.content_coding import CODINGS
from lib.web.csp import INLINE_SCRIPT, shell_script_sources
from lib.web.csp import script_sources as hashes_of
from lib.web.middleware import page_html as served
from lib.web.middleware.compression import Compression
from lib.web.middleware.page_html import PAGE_BY_PATH, PageHtml
from lib.web.middleware.rate_limit import TokenBuckets
from lib.web.streamlit.shell import (
    CHART_PART,
    EARLY_PARTS,
    FOLDER,
    ICONS_PATH,
    SCRIPT_TAG,
    SHEET_PATH,
    _modules,
    script_tags,
    style_sheet,
)

from .asgi_client import ask
from .html_reading import read

INNER = PlainTextResponse("the app")
ORIGIN = "http://here:80"
DAY = "as_of=2026-11-22"
LINKS = {
    f"/?{DAY}": ("Where do I start?", "exams you can book", "/overview.png?as_of="),
    f"/explore?vendor=AWS&{DAY}": ("Explore: AWS", "6 certifications you can book", "vendor=AWS"),
    f"/explore?article=1&{DAY}": ("Explore: the article's ten", "certifications", "article=1"),
    f"/cert?id=nvidia-nca-genl&{DAY}": (
        "NCA-GENL · Generative AI LLMs (NCA): $125, active",
        "Open for booking",
        "/cert.png",
    ),
    f"/cert?id=azure-ai-fundamentals-900&{DAY}": ("AI-900 ·", "AI-901 takes its place", "id=azure-ai-fundamentals-900"),
    f"/cost-vs-salary?role=ml-engineer&{DAY}": (
        "ML Engineer (mid): path cost and pay",
        "$365 of exams",
        "role=ml-engineer",
    ),
    f"/tier-map?{DAY}": (
        "How do the tiers line up across vendors?",
        "certifications you can book, from ",
        "/tier-map.png?",
    ),
    f"/compare?id=aws-ai-practitioner&id=azure-ai-fundamentals&{DAY}": (
        "AIF-C01 or AI-901?",
        "$100",
        "compare.png?id=aws",
    ),
    f"/planner?goal=senior-ml&{DAY}": ("Work as a senior ML engineer", "GCP-PMLE then DBX-ML-PRO", "goal=senior-ml"),
    f"/sources?{DAY}": ("Can I trust this?", "figures on ", "/sources.png?"),
}


class Tabled:
    """A store of fixed tables; without any it raises DataProblem."""

    def __init__(self, tables=None):
        self.known = tables

    def tables(self):
        if self.known is None:
            raise store.DataProblem("data/certs.parquet is missing.")
        return self.known


@pytest.fixture(scope="module")
def app(tables):
    return PageHtml(INNER, Tabled(tables))


def is_app_alone(answer):
    """Whether the HTML of a page only starts the app, without the answer."""
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    html = answer.body.decode()
    assert '<div id="root"></div>' in html
    return 'id="answer"' not in html


def seen(app, path, headers=(), **overrides):
    answer = ask(app, path, headers, **overrides)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return read(answer.body.decode())


@pytest.mark.parametrize(("path", "wanted"), LINKS.items(), ids=list(LINKS))
def test_a_link_has_its_own_title_description_and_image(app, path, wanted):
    document, (title, finding, image) = seen(app, path), wanted
    assert document.title.startswith(title)
    assert document.title.endswith(" · Certwise")
    assert finding in document.meta["description"]
    assert image in document.meta["og:image"]
    assert document.meta["og:url"] == document.links["canonical"][0]["href"] == ORIGIN + path
    assert document.meta["og:title"] + " · Certwise" == document.title
    assert (document.meta["og:image:width"], document.meta["og:image:height"]) == ("1200", "630")
    assert {document.meta[name] for name in ("og:description", "twitter:description")} == {document.meta["description"]}
    assert document.meta["twitter:card"] == "summary_large_image"


def test_a_link_to_another_day_says_which_wherever_it_is_shown(app):
    document, now = seen(app, "/explore?as_of=2026-03-01"), seen(app, "/explore")
    assert document.title == "What is out there? (as of 1 Mar 2026) · Certwise"
    assert document.meta["description"].startswith("As of 1 Mar 2026: ")
    assert "As of 1 Mar 2026: " in document.meta["og:image:alt"]
    assert "As of 1 Mar 2026." in document.words["main"][0]
    assert not any("as of" in said.lower() for said in (now.title, now.meta["description"], now.words["main"][0]))


@pytest.mark.parametrize(
    "page", [pages.TIER_MAP, pages.SOURCES, pages.EXPLORE, pages.OVERVIEW], ids=lambda page: page.path
)
def test_a_view_with_a_filter_has_a_title_of_its_own(app, page):
    path = next(path for path, one in PAGE_BY_PATH.items() if one is page)
    assert seen(app, f"{path}?vendor=AWS").title == f"{page.name}: AWS · Certwise"


@pytest.mark.parametrize(("query", "offered"), [("", 3), ("?id=aws-ai-practitioner", 6)])
def test_comparisons_to_start_from_are_there_before_the_app(app, query, offered):
    document = seen(app, f"/compare{query}")
    assert len([href for href in document.hrefs if href.startswith("/compare?id=")]) == offered


def test_ten_links_have_ten_titles_and_ten_images(app):
    heads = [seen(app, path) for path in LINKS]
    assert len({page.title for page in heads}) == len({page.meta["og:image"] for page in heads}) == len(LINKS) == 10


@pytest.mark.parametrize("path", LINKS)
def test_the_answer_stands_in_the_html_beside_the_root_of_the_app(app, path):
    html = ask(app, path).body.decode()
    document = read(html)
    assert '<div id="root"></div>' in html
    assert "need scripts, which are off" in document.words["noscript"][-1]
    assert len(document.words["main"]) == len(document.words["h1"]) == 1
    assert " ".join(document.meta["description"].removeprefix("As of 22 Nov 2026: ").split()[:8]) in " ".join(
        document.words["main"][0].split()
    )
    assert [urlsplit(href).path for href in document.hrefs[1:8]] == [path for path in PAGE_BY_PATH if path != "/cert"]
    assert all(DAY in href for href in document.hrefs[1:8])
    assert all(href.startswith(("/", "https://", "#")) for href in document.hrefs)


def test_what_the_page_leaves_out_of_an_address_is_not_part_of_its_view(app):
    odd = "/explore?vendor=AWS&vendor=AWS&vendor=nope&x=1&embed=true&q=%00&as_of=never"
    assert seen(app, odd).links["canonical"][0]["href"] == f"{ORIGIN}/explore?vendor=AWS&q=%00"
    shared = "/planner?goal=senior-ml&made=2026-10-01&steps=x"
    assert seen(app, shared).links["canonical"][0]["href"] == f"{ORIGIN}/planner?goal=senior-ml"


# What is kept ────────────────────────────────────────────────────────────────


@pytest.fixture
def made_views(monkeypatch):
    """The pairs of the views that are made during a test, in order."""
    views = []
    real = served.document
    monkeypatch.setattr(served, "document", lambda view, tables: views.append(view.pairs) or real(view, tables))
    return views


def test_what_the_page_leaves_out_of_an_address_makes_no_other_document(tables, made_views):
    app = PageHtml(INNER, Tabled(tables))
    for path in ("/explore", "/explore?utm_source=x", "/explore?x=1&made=2026-10-01", "/explore?price_max=-1"):
        assert ask(app, path).status == 200
    assert made_views == [()]


def test_of_a_key_that_has_one_value_the_last_counts(tables, made_views):
    app = PageHtml(INNER, Tabled(tables))
    seen(app, "/cert?id=cncf-cka&id=aws-ai-practitioner&id=cncf-cka")
    seen(app, "/compare?id=cncf-cka&id=aws-ai-practitioner&id=cncf-cka")
    assert made_views == [(("id", "cncf-cka"),), (("id", "cncf-cka"), ("id", "aws-ai-practitioner"))]


def test_views_that_are_made_anew_are_rationed_and_kept_ones_and_plain_pages_are_not(tables):
    app = PageHtml(INNER, Tabled(tables), TokenBuckets(2))
    days = [f"/sources?as_of=2026-03-0{n}" for n in (1, 2, 3)]
    assert [is_app_alone(ask(app, day)) for day in days] == [False, False, True]
    assert not is_app_alone(ask(app, days[0]))
    assert not is_app_alone(ask(app, "/sources"))
    assert not is_app_alone(ask(app, days[2], client=("203.0.113.10", 1)))


def test_names_of_hosts_do_not_pass_the_ration_and_leave_the_pages_of_others_alone(tables):
    app = PageHtml(INNER, Tabled(tables), TokenBuckets(2))
    hosts = ["certs.example.org", *(f"{number}.example.org" for number in range(6)), "certs.example.org"]
    alone = [is_app_alone(ask(app, "/sources", [("Host", host)])) for host in hosts]
    assert alone == [False] * 4 + [True] * 3 + [False]


def test_no_number_of_views_drives_out_a_page(tables, made_views, monkeypatch):
    monkeypatch.setattr(served, "MAX_BODIES", 4)
    app = PageHtml(INNER, Tabled(tables))
    for path in ("/sources", *(f"/sources?as_of=2026-03-0{n}" for n in range(1, 8)), "/sources"):
        ask(app, path)
    assert made_views.count(()) == 1


def test_too_many_who_wait_get_the_app_alone(tables, monkeypatch):
    monkeypatch.setattr(served, "MAX_WAITING", 0)
    app = PageHtml(INNER, Tabled(tables))
    assert is_app_alone(ask(app, "/sources?as_of=2026-03-01"))
    assert not is_app_alone(ask(app, "/sources"))


HOSTILE = "</title><script>alert(1)</script>\"'{{7*7}} $x$ 名前"


@pytest.fixture(scope="module")
def hostile(tables):
    """An app over the shipped tables, in which the name of one certification is a script."""
    certs = tables["certs"].copy()
    certs.loc[certs["id"] == "nvidia-nca-genl", ["name", "short_name", "code", "vendor_level"]] = HOSTILE
    return PageHtml(INNER, Tabled(store.Tables({**tables.frames, "certs": certs}, (("hostile", 1, 1),))))


@pytest.mark.parametrize("path", ["/cert?id=nvidia-nca-genl", "/explore?vendor=NVIDIA", "/tier-map"])
def test_a_hostile_name_is_text(app, hostile, path):
    document, usual = seen(hostile, path), seen(app, path)
    assert document.tags.count("script") == usual.tags.count("script")
    assert HOSTILE in document.words["main"][0]


def test_a_hostile_name_is_text_in_the_preview_too(hostile):
    document = seen(hostile, "/cert?id=nvidia-nca-genl")
    assert document.title.startswith(f"{HOSTILE} · {HOSTILE}")
    assert document.meta["og:title"].startswith(HOSTILE)
    assert document.words["h1"] == [HOSTILE]


@pytest.mark.parametrize("path", ["/explore?q=", "/cert?id=", "/planner?goal=", "/x=", "/explore?"])
def test_a_hostile_address_is_text(app, path):
    answer = ask(app, path + "%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert b"<script>alert" not in answer.body


def test_a_certification_that_does_not_exist_is_a_404_with_what_comes_close(app):
    answer = ask(app, "/cert?id=aif-c02")
    document = read(answer.body.decode())
    assert answer.status == 404
    assert "/cert?id=aws-ai-practitioner" in document.hrefs
    assert document.title == "No such certification · Certwise"
    assert "aif-c02" not in answer.body.decode()


def test_one_that_comes_close_to_nothing_is_a_404_with_all(app, tables):
    answer = ask(app, "/cert?id=" + "%E5%90%8D" * 50)
    assert answer.status == 404
    assert len(read(answer.body.decode()).hrefs) > len(tables["certs"])


def test_the_page_of_no_certification_in_particular_is_there(app):
    assert ask(app, "/cert").status == 200
    assert seen(app, "/cert").words["h1"] == ["Which certification?"]


@pytest.mark.parametrize("path", ["/nope", "/static/js/x.js", "/explore/", "//explore", "/_stcore/health", "/cert/x"])
def test_everything_else_is_passed_on(app, path):
    assert ask(app, path).body == b"the app"


@pytest.mark.parametrize("encoding", [*CODINGS, None])
def test_without_tables_a_page_is_the_app_alone_which_says_so(encoding):
    accept_encoding = [("Accept-Encoding", encoding)] if encoding else []
    answer, plain = (ask(PageHtml(INNER, Tabled()), "/tier-map", headers) for headers in (accept_encoding, ()))
    assert is_app_alone(plain)
    assert read(plain.body.decode()).title == "Tier map · Certwise"
    assert answer.headers.get("content-encoding") == encoding
    assert answer.body == (CODINGS[encoding](plain.body) if encoding else plain.body)


def test_with_and_without_its_answer_a_page_starts_the_same_app(app):
    alone, full = (ask(page_app, "/tier-map?embed=true").body.decode() for page_app in (PageHtml(INNER, Tabled()), app))
    frame = ('class="cw-embedded"', '<base target="_blank">', 'name="color-scheme"', '<div id="root"></div>')
    for wanted in (script_tags(charts=True), SHEET_PATH, stylesheets.PATH, *frame):
        assert wanted in alone
        assert wanted in full


def test_a_form_is_passed_on(app):
    assert ask(app, "/", method="POST").body == b"the app"


@pytest.mark.parametrize(
    ("host", "scheme", "wanted"),
    [
        ("certs.example.org", "https", "https://certs.example.org"),
        ("[::1]:8501", "http", "http://[::1]:8501"),
        ('x"><script>', "http", ORIGIN),
        ("a b", "http", ORIGIN),
        ("evil.example/path", "http", ORIGIN),
    ],
)
def test_addresses_are_whole_and_only_a_host_gets_into_them(app, host, scheme, wanted):
    document = seen(app, "/", [("Host", host), ("X-Forwarded-Host", "evil.example")], scheme=scheme)
    assert document.meta["og:url"] == f"{wanted}/"
    assert document.meta["og:image"].startswith(f"{wanted}/preview/overview.png?v=")


def test_a_browser_that_has_the_page_is_told_so(app):
    first = ask(app, "/explore")
    again = ask(app, "/explore", [("If-None-Match", first.headers["etag"])])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == first.headers["cache-control"] == "no-cache"
    assert ask(app, "/explore", [("If-None-Match", '"other"')]).status == 200


@pytest.mark.parametrize("encoding", CODINGS)
def test_the_page_comes_in_the_encoding_that_is_asked_for(app, encoding):
    plain, coded = ask(app, "/tier-map"), ask(app, "/tier-map", [("Accept-Encoding", encoding)])
    assert coded.headers["content-encoding"] == encoding
    assert coded.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert len(coded.body) < len(plain.body) / 3
    assert coded.body == CODINGS[encoding](plain.body)


def test_a_page_on_another_site_has_no_navigation_and_its_links_open_a_page_of_their_own(app):
    document = seen(app, "/explore?embed=true")
    assert "nav" not in document.tags
    assert "base" in document.tags
    assert {"nav", "base"} & set(seen(app, "/explore?embed=false").tags) == {"nav"}


def test_nothing_of_streamlits_shell_is_lost_but_its_icon_its_title_and_a_font_nobody_sees():
    text = (FOLDER / "index.html").read_text(encoding="utf-8")
    used = re.findall(r'(?:src|href)="/([^"]+)"', script_tags(charts=True))
    in_shell = re.findall(r'(?:src|href)="\./([^"]+)"', text)
    assert [url.split(".")[0] for url in in_shell if url not in used] == [
        *("favicon", "static/media/SourceSansVF-Upright", "static/css/index")
    ]
    assert len(SCRIPT_TAG.findall(text)) > 50
    assert Compression(INNER).paths >= {f"/{url}" for url in used if url.startswith("static/js/index")}


def test_streamlits_style_sheet_is_whole_but_for_its_icons():
    (path,) = (FOLDER / "static" / "css").glob("index.*.css")
    theirs, ours = path.read_text(encoding="utf-8"), style_sheet()
    (icons,) = re.findall(r"\.\./media/MaterialSymbols[^)]*", theirs)
    (versioned,) = re.findall(rf"{ICONS_PATH}\?[0-9a-f]{{8}}", ours)
    assert ours.replace("/static/media/", "../media/").replace(versioned, icons) == theirs


@pytest.mark.parametrize("part", [*EARLY_PARTS, CHART_PART])
def test_the_parts_that_come_soon_are_parts_of_this_streamlit(part):
    assert [name.split(".")[0] for name in _modules(part)][-1] == part


def test_a_page_without_charts_does_not_bring_the_part_that_draws_them():
    assert CHART_PART in script_tags(charts=True)
    assert CHART_PART not in script_tags(charts=False)


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
def test_every_inline_script_of_a_page_is_allowed_by_its_hash(app, page):
    path = next(path for path, one in PAGE_BY_PATH.items() if one is page)
    inline = INLINE_SCRIPT.findall(ask(app, path).body.decode())
    assert len(inline) == 3
    assert set(hashes_of(inline)) <= set(shell_script_sources())
