"""The HTML of each page: its own title and preview, its answer in words, real 404s; text is text."""

import re
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse

from lib import sheets, site, store
from lib.web import previews as served
from lib.web.compressed import Compressed
from lib.web.encodings import ENCODINGS
from lib.web.policy import INLINE_SCRIPT, shell_scripts
from lib.web.policy import hashes as hashes_of
from lib.web.previews import PATHS, Previews
from lib.web.rates import Buckets
from lib.web.shell import CHART, FOLDER, ICONS_PATH, SCRIPTS, SHEET_PATH, SOON, _modules, scripts, sheet

from .asking import ask
from .reading import read

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
    """A store of tables that stay as they are; of none that cannot be used."""

    def __init__(self, tables=None):
        self.known = tables

    def tables(self):
        if self.known is None:
            raise store.DataProblem("data/certs.parquet is missing.")
        return self.known


@pytest.fixture(scope="module")
def app(tables):
    return Previews(INNER, Tabled(tables))


def is_app_alone(answer):
    """Whether a page came without its answer, as what starts the app."""
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    html = answer.body.decode()
    assert '<div id="root"></div>' in html
    return 'id="answer"' not in html


def seen(app, path, headers=(), **more):
    answer = ask(app, path, headers, **more)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return read(answer.body.decode())


@pytest.mark.parametrize(("path", "wanted"), LINKS.items(), ids=list(LINKS))
def test_a_link_has_its_own_title_description_and_image(app, path, wanted):
    found, (title, finding, image) = seen(app, path), wanted
    assert found.title.startswith(title)
    assert found.title.endswith(" · Certwise")
    assert finding in found.meta["description"]
    assert image in found.meta["og:image"]
    assert found.meta["og:url"] == found.links["canonical"][0]["href"] == ORIGIN + path
    assert found.meta["og:title"] + " · Certwise" == found.title
    assert (found.meta["og:image:width"], found.meta["og:image:height"]) == ("1200", "630")
    assert {found.meta[name] for name in ("og:description", "twitter:description")} == {found.meta["description"]}
    assert found.meta["twitter:card"] == "summary_large_image"


def test_a_link_to_another_day_says_which_wherever_it_is_shown(app):
    found, now = seen(app, "/explore?as_of=2026-03-01"), seen(app, "/explore")
    assert found.title == "What is out there? (as of 1 Mar 2026) · Certwise"
    assert found.meta["description"].startswith("As of 1 Mar 2026: ")
    assert "As of 1 Mar 2026: " in found.meta["og:image:alt"]
    assert "As of 1 Mar 2026." in found.words["main"][0]
    assert not any("as of" in said.lower() for said in (now.title, now.meta["description"], now.words["main"][0]))


@pytest.mark.parametrize("page", [site.TIER_MAP, site.SOURCES, site.EXPLORE, site.OVERVIEW], ids=lambda one: one.path)
def test_a_view_with_a_filter_has_a_title_of_its_own(app, page):
    path = next(path for path, one in PATHS.items() if one is page)
    assert seen(app, f"{path}?vendor=AWS").title == f"{page.name}: AWS · Certwise"


@pytest.mark.parametrize(("query", "offered"), [("", 3), ("?id=aws-ai-practitioner", 7)])
def test_comparisons_to_start_from_are_there_before_the_app(app, query, offered):
    found = seen(app, f"/compare{query}")
    assert len(found.words["dt"]) == offered
    assert len([href for href in found.hrefs if href.startswith("/compare?id=")]) == offered - bool(query)


def test_ten_links_have_ten_titles_and_ten_images(app):
    pages = [seen(app, path) for path in LINKS]
    assert len({page.title for page in pages}) == len({page.meta["og:image"] for page in pages}) == len(LINKS) == 10


@pytest.mark.parametrize("path", LINKS)
def test_the_answer_stands_in_the_html_beside_the_root_of_the_app(app, path):
    html = ask(app, path).body.decode()
    found = read(html)
    assert '<div id="root"></div>' in html
    assert "need scripts, which are off" in found.words["noscript"][-1]
    assert len(found.words["main"]) == len(found.words["h1"]) == 1
    assert " ".join(found.meta["description"].removeprefix("As of 22 Nov 2026: ").split()[:8]) in " ".join(
        found.words["main"][0].split()
    )
    assert [urlsplit(href).path for href in found.hrefs[1:8]] == [path for path in PATHS if path != "/cert"]
    assert all(DAY in href for href in found.hrefs[1:8])
    assert all(href.startswith(("/", "https://")) for href in found.hrefs)


def test_what_the_page_leaves_out_of_an_address_is_not_part_of_its_view(app):
    odd = "/explore?vendor=AWS&vendor=AWS&vendor=nope&x=1&embed=true&q=%00&as_of=never"
    assert seen(app, odd).links["canonical"][0]["href"] == f"{ORIGIN}/explore?vendor=AWS&q=%00"
    shared = "/planner?goal=senior-ml&made=2026-10-01&steps=x"
    assert seen(app, shared).links["canonical"][0]["href"] == f"{ORIGIN}/planner?goal=senior-ml"


# What is kept ────────────────────────────────────────────────────────────────


@pytest.fixture
def made(monkeypatch):
    """The pairs of the views that are made while a test runs."""
    views = []
    real = served.document
    monkeypatch.setattr(served, "document", lambda view, tables: views.append(view.pairs) or real(view, tables))
    return views


def test_what_the_page_leaves_out_of_an_address_makes_no_other_document(tables, made):
    app = Previews(INNER, Tabled(tables))
    for path in ("/explore", "/explore?utm_source=x", "/explore?x=1&made=2026-10-01", "/explore?price_max=-1"):
        assert ask(app, path).status == 200
    assert made == [()]


def test_of_a_key_that_has_one_value_the_last_counts(tables, made):
    app = Previews(INNER, Tabled(tables))
    seen(app, "/cert?id=cncf-cka&id=aws-ai-practitioner&id=cncf-cka")
    seen(app, "/compare?id=cncf-cka&id=aws-ai-practitioner&id=cncf-cka")
    assert made == [(("id", "cncf-cka"),), (("id", "cncf-cka"), ("id", "aws-ai-practitioner"))]


def test_views_that_are_made_anew_are_rationed_and_kept_ones_and_plain_pages_are_not(tables):
    app = Previews(INNER, Tabled(tables), Buckets(2))
    days = [f"/sources?as_of=2026-03-0{n}" for n in (1, 2, 3)]
    assert [is_app_alone(ask(app, day)) for day in days] == [False, False, True]
    assert not is_app_alone(ask(app, days[0]))
    assert not is_app_alone(ask(app, "/sources"))
    assert not is_app_alone(ask(app, days[2], client=("203.0.113.10", 1)))


def test_no_number_of_views_drives_out_a_page(tables, made, monkeypatch):
    monkeypatch.setattr(served, "MOST", 4)
    app = Previews(INNER, Tabled(tables))
    for path in ("/sources", *(f"/sources?as_of=2026-03-0{n}" for n in range(1, 8)), "/sources"):
        ask(app, path)
    assert made.count(()) == 1


def test_too_many_who_wait_get_the_app_alone(tables, monkeypatch):
    monkeypatch.setattr(served, "MOST_WAITING", 0)
    app = Previews(INNER, Tabled(tables))
    assert is_app_alone(ask(app, "/sources?as_of=2026-03-01"))
    assert not is_app_alone(ask(app, "/sources"))


HOSTILE = "</title><script>alert(1)</script>\"'{{7*7}} $x$ 名前"


@pytest.fixture(scope="module")
def hostile(tables):
    """The shipped tables with a certification of a name that HTML would run."""
    certs = tables["certs"].copy()
    certs.loc[certs["id"] == "nvidia-nca-genl", ["name", "short_name", "code", "vendor_level"]] = HOSTILE
    return Previews(INNER, Tabled(store.Tables({**tables.frames, "certs": certs}, (("hostile", 1, 1),))))


@pytest.mark.parametrize("path", ["/cert?id=nvidia-nca-genl", "/explore?vendor=NVIDIA", "/tier-map"])
def test_a_hostile_name_is_text(app, hostile, path):
    found, usual = seen(hostile, path), seen(app, path)
    assert found.tags.count("script") == usual.tags.count("script")
    assert HOSTILE in found.words["main"][0]


def test_a_hostile_name_is_text_in_the_preview_too(hostile):
    found = seen(hostile, "/cert?id=nvidia-nca-genl")
    assert found.title.startswith(f"{HOSTILE} · {HOSTILE}")
    assert found.meta["og:title"].startswith(HOSTILE)
    assert found.words["h1"] == [HOSTILE]


@pytest.mark.parametrize("path", ["/explore?q=", "/cert?id=", "/planner?goal=", "/x=", "/explore?"])
def test_a_hostile_address_is_text(app, path):
    answer = ask(app, path + "%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert b"<script>alert" not in answer.body


def test_a_certification_that_does_not_exist_is_a_404_with_what_comes_close(app):
    answer = ask(app, "/cert?id=aif-c02")
    found = read(answer.body.decode())
    assert answer.status == 404
    assert "/cert?id=aws-ai-practitioner" in found.hrefs
    assert found.title == "No such certification · Certwise"
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


@pytest.mark.parametrize("encoding", [*ENCODINGS, None])
def test_without_tables_a_page_is_the_app_alone_which_says_so(encoding):
    asked = [("Accept-Encoding", encoding)] if encoding else []
    answer, plain = (ask(Previews(INNER, Tabled()), "/tier-map", headers) for headers in (asked, ()))
    assert is_app_alone(plain)
    assert read(plain.body.decode()).title == "Tier map · Certwise"
    assert answer.headers.get("content-encoding") == encoding
    assert answer.body == (ENCODINGS[encoding](plain.body) if encoding else plain.body)


def test_with_and_without_its_answer_a_page_starts_the_same_app(app):
    alone, whole = (ask(one, "/tier-map?embed=true").body.decode() for one in (Previews(INNER, Tabled()), app))
    frame = ('class="cw-embedded"', '<base target="_blank">', 'name="color-scheme"', '<div id="root"></div>')
    for wanted in (scripts(charts=True), SHEET_PATH, sheets.PATH, *frame):
        assert wanted in alone
        assert wanted in whole


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
    found = seen(app, "/", [("Host", host), ("X-Forwarded-Host", "evil.example")], scheme=scheme)
    assert found.meta["og:url"] == f"{wanted}/"
    assert found.meta["og:image"].startswith(f"{wanted}/preview/overview.png?v=")


def test_a_browser_that_has_the_page_is_told_so(app):
    first = ask(app, "/explore")
    again = ask(app, "/explore", [("If-None-Match", first.headers["etag"])])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == first.headers["cache-control"] == "no-cache"
    assert ask(app, "/explore", [("If-None-Match", '"other"')]).status == 200


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_page_comes_in_the_encoding_that_is_asked_for(app, encoding):
    plain, coded = ask(app, "/tier-map"), ask(app, "/tier-map", [("Accept-Encoding", encoding)])
    assert coded.headers["content-encoding"] == encoding
    assert coded.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert len(coded.body) < len(plain.body) / 3
    assert coded.body == ENCODINGS[encoding](plain.body)


def test_a_page_on_another_site_has_no_navigation_and_its_links_open_a_page_of_their_own(app):
    found = seen(app, "/explore?embed=true")
    assert "nav" not in found.tags
    assert "base" in found.tags
    assert {"nav", "base"} & set(seen(app, "/explore?embed=false").tags) == {"nav"}


def test_nothing_of_streamlits_shell_is_lost_but_its_icon_its_title_and_a_font_nobody_sees():
    text = (FOLDER / "index.html").read_text(encoding="utf-8")
    kept = re.findall(r'(?:src|href)="/([^"]+)"', scripts(charts=True))
    every = re.findall(r'(?:src|href)="\./([^"]+)"', text)
    assert [one.split(".")[0] for one in every if one not in kept] == [
        *("favicon", "static/media/SourceSansVF-Upright", "static/css/index")
    ]
    assert len(SCRIPTS.findall(text)) > 50
    assert Compressed(INNER).paths >= {f"/{one}" for one in kept if one.startswith("static/js/index")}


def test_streamlits_style_sheet_is_whole_but_for_its_icons():
    (path,) = (FOLDER / "static" / "css").glob("index.*.css")
    theirs, ours = path.read_text(encoding="utf-8"), sheet()
    (icons,) = re.findall(r"\.\./media/MaterialSymbols[^)]*", theirs)
    (versioned,) = re.findall(rf"{ICONS_PATH}\?[0-9a-f]{{8}}", ours)
    assert ours.replace("/static/media/", "../media/").replace(versioned, icons) == theirs


@pytest.mark.parametrize("part", [*SOON, CHART])
def test_the_parts_that_come_soon_are_parts_of_this_streamlit(part):
    assert [name.split(".")[0] for name in _modules(part)][-1] == part


def test_a_page_without_charts_does_not_bring_the_part_that_draws_them():
    assert CHART in scripts(charts=True)
    assert CHART not in scripts(charts=False)


@pytest.mark.parametrize("page", site.PAGES, ids=lambda page: page.path)
def test_every_inline_script_of_a_page_is_allowed_by_its_hash(app, page):
    path = next(path for path, one in PATHS.items() if one is page)
    inline = INLINE_SCRIPT.findall(ask(app, path).body.decode())
    assert len(inline) == 2
    assert set(hashes_of(inline)) <= set(shell_scripts())
