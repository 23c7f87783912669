"""File descriptors: the soft limit is raised, it bounds the sessions, and ended sessions release theirs."""

import http.client
import json
import re
import resource
import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest

from lib.settings import Settings
from lib.web import open_files
from lib.web.middleware.limits import Sessions
from tests.browser.serving import running_server

LOW = 256
RAISED = """
from resource import RLIMIT_NOFILE, getrlimit
from lib.web import open_files

print(open_files.raised_limit(), *getrlimit(RLIMIT_NOFILE))
"""
LEAVING = """
import asyncio, json, os, socket, sys
import uvicorn
from streamlit import runtime
from streamlit.web.server.starlette.starlette_app import App
from websockets.asyncio.client import connect
from lib.web.streamlit.ended_sessions import GRACE_PERIOD, EndedSessions

async def left(host):
    "Open a session and leave it; wait until the server has seen both."
    async with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"]):
        sessions = runtime.get_instance()._session_mgr
        while not sessions.list_active_sessions():
            await asyncio.sleep(0)
    while sessions.list_active_sessions():
        await asyncio.sleep(0)

async def main():
    now = [0.0]
    ended = EndedSessions(lambda: now[0])
    server = uvicorn.Server(uvicorn.Config(App(sys.argv[1]), log_config=None, ws="websockets-sansio"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = asyncio.create_task(server.serve([listening]))
        await left("127.0.0.1:%d" % listening.getsockname()[1])
        counts = []
        for now[0] in (0.0, GRACE_PERIOD - 1, GRACE_PERIOD):
            ended.sweep()
            counts.append(len(os.listdir("/proc/self/fd")))
        server.should_exit = True
        await running
    print(json.dumps(counts))

asyncio.run(main())
"""
"""A script that opens and leaves a session and counts the open files after each of three sweeps."""


def test_the_soft_limit_is_raised_to_the_hard_one():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (LOW, hard))
    try:
        ran = subprocess.run([sys.executable, "-c", RAISED], capture_output=True, text=True, check=True)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    limit, soft_after, hard_after = map(int, ran.stdout.split())
    assert limit == soft_after == hard_after == hard


def test_a_server_raises_its_limit_when_it_starts(root, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (LOW, hard))
    try:
        with running_server(root, tmp_path / "log") as server:
            assert resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(("files", "places"), [(100, 1), (1024, 96), (20_000, 4840)])
def test_every_reader_has_descriptors_and_others_have_some_left(files, places):
    assert open_files.sessions_for(files) == places


def test_fewer_readers_are_served_where_fewer_files_may_be_open_and_it_is_said(capsys):
    sessions = Sessions(500)
    sessions.limit_to(96)
    assert sessions.limit == 96
    sentence = (
        "certwise: this system's limit on open files is enough for 96 readers at once, not 500 (docs/deploy.md).\n"
    )
    assert capsys.readouterr().err == sentence


def test_where_more_files_may_be_open_the_setting_holds(capsys):
    sessions = Sessions(Settings().sessions)
    sessions.limit_to(4840)
    assert (sessions.limit, capsys.readouterr().err) == (Settings().sessions, "")


def test_who_left_gives_descriptors_back_though_nobody_else_leaves(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import streamlit as st\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, "-c", LEAVING, script], capture_output=True, text=True, check=True)
    first, held, after = json.loads(ran.stdout.splitlines()[-1])
    assert (first, first - after) == (held, open_files.PER_SESSION - 1)


def test_without_a_descriptor_left_the_log_stays_short_and_the_server_comes_back(root, tmp_path):
    with running_server(root, tmp_path / "log") as server:
        address = urlsplit(server.address)
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (LOW, LOW))
        with ExitStack() as held:
            for _ in range(LOW):
                held.enter_context(socket.create_connection((address.hostname, address.port)))
        with closing(http.client.HTTPConnection(address.netloc, timeout=60)) as connection:
            connection.request("GET", "/healthz")
            assert connection.getresponse().status == 200
        log = server.stderr()
    assert "Too many open files" in log
    assert len(log) < 20_000


def test_the_documents_say_how_many_files_are_enough(root):
    settings, deploy = ((root / "docs" / name).read_text(encoding="utf-8") for name in ("settings.md", "deploy.md"))
    stated = [
        *re.findall(r"([\d,]+) (?:are enough )?for ([\d,]+)\b", settings),
        *re.findall(r"allow ([\d,]+), enough for ([\d,]+) ", deploy),
    ]
    numbers = [tuple(int(figure.replace(",", "")) for figure in pair) for pair in stated]
    assert {files for files, _ in numbers} == {2640, 1024, 8192}
    assert [(files, open_files.sessions_for(files)) for files, _ in numbers] == numbers
