"""Connections: small packets are sent at once, and a client that sends half a request is disconnected."""

import asyncio
import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from websockets.sync.client import connect

from lib.web.connections import RequestTracking, wrap_protocols
from tests.browser.serving import repo_copy, running_server

HALF = b"GET / HTTP/1.1\r\nHost: here\r\n"
COMPLETE = HALF + b"\r\n"
END = b"\r\n\r\nx"
SOON, LONGEST = 0.05, 30  # seconds
OPTION_OF_A_PORT = '''

import os
import socket
from contextlib import suppress

from starlette.responses import JSONResponse
from starlette.routing import Route


def option(request):
    """The option of each accepted connection of this process, by the client's port."""
    options = {}
    for descriptor in os.listdir("/proc/self/fd"):
        with suppress(OSError), socket.socket(fileno=os.dup(int(descriptor))) as accepted:
            options[accepted.getpeername()[1]] = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    return JSONResponse(options)


routes.append(Route("/option", option))
'''
"""Code that is inserted into a copy of app.py, before the app is made."""


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """Host and port of a server that reports TCP_NODELAY of its connections at `/option`."""
    folder = repo_copy(tmp_path_factory.mktemp("connections"))
    script = folder / "app.py"
    before, marker, after = script.read_text(encoding="utf-8").partition("app = st.App(")
    script.write_text(before + OPTION_OF_A_PORT + marker + after, encoding="utf-8")
    with running_server(folder, folder / "log") as running:
        yield urlsplit(running.address).netloc


def options(host):
    """TCP_NODELAY of each connection of the server, by the client's port, and the port of this request."""
    with closing(http.client.HTTPConnection(host)) as connection:
        connection.request("GET", "/option")
        port = str(connection.sock.getsockname()[1])
        return json.load(connection.getresponse()), port


def test_small_packets_leave_a_connection_at_once(host):
    by_port, port = options(host)
    assert by_port[port] != 0


def test_small_packets_leave_a_session_at_once(host):
    with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin=f"http://{host}") as session:
        assert options(host)[0][str(session.local_address[1])] != 0


# The head of a request ───────────────────────────────────────────────────────


@asynccontextmanager
async def served(app):
    """Serve an app on a loopback port by uvicorn, with a short timeout; yields host and port."""
    wrap_protocols(asyncio.get_running_loop(), SOON)
    server = uvicorn.Server(uvicorn.Config(RequestTracking(app), log_config=None, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = asyncio.create_task(server.serve([listening]))
        yield listening.getsockname()
        server.should_exit = True
        await running


async def answer_to(address, *sent):
    """All that is received until the server closes; each part but the first is sent after a response."""
    reader, writer = await asyncio.open_connection(*address)
    received = b""
    async with asyncio.timeout(LONGEST):
        for part in sent:
            writer.write(part)
            received = await reader.readuntil(END) if part is not sent[-1] else received + await reader.read()
    writer.close()
    return received


def run(coroutine):
    """The result of a coroutine, run in a thread of its own, since Playwright may run a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


@pytest.mark.parametrize("sent", [b"", b"G", HALF], ids=["nothing", "a byte", "half a head"])
def test_half_a_request_is_not_waited_for(sent):
    async def exchange():
        async with served(PlainTextResponse("x")) as address:
            return await answer_to(address, sent)

    assert run(exchange()) == b""


def test_half_a_request_after_a_whole_one_is_not_waited_for():
    async def exchange():
        async with served(PlainTextResponse("x")) as address:
            return await answer_to(address, COMPLETE, HALF)

    assert run(exchange()).startswith(b"HTTP/1.1 200 OK")


def test_an_answer_may_take_longer_than_a_head():
    came, go = asyncio.Event(), asyncio.Event()

    async def slow(scope, receive, send):
        came.set()
        await go.wait()
        await PlainTextResponse("x")(scope, receive, send)

    async def exchange():
        async with served(slow) as address:
            waiting = asyncio.create_task(
                answer_to(address, COMPLETE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            )
            await came.wait()
            assert await answer_to(address, HALF) == b""  # whose timeout began later has passed
            go.set()
            return await waiting

    assert run(exchange()).startswith(b"HTTP/1.1 200 OK")
