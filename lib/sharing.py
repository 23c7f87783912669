"""What a reader hands on of a view: its link as a QR code, and the HTML that shows it on another site."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import segno

from lib import links, site
from lib.api.endpoint import PREFIX
from lib.api.endpoints import ENDPOINTS
from lib.text import escaped, listed

DATA = {
    site.OVERVIEW: "/sequences",
    site.EXPLORE: "/certs",
    site.TIER_MAP: "/certs",
    site.COSTS: "/roles",
    site.PLANNER: "/plan",
    site.SOURCES: "/tables",
}
"""Where the API has what a page shows; each takes the part of the page's query that it knows."""
CALENDAR = "/plan.ics"

LONGEST_CODE = 900
"""Letters of a link beyond which a QR code has too many dots for a phone to read it from a screen."""


def qr_code(address: str) -> str | None:
    """A link as a QR code, the address of an image in itself (SVG); None if it is too long for one."""
    if len(address) > LONGEST_CODE:
        return None
    code = segno.make(address, error="l", micro=False)
    return str(code.svg_data_uri(border=3, dark="#000", light="#fff", omitsize=True))


def data(page: site.Page, pairs: links.Pairs) -> str | None:
    """The address of the data of a view in the API, from the root; None where there is none."""
    if page is site.CERT:
        cert_id = dict(pairs).get("id", "")
        return _asked(f"/certs/{cert_id}", "/certs/{id}", pairs) if cert_id else None
    return _asked(DATA[page], DATA[page], pairs) if page in DATA else None


def calendar(pairs: links.Pairs) -> str:
    """The address of a plan as a calendar to subscribe to, from the root."""
    return _asked(CALENDAR, CALENDAR, pairs)


def _asked(path: str, endpoint: str, pairs: links.Pairs) -> str:
    """A path with what its endpoint knows of some pairs."""
    known = next({one.name for one in each.parameters} for each in ENDPOINTS if each.path == endpoint)
    query = urlencode([pair for pair in pairs if pair[0] in known])
    return f"{PREFIX}{path}{'?' if query else ''}{query}"


def embedded(address: str) -> str:
    """The address of a view as part of another site: without navigation."""
    parts = urlsplit(address)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "embed"]
    return urlunsplit(parts._replace(query=urlencode([*pairs, ("embed", "true")])))


def frame_code(address: str, title: str) -> str:
    """HTML that shows a view on another site."""
    source, name = escaped(embedded(address)), escaped(title)
    return f'<iframe src="{source}" title="{name}" width="100%" height="640" loading="lazy" style="border: 0"></iframe>'


def who_may_embed(origins: Sequence[str]) -> str:
    """Which sites the setting lets show a view, in a sentence."""
    if not origins:
        return "This server does not let other sites show its views."
    return "On another site:" if "*" in origins else f"On another site; this server allows {listed(origins)}:"
