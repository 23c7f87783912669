"""Which paths Streamlit has an answer for. For any other one it sends its HTML shell, as if that were a page."""

from functools import cache

from lib.web.shell import FOLDER

EXACTLY = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/metrics"})
BELOW = ("/_stcore/upload_file/", "/_stcore/bidi-components/", "/component/", "/media/", "/app/static/")
"""What it looks up itself, with a 404 of its own."""


def has(path: str) -> bool:
    """Whether there may be something at a path.

    Its frontend looks for these below the path of a page as well, to find where the server begins: there they are not.
    """
    return path in EXACTLY or path in files() or path.startswith(BELOW)


@cache
def files() -> frozenset[str]:
    """The paths of its files. Names hold a hash: what is there never changes."""
    found = (FOLDER / "static").rglob("*")
    return frozenset(f"/{path.relative_to(FOLDER).as_posix()}" for path in found if path.is_file())
