"""The kind of a path: one of about ten classes, by which limits, metrics and logs work."""

from collections.abc import Sequence

from lib.address import pages

PAGES = frozenset(page.path for page in pages.PAGES)
STREAMLIT_KINDS = {"_stcore": "streamlit", "static": "static", "media": "media", "component": "streamlit"}
SERVER_KINDS = {"healthz": "health", "readyz": "health", "metrics": "metrics", "api": "api", "preview": "preview"}
FILES = (
    *("favicon.svg", "favicon.png", "favicon.ico", "apple-touch-icon.png", "icon-192.png", "icon-512.png"),
    *("app.css", "frontend.css", "manifest.webmanifest", "robots.txt", "sitemap.xml"),
)
EXACT_STREAMLIT_KINDS = {"_stcore/stream": "stream", "_stcore/metrics": "metrics"}
COSTLY = frozenset({"api", "preview"})
"""Kinds whose responses are expensive to make; requests for them are limited per client."""


def path_kind(path: str) -> str:
    """The kind of a path, `unknown` for one that nothing has.

    Others are `page`, `static`, `media`, `stream`, `streamlit`, `health`, `metrics`, `api` and `preview`.
    """
    parts = [part for part in path.split("/") if part]
    if streamlit_parts := _streamlit_parts(parts):
        exact = EXACT_STREAMLIT_KINDS.get("/".join(streamlit_parts))
        return exact or STREAMLIT_KINDS.get(streamlit_parts[0], "static")
    if "/".join(parts) in PAGES or not parts:
        return "page"
    return "static" if parts in [[file] for file in FILES] else SERVER_KINDS.get(parts[0], "unknown")


def _streamlit_parts(parts: Sequence[str]) -> list[str]:
    """The parts of one of Streamlit's own paths, without the page's path in front of them; empty for any other path.

    Streamlit's frontend requests its paths below the path of a page as well.
    """
    below_page = list(parts[1:] if parts and parts[0] in PAGES else parts)
    is_streamlits = len(below_page) > 1 and (below_page[0] in STREAMLIT_KINDS or below_page[:2] == ["app", "static"])
    return below_page if is_streamlits else []
