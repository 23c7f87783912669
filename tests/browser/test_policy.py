"""The content security policy holds on every page, with a chart and a download, and so do the other headers."""

import functools
import http.client
import http.server
import threading
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from lib.address import pages

from . import reader

DAY = "as_of=2026-11-22"
CERT = f"/cert?id=aws-ai-practitioner&{DAY}"
BOTH = f"id=aws-ai-practitioner&id=aws-ml-engineer-associate&{DAY}"
QUERY = {pages.CERT.path: CERT.partition("?")[2], pages.COMPARE.path: BOTH}
WATCH = """document.addEventListener('securitypolicyviolation', event =>
    console.error('refused by the policy:', event.effectiveDirective, event.blockedURI, event.sample))"""
HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy")


@pytest.fixture
def refused(page):
    """The browser's messages on what the policy refuses while a test runs."""
    messages = []
    page.add_init_script(WATCH)
    page.on("console", lambda message: messages.append(message.text) if "olicy" in message.text else None)
    return messages


@pytest.mark.parametrize("path", [page.path for page in pages.PAGES])
def test_no_page_needs_what_the_policy_forbids(page, server, refused, path):
    reader.open_view(page, server, f"/{path}?{QUERY.get(path, DAY)}")
    expect(page.get_by_role("status").filter(has_text="left out")).to_have_count(0)
    assert refused == []


def test_a_chart_and_its_hover_need_nothing_that_the_policy_forbids(page, server, refused):
    reader.open_view(page, server, CERT)
    chart = page.locator(".js-plotly-plot .main-svg").first
    expect(chart).to_be_visible()
    chart.hover()
    reader.wait_until_settled(page)
    assert refused == []


def test_a_download_needs_nothing_that_the_policy_forbids(page, server, refused):
    reader.open_view(page, server, f"/explore?{DAY}")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    assert download.value.path().read_text(encoding="utf-8-sig").startswith("id,")
    assert refused == []


def test_the_policy_stops_what_a_stranger_would_put_into_a_page(page, server, refused):
    reader.open_view(page, server, f"/explore?{DAY}")
    page.evaluate("""() => {
        const script = document.createElement('script');
        script.id = 'stranger';
        script.textContent = 'window.ran = true';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.ran = true">');
    }""")
    expect(page.locator("#stranger")).to_have_count(1)
    assert page.evaluate("window.ran") is None
    assert any("script-src" in text for text in refused)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/explore", 200),
        ("/", 200),
        ("/cert?id=aif-c01", 307),
        ("/no-such-page", 404),
        ("/explore/", 307),
        ("//evil.example", 404),
        ("//explore", 307),
        ("/explore?q=" + "x" * 9000, 414),
        ("/app/static/inter.woff2", 200),
        ("/static/js/none.js", 404),
        ("/_stcore/health", 200),
        ("/media/none.csv", 404),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/metrics", 200),
    ],
)
def test_every_answer_has_the_headers(server, path, status):
    answer_status, headers = status_and_headers(server.address, path)
    assert answer_status == status
    assert [name for name in HEADERS if name not in headers] == []


def status_and_headers(address, path):
    """The status and the headers of the answer to a path; redirects are not followed."""
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        answer = connection.getresponse()
        return answer.status, answer.headers


@contextmanager
def another_site(folder, html):
    """The address of another site on this machine, which shows a page."""
    (folder / "index.html").write_text(html, encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}/"
        site.shutdown()


def test_another_site_shows_an_embed_link_in_a_frame_and_no_other(page, server, tmp_path):
    views = (f"/explore?{DAY}&embed=true", f"/explore?{DAY}")
    frames = "".join(f'<iframe name="{n}" src="{server.address}{view}"></iframe>' for n, view in enumerate(views))
    with another_site(tmp_path, frames) as address:
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.goto(address)
        expect(page.frame_locator("iframe[name='0']").locator("h1")).to_have_text("What is out there?")
    assert page.frames[2].url.startswith("chrome-error:")
