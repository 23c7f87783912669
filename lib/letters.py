"""How wide words are before anybody draws them: by kinds of letters of the page's face, to about 2%."""

PLAIN, BOLD = 0.554, 0.57
"""The width of an ordinary letter, as a share of the height of the type."""
KINDS = {"iIljtfr.,:'()- ": 0.6, "mwMW&@": 1.58, "ABCDEFGHKNOPQRSTUVXYZ": 1.27, "0123456789$+": 1.24}
"""How wide letters are that are not ordinary, as a share of one that is."""


def px(words: str, *, size: float = 13, bold: bool = False, tabular: bool = True) -> float:
    """How long words are on one line, in px. `tabular`: all figures are equally wide, else a 1 is narrow."""
    letters = words if tabular else words.replace("1", "l")
    return size * (BOLD if bold else PLAIN) * sum(_share(letter) for letter in letters)


def _share(letter: str) -> float:
    return next((share for kind, share in KINDS.items() if letter in kind), 1.0)
