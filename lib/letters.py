"""How wide words are before anybody draws them: by kinds of letters of the page's face, to about 2%."""

PLAIN, BOLD = 0.555, 0.57
"""The width of an ordinary letter, as a share of the height of the type."""
KINDS = {"iIljtfr.,:'()-1 ": 0.6, "mwMW&@": 1.57, "ABCDEFGHKNOPQRSTUVXYZ": 1.26, "023456789$+": 1.21}
"""How wide letters are that are not ordinary, as a share of one that is."""


def px(words: str, *, size: float = 13, ordinary: float = PLAIN) -> float:
    """How long words are on one line, in px."""
    return size * ordinary * sum(_share(letter) for letter in words)


def _share(letter: str) -> float:
    return next((share for kind, share in KINDS.items() if letter in kind), 1.0)
