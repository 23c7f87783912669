"""What kind of thing a path asks for: the few classes that limits, metrics and logs tell apart."""

from collections.abc import Sequence

from lib import site

PAGES = frozenset(page.path for page in site.PAGES)
STREAMLIT = {"_stcore": "streamlit", "static": "static", "media": "media", "component": "streamlit"}
OURS = {"healthz": "health", "readyz": "health", "metrics": "metrics", "api": "api", "preview": "preview"}
FILES = (
    *("favicon.svg", "favicon.png", "favicon.ico", "apple-touch-icon.png", "icon-192.png", "icon-512.png"),
    *("app.css", "frontend.css", "manifest.webmanifest", "robots.txt", "sitemap.xml"),
)
WITHIN = {"_stcore/stream": "stream", "_stcore/metrics": "metrics"}
COSTLY = frozenset({"api", "preview"})
"""Kinds whose answers cost the server work that a stranger could ask for again and again."""


def kind(path: str) -> str:
    """The class of a path, one of about ten: `page`, `static`, `media`, `stream`, `api`, … or `unknown`."""
    parts = [part for part in path.split("/") if part]
    if own := _streamlits(parts):
        return WITHIN.get("/".join(own)) or STREAMLIT.get(own[0], "static")
    if "/".join(parts) in PAGES or not parts:
        return "page"
    return "static" if parts in [[file] for file in FILES] else OURS.get(parts[0], "unknown")


def _streamlits(parts: Sequence[str]) -> list[str]:
    """The parts of a path that is Streamlit's own, without the page in front of them; empty for any other path.

    Its frontend looks for these below the path of a page as well.
    """
    own = list(parts[1:] if parts and parts[0] in PAGES else parts)
    return own if len(own) > 1 and (own[0] in STREAMLIT or own[:2] == ["app", "static"]) else []
