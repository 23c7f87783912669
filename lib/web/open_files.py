"""File descriptors: how many this process may open, and how many sessions they are enough for."""

import sys

if sys.platform != "win32":
    import resource

PER_SESSION = 4  # the connection, and the event loop of its script thread: a selector and a pair of sockets
FOR_ENDED_SESSIONS = 128 * 3  # event loops of sessions without a reader, of which Streamlit keeps up to 128
FOR_SERVER = 256  # tables, logs, requests, connections that are idle or incomplete
UNLIMITED = 2**20  # files that are allowed where the system has no limit


def raised_limit() -> int:
    """The number of files that may be open, after raising the soft limit to the hard one."""
    if sys.platform == "win32":
        return UNLIMITED
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    target = UNLIMITED if hard == resource.RLIM_INFINITY else min(hard, UNLIMITED)
    if soft == resource.RLIM_INFINITY or soft >= target:
        return UNLIMITED if soft == resource.RLIM_INFINITY else soft
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
    except (OSError, ValueError):  # the system has a lower limit of its own
        return soft
    return target


def sessions_for(files: int) -> int:
    """The number of sessions, at least 1, that a number of open files is enough for at the same time."""
    return max(1, (files - FOR_ENDED_SESSIONS - FOR_SERVER) // PER_SESSION)
