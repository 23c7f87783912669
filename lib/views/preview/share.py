"""Ways to share a view: its link as a QR code, its data in the API, and HTML that shows it on another site."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import segno

from lib.address import pages
from lib.api.endpoint import PREFIX
from lib.api.endpoints import ENDPOINTS
from lib.text import escaped, listed

DATA_PATHS = {
    pages.OVERVIEW: "/sequences",
    pages.EXPLORE: "/certs",
    pages.TIER_MAP: "/certs",
    pages.COSTS: "/roles",
    pages.PLANNER: "/plan",
    pages.SOURCES: "/tables",
}
"""The endpoint of the API that has the data of a page; it takes those pairs of the page's query that it knows."""

CALENDAR_PATH = "/plan.ics"

LINK_LIMIT = 900
"""The longest link, in characters, whose QR code a phone can still read from a screen."""


def qr_code(address: str) -> str | None:
    """A link as a QR code: the data URI of an SVG image; None if the link is too long."""
    if len(address) > LINK_LIMIT:
        return None
    code = segno.make(address, error="l", micro=False)
    return str(code.svg_data_uri(border=3, dark="#000", light="#fff", omitsize=True))


def data_address(page: pages.Page, pairs: pages.Pairs) -> str | None:
    """The address of a view's data in the API, from the root; None where the API does not have them."""
    if page is pages.CERT:
        cert_id = dict(pairs).get("id", "")
        return _api_address(f"/certs/{cert_id}", "/certs/{id}", pairs) if cert_id else None
    return _api_address(DATA_PATHS[page], DATA_PATHS[page], pairs) if page in DATA_PATHS else None


def calendar_address(pairs: pages.Pairs) -> str:
    """The address of a plan as a calendar to subscribe to, from the root."""
    return _api_address(CALENDAR_PATH, CALENDAR_PATH, pairs)


def _api_address(path: str, endpoint: str, pairs: pages.Pairs) -> str:
    """A path of the API with those pairs that are parameters of its endpoint."""
    parameters = next(candidate.parameters for candidate in ENDPOINTS if candidate.path == endpoint)
    query = urlencode([pair for pair in pairs if pair[0] in parameters])
    return f"{PREFIX}{path}{'?' if query else ''}{query}"


def embed_address(address: str) -> str:
    """The address of a view without navigation, for use inside another site."""
    parts = urlsplit(address)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "embed"]
    return urlunsplit(parts._replace(query=urlencode([*pairs, ("embed", "true")])))


def iframe_html(address: str, title: str) -> str:
    """An `iframe` element that shows a view on another site."""
    source, name = escaped(embed_address(address)), escaped(title)
    return f'<iframe src="{source}" title="{name}" width="100%" height="640" loading="lazy" style="border: 0"></iframe>'


def embedding_words(origins: Sequence[str]) -> str:
    """A sentence on the sites that may show a view. Takes the origins of the setting; `*` is any site."""
    if not origins:
        return "This server does not let other sites show its views."
    return "On another site:" if "*" in origins else f"On another site; this server allows {listed(origins)}:"
