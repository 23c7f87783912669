"""Streamlit's paths that are open: those that the app uses. All its other paths are answered with 404.

A test compares the list with the routes of the installed Streamlit, so a new route needs a decision here.
"""

from functools import cache

from lib.web.streamlit.shell import FOLDER

SESSION_PATH = "/_stcore/stream"
"""The only path of WebSockets, where a session is opened."""
EXACT = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/metrics"})
PREFIXES = ("/media/", "/app/static/")
"""Downloads and our own files, for which Streamlit itself answers 404 if there is no such file."""


def is_open(path: str) -> bool:
    """Whether a path of Streamlit is open.

    Streamlit's frontend also requests these paths below the path of a page, to find the root of the server. Those are
    not open.
    """
    return path in EXACT or path in frontend_files() or path.startswith(PREFIXES)


@cache
def frontend_files() -> frozenset[str]:
    """The paths of the frontend's files. Their names contain a hash, so their content never changes."""
    paths = (FOLDER / "static").rglob("*")
    return frozenset(f"/{path.relative_to(FOLDER).as_posix()}" for path in paths if path.is_file())
