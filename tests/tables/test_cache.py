"""The cache of what is derived from an owner: its key, its bound, its end, and threads that ask at the same time."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore
from weakref import ref

import pytest

from lib.tables.cache import while_alive

THREADS = 6


class Owner:
    """An owner of cached results."""


def counting(maxsize=8):
    """A cached function, and the list of the arguments that it was called with."""
    calls = []

    @while_alive(maxsize)
    def described(owner, *args, **kwargs):
        calls.append((*args, *kwargs.items()))
        return [*args, *kwargs.values()]

    return described, calls


def test_a_result_is_made_once_for_an_owner_and_arguments():
    described, calls = counting()
    owner = Owner()
    assert described(owner, 1, by=("a", "b")) is described(owner, 1, by=("a", "b"))
    assert described(owner, 1, by=("b", "a")) == [1, ("b", "a")]
    assert calls == [(1, ("by", ("a", "b"))), (1, ("by", ("b", "a")))]


def test_another_owner_has_results_of_its_own():
    described, calls = counting()
    first, second = Owner(), Owner()
    assert described(first, 1) is not described(second, 1)
    assert calls == [(1,), (1,)]


def test_functions_with_the_same_arguments_do_not_collide():
    @while_alive(8)
    def plus(owner, number):
        return number + 1

    @while_alive(8)
    def minus(owner, number):
        return number - 1

    owner = Owner()
    assert (plus(owner, 5), minus(owner, 5), plus(owner, 5)) == (6, 4, 6)


def test_the_least_recently_used_result_goes_first():
    described, calls = counting(maxsize=2)
    owner = Owner()
    for number in (1, 2, 1, 3, 1, 2):
        described(owner, number)
    assert calls == [(1,), (2,), (3,), (2,)]


def test_results_go_with_their_owner_and_do_not_keep_it():
    described, _ = counting()
    owner, other = Owner(), Owner()

    @while_alive(8)
    def held(owner):
        return Owner()

    result = ref(held(owner))
    described(owner, 1)
    held(other)
    assert result() is not None
    owner = ref(owner)
    gc.collect()
    assert (owner(), result()) == (None, None)


class Looked:
    """An argument that tells when a thread looks for its result: the cache hashes it."""

    def __init__(self):
        self.looks = Semaphore(0)

    def __hash__(self):
        self.looks.release()
        return 1


def test_of_threads_that_ask_at_the_same_time_one_makes_the_result_and_the_others_wait():
    calls, owner, argument = [], Owner(), Looked()

    @while_alive(8)
    def made_once_all_look(owner, argument):
        calls.append(argument)
        return [argument.looks.acquire(timeout=30) for _ in range(THREADS)]

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(lambda _: made_once_all_look(owner, argument), range(THREADS)))
    assert len(calls) == 1
    assert results == [[True] * THREADS] * THREADS
    assert len({id(result) for result in results}) == 1


def test_what_raises_is_not_cached():
    tries = []

    @while_alive(8)
    def second_time_lucky(owner):
        tries.append(owner)
        if len(tries) == 1:
            raise ValueError("not yet")
        return "made"

    owner = Owner()
    with pytest.raises(ValueError, match="not yet"):
        second_time_lucky(owner)
    assert (second_time_lucky(owner), second_time_lucky(owner), len(tries)) == ("made", "made", 2)
