"""What is made from something long-lived, kept for as long as that lives and no longer."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

Owner = TypeVar("Owner")
P = ParamSpec("P")
T = TypeVar("T")
Kept = Callable[Concatenate[Owner, P], T]


def while_alive(most: int) -> Callable[[Kept[Owner, P, T]], Kept[Owner, P, T]]:
    """Keep what a function makes of its first argument, at most so many for each: gone with that argument.

    A plain `lru_cache` would keep the argument itself: each set of tables that was ever replaced. What is made must
    not hold its owner either.
    """

    def decorated(make: Kept[Owner, P, T]) -> Kept[Owner, P, T]:
        caches: WeakKeyDictionary[Owner, Callable[..., T]] = WeakKeyDictionary()

        @wraps(make)
        def found(owner: Owner, /, *args: P.args, **kwargs: P.kwargs) -> T:
            cache = caches.get(owner)
            if cache is None:
                cache = caches.setdefault(owner, lru_cache(most)(partial(_made, make, ref(owner))))
            return cache(*args, **kwargs)

        return found

    return decorated


def _made(make: Callable[..., T], owner: ReferenceType[Any], *args: Any, **kwargs: Any) -> T:
    """What a function makes of an owner, which lives: who asks holds it."""
    return make(owner(), *args, **kwargs)
