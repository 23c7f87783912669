"""Type on images: the typefaces of the pages, the text that they can draw, and lines that fit.

Pillow reads the WOFF2 files of the pages, so there is one copy of each typeface.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

FOLDER = Path(__file__).resolve().parents[2] / "pages" / "static"
FILES = {"sans": "inter.woff2", "serif": "source-serif-4.woff2"}
MAX_LETTERS = 400
"""The letters of a text that are used: the time to shape a line grows with each letter."""
LEADING = 1.2
ELLIPSIS = "…"
NO_GLYPH = "\ufffe"
"""A character that no typeface has: its box is the one drawn for every character without a glyph."""
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
MARKS = ("Mn", "Mc", "Me")
"""Categories of Unicode: characters that are never drawn, and marks that combine with a letter."""

FaceName = Literal["sans", "serif"]


class Fitted(NamedTuple):
    """A text as lines that fit, the face in which they fit, and whether the text is complete."""

    face: FreeTypeFont
    lines: list[str]
    is_whole: bool = True


@lru_cache(maxsize=64)
def face(name: FaceName, weight: int, size: int) -> FreeTypeFont:
    """A typeface in a weight and a size in px. Two threads must not use it at once."""
    font = ImageFont.truetype(FOLDER / FILES[name], size)
    font.set_variation_by_axes([weight])
    return font


def plain(text: str) -> str:
    """A text on one line, in characters that the typefaces can draw; at most MAX_LETTERS of it.

    An accented letter without a glyph loses its accent. A run of other characters without one becomes a single box.
    """
    one_line = " ".join(unicodedata.normalize("NFC", text[:MAX_LETTERS]).split())
    drawable = "".join(_drawable(char) for char in one_line if unicodedata.category(char) not in HIDDEN)
    return re.sub(f"{NO_GLYPH}+", NO_GLYPH, drawable)


@lru_cache(maxsize=4096)
def _drawable(char: str) -> str:
    """A character as the typefaces can draw it: itself, its plain letter, nothing for a mark, or NO_GLYPH."""
    if not _is_lacking(char):
        return char
    if unicodedata.category(char) in MARKS:
        return ""
    letter = unicodedata.normalize("NFKD", char)[:1]
    return letter if letter.isascii() and letter.isprintable() else NO_GLYPH


def _is_lacking(char: str) -> bool:
    font = face("sans", 400, 16)
    return not char.isspace() and bytes(font.getmask(char)) == bytes(font.getmask(NO_GLYPH))


def fitted(
    text: str,
    name: FaceName,
    weight: int,
    *,
    sizes: Sequence[int],
    width: int,
    max_lines: int,
    max_height: int | None = None,
) -> Fitted:
    """A text in the first size at which it fits; in the last size it is cut and ends in an ellipsis.

    Args:
        text: Any text; it is made `plain`.
        name: The typeface.
        weight: Its weight.
        sizes: Sizes to try in px, largest first.
        width: The width of a line in px.
        max_lines: How many lines it may have.
        max_height: How high they may be together, in px; lines are LEADING times their size apart.
    """
    one_line = plain(text)
    for size in sizes:
        font, room = face(name, weight, size), max_lines
        if max_height is not None:
            room = max(1, min(max_lines, int(max_height / (size * LEADING))))
        lines = list(wrapped(one_line, font, width))
        if len(lines) <= room:
            return Fitted(font, lines)
    return Fitted(font, [*lines[: room - 1], cut(f"{lines[room - 1]} {lines[room]}", font, width)], is_whole=False)


def wrapped(text: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """The lines of a text that is already `plain`. A word that is wider than a line is broken."""
    line = ""
    for part in (part for word in text.split() for part in _parts(word, font, width)):
        longer = f"{line} {part}".strip()
        if line and font.getlength(longer) > width:
            yield line
            longer = part
        line = longer
    if line:
        yield line


def _parts(word: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """A word in pieces that each fit a line."""
    while font.getlength(word) > width and len(word) > 1:
        end = max(1, _fitting(word, font, width))
        yield word[:end]
        word = word[end:]
    yield word


def cut(text: str, font: FreeTypeFont, width: int) -> str:
    """A text on one line of a width in px; a longer one ends in an ellipsis."""
    one_line = plain(text)
    if font.getlength(one_line) <= width:
        return one_line
    end = _fitting(one_line, font, width, ELLIPSIS)
    return one_line[:end].rstrip(" ,.;:·") + ELLIPSIS


def _fitting(text: str, font: FreeTypeFont, width: float, ending: str = "") -> int:
    """How many letters of a text, but not all of them, fit before an ending.

    By bisection: the time to measure grows with each letter.
    """
    return bisect_right(range(1, len(text)), width, key=lambda n: font.getlength(text[:n].rstrip() + ending))
