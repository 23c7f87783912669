"""Memory of the process: objects of start-up are exempt from garbage collection, and free memory is given back.

Streamlit's own full collection after each rerun is off (`runner.postScriptGC`): with pandas and Plotly loaded it walks
some 200,000 objects that never die, most of a rerun's cost. The heap is frozen once, at start-up. CPython collects the
cycles among later objects once their number has grown by a quarter (see the generations in the documentation of `gc`),
so garbage is bounded by the number of live objects. Nothing is frozen later, since a frozen object that dies in a cycle
is never collected.
"""

import ctypes
import gc
import sys
from collections.abc import Callable

M_ARENA_MAX = -8  # malloc.h
ARENAS = 2  # heaps that all threads share


def freeze() -> None:
    """Exempt all live objects from later collections, and let threads that start later share few heaps of glibc."""
    if option := _glibc("mallopt"):
        option(M_ARENA_MAX, ARENAS)  # free memory in the heap of one thread is not used by another
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Collect garbage and give free memory back to the system, which glibc does not do by itself."""
    gc.collect()
    if trim := _glibc("malloc_trim"):
        trim(0)


def _glibc(name: str) -> Callable[..., int] | None:
    """A function of glibc; None under another C library."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
