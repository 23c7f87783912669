"""The process's memory: start-up is frozen and nothing else, and what readers leave goes back to the system."""

import json
import subprocess
import sys
import tomllib

import plotly.graph_objects as go

from lib.views.cache import _serialised

MANY = 300_000
FROZEN = f"""
import asyncio, gc, json
from lib.web.server import lifespan

async def main():
    async with lifespan(lambda: None)(None):
        start = gc.get_freeze_count()
        later = [[number] for number in range({MANY})]
        gc.collect()
        print(json.dumps([start, gc.get_freeze_count() - start]))

asyncio.run(main())
"""
"""What is frozen at start-up, and how much more when many objects have come and a full collection took its time."""

GIVEN_BACK = """
import json, os
from lib.web.streamlit import garbage

def megabytes():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

blocks = [bytes(10_000) for _ in range(20_000)]
last = bytes(10_000)
full = megabytes()
del blocks
garbage.give_back()
print(json.dumps([full, megabytes()]))
"""
"""Memory with 200 MB of blocks, and after they are free; one that lies above them is not."""

ENDED = """
import asyncio, gc, json, socket, sys, weakref
import uvicorn
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app import App
from websockets.asyncio.client import connect
from lib.web.streamlit.ended_sessions import GRACE_PERIOD, EndedSessions

async def left(host):
    "Open a session, run its page and leave; gives a weak reference to the session."
    async with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"]) as socket:
        message = BackMsg()
        message.rerun_script.query_string = ""
        await socket.send(message.SerializeToString())
        while not ForwardMsg.FromString(await socket.recv()).HasField("script_finished"):
            pass
        sessions = runtime.get_instance()._session_mgr
        session = weakref.ref(sessions.list_active_sessions()[0].session)
    while sessions.list_active_sessions():
        await asyncio.sleep(0)
    return session

async def main():
    now = [0.0]
    ended = EndedSessions(lambda: now[0])
    server = uvicorn.Server(uvicorn.Config(App(sys.argv[1]), log_config=None, ws="websockets-sansio"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = asyncio.create_task(server.serve([listening]))
        gc.disable()
        host = "127.0.0.1:%d" % listening.getsockname()[1]
        session, _ = await left(host), await left(host)  # Streamlit holds the one that it served last
        alive = []
        for now[0] in (0.0, GRACE_PERIOD):
            ended.sweep()
            alive.append(session() is not None)
        server.should_exit = True
        await running
    print(json.dumps(alive))

asyncio.run(main())
"""
"""Whether a session is still in memory after the sweeps, while no collection comes by itself."""


def printed(script, *arguments):
    """What a script prints last, in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def test_start_up_is_frozen_and_nothing_that_comes_later():
    start, later = printed(FROZEN)
    assert start > 100_000
    assert later <= 0


def test_memory_that_is_free_goes_back_to_the_system():
    full, after = printed(GIVEN_BACK)
    assert full - after > 150


def test_a_session_that_was_ended_is_out_of_memory_though_nothing_else_collects(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import streamlit as st\nst.text('x')\n", encoding="utf-8")
    assert printed(ENDED, str(script)) == [True, False]


def test_no_full_collection_follows_each_run(root):
    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["postScriptGC"] is False


def test_of_a_figure_that_is_kept_only_what_is_sent_stays():
    figure = _serialised(go.Figure(go.Bar(x=[1, 2])))
    assert figure.data == ()
    assert figure.to_dict()["data"][0]["x"] == [1, 2]
