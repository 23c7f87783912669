"""What a reader hands on of a view: its link as a QR code, and the HTML that shows it on another site."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import segno

from lib.text import escaped, listed

LONGEST_CODE = 900
"""Letters of a link beyond which a QR code has too many dots for a phone to read it from a screen."""


def qr_code(address: str) -> str | None:
    """A link as a QR code, the address of an image in itself (SVG); None if it is too long for one."""
    if len(address) > LONGEST_CODE:
        return None
    code = segno.make(address, error="l", micro=False)
    return str(code.svg_data_uri(border=3, dark="#000", light="#fff", omitsize=True))


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
