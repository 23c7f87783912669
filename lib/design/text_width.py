"""The width of text without drawing it: estimated from kinds of letters of the page's typeface, to about 2%."""

PLAIN, BOLD = 0.554, 0.57
"""The width of an ordinary letter, as a share of the type size."""
KINDS = {"iIljtfr.,:'()- ": 0.6, "mwMW&@": 1.58, "ABCDEFGHKNOPQRSTUVXYZ": 1.27, "0123456789$+": 1.24}
"""The width of other letters, as a share of an ordinary one."""


def width_px(text: str, *, size: float = 13, bold: bool = False, tabular: bool = True) -> float:
    """The width of a text on one line, in px. With `tabular` all digits have one width; without it a 1 is narrow."""
    letters = text if tabular else text.replace("1", "l")
    return size * (BOLD if bold else PLAIN) * sum(_share(letter) for letter in letters)


def _share(letter: str) -> float:
    return next((share for kind, share in KINDS.items() if letter in kind), 1.0)
