"""What is made once and kept: failures are told to all who wait, and none of them holds up the next."""

import asyncio

import pytest

from lib.web.kept import Kept, Made

from .asking import run


def test_an_answer_that_stops_in_the_middle_is_an_error_and_the_next_one_has_its_turn():
    async def asked():
        kept = Kept(9, 999)
        with pytest.raises(RuntimeError, match="stopped in the middle"):
            await kept.made("bad", lambda: next(iter(())))
        return await kept.made("good", lambda: Made(b"there"))

    assert run(asked()) == Made(b"there")


def test_what_many_ask_for_at_once_is_made_once():
    made = []

    async def asked():
        kept = Kept(9, 999)
        return await asyncio.gather(*(kept.made("key", lambda: made.append(1) or Made(b"x")) for _ in range(5)))

    assert run(asked()) == [Made(b"x")] * 5
    assert made == [1]


def test_what_was_not_asked_for_longest_goes_first():
    asked = []

    def make(key):
        return lambda: asked.append(key) or Made(b"12345")

    async def visits():
        kept = Kept(9, 10)
        for key in "abacab":
            await kept.made(key, make(key))

    run(visits())
    assert asked == ["a", "b", "c", "b"]
