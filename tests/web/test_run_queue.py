"""The queue of runs: few of one client at once, the others in order, none lost, and no client waits for another."""

import asyncio

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.web.middleware.run_queue import RunMessages, RunQueue
from lib.web.streamlit.run_messages import begins_run, ends_run

from .asgi_client import run, scope

RUN, UNRELATED, OVER, PART = b"run", b"other", b"over", b"part"
HERE, THERE = ("203.0.113.9", 1), ("203.0.113.10", 1)
LONG = 1e6  # seconds
STEPS = 20
"""Rounds of the event loop in which every task can proceed: many times what the longest test needs."""


class Crowd:
    """Sessions in front of an app that notes which messages reach it, by session."""

    def __init__(self, lease=LONG):
        messages = RunMessages(lambda message: message.startswith(RUN), lambda message: message == OVER)
        self.queue = RunQueue(self.app, messages, at_once=2, lease=lease)
        self.reached, self.boxes, self.sends, self.tasks = [], {}, {}, {}

    async def app(self, scope, receive, send):
        self.sends[scope["path"]] = send
        while (message := await receive())["type"] != "websocket.disconnect":
            self.reached.append((scope["path"], message["bytes"]))

    async def sent(self, name, *messages, client=HERE):
        """A session sends messages; gives what has reached the app so far."""
        if name not in self.boxes:
            self.boxes[name] = asyncio.Queue()
            session_scope = scope(name, type="websocket", client=client)
            self.tasks[name] = asyncio.create_task(self.queue(session_scope, self.boxes[name].get, _nothing))
        for message in messages:
            self.boxes[name].put_nowait({"type": "websocket.receive", "bytes": message})
        return await self.settled()

    async def over(self, name, message=OVER):
        """The app answers a session; gives what has reached the app so far."""
        await self.sends[name]({"type": "websocket.send", "bytes": message})
        return await self.settled()

    async def leave(self, name):
        """A session leaves; gives what has reached the app so far."""
        self.boxes[name].put_nowait({"type": "websocket.disconnect"})
        return await self.settled()

    async def settled(self):
        for _ in range(STEPS):
            goes_on = asyncio.Event()
            asyncio.get_running_loop().call_soon(goes_on.set)
            await goes_on.wait()
        return [name for name, _ in self.reached]


async def _nothing(message):
    return None


def test_two_runs_of_a_client_go_at_once_and_the_next_begin_in_order_as_those_end():
    async def visit():
        crowd = Crowd()
        for name in "abcd":
            seen = await crowd.sent(name, RUN)
        return seen, await crowd.over("a", PART), await crowd.over("b"), await crowd.over("a")

    assert run(visit()) == (["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"])


def test_another_client_does_not_wait_for_the_first_ones_runs():
    async def visit():
        crowd = Crowd()
        for name in "abc":
            await crowd.sent(name, RUN)
        return await crowd.sent("z", RUN, client=THERE)

    assert run(visit()) == ["a", "b", "z"]


def test_nothing_is_lost_and_a_session_keeps_its_order():
    async def visit():
        crowd = Crowd()
        await crowd.sent("a", RUN)
        await crowd.sent("b", RUN)
        await crowd.sent("c", UNRELATED, RUN + b"1", UNRELATED + b"2", RUN + b"3")
        before = [message for name, message in crowd.reached if name == "c"]
        await crowd.over("a")
        return before, [message for name, message in crowd.reached if name == "c"]

    before, after = run(visit())
    assert before == [UNRELATED]
    assert after == [UNRELATED, RUN + b"1", UNRELATED + b"2", RUN + b"3"]


def test_what_comes_while_a_sessions_own_run_goes_on_is_passed_on_to_be_joined():
    async def visit():
        crowd = Crowd()
        await crowd.sent("a", RUN)
        await crowd.sent("b", RUN)
        return await crowd.sent("a", RUN)

    assert run(visit()) == ["a", "b", "a"]


def test_who_leaves_in_the_middle_of_a_run_gives_the_turn_back():
    async def visit():
        crowd = Crowd()
        for name in "abc":
            await crowd.sent(name, RUN)
        return await crowd.leave("a")

    assert run(visit()) == ["a", "b", "c"]


def test_a_run_that_is_never_over_holds_its_turn_for_the_lease_alone():
    async def visit():
        crowd = Crowd(lease=0)
        for name in "abcd":
            seen = await crowd.sent(name, RUN)
        return seen

    assert run(visit()) == ["a", "b", "c", "d"]


def test_clients_that_left_are_forgotten():
    async def visit():
        crowd = Crowd()
        await crowd.sent("a", RUN)
        await crowd.leave("a")
        await crowd.tasks.pop("a")
        crowd.sends.clear()
        return len(crowd.queue.clients)

    assert run(visit()) == 0


def test_a_message_of_streamlits_says_where_a_run_begins_and_where_it_is_over():
    rerun, heartbeat, over, part = BackMsg(), BackMsg(), ForwardMsg(), ForwardMsg()
    rerun.rerun_script.query_string = "q=x"
    heartbeat.app_heartbeat = True
    over.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    part.delta.new_element.text.body = "x"
    received = (rerun.SerializeToString(), heartbeat.SerializeToString(), b"\xff", b"")
    assert [begins_run(message) for message in received] == [True, False, False, False]
    assert [ends_run(message.SerializeToString()) for message in (over, part)] == [True, False]
