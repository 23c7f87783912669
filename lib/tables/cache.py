"""Caches of values derived from a long-lived object, each dropped with that object."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from threading import RLock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

Owner = TypeVar("Owner")
P = ParamSpec("P")
T = TypeVar("T")
OwnerFunction = Callable[Concatenate[Owner, P], T]
"""A function whose first argument owns the cached results."""


def while_alive(maxsize: int) -> Callable[[OwnerFunction[Owner, P, T]], OwnerFunction[Owner, P, T]]:
    """A decorator that caches a function's results as long as its first argument, their owner, is alive.

    The other arguments are the key, so they are hashable. Of threads that ask for one result at the same time the first
    makes it, and the others wait. A plain `lru_cache` would keep the owner itself alive: each set of tables that was
    ever replaced. For the same reason a result must not refer to its owner.

    Args:
        maxsize: The most results that are cached for one owner; the least recently used goes first.
    """

    def decorate(function: OwnerFunction[Owner, P, T]) -> OwnerFunction[Owner, P, T]:
        caches: WeakKeyDictionary[Owner, Callable[..., _Result[T]]] = WeakKeyDictionary()

        @wraps(function)
        def cached(owner: Owner, /, *args: P.args, **kwargs: P.kwargs) -> T:
            cache = caches.get(owner)
            if cache is None:
                cache = caches.setdefault(owner, lru_cache(maxsize)(partial(_Result, function, ref(owner))))
            return cache(*args, **kwargs).value()

        return cached

    return decorate


class _Result(Generic[T]):
    """A result that the first who needs it makes. After an exception the next one tries again."""

    __slots__ = ("_call", "_lock", "_value")

    def __init__(self, function: Callable[..., T], owner: ReferenceType[Any], *args: Any, **kwargs: Any) -> None:
        self._call: Callable[[], T] | None = partial(_call_with, function, owner, *args, **kwargs)
        self._lock = RLock()

    def value(self) -> T:
        """The result."""
        if self._call is not None:
            with self._lock:
                if self._call is not None:
                    self._value = self._call()
                    self._call = None
        return self._value


def _call_with(function: Callable[..., T], owner: ReferenceType[Any], *args: Any, **kwargs: Any) -> T:
    """The result for an owner. The reference is never dead: the caller of `cached` holds the owner."""
    return function(owner(), *args, **kwargs)
