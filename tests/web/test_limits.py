"""Limits: long addresses, large bodies, too many sessions and too many expensive requests are refused."""

import asyncio
import json

import pytest
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from lib.web.client_address import client_address
from lib.web.middleware.limits import LARGEST_BODY, LONGEST_ADDRESS, RequestLimits, Sessions
from lib.web.middleware.rate_limit import MAX_CLIENTS, RateLimit, TokenBuckets
from lib.web.problem import ProblemDocuments

from .asgi_client import answered, ask, run, scope

PASSED = PlainTextResponse("passed")


async def reading(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that reads the whole body before it answers."""
    while (await receive())["more_body"]:
        continue
    await PASSED(scope, receive, send)


def limited(app=PASSED, limit=1):
    return RequestLimits(app, Sessions(limit))


def test_an_address_may_be_long_but_not_longer():
    path = "/explore?q="
    assert ask(limited(), path + "x" * (LONGEST_ADDRESS - len(path))).status == 200
    assert ask(limited(), path + "x" * (LONGEST_ADDRESS - len(path) + 2)).status == 414


@pytest.mark.parametrize(("announced", "status"), [(LARGEST_BODY, 200), (LARGEST_BODY + 1, 413)])
def test_a_body_that_is_announced_too_large_is_refused_unread(announced, status):
    assert ask(limited(), "/", [("Content-Length", str(announced))], method="POST").status == status


def test_a_body_that_turns_out_too_large_is_refused_while_it_comes():
    part = b"x" * (LARGEST_BODY // 2)
    assert ask(limited(reading), "/", body=[part, part], method="PUT").status == 200
    assert ask(limited(reading), "/", body=[part, part, b"x"], method="PUT").status == 413


def test_one_reader_too_many_is_turned_away_and_a_place_that_is_left_is_free():
    came, leave = asyncio.Event(), asyncio.Event()

    async def held(scope, receive, send):
        came.set()
        await leave.wait()

    async def visit():
        sessions = Sessions(1)
        app = RequestLimits(held, sessions)
        request_scope = scope("/_stcore/stream", type="websocket")
        first = asyncio.create_task(app(request_scope, None, None))
        await came.wait()
        second = await answered(app, request_scope)
        leave.set()
        await first
        return second.status, sessions.open

    assert run(visit()) == (503, 0)


def test_an_address_may_have_so_many_sessions_and_no_more_whatever_others_have():
    sessions = Sessions(9, limit_per_client=2)
    for client in ("203.0.113.9", "203.0.113.9", "203.0.113.10"):
        assert sessions.refusal_reason(client) is None
        sessions.by_client[client] += 1
    assert sessions.refusal_reason("203.0.113.9").startswith("As many views are open from your address")
    assert sessions.refusal_reason("203.0.113.10") is None
    assert sessions.open == 3


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_and_of_ipv6_a_network(address, client):
    assert client_address({"client": (address, 1)}) == client


def test_nobody_in_particular_is_a_client_too():
    assert client_address({"client": None}) == "unknown"


def test_a_browser_reads_a_sentence_and_a_program_a_problem_document():
    long = "/explore?q=" + "x" * LONGEST_ADDRESS
    assert b"<h1>This address is too long.</h1>" in ask(limited(), long, [("Accept", "text/html,*/*")]).body
    answer = ask(limited(), long, [("Accept", "application/json")])
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.body) == {
        "type": "about:blank",
        "title": "This address is too long.",
        "status": 414,
        "detail": f"An address here has at most {LONGEST_ADDRESS} characters.",
    }


@pytest.mark.parametrize("path", ["/api/v1/certs/%00", "/api/v1/certs"])
def test_what_stands_before_the_api_and_refuses_says_so_in_a_problem_document(path):
    app = ProblemDocuments(PlainTextResponse("Bad Request", 400))
    answer = ask(app, path)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(answer.body)["status"] == 400
    assert ask(app, "/explore").body == b"Bad Request"


def test_what_the_api_says_itself_stays():
    assert ask(ProblemDocuments(PASSED), "/api/v1/certs").body == b"passed"
    own = JSONResponse({"detail": "x"}, 404, media_type="application/problem+json")
    assert json.loads(ask(ProblemDocuments(own), "/api/v1/nope").body) == {"detail": "x"}


# Rates ───────────────────────────────────────────────────────────────────────


def rate_limited(costly):
    return RateLimit(PASSED, TokenBuckets(costly))


def test_a_clients_costly_questions_are_limited_and_the_answer_says_when_to_ask_again():
    app = rate_limited(2)
    assert [ask(app, "/api/v1/certs").status for _ in range(3)] == [200, 200, 429]
    refused = ask(app, "/api/v1/certs")
    assert refused.headers["retry-after"] == "30"
    assert json.loads(refused.body)["detail"] == "Ask again in 30 s."


def test_another_client_and_what_costs_little_are_not_limited():
    app = rate_limited(1)
    assert [ask(app, "/api/v1/certs").status for _ in range(2)] == [200, 429]
    assert ask(app, "/api/v1/certs", client=("203.0.113.10", 1)).status == 200
    assert ask(app, "/explore").status == 200


def test_zero_has_no_limit():
    assert {ask(rate_limited(0), "/api/v1/certs").status for _ in range(5)} == {200}


def test_tokens_come_back_evenly_and_never_more_than_a_minute_holds():
    now = [0.0]
    buckets = TokenBuckets(60, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(61)] == [0.0] * 60 + [1.0]
    now[0] += 0.5
    assert buckets.wait("a") == 0.5
    now[0] += 3600
    assert [buckets.wait("a") for _ in range(61)] == [0.0] * 60 + [1.0]


def test_the_clients_that_are_remembered_are_bounded():
    buckets = TokenBuckets(1, clock=lambda: 0.0)
    for number in range(MAX_CLIENTS + 5):
        buckets.wait(str(number))
    assert len(buckets._tokens) == MAX_CLIENTS
    assert buckets.wait("0") == 0.0
    assert buckets.wait(str(MAX_CLIENTS)) == 60.0
