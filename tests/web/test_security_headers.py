"""The headers that every response has, and the sites that may frame a view."""

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from lib.settings import read
from lib.web.csp import policy, script_sources, shell_script_sources
from lib.web.middleware.errors import Errors
from lib.web.middleware.security_headers import SecurityHeaders

from .asgi_client import ask

EVERYWHERE = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")


def headers_of(path, *, app=None, **settings):
    environment = {f"CERTWISE_{name.upper()}": value for name, value in settings.items()}
    return ask(SecurityHeaders(app or PlainTextResponse("x"), read(environment)), path).headers


def ancestors(path, **settings):
    rules = headers_of(path, **settings)["content-security-policy"].split("; ")
    return next(rule for rule in rules if rule.startswith("frame-ancestors")).split()[1:]


async def broken(scope, receive, send):
    raise RuntimeError("/srv/secret/place")


@pytest.mark.parametrize(
    "app",
    [PlainTextResponse("x"), PlainTextResponse("no", 404), RedirectResponse("/"), Response(status_code=304)],
    ids=lambda app: str(app.status_code),
)
def test_every_answer_has_them(app):
    headers = headers_of("/", app=app)
    assert [name for name in EVERYWHERE if name not in headers] == []


def test_an_error_has_them_too_and_shows_no_trace():
    answer = ask(SecurityHeaders(Errors(broken), read({})), "/explore", [("Accept", "text/html")])
    assert answer.status == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"Something went wrong here." in answer.body
    assert not any(word in answer.body for word in (b"secret", b"Traceback", b"RuntimeError"))


def test_an_answer_that_sets_one_itself_keeps_it():
    own = PlainTextResponse("x", headers={"Referrer-Policy": "no-referrer"})
    assert headers_of("/", app=own).getlist("referrer-policy") == ["no-referrer"]


def test_only_embed_links_are_framed_by_others():
    assert ancestors("/explore") == ["'self'"]
    assert ancestors("/explore?embed=true") == ["*"]
    assert ancestors("/explore?vendor=AWS&embed=True") == ["*"]
    assert ancestors("/explore?embed=false") == ["'self'"]


def test_the_setting_says_who_frames_an_embed_link():
    assert ancestors("/?embed=true", embed="https://a.example, https://*.b.example:8443") == [
        "https://a.example",
        "https://*.b.example:8443",
    ]
    assert ancestors("/?embed=true", embed="none") == ["'none'"]


def test_browsers_keep_to_https_only_when_they_came_by_it():
    app = SecurityHeaders(PlainTextResponse("x"), read({}))
    assert "strict-transport-security" not in ask(app, "/").headers
    assert ask(app, "/", scheme="https").headers["strict-transport-security"] == "max-age=31536000"
    off = SecurityHeaders(PlainTextResponse("x"), read({"CERTWISE_HSTS": "0"}))
    assert "strict-transport-security" not in ask(off, "/", scheme="https").headers


def test_scripts_come_from_here_or_are_known_by_their_hash():
    rules = dict(rule.split(" ", 1) for rule in policy(("'self'",)).split("; "))
    assert rules["default-src"] == "'none'"
    assert set(rules["script-src"].split()) == {"'self'", "'wasm-unsafe-eval'", *shell_script_sources()}
    assert shell_script_sources()
    assert "'unsafe-eval'" not in policy(("'self'",))


def test_a_hash_is_that_of_the_exact_text():
    assert script_sources(["alert(1)"]) == ("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",)


@pytest.mark.parametrize(("status", "cache_control"), [(200, "public, max-age=86400"), (404, None)])
def test_a_font_of_ours_may_be_kept_for_a_day_where_there_is_one(status, cache_control):
    assert (
        headers_of("/app/static/inter.woff2", app=PlainTextResponse("x", status)).get("cache-control") == cache_control
    )
