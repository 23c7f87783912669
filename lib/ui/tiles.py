"""A tile of the tier map: its words, short enough for its place, and the colour of its edge."""

from collections.abc import Mapping
from typing import Any

from lib import links, site
from lib.text import missing, usd
from lib.theme import FOCUS, STATUS, TIER, css_name
from lib.ui.cards import status_words

Cert = Mapping[str, Any]
Tile = Mapping[str, Any]

BRANDS = {"Azure", "Claude", "OCI", "SnowPro"}
"""Products that names begin with in the place of their vendor, whose row says it already."""

LEVELS = {"Associate", "Professional", "Specialty"}
"""Words of a level, which a column of that name says already."""

SHORT = {"Generative AI": "GenAI", " and ": " & "}


def tile(cert: Cert, colour: str, following: links.Pairs, *, lit: bool) -> dict[str, Any]:
    """What `board.html` draws of a certification; `colour` is what the edge means, `lit` whether a search found it."""
    said = status_words(cert)
    own = {name: cert[name] for name in ("vendor", "tier", "focus", "code", "bookable")}
    return own | {
        "href": links.address(site.CERT, [("id", cert["id"]), *following]),
        "title": " · ".join(filter(None, [cert["name"], cert["focus"], said])),
        "edge": edge(colour, cert["status_word"] if colour == "status" else cert[colour]),
        "ghost": cert["gone"],
        "beta": cert["status"] == "beta",
        "lit": lit,
        "name": short(cert["short_name"], cert["code"], cert["tier"]),
        "price": _price(cert),
        "said": _said(cert, said),
    }


def short(name: str, code: str, tier: str) -> str:
    """A name without what its place on the map says: a bracket of its code, its vendor's brand, its tier's level.

    Two words stay at least: `Azure AI Fundamentals (AI-901)` is `AI Fundamentals`, `ML Associate` is as it was.
    """
    bare, _, bracket = name.rstrip(")").rpartition(" (")
    words = (bare if bare and bracket in code else name).split()
    known = BRANDS | (LEVELS & set(tier.split()))
    while len(words) > 2 and words[0].rstrip(":") in known:
        del words[0]
    if len(words) > 2 and words[-1] in known:
        del words[-1]
    kept = " ".join(words)
    for long, brief in SHORT.items():
        kept = kept.replace(long, brief)
    return kept


def edge(colour: str, word: str) -> str:
    """The colour of a word of what the edges mean; quiet for a word that has none."""
    known = {"tier": TIER, "status": STATUS, "focus": FOCUS}[colour]
    return f"var({css_name(colour, word) if word in known else '--quiet'})"


def _price(cert: Cert) -> str:
    """What stands beside the code: the price, empty for an unknown one, or why there is none to pay."""
    if cert["gone"]:
        return str(cert["status"])
    if missing(cert["price_usd"]):
        return ""
    return f"{usd(cert['price_usd'])} beta" if cert["status"] == "beta" else usd(cert["price_usd"])


def _said(cert: Cert, said: str) -> str:
    """What stands behind the name: a status that the price does not say."""
    if cert["gone"] or cert["status"] == "beta":
        return ""
    return str(cert["status_word"]) if cert["status"] == "unknown" else said
