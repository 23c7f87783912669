"""A tile of the tier map: a certification in few words, and the colour of its edge."""

from collections.abc import Mapping
from typing import Any

from lib.catalogue.record import Certification
from lib.catalogue.status import status_words
from lib.design.theme import FOCUS, STATUS, TIER, css_name
from lib.text import missing, usd

Tile = Mapping[str, Any]
"""What `tile` returns."""

BRANDS = {"Azure", "Claude", "OCI", "SnowPro"}
"""Brands that names begin with; the vendor's row says them already."""

LEVELS = {"Associate", "Professional", "Specialty"}
"""Words for a level; a column of that name says them already."""

ABBREVIATIONS = {"Generative AI": "GenAI", " and ": " & "}


def tile(cert: Certification, colour: str, *, lit: bool) -> dict[str, Any]:
    """The values of a certification for `board.html`.

    `colour` is what the edge means (`lib.catalogue.tier_map.COLOURS`), `lit` whether the search matches.
    """
    status = status_words(cert)
    return {
        "id": cert["id"],
        "vendor": cert["vendor"],
        "tier": cert["tier"],
        "focus": cert["focus"],
        "code": cert["code"],
        "bookable": cert["bookable"],
        "title": " · ".join(filter(None, [cert["name"], cert["focus"], status])),
        "edge": edge(colour, {"tier": cert["tier"], "status": cert["status_word"], "focus": cert["focus"]}[colour]),
        "ghost": cert["gone"],
        "beta": cert["status"] == "beta",
        "lit": lit,
        "name": short(cert["short_name"], cert["code"], cert["tier"]),
        "price": _price(cert),
        "said": _status_beside_price(cert, status),
    }


def short(name: str, code: str, tier: str) -> str:
    """A name without what its place on the map says already: its code in brackets, its brand, its tier's level.

    At least two words stay: `Azure AI Fundamentals (AI-901)` becomes `AI Fundamentals`, `ML Associate` stays.
    """
    bare, _, bracket = name.rstrip(")").rpartition(" (")
    words = (bare if bare and bracket in code else name).split()
    redundant = BRANDS | (LEVELS & set(tier.split()))
    while len(words) > 2 and words[0].rstrip(":") in redundant:
        del words[0]
    if len(words) > 2 and words[-1] in redundant:
        del words[-1]
    short_name = " ".join(words)
    for phrase, abbreviation in ABBREVIATIONS.items():
        short_name = short_name.replace(phrase, abbreviation)
    return short_name


def edge(colour: str, word: str) -> str:
    """The colour of a word under a colouring, as a CSS variable; a quiet one for a word without a colour."""
    palette = {"tier": TIER, "status": STATUS, "focus": FOCUS}[colour]
    return f"var({css_name(colour, word) if word in palette else '--quiet'})"


def _price(cert: Certification) -> str:
    """The words beside the code: the price, empty for an unknown one; the status where nobody can book the exam.

    Shorter than `lib.text.exam_price`, since a tile is as wide as its code and its price.
    """
    if cert["gone"]:
        return cert["status"]
    if missing(cert["price_usd"]):
        return ""
    return f"{usd(cert['price_usd'])} beta" if cert["status"] == "beta" else usd(cert["price_usd"])


def _status_beside_price(cert: Certification, status: str) -> str:
    """The status behind the name; empty where the words beside the code say it, and for an active certification."""
    if cert["gone"] or cert["status"] == "beta":
        return ""
    return cert["status_word"] if cert["status"] == "unknown" else status
