"""What the server refuses: addresses and bodies that are too large, one reader too many, too many costly questions."""

import asyncio
import json

import pytest
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from lib.web.bounds import LARGEST_BODY, LONGEST_ADDRESS, Bounds, Sessions
from lib.web.clients import client
from lib.web.rates import CLIENTS, Buckets, Rates
from lib.web.refusals import Problems

from .asking import answered, ask, run, scope

PASSED = PlainTextResponse("passed")


async def reading(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that reads the whole body before it answers."""
    while (await receive())["more_body"]:
        continue
    await PASSED(scope, receive, send)


def bounds(app=PASSED, most=1):
    return Bounds(app, Sessions(most))


def test_an_address_may_be_long_but_not_longer():
    path = "/explore?q="
    assert ask(bounds(), path + "x" * (LONGEST_ADDRESS - len(path))).status == 200
    assert ask(bounds(), path + "x" * (LONGEST_ADDRESS - len(path) + 2)).status == 414


@pytest.mark.parametrize(("announced", "status"), [(LARGEST_BODY, 200), (LARGEST_BODY + 1, 413)])
def test_a_body_that_is_announced_too_large_is_refused_unread(announced, status):
    assert ask(bounds(), "/", [("Content-Length", str(announced))], method="POST").status == status


def test_a_body_that_turns_out_too_large_is_refused_while_it_comes():
    part = b"x" * (LARGEST_BODY // 2)
    assert ask(bounds(reading), "/", body=[part, part], method="PUT").status == 200
    assert ask(bounds(reading), "/", body=[part, part, b"x"], method="PUT").status == 413


def test_one_reader_too_many_is_turned_away_and_a_place_that_is_left_is_free():
    came, leave = asyncio.Event(), asyncio.Event()

    async def held(scope, receive, send):
        came.set()
        await leave.wait()

    async def visit():
        sessions = Sessions(1)
        app = Bounds(held, sessions)
        asked = scope("/_stcore/stream", type="websocket")
        first = asyncio.create_task(app(asked, None, None))
        await came.wait()
        second = await answered(app, asked)
        leave.set()
        await first
        return second.status, sessions.open

    assert run(visit()) == (503, 0)


def test_an_address_may_have_so_many_sessions_and_no_more_whatever_others_have():
    sessions = Sessions(9, each=2)
    for who in ("203.0.113.9", "203.0.113.9", "203.0.113.10"):
        assert sessions.full(who) is None
        sessions.by[who] += 1
    assert sessions.full("203.0.113.9").startswith("As many views are open from your address")
    assert sessions.full("203.0.113.10") is None
    assert sessions.open == 3


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_and_of_ipv6_a_network(address, who):
    assert client({"client": (address, 1)}) == who


def test_nobody_in_particular_is_a_client_too():
    assert client({"client": None}) == "unknown"


def test_a_browser_reads_a_sentence_and_a_program_a_problem_document():
    long = "/explore?q=" + "x" * LONGEST_ADDRESS
    assert b"<h1>This address is too long.</h1>" in ask(bounds(), long, [("Accept", "text/html,*/*")]).body
    answer = ask(bounds(), long, [("Accept", "application/json")])
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.body) == {
        "type": "about:blank",
        "title": "This address is too long.",
        "status": 414,
        "detail": f"An address here has at most {LONGEST_ADDRESS} characters.",
    }


@pytest.mark.parametrize("path", ["/api/v1/certs/%00", "/api/v1/certs"])
def test_what_stands_before_the_api_and_refuses_says_so_in_a_problem_document(path):
    app = Problems(PlainTextResponse("Bad Request", 400))
    answer = ask(app, path)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(answer.body)["status"] == 400
    assert ask(app, "/explore").body == b"Bad Request"


def test_what_the_api_says_itself_stays():
    assert ask(Problems(PASSED), "/api/v1/certs").body == b"passed"
    own = JSONResponse({"detail": "x"}, 404, media_type="application/problem+json")
    assert json.loads(ask(Problems(own), "/api/v1/nope").body) == {"detail": "x"}


# Rates ───────────────────────────────────────────────────────────────────────


def rates(costly):
    return Rates(PASSED, Buckets(costly))


def test_a_clients_costly_questions_are_limited_and_the_answer_says_when_to_ask_again():
    app = rates(2)
    assert [ask(app, "/api/v1/certs").status for _ in range(3)] == [200, 200, 429]
    refused = ask(app, "/api/v1/certs")
    assert refused.headers["retry-after"] == "30"
    assert json.loads(refused.body)["detail"] == "Ask again in 30 s."


def test_another_client_and_what_costs_little_are_not_limited():
    app = rates(1)
    assert [ask(app, "/api/v1/certs").status for _ in range(2)] == [200, 429]
    assert ask(app, "/api/v1/certs", client=("203.0.113.10", 1)).status == 200
    assert ask(app, "/explore").status == 200


def test_zero_has_no_limit():
    assert {ask(rates(0), "/api/v1/certs").status for _ in range(5)} == {200}


def test_tokens_come_back_evenly_and_never_more_than_a_minute_holds():
    now = [0.0]
    buckets = Buckets(60, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(61)] == [0.0] * 60 + [1.0]
    now[0] += 0.5
    assert buckets.wait("a") == 0.5
    now[0] += 3600
    assert [buckets.wait("a") for _ in range(61)] == [0.0] * 60 + [1.0]


def test_the_clients_that_are_remembered_are_bounded():
    buckets = Buckets(1, clock=lambda: 0.0)
    for one in range(CLIENTS + 5):
        buckets.wait(str(one))
    assert len(buckets._left) == CLIENTS
    assert buckets.wait("0") == 0.0
    assert buckets.wait(str(CLIENTS)) == 60.0
